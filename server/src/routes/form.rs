//! The forms that come to the office.

use app::ward::Typed;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::pages::Message;
use super::visit::Visit;
use crate::state::AppState;

/// The form that came; what is no form of ours has nothing in it. One that is
/// larger than the server reads is told as that: an empty form in its place would
/// be blamed for what it does not say.
pub struct Filled(pub Typed);

impl FromRequest<AppState> for Filled {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
        let request = Request::from_parts(parts, body);
        let form: Result<Form<Vec<(String, String)>>, FormRejection> =
            Form::from_request(request, state).await;
        match form {
            Ok(Form(fields)) => Ok(Self(Typed::new(fields))),
            Err(error) if is_too_large(&error) => Err(visit.message(Message::TooLarge).await),
            Err(_) => Ok(Self(Typed::default())),
        }
    }
}

/// Whether the form has more bytes than are read of it.
pub fn is_too_large(error: &FormRejection) -> bool {
    error.status() == StatusCode::PAYLOAD_TOO_LARGE
}

/// How large a form with a file may be as it is sent. It is far above what any
/// file may have, so that the file can be told what is wrong with it.
const MOST_WITH_FILE: usize = 16 * 1024 * 1024;

/// As [`Filled`], of a form with a file. The text of a file that was chosen
/// stands in the place of what was typed into the field of that name.
pub struct FilledWithFile(pub Typed);

/// The field of a chosen file; its text counts as the field [`FILE`].
const CHOSEN: &str = "chosen";
/// The field of a file's text.
const FILE: &str = "file";

impl FromRequest<AppState> for FilledWithFile {
    type Rejection = Response;

    async fn from_request(mut request: Request, state: &AppState) -> Result<Self, Response> {
        DefaultBodyLimit::max(MOST_WITH_FILE).apply(&mut request);
        if !is_multipart(request.headers()) {
            return Filled::from_request(request, state).await.map(|Filled(typed)| Self(typed));
        }
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, state).await;
        let Ok(form) = Multipart::from_request(Request::from_parts(parts, body), state).await else {
            return Ok(Self(Typed::default()));
        };
        match fields(form).await {
            Ok(fields) => Ok(Self(Typed::new(fields))),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(visit.message(Message::TooLarge).await)
            }
            Err(_) => Ok(Self(Typed::default())),
        }
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The fields as text. What is no UTF-8 has U+FFFD in its place, which no file
/// of ours has, so that it can be told where it stands.
async fn fields(mut form: Multipart) -> Result<Vec<(String, String)>, MultipartError> {
    let (mut fields, mut chosen) = (Vec::new(), None);
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let text = String::from_utf8_lossy(&field.bytes().await?).into_owned();
        if name == CHOSEN {
            chosen = Some(text).filter(|text| !text.is_empty());
        } else {
            fields.push((name, text));
        }
    }
    fields.extend(chosen.map(|text| (FILE.to_owned(), text)));
    Ok(fields)
}
