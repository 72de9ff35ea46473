//! The year's end of one organisation, or of one of its members: proposal,
//! appraisal, decision, recognition.

use leptos::prelude::*;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind};
use shared::record::registration::FourGood;
use shared::record::review::Review;
use shared::ruling::{Appraisal, Decided, Judged, Overridden, Recognition, Suspension, Term};
use shared::scheme::Scheme;
use shared::scheme::evaluate::Evaluation;
use shared::scheme::range::GradeRange;
use shared::standing::cap::CapVerdict;
use shared::standing::coverage::Expected;
use shared::standing::member_grade::Exclusion;
use shared::year::Year;

use super::decisions::{decision_words, decisions, is_told, reopened};
use super::desk::{Desk, desk_page};
use super::explained::explained;
use super::paths;
use super::words::grade_word;
use crate::field_word::four_good_word;
use crate::format::{date, digits};
use crate::proposal::proposed_word;
use crate::standings::decided::{DecidedGrade, counts, recognition_words};
use crate::standings::year::verdict_words;
use crate::standings::{Frame, Reader};
use crate::t;

/// Whose year it is, how it stands, and what the ward ruled about it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The year.
    pub year: Year,
    /// The organisation.
    pub organisation: Organisation,
    /// The member and their name, where it is a member's year.
    pub member: Option<(MemberId, String)>,
    /// The scheme in force.
    pub scheme: Option<Scheme>,
    /// What it gives; none where there is no scheme.
    pub result: Option<CaseResult>,
    /// What the cap says, and the place of the grade after it.
    pub cap: Option<(CapVerdict, Option<u8>)>,
    /// Why a member is not graded.
    pub exclusion: Option<Exclusion>,
    /// Of the year's months those with the best grade; none of a member.
    pub best_months: Option<u32>,
    /// The cell's review, once it is submitted; none of a member.
    pub review: Option<Review>,
    /// What the committee answered.
    pub appraisal: Option<Appraisal>,
    /// The grade that people set.
    pub set: Option<Overridden>,
    /// Every decision, the one in force last.
    pub decisions: Vec<Decision>,
    /// Whether the title was recognised.
    pub recognition: Option<Recognition>,
    /// The member's suspensions, in the order in which they were entered.
    pub suspensions: Vec<Suspension>,
}

/// What the scheme gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The result with its reasons.
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    pub range: GradeRange,
    /// The expected records that are not there; of a member's year none is expected.
    pub lacking: Vec<Expected>,
}

/// A decision as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The decision.
    pub decided: DecidedGrade,
    /// When it was entered.
    pub at: Moment,
    /// Who entered it.
    pub official: Option<String>,
}

/// Whence a grade comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whence {
    /// From the scheme.
    Scheme,
    /// From the scheme, lowered by the cap.
    Cap,
    /// People set it.
    People,
}

impl Case {
    /// Whose grade it is, as rulings name them.
    pub fn judged(&self) -> Judged {
        Judged {
            organisation: self.organisation.id,
            term: Term::Year(self.year),
            member: self.member.as_ref().map(|(id, _)| *id),
        }
    }

    /// The member's id.
    pub fn member_id(&self) -> Option<MemberId> {
        self.member.as_ref().map(|(id, _)| *id)
    }

    /// The title of the model that such an organisation may have.
    pub const fn title(&self) -> FourGood {
        FourGood::of(self.organisation.kind)
    }

    /// The grade that the scheme gives.
    pub fn computed(&self) -> Option<&str> {
        self.grade_at(self.result.as_ref()?.evaluation.grade)
    }

    /// The grade that would be decided now, and whence it comes. None where
    /// there is no result yet, and where a tie on the cap's line is for people.
    pub fn following(&self) -> Option<(&str, Whence)> {
        let set = self.set.as_ref().filter(|set| self.counts(set));
        if let Some(grade) = set.and_then(|set| set.grade.as_deref()) {
            return Some((grade, Whence::People));
        }
        match self.cap {
            Some((CapVerdict::Lowered, place)) => Some((self.grade_at(place)?, Whence::Cap)),
            Some((CapVerdict::Tied, _)) => None,
            _ => Some((self.computed()?, Whence::Scheme)),
        }
    }

    /// Whether what people set is a grade of the scheme in force.
    fn counts(&self, set: &Overridden) -> bool {
        self.scheme.as_ref().is_some_and(|scheme| counts(scheme, set))
    }

    /// What the cap says of the grade.
    pub fn cap_words(&self, lang: Lang) -> Option<String> {
        let (verdict, _) = self.cap.as_ref()?;
        verdict_words(lang, self.scheme.as_ref()?, verdict)
    }

    fn grade_at(&self, place: Option<u8>) -> Option<&str> {
        let grade = self.scheme.as_ref()?.grades.get(usize::from(place?))?;
        Some(grade.id.as_str())
    }

    /// The grade that the cell proposes, among those of the scheme.
    pub fn proposed(&self) -> Option<&str> {
        let review = self.review.as_ref()?;
        let grade = self.scheme.as_ref()?.proposed(review.grade, review.own_grade.as_deref());
        grade.map(|grade| grade.id.as_str())
    }

    /// The word for what the cell proposes: the scheme's, or the review's own
    /// where the scheme has no such grade.
    pub fn proposed_word(&self, lang: Lang) -> Option<String> {
        let review = self.review.as_ref()?;
        proposed_word(lang, self.scheme.as_ref(), review.grade, review.own_grade.as_deref())
    }

    /// What the cell proposes; and that it cannot be compared, where the scheme
    /// has no such grade.
    pub fn proposal(&self, lang: Lang) -> Option<AnyView> {
        let word = self.proposed_word(lang)?;
        let apart = self.scheme.is_some() && self.proposed().is_none();
        let apart = apart
            .then(|| view! { <p class="banner" data-kind="warn" id="apart">{t::yearend_apart(lang)}</p> });
        let says = t::yearend_cell_proposes(lang, word);
        Some(view! { <p class="banner" data-kind="info">{says}</p> {apart} }.into_any())
    }

    /// The decision in force.
    pub fn decision(&self) -> Option<&Decided> {
        self.decisions.last().map(|decision| &decision.decided.decided)
    }

    /// The decided grade in words.
    pub fn decided_word(&self, lang: Lang) -> Option<String> {
        self.decisions.last().map(|decision| decision.decided.word(lang))
    }

    /// What the case is called.
    pub fn name(&self, lang: Lang) -> String {
        let year = digits(lang, &self.year.to_string());
        match &self.member {
            None => t::yearend_of(lang, &self.organisation.name, year),
            Some((_, name)) => t::yearend_of_member(lang, name, &self.organisation.name, year),
        }
    }

    /// The address of the case.
    pub fn path(&self, desk: &Desk) -> String {
        paths::case(&desk.ward.code, self.year, &self.organisation.code, self.member_id())
    }
}

/// The page.
pub fn case_page(frame: &Frame, desk: &Desk, case: &Case) -> impl IntoView + use<> {
    let lang = frame.lang;
    let to_members = (case.member.is_none() && case.organisation.kind == OrganisationKind::Cell).then(|| {
        let href = paths::members(&desk.ward.code, case.year, &case.organisation.code);
        view! { <p><a class="button" href=href>{t::yearend_members(lang)}</a></p> }
    });
    let up = case.member.as_ref().map(|_| {
        let href = paths::members(&desk.ward.code, case.year, &case.organisation.code);
        let year = digits(lang, &case.year.to_string());
        view! { <p><a class="button" href=href>{t::yearend_members_of(lang, &case.organisation.name, year)}</a></p> }
    });
    let content = view! {
        {up}
        {steps(lang, desk, case)}
        {to_members}
        {suspensions(lang, desk, case)}
        {set(lang, desk, case)}
        {reopened(lang, desk, case)}
        {decisions(lang, case)}
        {explained(lang, desk.reader(), case)}
    };
    desk_page(frame, desk, &case.name(lang), content)
}

/// The four steps with what is said in each; the next one is the main action.
fn steps(lang: Lang, desk: &Desk, case: &Case) -> impl IntoView + use<> {
    let scheme = case.scheme.as_ref();
    let path = case.path(desk);
    let proposal = case.member.is_none().then(|| {
        let on = case.review.as_ref().and_then(|review| review.submitted_on);
        let words = match case.proposed_word(lang).zip(on) {
            Some((grade, on)) => t::yearend_proposed(lang, grade, date(lang, on)),
            None => t::yearend_not_proposed(lang).to_owned(),
        };
        step(t::yearend_step_proposal(lang), words, Taken::of(case.review.as_ref()), None)
    });
    let appraised = match (&case.appraisal, case.computed()) {
        (None, _) => t::yearend_not_appraised(lang).to_owned(),
        (Some(appraisal), None) => t::yearend_appraised_open(lang, &appraisal.by),
        (Some(appraisal), Some(_)) if !is_told(desk.reader(), case) => {
            t::yearend_appraised(lang, case.decided_word(lang).unwrap_or_default(), &appraisal.by)
        }
        (Some(appraisal), Some(grade)) => {
            let words = t::yearend_appraised(lang, grade_word(lang, scheme, grade), &appraisal.by);
            // What the list of the year shows in this place, where the cap takes the grade away.
            let capped = matches!(case.following(), Some((_, Whence::Cap)));
            match case.cap_words(lang).filter(|_| capped) {
                Some(cap) => format!("{words}. {cap}"),
                None => words,
            }
        }
    };
    let decided = decision_words(lang, case);
    let title = four_good_word(lang, case.title());
    let recognised = case.recognition.as_ref();
    let recognised = recognised.map_or_else(
        || t::yearend_not_recognised(lang, title),
        |recognition| recognition_words(lang, recognition),
    );
    let graded = case.exclusion.is_none() && scheme.is_some();
    let (has_appraisal, has_decision) = (case.appraisal.is_some(), case.decision().is_some());
    let has_recognition = case.recognition.is_some();
    let link = |to: &str, words: &str, is_next: bool| {
        let class = if is_next { "button main" } else { "button" };
        graded.then(|| (format!("{path}/{to}"), words.to_owned(), class))
    };
    let appraise = link("appraisal", t::yearend_appraise(lang), !has_appraisal);
    let open_again = case.reopened().is_some();
    let decide = link("decision", t::yearend_decide(lang), has_appraisal && !has_decision || open_again);
    let recognise = link("recognition", t::yearend_recognise(lang), has_decision && !has_recognition);
    let recognition = case.member.is_none().then(|| {
        step(t::yearend_step_recognition(lang), recognised, Taken::of(case.recognition.as_ref()), recognise)
    });
    let excluded = case.exclusion.map(|exclusion| {
        view! { <div class="banner" data-kind="info"><p>{exclusion_word(lang, desk.reader(), exclusion)}</p></div> }
    });
    let unscheduled = scheme.is_none().then(|| {
        let href = paths::schemes(&desk.ward.code, case.year);
        view! {
            <div class="banner" data-kind="warn"><p>{t::yearend_no_scheme(lang)}</p></div>
            <p><a class="button main" href=href>{t::desk_schemes(lang)}</a></p>
        }
    });
    view! {
        {excluded}{unscheduled}
        {differs(lang, case)}
        <ol class="steps" role="list">
            {proposal}
            {step(t::yearend_step_appraisal(lang), appraised, Taken::of(case.appraisal.as_ref()), appraise)}
            {step(t::yearend_step_decision(lang), decided, Taken::of(case.decision()), decide)}
            {recognition}
        </ol>
    }
}

/// Whether a step was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Yes,
    NotYet,
}

impl Taken {
    fn of<T>(what: Option<&T>) -> Self {
        if what.is_some() { Self::Yes } else { Self::NotYet }
    }
}

fn step(
    name: &'static str,
    words: String,
    taken: Taken,
    link: Option<(String, String, &'static str)>,
) -> impl IntoView + use<> {
    let link = link.map(|(href, words, class)| view! { <a class=class href=href>{words}</a> });
    view! {
        <li class:is-done=taken == Taken::Yes>
            <span class="grow"><span class="title">{name}</span><br/><span>{words}</span></span>
            {link}
        </li>
    }
}

/// Where the appraisal comes to another grade than the cell proposed, and why;
/// or that the two cannot be compared.
fn differs(lang: Lang, case: &Case) -> Option<impl IntoView + use<>> {
    let (proposed, computed) = (case.proposed_word(lang)?, case.computed()?);
    let appraisal = case.appraisal.as_ref()?;
    let scheme = case.scheme.as_ref();
    let words = match case.proposed() {
        Some(same) if same == computed => return None,
        Some(_) => t::yearend_differs(lang, proposed, grade_word(lang, scheme, computed)),
        None => t::yearend_apart(lang).to_owned(),
    };
    let reason = appraisal.remarks.get(WHOLE).cloned();
    Some(view! {
        <div class="banner" data-kind="warn"><div>
            <p><strong>{words}</strong></p>
            {reason.map(|reason| view! { <p class="written">{reason}</p> })}
        </div></div>
    })
}

/// The key under which an appraisal remarks on the grade as a whole: no item's.
pub const WHOLE: &str = "";

/// The grade that people set; it stays visible.
fn set(lang: Lang, desk: &Desk, case: &Case) -> impl IntoView + use<> {
    let words = case.set.as_ref().and_then(|set| {
        let grade = grade_word(lang, case.scheme.as_ref(), set.grade.as_deref()?);
        let foreign = (!case.counts(set)).then(|| view! { <p>{t::yearend_set_foreign(lang)}</p> });
        Some(view! {
            <div class="banner" data-kind="warn"><div>
                <p><strong>{t::yearend_set(lang, grade)}</strong></p>
                {foreign}
                <p class="written">{set.reason.clone()}</p>
                <p class="meta">{t::yearend_set_by(lang, &set.by)}</p>
            </div></div>
        })
    });
    let link = (case.scheme.is_some() && case.exclusion.is_none()).then(|| {
        let href = format!("{}/override", case.path(desk));
        view! { <p><a class="button quiet" href=href>{t::yearend_set_link(lang)}</a></p> }
    });
    view! { {words}{link} }
}

/// The member's suspensions, and the way to the form.
fn suspensions(lang: Lang, desk: &Desk, case: &Case) -> impl IntoView + use<> {
    case.member.as_ref().filter(|_| desk.reader() == Reader::Official).map(|_| {
        let lines = case.suspensions.iter().map(|one| view! { <li>{suspension_words(lang, one)}</li> });
        let lines = lines.collect_view();
        let href = format!("{}/suspension", case.path(desk));
        view! {
            <ul class="reasons" role="list">{lines}</ul>
            <p><a class="button quiet" href=href>{t::yearend_suspend_link(lang)}</a></p>
        }
    })
}

/// A suspension with its days and its decision.
pub fn suspension_words(lang: Lang, one: &Suspension) -> String {
    let from = date(lang, one.from);
    match one.until {
        None => t::yearend_suspended_from(lang, from, &one.number),
        Some(until) => t::yearend_suspended_between(lang, from, date(lang, until), &one.number),
    }
}

/// Why a member is not graded; a viewer reads only that it is so, since among the
/// reasons is that somebody is suspended.
pub fn exclusion_word(lang: Lang, reader: Reader, exclusion: Exclusion) -> &'static str {
    if reader == Reader::Viewer {
        return t::yearly_not_graded(lang);
    }
    match exclusion {
        Exclusion::Exempt => t::yearend_exempt(lang),
        Exclusion::Suspended => t::yearend_suspended(lang),
        Exclusion::UnderSixMonths => t::yearend_under_six_months(lang),
        Exclusion::Temporary => t::yearend_temporary(lang),
    }
}
