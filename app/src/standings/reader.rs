//! Who reads a page, and what of single persons they may read.

use leptos::prelude::*;
use shared::document::edit::Path;
use shared::lang::Lang;
use shared::record::roster::{Discipline, Member, Roster};
use shared::year::Year;

use crate::field_word::discipline_line;
use crate::t;

/// Who reads a page of the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who may look at the standings: how many were disciplined.
    Viewer,
    /// An official of the ward: who, and for what.
    Official,
}

impl Reader {
    /// What stands at `path`, in words; of somebody's discipline a viewer reads
    /// that it is for officials.
    pub fn told(self, lang: Lang, path: &Path, words: String) -> String {
        if self.may_read(path) { words } else { t::discipline_for_officials(lang).to_owned() }
    }

    /// What `path` is called in words; a viewer does not read whose discipline it is.
    pub fn called(self, lang: Lang, path: &Path, words: String) -> String {
        if self.may_read(path) { words } else { t::discipline_title(lang).to_owned() }
    }

    /// Somebody's discipline is for officials, and so is why somebody left, who may
    /// have been expelled.
    fn may_read(self, path: &Path) -> bool {
        let is_discipline =
            path.name.as_deref().is_some_and(|name| Discipline::is_named(name) || name == "left_why");
        !is_discipline || self == Self::Official
    }
}

/// The measures against a member that count for `year`, a line each; for officials.
pub fn counted_measures(lang: Lang, reader: Reader, member: &Member, year: Year) -> Vec<String> {
    let counts = |measure: &&Discipline| reader == Reader::Official && measure.counts_in(year);
    let title = t::discipline_title(lang);
    let measures = member.discipline.values().filter(counts);
    measures.map(|measure| format!("{title}: {}", discipline_line(lang, measure))).collect()
}

/// The disciplinary measures of a roster, each under its member; for officials.
pub fn disciplined(lang: Lang, reader: Reader, roster: &Roster) -> Option<impl IntoView + use<>> {
    let members = roster.members.values().filter(|member| !member.discipline.is_empty());
    let members = members.map(|member| {
        let name = Some(member.name.clone()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| t::common_unknown(lang).to_owned());
        let lines = member.discipline.values().map(|measure| discipline_line(lang, measure));
        view! { <dt>{name}</dt>{lines.map(|line| view! { <dd>{line}</dd> }).collect_view()} }
    });
    let members: Vec<_> = members.collect();
    let shown = reader == Reader::Official && !members.is_empty();
    shown.then(|| view! { <h4>{t::discipline_title(lang)}</h4><dl class="kv">{members}</dl> })
}
