//! What is there only at times.

use leptos::prelude::*;

/// Whether something is there, told by signals.
pub struct When(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for When {
    fn from(when: F) -> Self {
        Self(Box::new(when))
    }
}

/// Shows its children while something is so.
///
/// Leptos's own component of this name is compiled anew for each of the forty
/// places that use it, 30 KB before compression; this one is there once.
#[component(transparent)]
pub fn Show(
    /// While this is so.
    #[prop(into)]
    when: When,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let when = ArcMemo::new(move |_| when.0());
    (move || when.get().then(|| children())).into_any()
}
