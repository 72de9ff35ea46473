//! Which paper is asked for, and its address on the phone.

use shared::id::{DocumentId, MemberId};
use shared::month::Month;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOf {
    /// The members, on the last day of a month or today.
    Members,
    /// The tasks of a month.
    Tasks,
    /// The contributions of a month.
    Contributions,
    /// The resolutions of a month's year, up to that month.
    Resolutions,
    /// The meetings of a month's year, up to that month.
    Meetings,
    /// The attendance of the meetings of a month's year, up to that month.
    Attendance,
    /// The twelve months of a month's year.
    Months,
}

impl ListOf {
    /// Every list.
    pub const ALL: [Self; 7] = [
        Self::Members,
        Self::Tasks,
        Self::Contributions,
        Self::Resolutions,
        Self::Meetings,
        Self::Attendance,
        Self::Months,
    ];

    /// Its name in addresses and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Tasks => "tasks",
            Self::Contributions => "contributions",
            Self::Resolutions => "resolutions",
            Self::Meetings => "meetings",
            Self::Attendance => "attendance",
            Self::Months => "months",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }
}

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperOf {
    /// The paper of a record: minutes, a resolution, a sheet.
    Record(DocumentId),
    /// The roll of a meeting.
    Roll(DocumentId),
    /// The task sheet of a member for a month.
    Member(MemberId, Month),
    /// A list.
    List(ListOf, Month),
}

impl PaperOf {
    /// The paper whose address ends like this, after `/cell/paper/`.
    pub fn read(parts: &[&str]) -> Option<Self> {
        match parts {
            [id] => Some(Self::Record(id.parse().ok()?)),
            [id, "roll"] => Some(Self::Roll(id.parse().ok()?)),
            ["member", id, month] => Some(Self::Member(id.parse().ok()?, month.parse().ok()?)),
            ["list", name, month] => Some(Self::List(ListOf::from_name(name)?, month.parse().ok()?)),
            _ => None,
        }
    }

    /// Its address.
    pub fn address(self) -> String {
        match self {
            Self::Record(id) => format!("/cell/paper/{id}"),
            Self::Roll(id) => format!("/cell/paper/{id}/roll"),
            Self::Member(id, month) => format!("/cell/paper/member/{id}/{month}"),
            Self::List(list, month) => format!("/cell/paper/list/{}/{month}", list.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_found_at_its_own_address() {
        let (document, member) = (DocumentId::from_bytes([0xab; 16]), MemberId::from_bytes([1; 16]));
        let month: Month = "2024-11".parse().unwrap();
        let lists = ListOf::ALL.map(|list| PaperOf::List(list, month));
        let papers = [PaperOf::Record(document), PaperOf::Roll(document), PaperOf::Member(member, month)];
        for paper in papers.into_iter().chain(lists) {
            let address = paper.address();
            let parts: Vec<_> = address.trim_start_matches("/cell/paper/").split('/').collect();
            assert_eq!(PaperOf::read(&parts), Some(paper), "{address}");
        }
        for parts in [&["x"][..], &["list", "x", "2024-11"], &["list", "tasks", "2024"], &[]] {
            assert_eq!(PaperOf::read(parts), None, "{parts:?}");
        }
    }
}
