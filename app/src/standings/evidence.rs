//! Pictures beside the record for which they are evidence.

use leptos::prelude::*;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::org::Ward;
use shared::record::photo::Photo;

use crate::format::date;
use crate::t;

/// A photo, and whether its picture has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The photo.
    pub photo: Photo,
    /// Whether the ward has the whole picture.
    pub at_ward: bool,
}

/// The pictures of the record `of`, without those that were removed. One that
/// is not here yet is told, so that nobody takes the record for unproved.
pub fn evidence(lang: Lang, ward: &Ward, of: DocumentId, evidence: &[Evidence]) -> impl IntoView + use<> {
    let own = evidence.iter().filter(|one| one.photo.of == Some(of) && one.photo.removed.is_none());
    let pictures: Vec<_> = own.map(|one| figure(lang, ward, one)).collect();
    (!pictures.is_empty()).then(|| view! { <ul class="photos" role="list">{pictures}</ul> })
}

fn figure(lang: Lang, ward: &Ward, Evidence { photo, at_ward }: &Evidence) -> impl IntoView + use<> {
    let words = match photo.caption.as_str() {
        "" => t::record_photo(lang).to_owned(),
        caption => caption.to_owned(),
    };
    let taken = photo
        .taken_on
        .map(|day| view! { <span class="meta">{t::photo_taken_on(lang, date(lang, day))}</span> });
    let picture = match photo.hash.filter(|_| *at_ward) {
        Some(hash) => {
            let source = format!("/standings/{}/photos/{hash}", ward.code);
            let (width, height) = (photo.width.unwrap_or(1), photo.height.unwrap_or(1));
            view! { <img src=source width=width height=height alt=words.clone() loading="lazy"/> }.into_any()
        }
        None => view! { <span class="badge" data-kind="missing">{t::photo_absent(lang)}</span> }.into_any(),
    };
    view! { <li><figure class="photo stack tight">{picture}<figcaption class="stack tight"><span>{words.clone()}</span>{taken}</figcaption></figure></li> }
}
