//! A value that follows from signals.
//!
//! `Memo<T>` is compiled anew for each `T`, and the pages have some forty of
//! them: 28 KB of the phone's download. Here one memo serves all types; what a
//! page sees is typed as before.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value computed from signals, and computed anew when one of them changes.
/// Who reads it hears of a value only if it is another one than before.
pub struct Derived<T> {
    memo: Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

/// A value whose type only its [`Derived`] knows.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: Same,
}

type Same = fn(&dyn Any, &dyn Any) -> bool;
type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

/// The one place that knows how memos are made.
fn memo(compute: Compute) -> Memo<Held> {
    Memo::new(compute)
}

impl<T: Send + Sync + 'static> Derived<T> {
    /// What `compute` gives.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::held(move |_| compute(), same::<T>)
    }

    /// What `compute` gives from the value before; from none the first time.
    pub fn following(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::held(compute, same::<T>)
    }

    /// As [`Self::new`], for what is too large to compare: each value is a new one.
    pub fn always_new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::held(move |_| compute(), |_, _| false)
    }

    fn held(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static, same: Same) -> Self {
        let compute = move |before: Option<&Held>| {
            let before = before.and_then(|held| held.value.downcast_ref());
            Held { value: Arc::new(compute(before)), same }
        };
        Self { memo: memo(Box::new(compute)), of: PhantomData }
    }

    /// Looks at the value, and hears of the next one.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(value(&self.memo.get()))
    }

    /// Looks at the value without hearing of the next one.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(value(&self.memo.get_untracked()))
    }

    /// The value; hears of the next one.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, without hearing of the next one.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Hears of the next value.
    pub fn track(&self) {
        self.memo.track();
    }
}

fn value<T: 'static>(held: &Held) -> &T {
    match held.value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a memo of another type: only `held` makes them, and it holds a T"),
    }
}

impl<T: Clone + Send + Sync + 'static> From<Derived<T>> for Signal<T> {
    fn from(derived: Derived<T>) -> Self {
        Signal::derive(move || derived.get())
    }
}
