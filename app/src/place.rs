//! The places of the phone's app, and their addresses.
//!
//! A place is read from an address once, into values that are already valid;
//! a page never looks at an address.

use shared::id::DocumentId;
use shared::month::Month;

/// One of the five parts of the book, as the bar at the bottom names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the month still needs.
    Home,
    /// Resolutions.
    Resolutions,
    /// Tasks.
    Tasks,
    /// Self-assessments.
    Assess,
    /// Members.
    Members,
}

/// A page of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The cell's home.
    Home,
    /// The month's resolutions.
    Resolutions,
    /// A form for a new one.
    NewResolution,
    /// One resolution.
    Resolution(DocumentId),
    /// A form for an existing one.
    EditResolution(DocumentId),
    /// The month's tasks.
    Tasks,
    /// A form for a new one, perhaps of a resolution.
    NewTask(Option<DocumentId>),
    /// One task.
    Task(DocumentId),
    /// A form for an existing one.
    EditTask(DocumentId),
    /// The assessment of a month; none for the month the book is open at.
    Assess(Option<Month>),
    /// The result of the month.
    Standing,
    /// The members.
    Members,
    /// The conflicts of one record.
    Conflicts(DocumentId),
    /// What is not at the ward, and why not.
    Sync,
    /// Language, and what this phone is.
    Settings,
    /// An address that leads nowhere on this phone.
    Nowhere,
}

impl Place {
    /// The place at `path`, with what stands after the question mark.
    pub fn read(path: &str, query: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let document = |id: &str, place: fn(DocumentId) -> Self| id.parse().map_or(Self::Nowhere, place);
        match parts.as_slice() {
            ["cell"] | ["cell", "enrol"] => Self::Home,
            ["cell", "resolutions"] => Self::Resolutions,
            ["cell", "resolutions", "new"] => Self::NewResolution,
            ["cell", "resolutions", id] => document(id, Self::Resolution),
            ["cell", "resolutions", id, "edit"] => document(id, Self::EditResolution),
            ["cell", "tasks"] => Self::Tasks,
            ["cell", "tasks", "new"] => Self::NewTask(
                query.trim_start_matches('?').strip_prefix("resolution=").and_then(|id| id.parse().ok()),
            ),
            ["cell", "tasks", id] => document(id, Self::Task),
            ["cell", "tasks", id, "edit"] => document(id, Self::EditTask),
            ["cell", "assess"] => Self::Assess(None),
            ["cell", "assess", month] => {
                month.parse().map_or(Self::Nowhere, |month| Self::Assess(Some(month)))
            }
            ["cell", "standing"] => Self::Standing,
            ["cell", "members"] => Self::Members,
            ["cell", "conflicts", id] => document(id, Self::Conflicts),
            ["cell", "sync"] => Self::Sync,
            ["cell", "settings"] => Self::Settings,
            _ => Self::Nowhere,
        }
    }

    /// The part of the book it belongs to, where it belongs to one.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Home => Some(Part::Home),
            Self::Resolutions | Self::NewResolution | Self::Resolution(_) | Self::EditResolution(_) => {
                Some(Part::Resolutions)
            }
            Self::Tasks | Self::NewTask(_) | Self::Task(_) | Self::EditTask(_) => Some(Part::Tasks),
            Self::Assess(_) => Some(Part::Assess),
            Self::Members => Some(Part::Members),
            Self::Standing | Self::Conflicts(_) | Self::Sync | Self::Settings | Self::Nowhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_places() {
        fn check(path: &str, query: &str, expect: Place) {
            assert_eq!(Place::read(path, query), expect, "{path}{query}");
        }
        let id = DocumentId::from_bytes([0xab; 16]);
        let hex = "ab".repeat(16);
        check("/cell", "", Place::Home);
        check("/cell/", "", Place::Home);
        check("/cell/enrol", "", Place::Home);
        check(&format!("/cell/resolutions/{hex}"), "", Place::Resolution(id));
        check("/cell/resolutions/new", "", Place::NewResolution);
        check(&format!("/cell/tasks/{hex}/edit"), "", Place::EditTask(id));
        check("/cell/tasks/new", &format!("?resolution={hex}"), Place::NewTask(Some(id)));
        check("/cell/tasks/new", "?resolution=x", Place::NewTask(None));
        check("/cell/assess/2024-11", "", Place::Assess("2024-11".parse().ok()));
        check("/cell/assess/2024-13", "", Place::Nowhere);
        check("/cell/tasks/nonsense", "", Place::Nowhere);
        check("/cell/tasks/new/more", "", Place::Nowhere);
        check("/standings/dong-mai", "", Place::Nowhere);
    }
}
