//! A folded part of a page that is made only when somebody opens it.

use leptos::prelude::*;

/// What is rarely needed and costs something to draw. Once opened, it stays.
#[component]
pub fn Folded(
    /// The line that opens it.
    summary: &'static str,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let open = move |_| {
        // Closing is heard, too, and must not draw it anew.
        if !opened.get_untracked() {
            opened.set(true);
        }
    };
    view! {
        <details class="explain" on:toggle=open>
            <summary>{summary}</summary>
            {move || opened.get().then(|| children())}
        </details>
    }
}
