//! The members' classification of a year: who is graded and how, who is not and
//! by which rule, and the cap within the organisation.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::record::roster::Roster;
use shared::ruling::Overridden;
use shared::scheme::Scheme;
use shared::standing::cap::{CapGroup, CapLine, CapVerdict};
use shared::standing::member_grade::{EXCLUSION_SOURCE, Exclusion, MemberStanding};
use shared::standing::rank::{Place, ResultRank, places};

use super::OrganisationYearPage;
use super::classification::records;
use crate::explain::need::barring_words;
use crate::field_word::office_word;
use crate::format::number;
use crate::standings::decided::{DecidedGrade, overridden_words};
use crate::standings::reader::{Reader, counted_measures};
use crate::standings::sheet::{Sheet, Voice, nothing_beside};
use crate::standings::sorting::plain_head;
use crate::standings::year::{
    Side, around_line, cap_row, cap_words, grade_badge, grade_words, line_at, open_words, side, verdict_words,
};
use crate::t;

/// The members of an organisation with their results.
#[derive(Debug, Clone)]
pub struct MembersYear {
    /// The scheme in force for them.
    pub scheme: Arc<Scheme>,
    /// The members.
    pub roster: Roster,
    /// What the scheme gives each, in the roster's order.
    pub standings: Vec<MemberStanding>,
    /// The cap over those who are graded.
    pub group: Option<CapGroup<MemberId, ResultRank>>,
    /// What people set against the scheme or the cap.
    pub overridden: Vec<Overridden>,
    /// The decisions in force.
    pub decided: Vec<DecidedGrade>,
}

impl MembersYear {
    /// The decision on the member that is in force.
    fn decision(&self, member: MemberId) -> Option<&DecidedGrade> {
        self.decided.iter().rfind(|one| one.decided.judged.member == Some(member))
    }

    /// The grade that was decided by the scheme in force; none where none was.
    fn decided(&self, member: MemberId) -> Option<u8> {
        let grade = self.decision(member)?.in_force();
        grade.filter(|(scheme, _)| scheme.id == self.scheme.id).map(|(_, place)| place)
    }

    /// The grade in force with the rank within it, where there is one.
    fn in_force(&self, line: &CapLine<MemberId, ResultRank>) -> Option<(u8, ResultRank)> {
        let grade = self.decided(line.contender.key).or_else(|| line.stands_for())?;
        Some((grade, line.contender.rank.clone()))
    }

    /// On which side of the cap's line the member stands: of what is decided by the
    /// grade alone.
    fn side(&self, line: &CapLine<MemberId, ResultRank>) -> Side {
        let capped = self.scheme.cap.as_ref().and_then(|rule| self.scheme.place(&rule.grade));
        match self.decided(line.contender.key) {
            None => side(&line.verdict),
            decided if decided == capped => Side::Above,
            Some(_) => Side::Beside,
        }
    }
}

const COLUMNS: usize = 4;

/// The table; a sentence where no scheme is in force.
pub fn members(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let head = view! { <h2 id="members">{t::yearly_members(lang)}</h2> };
    let Some(found) = &page.members else {
        return view! { {head}<p class="banner" data-kind="info">{t::yearly_members_none(lang)}</p> }
            .into_any();
    };
    let scheme = found.scheme.as_ref();
    let mut body: Vec<AnyView> = Vec::new();
    let excluded = found.standings.iter().filter(|standing| standing.exclusion.is_some());
    let excluded: Vec<_> = excluded.collect();
    if let Some(group) = &found.group {
        let mut lines: Vec<_> = group.lines.iter().collect();
        let results: Vec<_> = lines.iter().map(|line| found.in_force(line)).collect();
        let places: HashMap<MemberId, Place> = lines
            .iter()
            .zip(places(&results))
            .filter_map(|(line, place)| Some((line.contender.key, place?)))
            .collect();
        // Beside what was decided a viewer's order tells nothing of what the
        // records come to since.
        let is_told = page.reader == Reader::Official || found.decided.is_empty();
        let place = |line: &CapLine<MemberId, ResultRank>| {
            places.get(&line.contender.key).filter(|_| is_told).copied()
        };
        // Who is equal stands in the roster's order.
        let seat = |id: MemberId| found.standings.iter().position(|standing| standing.member == id);
        let order = |line: &&CapLine<MemberId, ResultRank>| {
            let (grade, place) = (found.in_force(line).map(|(grade, _)| grade), place(line));
            let around = is_told.then(|| around_line(found.side(line)));
            (grade.is_none(), around, place.map(|place| place.place), grade, seat(line.contender.key))
        };
        lines.sort_by_key(order);
        let sides: Vec<Side> = lines.iter().map(|line| found.side(line)).collect();
        let at = line_at(&sides).filter(|_| is_told);
        let words = cap_words(lang, scheme, group);
        for (row, line) in lines.iter().enumerate() {
            if at == Some(row) {
                body.extend(words.clone().map(|words| cap_row(words, COLUMNS).into_any()));
            }
            let standing = found.standings.iter().find(|one| one.member == line.contender.key);
            body.extend(standing.map(|standing| {
                let rank = place(line);
                let rank =
                    rank.map(|rank| t::heat_rank(lang, number(lang, rank.place), number(lang, rank.of)));
                graded_row(lang, page, found, standing, line, rank).into_any()
            }));
        }
        if at == Some(lines.len()) {
            body.extend(words.map(|words| cap_row(words, COLUMNS).into_any()));
        }
    }
    body.extend(excluded.iter().map(|standing| excluded_row(lang, page, found, standing).into_any()));
    let caption = t::yearly_members_caption(
        lang,
        number(lang, found.standings.len() as u64),
        number(lang, excluded.len() as u64),
    );
    let source = t::standing_source(lang, scheme.title.get(lang), scheme.source.get(lang));
    view! {
        {head}
        <p class="meta">{source}</p>
        <table class="standings" role="table" id="member-results">
            <caption>{caption}</caption>
            <thead role="rowgroup"><tr role="row">
                {plain_head(t::yearly_member(lang))}
                {plain_head(t::heat_column_rank(lang))}
                {plain_head(t::heat_column_grade(lang))}
                {plain_head(t::yearly_why(lang))}
            </tr></thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

fn name_cell(lang: Lang, found: &MembersYear, id: MemberId) -> impl IntoView + use<> {
    let member = found.roster.members.get(&id);
    let name = member.map(|member| member.name.clone()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| t::common_unknown(lang).to_owned());
    let office = member.map(|member| office_word(lang, member.office));
    view! { <th role="rowheader" scope="row"><span>{name}</span><br/><span class="meta">{office}</span></th> }
}

fn graded_row(
    lang: Lang,
    page: &OrganisationYearPage,
    found: &MembersYear,
    standing: &MemberStanding,
    line: &CapLine<MemberId, ResultRank>,
    rank: Option<String>,
) -> impl IntoView + use<> {
    let scheme = found.scheme.as_ref();
    let decided = found.decision(standing.member);
    let in_force = decided.and_then(DecidedGrade::in_force).or(line.grade.map(|place| (scheme, place)));
    let place = in_force.filter(|(by, _)| by.id == scheme.id).map(|(_, place)| place);
    let badge = match in_force {
        Some((scheme, place)) => grade_badge(lang, scheme, place).into_any(),
        None => view! { <span class="grade cell-missing">{t::ward_no_grade(lang)}</span> }.into_any(),
    };
    let set = found.overridden.iter().find(|set| set.judged.member == Some(standing.member));
    // What is still possible for one and not for others tells what bars it.
    let is_official = page.reader == Reader::Official;
    let by_cap = matches!(line.verdict, CapVerdict::Overridden(_));
    let lines = [
        verdict_words(lang, scheme, &line.verdict),
        set.filter(|_| !by_cap).map(|set| overridden_words(lang, scheme, set)),
        standing
            .evaluation
            .grade
            .filter(|grade| Some(*grade) != place && is_official)
            .map(|grade| t::heat_computed(lang, grade_words(lang, scheme, grade).unwrap_or_default())),
        open_words(lang, scheme, standing.range).filter(|_| in_force.is_none() && is_official),
    ];
    let decided = decided.map(|decided| decided.lines(lang)).unwrap_or_default();
    let lines = decided.into_iter().chain(lines.into_iter().flatten());
    let lines = lines.map(|line| view! { <p class="meta">{line}</p> }).collect_view();
    let lines =
        view! { {lines}{barred(lang, page, standing, scheme)}{measures(lang, page, found, standing.member)} };
    view! {
        <tr role="row">
            {name_cell(lang, found, standing.member)}
            <td role="cell" data-label=t::heat_column_rank(lang)>{rank.unwrap_or_else(|| "–".to_owned())}</td>
            <td role="cell">{badge}</td>
            <td role="cell" class="wide marks">{lines}{opened(lang, page, scheme, standing)}</td>
        </tr>
    }
}

/// What bars better grades, without opening the reasons; for officials, since it
/// tells of discipline.
fn barred(
    lang: Lang,
    page: &OrganisationYearPage,
    standing: &MemberStanding,
    scheme: &Scheme,
) -> Option<impl IntoView + use<>> {
    let lines = barring_words(lang, scheme, &standing.evaluation).into_iter();
    let lines = lines.map(|words| view! { <p><span class="mark" data-kind="late">{words}</span></p> });
    let lines: Vec<_> = lines.collect();
    (page.reader == Reader::Official).then_some(lines)
}

/// The measures against the member that count for the year; for officials.
fn measures(
    lang: Lang,
    page: &OrganisationYearPage,
    found: &MembersYear,
    id: MemberId,
) -> Option<impl IntoView + use<>> {
    let member = found.roster.members.get(&id)?;
    let lines = counted_measures(lang, page.reader, member, page.year).into_iter();
    Some(lines.map(|line| view! { <p>{line}</p> }).collect_view())
}

/// What made the grade, down to the records, folded away.
fn opened(
    lang: Lang,
    page: &OrganisationYearPage,
    scheme: &Scheme,
    standing: &MemberStanding,
) -> impl IntoView + use<> {
    let sheet = Sheet {
        lang,
        scheme,
        evaluation: &standing.evaluation,
        voice: Voice::Appraisal,
        anchor: format!("{}-", standing.member),
        records: &|basis| records(lang, page, basis).into_any(),
        beside: &nothing_beside,
    };
    // They tell of discipline: which grades are barred, and by what.
    let barred = (page.reader == Reader::Official).then(|| view! { {sheet.grades()}{sheet.gates()} });
    view! {
        <details class="explain">
            <summary>{t::yearly_why(lang)}</summary>
            {barred}
            <h3>{t::need_criteria_title(lang)}</h3>
            {sheet.criteria()}
        </details>
    }
}

fn excluded_row(
    lang: Lang,
    page: &OrganisationYearPage,
    found: &MembersYear,
    standing: &MemberStanding,
) -> impl IntoView + use<> {
    let why = match standing.exclusion {
        Some(Exclusion::Exempt) => t::yearly_exempt(lang),
        Some(Exclusion::Suspended) => t::yearly_suspended(lang),
        Some(Exclusion::UnderSixMonths) => t::yearly_under_six(lang),
        Some(Exclusion::Temporary) => t::yearly_temporary(lang),
        None => "",
    };
    // Among the reasons is that somebody is suspended.
    let why = (page.reader == Reader::Official).then(|| {
        view! { <p>{why}</p><p class="meta">{t::yearly_by_rule(lang, EXCLUSION_SOURCE)}</p> }
    });
    view! {
        <tr role="row">
            {name_cell(lang, found, standing.member)}
            <td role="cell" data-label=t::heat_column_rank(lang)>"–"</td>
            <td role="cell"><span class="grade cell-later">{t::yearly_not_graded(lang)}</span></td>
            <td role="cell" class="wide marks">
                {why}
                {measures(lang, page, found, standing.member)}
            </td>
        </tr>
    }
}
