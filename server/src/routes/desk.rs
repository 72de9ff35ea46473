//! Who comes to the office's pages, and what they may do there.

use std::str::FromStr;

use app::ward::contested::Meanwhile;
use app::ward::{Desk, Typed};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use shared::id::MemberId;
use shared::org::{Code, Ward};
use shared::ruling::{Matter, Ruling, Term};
use shared::sorted_map::SortedMap;
use shared::words::Title;
use shared::year::Year;

use super::pages::{Message, contested_page};
use super::session::origin::is_our_own;
use super::visit::Visit;
use crate::auth::viewer::session;
use crate::office::desk::Ruled;
use crate::office::rule::{RuleError, rule};
use crate::standings::projection::brought_up;
use crate::state::AppState;
use crate::store::rulings::Signed;
use crate::store::{Reading, StoreError};

/// Somebody who may see the ward's pages of the office.
pub struct AtDesk {
    /// What every handler shares.
    pub state: AppState,
    /// The visit.
    pub visit: Visit,
    /// The ward that the address names.
    pub ward: Ward,
    /// Who may rule; none where the visitor may only look.
    pub official: Option<Title>,
    path: SortedMap<String, String>,
}

/// Why there is no such page.
#[derive(Debug)]
pub enum Away {
    /// There is something else to say.
    Message(Message),
    /// The store fails.
    Store(StoreError),
}

impl From<StoreError> for Away {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The ward that an address names, and who rules there, if the visitor may see
/// its pages; else the answer that they get instead.
pub async fn entered(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    ward: &str,
) -> Result<(Ward, Option<Title>), Response> {
    let Ok(code) = ward.parse::<Code>() else {
        return Err(visit.message(Message::UnknownWard).await);
    };
    let known = state.store.read({
        let code = code.clone();
        move |reading| reading.ward(&code)
    });
    let ward = match known.await {
        Ok(Some(ward)) => ward,
        Ok(None) => return Err(visit.message(Message::UnknownWard).await),
        Err(error) => return Err(visit.storage(&error).await),
    };
    match session(state, headers, state.now()).await {
        Ok(Some(session)) if session.ward == code => Ok((ward, session.official)),
        // Paths of pages consist of codes and numbers and need no escaping.
        Ok(_) => Err(Redirect::to(&format!("/enter?next={}", visit.frame().path)).into_response()),
        Err(error) => Err(visit.storage(&error).await),
    }
}

impl FromRequestParts<AppState> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Ok(visit) = Visit::from_request_parts(parts, state).await;
        let Ok(path) = RawPathParams::from_request_parts(parts, state).await else {
            return Err(visit.message(Message::NotFound).await);
        };
        let path: SortedMap<_, _> =
            path.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let code = path.get("ward").map(String::as_str).unwrap_or_default();
        let (ward, official) = entered(state, &visit, &parts.headers, code).await?;
        Ok(Self { state: state.clone(), visit, ward, official, path })
    }
}

impl AtDesk {
    /// What the address says under this name.
    pub fn named(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The number that the address names; each has one address.
    pub fn number<T: FromStr + ToString>(&self, name: &str) -> Result<T, Away> {
        let text = self.named(name);
        let number: Option<T> = text.parse().ok();
        number.filter(|number| number.to_string() == text).ok_or(Away::Message(Message::NotFound))
    }

    /// The year that the address names.
    pub fn year(&self) -> Result<Year, Away> {
        self.named("year").parse().map_err(|_| Away::Message(Message::NotFound))
    }

    /// The organisation's code that the address names.
    pub fn organisation(&self) -> Result<Code, Away> {
        self.named("organisation").parse().map_err(|_| Away::Message(Message::UnknownOrganisation))
    }

    /// The member that the address names; none where it names none.
    pub fn member(&self) -> Result<Option<MemberId>, Away> {
        let member = self.path.get("member").map(|member| member.parse());
        member.transpose().map_err(|_| Away::Message(Message::NotFound))
    }

    /// The period that the address names: a month, or the whole year.
    pub fn term(&self) -> Result<Term, Away> {
        let year = self.year()?;
        match self.path.get("month") {
            None => Ok(Term::Year(year)),
            Some(_) => {
                let month = format!("{year}-{}", self.named("month")).parse();
                month.map(Term::Month).map_err(|_| Away::Message(Message::NoSuchMonth))
            }
        }
    }

    /// As [`Self::read`], for what rests on the standings of `year`: what is
    /// missing of them is computed and kept first.
    pub async fn read_year<T: Send + 'static>(
        &self,
        year: Year,
        work: impl FnOnce(&Reading<'_>, &Code, &Ruled) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<(Desk, T), Away> {
        brought_up(&self.state.store, &self.ward.code, year).await?;
        self.read(work).await
    }

    /// Reads the ward's rulings and what `work` makes of them, in one view.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reading<'_>, &Code, &Ruled) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<(Desk, T), Away> {
        let (ward, official, now) = (self.ward.clone(), self.official.clone(), self.state.now());
        let read = self.state.store.read(move |reading| {
            let ruled = Ruled::read(reading, &ward.code)?;
            let made = work(reading, &ward.code, &ruled)?;
            Ok::<_, StoreError>((ruled.desk(ward, official.as_ref(), now), made))
        });
        Ok(read.await?)
    }

    /// The answer, or what there is to say in its place.
    pub async fn answer(&self, made: Result<Response, Away>) -> Response {
        match made {
            Ok(response) => response,
            Err(Away::Message(message)) => self.visit.message(message).await,
            Err(Away::Store(error)) => self.visit.storage(&error).await,
        }
    }
}

/// A page's status: of a form that came back it says so.
pub fn status_of(typed: &Typed) -> StatusCode {
    if typed.has_faults() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// An official who sent a form of ours.
pub struct AtRuling {
    /// The desk.
    pub desk: AtDesk,
    /// Who rules.
    pub official: Title,
}

impl FromRequestParts<AppState> for AtRuling {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        if !is_our_own(&parts.headers) {
            let Ok(visit) = Visit::from_request_parts(parts, state).await;
            return Err(visit.message(Message::ForeignForm).await);
        }
        let desk = AtDesk::from_request_parts(parts, state).await?;
        match desk.official.clone() {
            Some(official) => Ok(Self { desk, official }),
            None => Err(desk.visit.message(Message::OnlyLook).await),
        }
    }
}

impl AtRuling {
    /// Makes the rulings that `make` makes, and sends the official on to
    /// `next`; where somebody ruled on the same matter since the form was
    /// drawn, nothing is ruled, and the page says by whom.
    pub async fn rule(
        &self,
        typed: &Typed,
        next: &str,
        make: impl FnOnce(&Reading<'_>) -> Result<Vec<Ruling>, StoreError> + Send + 'static,
    ) -> Result<Response, Away> {
        let (ward, seen) = (self.desk.ward.code.clone(), typed.seen());
        let (official, at) = (self.official.clone(), self.desk.state.now());
        let ruled =
            self.desk.state.store.write(move |writing| rule(writing, &ward, seen, &official, at, make));
        match ruled.await {
            Ok(()) => Ok(Redirect::to(next).into_response()),
            Err(RuleError::Store(error)) => Err(error.into()),
            Err(RuleError::Contested(other)) => self.contested(*other, next, typed).await,
        }
    }

    /// The page that says that somebody ruled on `matter` since the form was
    /// drawn; none where nobody did. To be asked before the fields are read:
    /// what is wrong with them may follow from that ruling.
    pub async fn overtaken(
        &self,
        typed: &Typed,
        matter: Matter,
        next: &str,
    ) -> Result<Option<Response>, Away> {
        let seen = typed.seen();
        let later = move |one: &&Signed| seen < one.ruled.seq && one.ruled.ruling.matter() == matter;
        let read = self.desk.read(move |_, _, ruled| Ok(ruled.signed.iter().rev().find(later).cloned()));
        match read.await? {
            (_, Some(other)) => self.contested(other, next, typed).await.map(Some),
            (_, None) => Ok(None),
        }
    }

    async fn contested(&self, other: Signed, next: &str, typed: &Typed) -> Result<Response, Away> {
        let (desk, ward) = self.desk.read(|_, _, ruled| Ok(ruled.ward.clone())).await?;
        let meanwhile = meanwhile(other);
        let (next, typed) = (next.to_owned(), typed.clone());
        let page = self.desk.visit.page(StatusCode::CONFLICT, move |frame| {
            contested_page(frame, &desk, &ward, &meanwhile, &next, &typed)
        });
        Ok(page.await)
    }
}

/// A ruling of the log, as pages show it.
pub fn meanwhile(signed: Signed) -> Meanwhile {
    Meanwhile {
        ruling: signed.ruled.ruling,
        at: signed.at,
        official: signed.official.map(|official| official.to_string()),
    }
}
