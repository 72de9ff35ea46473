//! Line icons, 24 by 24; each stands beside a word.

use leptos::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The cell's home.
    Home,
    /// A meeting: people around a table.
    Meeting,
    /// A search.
    Search,
    /// The shelf of books.
    Shelf,
    /// A resolution.
    Document,
    /// Print.
    Print,
    /// Tasks.
    Tasks,
    /// The four goods.
    Assess,
    /// Members.
    Members,
    /// Sync.
    Sync,
    /// Add something.
    Plus,
    /// Back.
    Back,
    /// Open; the next one.
    Chevron,
    /// The one before.
    Before,
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// Done.
    Check,
    /// Something to look at.
    Warning,
    /// Settings.
    Settings,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3.5 11 12 4l8.5 7M5.5 9.5V20h13V9.5M10 20v-6h4v6",
            Self::Meeting => {
                "M4.5 12.5h15v4h-15zM7 16.5V20M17 16.5V20M5.5 7.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M14.5 7.5a2 2 0 1 0 4 \
                 0a2 2 0 1 0-4 0"
            }
            Self::Shelf => "M4.5 4h4v16h-4zM8.5 6.5h4V20h-4zM13.5 7.4l3.6-1 4 13-3.7 1z",
            Self::Search => "M4.5 10.5a6 6 0 1 0 12 0a6 6 0 1 0-12 0M15 15l5.5 5.5",
            Self::Document => "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5",
            Self::Print => "M7.5 8V4h9v4M7 16H4.5V8h15v8H17M7.5 13h9v7h-9z",
            Self::Tasks => "m3.5 6.5 1.5 1.5 3-3M3.5 16.5 5 18l3-3M11.5 6.5h9M11.5 16.5h9M11.5 11.5h9",
            Self::Assess => {
                "M4 7.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M13 7.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 \
                 0M4 16.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M13 16.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"
            }
            Self::Members => {
                "M6 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M3 19.5c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M15.5 5.3a3 3 0 0 1 0 \
                 5.4M17.5 14.4c2.2.8 3.5 2.6 3.5 5.1"
            }
            Self::Sync => "M20 11.5A8 8 0 0 0 5.5 7.2M5.5 3.5v4h4M4 12.5A8 8 0 0 0 18.5 16.8M18.5 20.5v-4h-4",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Back => "M20 12H4.5M11 5l-7 7 7 7",
            Self::Chevron => "m9 5 7 7-7 7",
            Self::Up => "m5 15 7-7 7 7",
            Self::Down => "m5 9 7 7 7-7",
            Self::Before => "m15 5-7 7 7 7",
            Self::Check => "m4.5 12.5 5 5 10-11",
            Self::Warning => "M12 4 2.5 20h19zM12 10v4.5M12 17.4v.1",
            Self::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
            }
        }
    }

    /// The icon's drawing; it says nothing to a screen reader.
    pub fn draw(self) -> impl IntoView {
        view! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d=self.path()/>
            </svg>
        }
    }
}
