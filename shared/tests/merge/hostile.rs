//! Chunks made by hand, each of which harmed Automerge or could.

use shared::document::Document;
use shared::document::admission::{Admission, Refusal};
use shared::document::edit::{Edit, Value};
use shared::id::DeviceNumber;
use shared::record::Kind;

use crate::admission::{DEVICE, actor, begun, push};
use crate::parts::Parts;
use crate::phone::Phone;

/// A document, and an honest change of device 2 on top of it.
struct Ground {
    server: Document,
    honest: Parts,
}

impl Ground {
    fn new() -> Self {
        let server = begun(Kind::Task).document;
        let mut phone = Phone::new(Kind::Task, 2);
        phone.receive(&begun(Kind::Task));
        let made = phone.write(&[Edit::field("product", Value::text("3 ha"))]).unwrap();
        Self { server, honest: Parts::of(&made.chunk).unwrap() }
    }

    fn check(&self, lie: impl FnOnce(&mut Parts), expect: Result<usize, Refusal>) {
        let mut parts = self.honest.clone();
        lie(&mut parts);
        let admitted = push(&self.server, &[parts.chunk()], DEVICE);
        let entered = admitted.map(|admitted| match admitted {
            Admission::Admitted { new, .. } => new.len(),
            Admission::Missing(_) => 0,
        });
        assert_eq!(entered, expect, "{parts:?}");
    }
}

#[test]
fn an_honest_chunk_is_put_together_as_it_was() {
    let ground = Ground::new();
    ground.check(|_| {}, Ok(1));
    let mut phone = begun(Kind::Resolution);
    phone.write(&[Edit::Rewrite("body", "lúa, khoai".to_owned())]);
    for chunk in &phone.chunks {
        assert_eq!(Parts::of(chunk).unwrap().chunk(), *chunk);
    }
}

/// Automerge looks every named writer up in the document it applies the change
/// to, and panics where one is not there, even if no operation is theirs.
#[test]
fn a_writer_whom_the_document_does_not_know_is_not_named() {
    let ground = Ground::new();
    let stranger = |number: u32| {
        move |parts: &mut Parts| {
            let stranger = actor(DeviceNumber(number)).to_automerge();
            parts.others.push(stranger.to_bytes().to_vec());
        }
    };
    for number in [0, 55, 3, u32::MAX] {
        ground.check(stranger(number), Err(Refusal::NotAllowed));
    }
}
