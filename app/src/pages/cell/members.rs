//! The members of the cell: the list, and the words for what they are.

pub mod attended;
pub mod form;
pub mod member;
pub mod work;

use leptos::prelude::*;
use shared::date::Date;
use shared::document::edit::Edit;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::letter::in_small;
use shared::record::Kind;
use shared::record::roster::{Member, Membership, Roster};
use shared::search::{Query, SearchKey};
use shared::sorted_map::SortedMap;
use shared::standing::deadline::{by_member, overdue};

use crate::components::badge::badge;
use crate::components::finder::Finder;
use crate::components::icon::Icon;
use crate::components::layout::Page;
use crate::components::paper_link::PaperLink;
use crate::components::pick::Groups;
use crate::field_word::{leaving_word, membership_word, office_word};
use crate::format::{date, number};
use crate::paper::{ListOf, PaperOf};
use crate::state::book::{Book, use_book, use_lang};
use crate::state::derived::Derived;
use crate::state::saving::SaveError;
use crate::t;

/// Office, belonging and group in one line.
pub fn office_line(lang: Lang, member: &Member) -> String {
    let office = office_word(lang, member.office);
    let line = match member.membership {
        Membership::Full => office.to_owned(),
        other => format!("{office}, {}", in_small(membership_word(lang, other))),
    };
    match member.group {
        Some(group) => format!("{line}, {}", t::member_group_of(lang, number(lang, group))),
        None => line,
    }
}

/// From so many people on, they stand by their party groups.
const MANY: usize = 30;

/// The choices of one member: the first is nobody, by this word; many people
/// stand under their party groups.
pub fn by_group(
    lang: Lang,
    roster: &Roster,
    nobody: &str,
    people: Vec<(MemberId, String)>,
) -> (Vec<(String, String)>, Groups) {
    let mut plain = vec![(String::new(), nobody.to_owned())];
    if people.len() < MANY {
        plain.extend(people.into_iter().map(|(id, name)| (id.to_string(), name)));
        return (plain, Groups::new());
    }
    let mut groups: SortedMap<Option<u8>, Vec<(String, String)>> = SortedMap::new();
    for (id, name) in people {
        let group = roster.members.get(&id).and_then(|member| member.group);
        groups.entry(group).or_default().push((id.to_string(), name));
    }
    let named = groups.into_iter().map(|(group, people)| {
        let name = match group {
            Some(group) => t::roll_group(lang, number(lang, group)),
            None => t::roll_no_group(lang).to_owned(),
        };
        (name, people)
    });
    (plain, named.collect())
}

/// The name, or a word where no phone has written one yet.
pub fn name_of(lang: Lang, member: &Member) -> String {
    if member.name.is_empty() { t::common_unknown(lang).to_owned() } else { member.name.clone() }
}

/// The document of the members.
pub fn roster_id(book: Book) -> Option<DocumentId> {
    book.organisation_id().map(|organisation| DocumentId::natural(organisation, "roster"))
}

async fn save_roster(book: Book, edits: Vec<Edit>) -> Result<(), SaveError> {
    let id = roster_id(book).ok_or(SaveError::NotEnrolled)?;
    book.save(id, Kind::Roster, edits).await
}

/// Everyone by party group, and the way to enter one more.
#[component]
pub fn Members() -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let sought = RwSignal::new(String::new());
    let roster = Derived::new(move || book.roster());
    let late = Derived::new(move || {
        let day = book.day();
        let count = |rows: &SortedMap<_, shared::replica::Row>| {
            let late = by_member(overdue(rows.values().map(|row| &row.fact), day));
            late.into_iter().map(|(member, tasks)| (member, tasks.len())).collect::<SortedMap<_, _>>()
        };
        book.rows.with(count)
    });
    let list = move || {
        let query = Query::new(&sought.get());
        roster.with(|roster| {
            if roster.members.is_empty() {
                return view! { <div class="empty"><p>{t::member_none(lang)}</p></div> }.into_any();
            }
            late.with(|late| list(lang, roster, book.day(), &query, late)).into_any()
        })
    };
    view! {
        <Page title=Signal::stored(t::nav_members(lang).to_owned()) back=("/cell/shelf", t::nav_shelf(lang))>
            {move || roster.with(|roster| counts(lang, roster, book.day()))}
            <Finder id="find-member" label=t::member_find(lang) sought=sought/>
            {list}
            {move || view! { <p class="row"><PaperLink of=PaperOf::List(ListOf::Members, book.month())/></p> }}
            <div class="actionbar">
                <a class="button main" id="new-member" href="/cell/members/new">{Icon::Plus.draw()}<span>{t::member_new(lang)}</span></a>
            </div>
        </Page>
    }
}

/// How many there are on `day`; those of whom there are none are left out.
fn counts(lang: Lang, roster: &Roster, day: Date) -> impl IntoView + use<> {
    let count = roster.count_on(day);
    let people = |n: usize| t::member_people(lang, number(lang, n as u64));
    let all = count.total() + count.exempt + count.away;
    let always = [
        (t::member_listed(lang).to_owned(), all),
        (t::member_total(lang).to_owned(), count.total()),
        (t::member_voters(lang, date(lang, day)), count.voters),
    ];
    let some = [
        (t::member_full(lang).to_owned(), count.full),
        (t::member_probationary(lang).to_owned(), count.probationary),
        (t::member_temporary(lang).to_owned(), count.temporary),
        (t::member_exempt(lang).to_owned(), count.exempt),
        (t::member_away(lang).to_owned(), count.away),
    ];
    let rows = always.into_iter().chain(some.into_iter().filter(|(_, n)| *n != 0));
    let rows = rows.map(|(word, n)| view! { <dt>{word}</dt><dd>{people(n)}</dd> });
    view! { <dl class="kv" id="member-counts">{rows.collect_view()}</dl> }
}

/// The groups one below another, and those who do not belong to the cell on `day`.
fn list(
    lang: Lang,
    roster: &Roster,
    day: Date,
    query: &Query,
    late: &SortedMap<MemberId, usize>,
) -> impl IntoView + use<> {
    let fits = |member: &Member| query.matches(&SearchKey::of_texts([member.name.as_str()]));
    let card = |id: MemberId, member: &Member, meta: String| {
        // Who is a member of that kind has the word in the line already.
        let exempt = member.exempt_on(day) && member.membership != Membership::Exempt;
        let exempt = exempt.then(|| badge("draft", t::member_exempt(lang)));
        let away = member.away_on(day).then(|| badge("draft", t::member_away(lang)));
        let late = late.get(&id).map(|n| badge("late", t::member_late(lang, number(lang, *n as u64))));
        view! {
            <li><a class="card link" href=format!("/cell/members/{id}")>
                <span class="title">{name_of(lang, member)}</span>
                <span class="meta">{meta}</span>
                {exempt}{away}{late}
            </a></li>
        }
    };
    let mut groups: SortedMap<Option<u8>, Vec<_>> = SortedMap::new();
    for (id, member) in roster.on(day).into_iter().filter(|(_, member)| fits(member)) {
        groups.entry(member.group).or_default().push(card(id, member, office_line(lang, member)));
    }
    let past = roster.members.iter().filter(|(_, member)| !member.belongs_on(day) && fits(member));
    let past: Vec<_> = past.map(|(id, member)| card(*id, member, past_line(lang, member, day))).collect();
    let nobody = (groups.is_empty() && past.is_empty())
        .then(|| view! { <div class="empty"><p>{t::member_not_found(lang)}</p></div> });
    let divided = groups.keys().any(Option::is_some);
    let groups = groups.into_iter().map(|(group, cards)| {
        let count = number(lang, cards.len() as u64);
        let heading = match group {
            Some(group) => t::member_group_heading(lang, number(lang, group), count),
            None if divided => t::member_no_group_heading(lang, count),
            None => t::member_all_heading(lang, count),
        };
        view! { <h2>{heading}</h2><ul class="list" role="list">{cards}</ul> }
    });
    let groups = groups.collect_view();
    let past = (!past.is_empty()).then(|| {
        view! {
            <details class="explain">
                <summary>{t::member_past(lang, number(lang, past.len() as u64))}</summary>
                <ul class="list" role="list">{past}</ul>
            </details>
        }
    });
    view! { {nobody}{groups}{past} }
}

/// Since when somebody does not belong to the cell, or from when on they will.
fn past_line(lang: Lang, member: &Member, day: Date) -> String {
    match (member.joined_on, member.left_on) {
        (Some(joined), _) if day < joined => t::member_from(lang, date(lang, joined)),
        (_, Some(left)) => match member.left_why {
            Some(why) => t::member_left_why(lang, date(lang, left), leaving_word(lang, why)),
            None => t::member_left(lang, date(lang, left)),
        },
        _ => office_line(lang, member),
    }
}
