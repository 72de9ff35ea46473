//! The phone's program: the pages of `app` as a wasm module that starts when
//! it is loaded.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the module's own start-up code.
#[wasm_bindgen(start)]
pub fn start() {
    app::mount();
}
