//! Several tabs of one phone: one of them writes, the others say so.
//!
//! The writer holds a Web Lock. Another tab may ask for it; the writer then
//! finishes what it is saving, lets go, and reads on. Tabs tell each other by
//! a broadcast channel when something was written.

use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{BrowserError, window};

const LOCK: &str = "bontot-writer";
const CHANNEL: &str = "bontot";

/// What tabs tell each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Something was written; lists are to be read again.
    Written,
    /// A tab would like to write; the writer is to let go.
    LetGo,
}

impl Message {
    const fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::LetGo => "let-go",
        }
    }
}

/// The channel to the other tabs.
#[derive(Clone)]
pub struct Tabs(BroadcastChannel);

impl Tabs {
    /// Opens the channel; `hear` is called with what other tabs say.
    pub fn open(hear: impl Fn(Message) + 'static) -> Result<Self, BrowserError> {
        let channel = BroadcastChannel::new(CHANNEL)?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data().as_string();
            [Message::Written, Message::LetGo]
                .into_iter()
                .filter(|m| said.as_deref() == Some(m.name()))
                .for_each(&hear);
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        Ok(Self(channel))
    }

    /// Tells the other tabs.
    pub fn tell(&self, message: Message) {
        // Nobody may be listening; then nobody needs to know.
        let _ = self.0.post_message(&message.name().into());
    }
}

/// Lets the lock go when called.
pub type Release = Rc<dyn Fn()>;

/// Waits for the writer's lock, however long that takes, and then calls
/// `held` with the way to let it go.
///
/// A browser without Web Locks grants it at once: such browsers are old and a
/// phone rarely has two tabs; a fresh actor per session still keeps every
/// change apart.
pub fn hold_lock(held: impl Fn(Release) + 'static) -> Result<(), BrowserError> {
    let navigator = window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let Ok(request) = Reflect::get(&locks, &"request".into()).and_then(JsCast::dyn_into::<Function>) else {
        held(Rc::new(|| {}));
        return Ok(());
    };
    let granted = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_: JsValue| {
        // The lock is held until this promise resolves.
        let mut release = None;
        let promise = Promise::new(&mut |resolve, _| release = Some(resolve));
        if let Some(release) = release {
            held(Rc::new(move || {
                let _ = release.call0(&JsValue::UNDEFINED);
            }));
        }
        promise
    });
    request.call2(&locks, &LOCK.into(), granted.as_ref())?;
    granted.forget();
    Ok(())
}
