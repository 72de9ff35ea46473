//! One WebSocket: listening to the peer, the ward's news and the others until
//! one of them ends it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use shared::org::Code;
use shared::sync::socket::frame::{self, Between};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, timeout};

use super::conversation::Conversation;
use super::parting::Parting;
use crate::auth::caller::Caller;
use crate::live::{Said, Stopping};
use crate::state::AppState;
use crate::store::StoreError;

/// How long a peer may take to say who it is.
const JOIN_PATIENCE: Duration = Duration::from_secs(10);
/// How long a peer may take to read a message; a page takes a weak signal a minute.
const SEND_PATIENCE: Duration = Duration::from_secs(60);
/// A peer that says nothing is asked whether it is there.
const ASK_EVERY: Duration = Duration::from_secs(30);
/// A peer that does not even answer that for so long is not there.
const QUIET: Duration = Duration::from_secs(75);
/// How long a peer may take to read why its connection is closed.
const PARTING: Duration = Duration::from_secs(2);

/// A connection that somebody opened who may do something here.
pub struct Opened {
    /// What every handler shares.
    pub state: AppState,
    /// Who opened it.
    pub caller: Caller,
    /// The connection's number.
    pub number: u64,
}

/// Everything that can be heard on a connection.
struct Ears {
    news: watch::Receiver<u64>,
    said: broadcast::Receiver<Arc<Said>>,
    stopping: Stopping,
    asking: Interval,
    begun: Instant,
    heard: Instant,
}

/// Talks with the peer until the end.
pub async fn converse(opened: Opened, mut socket: WebSocket) {
    let Opened { state, caller, number } = opened;
    let name = caller.who.name();
    let ears = ears(&state, caller.who.ward());
    let (parting, farewell) = match ears {
        Ok(mut ears) => {
            let seen = *ears.news.borrow_and_update();
            tracing::info!(peer = name, number, "a connection was opened");
            let mut conversation = Conversation::new(state, caller, number, seen);
            let parting = match talk(&mut conversation, &mut ears, &mut socket).await {
                Err(parting) => parting,
                Ok(never) => match never {},
            };
            let farewell = conversation.farewell(&parting);
            (parting, farewell)
        }
        Err(parting) => {
            let farewell = stranger(&parting);
            (parting, farewell)
        }
    };
    tracing::info!(peer = name, number, %parting, "a connection was closed");
    part(&mut socket, &parting, farewell).await;
}

/// Says why there is no connection for whoever opened it.
pub async fn turn_away(parting: &Parting, mut socket: WebSocket) {
    tracing::info!(%parting, "a connection was turned away");
    part(&mut socket, parting, stranger(parting)).await;
}

/// The last frame for somebody who has no name.
fn stranger(parting: &Parting) -> Vec<u8> {
    frame::error(Between { sender: "bontot", target: "" }, &parting.to_string())
}

fn ears(state: &AppState, ward: &Code) -> Result<Ears, Parting> {
    let news = state.store.news(ward).ok_or_else(|| StoreError::UnknownWard(ward.clone()))?;
    let mut asking = interval(ASK_EVERY);
    asking.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (said, stopping) = (state.live.listen(), state.live.stopping());
    let begun = Instant::now();
    Ok(Ears { news, said, stopping, asking, begun, heard: begun })
}

/// Nothing: a conversation ends only by a [`Parting`].
enum Never {}

async fn talk(
    conversation: &mut Conversation,
    ears: &mut Ears,
    socket: &mut WebSocket,
) -> Result<Never, Parting> {
    loop {
        // Only waiting is given up for another voice; what is done is done to its end.
        let frames = tokio::select! {
            message = socket.recv() => {
                ears.heard = Instant::now();
                match message {
                    Some(Ok(Message::Binary(bytes))) => conversation.hear(&bytes).await?,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                    Some(Ok(Message::Text(_))) => return Err(Parting::Text),
                    Some(Ok(Message::Close(_))) | None => return Err(Parting::Gone),
                    Some(Err(_)) => return Err(Parting::Broken),
                }
            }
            told = ears.news.changed() => {
                told.map_err(|_| StoreError::Stopped)?;
                conversation.news().await?
            }
            said = ears.said.recv() => match said {
                Ok(said) => conversation.overhear(&said).into_iter().collect(),
                // What is said so is kept nowhere, and may be lost.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return Err(Parting::Stopping),
            },
            () = ears.stopping.wait() => return Err(Parting::Stopping),
            now = ears.asking.tick() => {
                if QUIET < now.saturating_duration_since(ears.heard) {
                    return Err(Parting::Gone);
                }
                send(socket, Message::Ping(Vec::new().into())).await?;
                continue;
            }
            () = tokio::time::sleep_until(ears.begun + JOIN_PATIENCE), if !conversation.is_joined() => {
                return Err(Parting::NotJoined);
            }
        };
        for frame in frames {
            send(socket, Message::Binary(frame.into())).await?;
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Parting> {
    match timeout(SEND_PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Parting::Gone),
    }
}

/// Says why, closes, and waits a little for the peer to read it.
async fn part(socket: &mut WebSocket, parting: &Parting, farewell: Vec<u8>) {
    if *parting == Parting::Gone {
        return;
    }
    let code = match parting {
        Parting::Stopping => close_code::AWAY,
        Parting::Broken => close_code::SIZE,
        Parting::Text => close_code::UNSUPPORTED,
        Parting::Store(_) | Parting::Full(_) => close_code::AGAIN,
        _ => close_code::POLICY,
    };
    let close = Message::Close(Some(CloseFrame { code, reason: parting.reason().into() }));
    let said = async {
        socket.send(Message::Binary(farewell.into())).await?;
        socket.send(close).await?;
        while let Some(Ok(_)) = socket.recv().await {}
        if *parting == Parting::Broken {
            // What is left unread makes the system end the line at once, and
            // the peer would lose what it was told.
            std::future::pending::<()>().await;
        }
        Ok::<_, axum::Error>(())
    };
    // Whoever does not wait for it has gone.
    drop(timeout(PARTING, said).await);
}
