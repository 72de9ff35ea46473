//! Entering a member, and changing what stands about one.

use leptos::prelude::*;
use shared::document::command::roster::{
    MemberEntry, assign_households, enter_member, exempt, record_joining, record_leaving,
    record_reason_of_leaving, record_return, send_away, take_back_leaving,
};
use shared::document::edit::Edit;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::record::roster::{Leaving, Member, Membership, Office};

use super::{roster_id, save_roster};
use crate::components::draft::{Draft, Drafted};
use crate::components::failed::{Failed, Failure};
use crate::components::field::{Choices, Control, Field};
use crate::components::layout::Page;
use crate::components::typed::Typed;
use crate::components::typed_optional::optional_period;
use crate::field_word::{leaving_word, membership_word, office_word};
use crate::platform::clock;
use crate::state::book::{use_book, use_lang};
use crate::t;

/// Where the arrow of both pages leads.
const BACK: &str = "/cell/members";

/// The highest number of a party group.
const MOST_GROUPS: u16 = 99;

/// A new member.
#[component]
pub fn NewMember() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page title=Signal::stored(t::member_new(lang).to_owned()) back=(BACK, t::nav_members(lang))>
            <MemberForm id=None current=Member::default()/>
        </Page>
    }
}

/// What stands about a member, to change.
#[component]
pub fn EditMember(
    /// The member.
    id: MemberId,
) -> impl IntoView {
    let book = use_book();
    let lang = use_lang();
    let content = match untrack(|| book.roster().members.remove(&id)) {
        Some(current) => view! { <MemberForm id=Some(id) current=current/> }.into_any(),
        None => view! { <p>{t::not_found_text(lang)}</p> }.into_any(),
    };
    view! {
        <Page title=Signal::stored(t::member_edit(lang).to_owned()) back=(BACK, t::nav_members(lang))>{content}</Page>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typing {
    name: Typed,
    membership: Typed,
    office: Typed,
    group: Typed,
    households: Typed,
    joined_on: Typed,
    official_on: Typed,
    exempt: [Typed; 2],
    away: [Typed; 2],
    left_on: Typed,
    left_why: Typed,
    returned_on: Typed,
}

impl Typing {
    /// Fields that begin with what stands about `member`.
    fn of(member: &Member, field: impl Fn(&'static str, String) -> Typed) -> Self {
        fn text(value: Option<impl ToString>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        Self {
            name: field("name", member.name.clone()),
            membership: field("membership", member.membership.name().to_owned()),
            office: field("office", member.office.name().to_owned()),
            group: field("group", text(member.group)),
            households: field("households", text(member.households.as_ref())),
            joined_on: field("joined_on", text(member.joined_on)),
            official_on: field("official_on", text(member.official_on)),
            exempt: [
                field("exempt_from", text(member.exempt_from)),
                field("exempt_until", text(member.exempt_until)),
            ],
            away: [field("away_from", text(member.away_from)), field("away_until", text(member.away_until))],
            left_on: field("left_on", text(member.left_on)),
            left_why: field("left_why", text(member.left_why.map(Leaving::name))),
            returned_on: field("returned_on", text(member.returned_on)),
        }
    }

    /// The edits that write what is typed, or `None` with what is wrong shown at the fields.
    fn edits(self, lang: Lang, id: MemberId) -> Option<Vec<Edit>> {
        let (name, households) = (self.name.title(lang), self.households.optional_note(lang));
        let group = self.group.optional_number(lang, MOST_GROUPS);
        let (joined, official) =
            (self.joined_on.optional_life_date(lang), self.official_on.optional_life_date(lang));
        let [exempted, away] =
            [self.exempt, self.away].map(|[from, until]| optional_period(lang, from, until));
        let (left, returned) = (self.left_on.optional_date(lang), self.returned_on.optional_date(lang));
        let (left, returned) = (left?, returned?);
        if returned.is_some() && (left.is_none() || returned < left) {
            self.returned_on.refuse(t::member_returned_before_left(lang).to_owned());
            return None;
        }
        let chosen = |typed: Typed| typed.text.get_untracked();
        let entry = MemberEntry {
            name: name?,
            membership: Membership::from_name(&chosen(self.membership)).unwrap_or_default(),
            office: Office::from_name(&chosen(self.office)).unwrap_or_default(),
            group: group?.and_then(|group| u8::try_from(group).ok()),
        };
        let mut edits = enter_member(id, &entry);
        edits.extend(assign_households(id, households?.as_ref()));
        edits.extend(record_joining(id, joined?, official?));
        edits.extend(exempt(id, exempted?));
        edits.extend(send_away(id, away?));
        match left {
            Some(left) => {
                edits.extend(record_leaving(id, left));
                edits.extend(record_reason_of_leaving(id, Leaving::from_name(&chosen(self.left_why))));
            }
            None => edits.extend(take_back_leaving(id)),
        }
        edits.extend(record_return(id, returned));
        Some(edits)
    }
}

/// Whether the form stays to enter somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Leave,
    Stay,
}

#[component]
fn MemberForm(id: Option<MemberId>, current: Member) -> impl IntoView {
    let lang = use_lang();
    let draft = match id {
        Some(id) => Draft::about(roster_id(use_book()), format!("members/{id}")),
        None => Draft::at("members/new"),
    };
    let book = draft.book();
    let typing = Typing::of(&current, |name, initial| draft.typed(name, initial));
    // Only what was changed is written: what another phone wrote meanwhile stays.
    let standing =
        StoredValue::new(id.and_then(|id| Typing::of(&current, |_, text| Typed::new(text)).edits(lang, id)));
    let failed = Failure::none();
    let submit = move |then: Then| {
        let new = || clock::random().map(MemberId::from_bytes);
        let member = id.map_or_else(new, Ok);
        let edits = match &member {
            Ok(member) => typing.edits(lang, *member),
            Err(_) => Some(Vec::new()),
        };
        let Some(mut edits) = edits else { return };
        standing
            .with_value(|standing| edits.retain(|edit| !standing.iter().flatten().any(|old| old == edit)));
        let saved = async move {
            let member = member?;
            save_roster(book, edits).await?;
            Ok(member)
        };
        failed.watch(saved, move |_| {
            draft.forget();
            match (id, then) {
                (Some(id), _) => book.go(&format!("{BACK}/{id}")),
                (None, Then::Leave) => book.go(BACK),
                (None, Then::Stay) => {
                    typing.name.text.set(String::new());
                    typing.households.text.set(String::new());
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=move |event| { event.prevent_default(); submit(Then::Leave); }>
            <Drafted of=draft/>
            <Belonging typing=typing/>
            {id.map(|_| view! { <Changes typing=typing/> })}
            <Failed of=failed/>
            {id.is_none().then(|| view! {
                <button type="button" class="button" id="enter-next" on:click=move |_| submit(Then::Stay)>{t::member_enter_next(lang)}</button>
            })}
            <div class="actionbar">
                <button type="submit" class="button main" id="enter">
                    {if id.is_some() { t::common_save(lang) } else { t::member_enter(lang) }}
                </button>
            </div>
        </form>
    }
}

/// How they belong to the cell.
#[component]
fn Belonging(typing: Typing) -> impl IntoView {
    let lang = use_lang();
    let kinds = Membership::ALL.map(|m| (m.name().to_owned(), membership_word(lang, m).to_owned())).to_vec();
    let offices = Office::ALL.map(|o| (o.name().to_owned(), office_word(lang, o).to_owned())).to_vec();
    view! {
        <Field id="name" label=t::member_name(lang) of=typing.name/>
        <Choices name="membership".to_owned() legend=t::member_membership(lang) choices=kinds
            chosen=typing.membership.text on_choose=typing.membership.chooser()/>
        <Choices name="office".to_owned() legend=t::member_office(lang) choices=offices
            chosen=typing.office.text on_choose=typing.office.chooser()/>
        <Field id="group" label=t::member_group(lang) hint=t::member_group_hint(lang) control=Control::Number
            of=typing.group/>
        <Field id="households" label=t::field_households(lang) hint=t::member_households_hint(lang)
            of=typing.households/>
        <Field id="joined_on" label=t::field_joined_on(lang) hint=t::member_joined_hint(lang)
            control=Control::Date of=typing.joined_on/>
        <Field id="official_on" label=t::field_official_on(lang) hint=t::member_official_hint(lang)
            control=Control::Date of=typing.official_on/>
    }
}

/// What changes with time: exemption, absence, leaving, return.
#[component]
fn Changes(typing: Typing) -> impl IntoView {
    let lang = use_lang();
    let nothing = std::iter::once((String::new(), t::member_leaving_unsaid(lang).to_owned()));
    let whys = Leaving::ALL.map(|why| (why.name().to_owned(), leaving_word(lang, why).to_owned()));
    let whys: Vec<_> = nothing.chain(whys).collect();
    let [exempt_from, exempt_until] = typing.exempt;
    let [away_from, away_until] = typing.away;
    view! {
        <h2>{t::member_exempt(lang)}</h2>
        <Field id="exempt_from" label=t::field_exempt_from(lang) control=Control::Date of=exempt_from/>
        <Field id="exempt_until" label=t::field_exempt_until(lang) hint=t::member_open_end(lang)
            control=Control::Date of=exempt_until/>
        <h2>{t::member_away(lang)}</h2>
        <Field id="away_from" label=t::field_away_from(lang) control=Control::Date of=away_from/>
        <Field id="away_until" label=t::field_away_until(lang) hint=t::member_open_end(lang)
            control=Control::Date of=away_until/>
        <h2>{t::member_leaving(lang)}</h2>
        <Field id="left_on" label=t::field_left_on(lang) hint=t::member_left_hint(lang)
            control=Control::Date of=typing.left_on/>
        <Choices name="left_why".to_owned() legend=t::field_left_why(lang) choices=whys
            chosen=typing.left_why.text on_choose=typing.left_why.chooser()/>
        <Field id="returned_on" label=t::field_returned_on(lang) hint=t::member_returned_hint(lang)
            control=Control::Date of=typing.returned_on/>
    }
}
