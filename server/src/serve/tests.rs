//! Connections that ask for too much, on real sockets.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;
use crate::assets::Site;
use crate::store::Store;

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
    _folder: tempfile::TempDir,
}

async fn served(limits: Limits) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("bontot.db")).unwrap();
    let state = AppState::new(store, Site::default());
    let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async move { drop(stopped.await) };
    let serving = tokio::spawn(run_within(limits, listener, state, stopped));
    Served { address, stop, serving, _folder: folder }
}

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: ward\r\n\r\n";

/// Waits for a whole answer on a connection that stays open.
async fn answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut byte = [0];
    while !text.ends_with("\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).await.unwrap(), 1, "{text:?}");
        text.push(char::from(byte[0]));
    }
    let length = text.to_lowercase();
    let length = length.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    text
}

async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(ASK).await.unwrap();
    answer(stream).await
}

#[tokio::test]
async fn who_sends_half_a_head_or_nothing_is_cut_off() {
    let served = served(Limits { head: Duration::from_millis(20), ..Limits::default() }).await;
    for half in [&ASK[..20], b""] {
        let mut dribbling = TcpStream::connect(served.address).await.unwrap();
        dribbling.write_all(half).await.unwrap();
        // The end comes from the server; a fault is said before it, at most.
        let mut rest = Vec::new();
        dribbling.read_to_end(&mut rest).await.ok();
        assert!(!rest.starts_with(b"HTTP/1.1 200"), "{half:?}");
    }
}

#[tokio::test]
async fn who_finds_no_place_waits_and_the_others_are_served() {
    let served = served(Limits { connections: 2, ..Limits::default() }).await;
    let mut one = TcpStream::connect(served.address).await.unwrap();
    let mut two = TcpStream::connect(served.address).await.unwrap();
    assert!(ask(&mut one).await.starts_with("HTTP/1.1 200"));
    assert!(ask(&mut two).await.starts_with("HTTP/1.1 200"));
    let mut third = TcpStream::connect(served.address).await.unwrap();
    third.write_all(ASK).await.unwrap();
    for _ in 0..20 {
        assert!(ask(&mut one).await.starts_with("HTTP/1.1 200"));
        assert!(ask(&mut two).await.starts_with("HTTP/1.1 200"));
    }
    let unanswered = third.try_read(&mut [0; 1]).map_err(|error| error.kind());
    assert_eq!(unanswered, Err(io::ErrorKind::WouldBlock));
    drop(one);
    assert!(answer(&mut third).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn told_to_stop_it_closes_what_rests_and_ends() {
    let served = served(Limits::default()).await;
    let mut resting = TcpStream::connect(served.address).await.unwrap();
    assert!(ask(&mut resting).await.starts_with("HTTP/1.1 200"));
    served.stop.send(()).unwrap();
    served.serving.await.unwrap().unwrap();
    assert_eq!(resting.read(&mut [0; 1]).await.unwrap(), 0);
    assert!(TcpStream::connect(served.address).await.is_err());
}
