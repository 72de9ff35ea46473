//! What is said on one connection: a peer's frames in, the answers out.

use std::collections::HashMap;
use std::sync::Arc;

use automerge::Automerge;
use minicbor::bytes::ByteVec;
use shared::document::genesis::kind_of;
use shared::id::DocumentId;
use shared::sync::role::Role;
use shared::sync::socket::frame::{self, Between, Frame, Has, Says};
use shared::sync::socket::{address, message};
use shared::sync::wire::{Outcome, Push};

use super::followed::{Brought, Followed, Heard, Takes};
use super::parting::Parting;
use crate::auth::caller::{Caller, Who};
use crate::live::Said;
use crate::pipeline::push::{self, Budget};
use crate::state::AppState;
use crate::store::Reading;

/// Bytes of one message: those of a request of phones
/// ([`shared::sync::wire::MOST_REQUEST_BYTES`]).
pub const MOST_FRAME_BYTES: usize = shared::sync::wire::MOST_REQUEST_BYTES;
/// Documents that a connection follows. What is remembered of each takes some
/// kilobytes; a cell writes into some ten in a month.
pub const MOST_DOCUMENTS: usize = 500;
/// Bytes of an ephemeral message: where somebody's cursor is, not a picture.
pub const MOST_EPHEMERAL_BYTES: usize = 16 * 1024;

/// How the server calls itself.
const SERVER: &str = "bontot";

/// One connection.
pub struct Conversation {
    state: AppState,
    caller: Arc<Caller>,
    /// The connection's number, by which it knows what was said on it.
    number: u64,
    /// The name by which the peer calls itself, once it has said so.
    peer: Option<String>,
    followed: HashMap<DocumentId, Followed>,
    /// Up to where the ward's news was told.
    seen: u64,
}

/// What one look at the store comes to.
enum Look {
    /// The document is not there, or not for this peer.
    Unavailable(Option<Followed>),
    /// It is there, or may be begun; and what there is to say of it.
    There(Followed, Option<Vec<u8>>),
}

impl Conversation {
    /// A connection that `caller` opened, when the ward's news stood at `seen`.
    pub fn new(state: AppState, caller: Caller, number: u64, seen: u64) -> Self {
        Self { state, caller: Arc::new(caller), number, peer: None, followed: HashMap::new(), seen }
    }

    /// Whether the peer has said who it is.
    pub fn is_joined(&self) -> bool {
        self.peer.is_some()
    }

    /// Takes a frame, and gives the answers to it.
    ///
    /// # Errors
    /// Why the connection is to be closed.
    pub async fn hear(&mut self, bytes: &[u8]) -> Result<Vec<Vec<u8>>, Parting> {
        let Frame { sender, says } = Frame::read(bytes)?;
        let Some(peer) = &self.peer else { return self.join(sender, &says) };
        if let Says::Ephemeral { document, session, count, data } = says {
            // Some programs give on what they hear; that was told already.
            if sender == peer {
                self.tell_others(document, session, count, data)?;
            }
            return Ok(Vec::new());
        }
        if sender != peer {
            return Err(Parting::Name(self.caller.who.name()));
        }
        match says {
            Says::Sync { document, has, data } => {
                Ok(self.sync(document, has, data).await?.into_iter().collect())
            }
            Says::Leave => Err(Parting::Gone),
            Says::Join { .. } => self.join(sender, &says),
            Says::Ephemeral { .. } | Says::Unavailable { .. } | Says::Other => Ok(Vec::new()),
        }
    }

    fn join(&mut self, sender: &str, says: &Says<'_>) -> Result<Vec<Vec<u8>>, Parting> {
        let Says::Join { speaks } = says else { return Err(Parting::NotJoined) };
        if !speaks {
            return Err(Parting::Version);
        }
        if !self.caller.who.may_be_called(sender) || self.peer.as_ref().is_some_and(|peer| peer != sender) {
            return Err(Parting::Name(self.caller.who.name()));
        }
        self.peer = Some(sender.to_owned());
        Ok(vec![frame::peer(self.to_peer())])
    }

    fn to_peer(&self) -> Between<'_> {
        Between { sender: SERVER, target: self.peer.as_deref().unwrap_or_default() }
    }

    /// The frame that says why the connection is closed.
    pub fn farewell(&self, parting: &Parting) -> Vec<u8> {
        frame::error(self.to_peer(), &parting.to_string())
    }

    async fn sync(
        &mut self,
        document: DocumentId,
        has: Has,
        data: &[u8],
    ) -> Result<Option<Vec<u8>>, Parting> {
        let checked = message::check(data)?;
        let known = self.followed.remove(&document);
        if known.is_none() && MOST_DOCUMENTS <= self.followed.len() {
            return Err(Parting::TooManyDocuments);
        }
        let takes = match &self.caller.who {
            Who::Device(_) => Takes::Changes,
            Who::Official(_) => Takes::Nothing,
        };
        let followed = known.unwrap_or_else(|| Followed::new(takes));
        let brought = if checked.chunks.is_empty() {
            Brought::Nothing
        } else if !checked.is_plain() {
            return Err(Parting::NotPlain(address::write(document)));
        } else {
            self.store(document, &checked.chunks).await?;
            Brought::Changes
        };
        let heard = Heard { message: checked.without_changes(), heads: checked.heads, brought };
        match self.look(document, has, followed, heard).await? {
            Look::Unavailable(followed) => {
                // It is told once it is there.
                if let Some(followed) = followed {
                    self.followed.insert(document, followed);
                }
                Ok(Some(frame::unavailable(self.to_peer(), document)))
            }
            Look::There(followed, _) if followed.goes_in_circles() => {
                Err(Parting::Circles(address::write(document)))
            }
            Look::There(followed, says) => {
                self.followed.insert(document, followed);
                Ok(says.map(|says| frame::sync(self.to_peer(), document, &says)))
            }
        }
    }

    /// Stores what a message brings, by the road of every push.
    async fn store(&self, document: DocumentId, chunks: &[&[u8]]) -> Result<(), Parting> {
        let begins = chunks.iter().find_map(|chunk| kind_of(chunk));
        let chunks = chunks.iter().map(|chunk| ByteVec::from(chunk.to_vec())).collect();
        let (caller, now) = (Arc::clone(&self.caller), self.state.now());
        let documents = Arc::clone(&self.state.documents);
        let stored = self.state.store.write(move |writing| {
            let reading = writing.reading();
            let Who::Device(device) = caller.check(&reading, now)? else { return Err(Parting::OnlyReads) };
            let stored = reading.document(&device.ward, document)?;
            let kind = stored.map(|stored| stored.kind).or(begins).ok_or(Parting::NoGenesis)?;
            let push = Push { document, kind, chunks };
            let take =
                |push: &Push| push::take(writing, &documents, &device, push, &mut Budget::default(), now);
            let taken = take(&push)?;
            // Its peer does not send again what it sent once.
            let rest = push::rest_of(&push, &taken.outcome);
            let taken = rest.map_or(Ok(taken), |rest| take(&rest))?;
            Ok::<_, Parting>((taken, device))
        });
        let (taken, device) = stored.await?;
        match taken.outcome {
            // What is missing is asked for by the message that follows.
            Outcome::Stored(_) | Outcome::Whole { .. } | Outcome::Missing(_) => Ok(()),
            Outcome::Refused { why: refusal, .. } => {
                tracing::info!(device = device.number.0, %document, %refusal, "changes were refused");
                let (document, kept) = (address::write(document), !taken.custody.is_empty());
                Err(match device.role {
                    Role::Reader => Parting::NoWriter { document, kept },
                    Role::Writer => Parting::Refused { document, refusal, kept },
                })
            }
        }
    }

    /// Reads the document, takes note of what was heard, and finds what there is to say.
    async fn look(
        &self,
        document: DocumentId,
        has: Has,
        mut followed: Followed,
        heard: Heard,
    ) -> Result<Look, Parting> {
        let (caller, now) = (Arc::clone(&self.caller), self.state.now());
        let state = self.state.clone();
        let read = self.state.store.read(move |reading| {
            caller.check(reading, now)?;
            let stored = reading.document(caller.who.ward(), document)?;
            if stored.as_ref().is_some_and(|stored| !caller.who.sees(stored)) {
                return Ok(Look::Unavailable(None));
            }
            let Some(stored) = stored else {
                let nothing = Automerge::new();
                followed.hear(&nothing, heard)?;
                let may_begin = has == Has::Something && matches!(caller.who, Who::Device(_));
                if !may_begin {
                    return Ok(Look::Unavailable(Some(followed)));
                }
                let says = followed.say(&nothing)?;
                return Ok(Look::There(followed, says));
            };
            let open = state.documents.open(reading, &stored)?;
            followed.is_there = true;
            followed.hear(open.automerge(), heard)?;
            let says = followed.say(open.automerge())?;
            Ok::<_, Parting>(Look::There(followed, says))
        });
        read.await
    }

    /// What there is to say of documents that took changes since it was asked last.
    pub async fn news(&mut self) -> Result<Vec<Vec<u8>>, Parting> {
        let (caller, now, seen) = (Arc::clone(&self.caller), self.state.now(), self.seen);
        let (state, mut followed) = (self.state.clone(), std::mem::take(&mut self.followed));
        let read = self.state.store.read(move |reading| {
            caller.check(reading, now)?;
            let who = &caller.who;
            let last = reading.last_seq(who.ward())?;
            let mut said = Vec::new();
            for document in reading.changed_documents(who.ward(), who.organisation(), seen)? {
                let Some(one) = followed.get_mut(&document) else { continue };
                let says = tell(reading, &state, who, document, one)?;
                said.extend(says.map(|says| (document, says)));
            }
            Ok::<_, Parting>((followed, last, said))
        });
        let (followed, last, said) = read.await?;
        (self.followed, self.seen) = (followed, last);
        let peer = self.to_peer();
        Ok(said.iter().map(|(document, says)| frame::sync(peer, *document, says)).collect())
    }

    fn tell_others(
        &self,
        document: DocumentId,
        session: &str,
        count: u64,
        data: &[u8],
    ) -> Result<(), Parting> {
        if MOST_EPHEMERAL_BYTES < data.len() + session.len() {
            return Err(Parting::TooMuchSaid);
        }
        if self.sees(document) && matches!(self.caller.who, Who::Device(_)) {
            self.state.live.say(Said {
                on: self.number,
                ward: self.caller.who.ward().clone(),
                document,
                sender: self.peer.clone().unwrap_or_default(),
                session: session.to_owned(),
                count,
                data: data.to_vec(),
            });
        }
        Ok(())
    }

    /// The frame by which the peer hears what others said of a document that it follows.
    pub fn overhear(&self, said: &Said) -> Option<Vec<u8>> {
        let heard =
            said.on != self.number && said.ward == *self.caller.who.ward() && self.sees(said.document);
        let target = self.peer.as_deref().filter(|_| heard)?;
        let between = Between { sender: &said.sender, target };
        Some(frame::ephemeral(between, said.document, (&said.session, said.count), &said.data))
    }

    /// Whether the peer follows a document that is there for it.
    fn sees(&self, document: DocumentId) -> bool {
        self.followed.get(&document).is_some_and(|followed| followed.is_there)
    }
}

/// What there is to say of a document that took changes.
fn tell(
    reading: &Reading<'_>,
    state: &AppState,
    who: &Who,
    document: DocumentId,
    followed: &mut Followed,
) -> Result<Option<Vec<u8>>, Parting> {
    let stored = reading.document(who.ward(), document)?.filter(|stored| who.sees(stored));
    let Some(stored) = stored else { return Ok(None) };
    let open = state.documents.open(reading, &stored)?;
    followed.is_there = true;
    followed.say(open.automerge())
}
