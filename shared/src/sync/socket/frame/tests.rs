use super::*;

/// Frames as automerge-repo 2.5.6 under Node writes them, byte for byte (its
/// encoder, `cbor-x` 1.6).
const JOIN: &str = "b900046474797065646a6f696e6873656e6465724964686465766963652d376c706565724d65746164617461b900026973746f726167654964f76b6973457068656d6572616cf57819737570706f7274656450726f746f636f6c56657273696f6e73816131";
const REQUEST: &str = "b900056474797065677265717565737468746172676574496466626f6e746f746a646f63756d656e744964781a3142686833705539674c585a694e444c3650456131477339666864646174614542000000006873656e6465724964686465766963652d37";
const EPHEMERAL: &str = "b90007647479706569657068656d6572616c68746172676574496466626f6e746f746a646f63756d656e744964781a3142686833705539674c585a694e444c36504561314773396668646461746142010265636f756e74036973657373696f6e49646273316873656e6465724964686465766963652d37";
const GOSSIP: &str = "b900056474797065781a72656d6f74652d737562736372697074696f6e2d6368616e67656873656e6465724964686465766963652d3768746172676574496466626f6e746f74636164648161786672656d6f7665f7";

const DOCUMENT: &str = "000102030405060708090a0b0c0d0e0f";
const BETWEEN: Between<'_> = Between { sender: "bontot", target: "device-7" };

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|place| u8::from_str_radix(&hex[place..place + 2], 16).unwrap()).collect()
}

fn document() -> DocumentId {
    DOCUMENT.parse().unwrap()
}

#[test]
fn frames_of_automerge_repo_are_read() {
    fn check(hex: &str, says: &Says<'_>) {
        let bytes = bytes(hex);
        let frame = Frame::read(&bytes).unwrap();
        assert_eq!((frame.sender, &frame.says), ("device-7", says));
    }
    let document = document();
    check(JOIN, &Says::Join { speaks: true });
    check(REQUEST, &Says::Sync { document, has: Has::Nothing, data: &[0x42, 0, 0, 0, 0] });
    check(EPHEMERAL, &Says::Ephemeral { document, session: "s1", count: 3, data: &[1, 2] });
    check(GOSSIP, &Says::Other);
}

/// Each kind of frame that goes out is one that a reader of the same protocol
/// takes, where both sides may send it.
#[test]
fn frames_are_read_as_they_are_written() {
    fn check(bytes: &[u8], says: &Says<'_>) {
        let frame = Frame::read(bytes).unwrap();
        assert_eq!((frame.sender, &frame.says), ("bontot", says));
    }
    let document = document();
    check(&sync(BETWEEN, document, &[7; 3]), &Says::Sync { document, has: Has::Something, data: &[7; 3] });
    check(&unavailable(BETWEEN, document), &Says::Unavailable { document });
    let said = ephemeral(BETWEEN, document, ("s", 9), &[1]);
    check(&said, &Says::Ephemeral { document, session: "s", count: 9, data: &[1] });
    for ours in [peer(BETWEEN), error(BETWEEN, "why")] {
        check(&ours, &Says::Other);
    }
}

#[test]
fn a_document_may_be_named_by_its_bytes_and_a_map_may_have_no_length() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.begin_map().unwrap().str("type").unwrap().str("doc-unavailable").unwrap();
    encoder.str("documentId").unwrap().bytes(document().as_bytes()).unwrap();
    encoder.str("later").unwrap().array(2).unwrap().u8(1).unwrap().f64(1.5).unwrap();
    encoder.str("senderId").unwrap().str("x").unwrap().end().unwrap();
    let frame = Frame::read(&bytes).unwrap();
    assert_eq!(frame, Frame { sender: "x", says: Says::Unavailable { document: document() } });
}

#[test]
fn what_is_no_frame_says_why() {
    fn check(write: impl FnOnce(&mut Encoder<&mut Vec<u8>>), expect: &FrameError) {
        let mut bytes = Vec::new();
        write(&mut Encoder::new(&mut bytes));
        assert_eq!(Frame::read(&bytes).as_ref(), Err(expect));
    }
    fn text(map: &mut Encoder<&mut Vec<u8>>, name: &str, value: &str) {
        map.str(name).unwrap().str(value).unwrap();
    }
    let sync = |map: &mut Encoder<&mut Vec<u8>>, fields: u64| {
        map.map(fields).unwrap();
        text(map, "type", "sync");
        text(map, "senderId", "x");
    };
    check(|map| text(map.map(1).unwrap(), "senderId", "x"), &FrameError::Missing("type"));
    check(|map| text(map.map(1).unwrap(), "type", "join"), &FrameError::Missing("senderId"));
    check(|map| sync(map, 2), &FrameError::Missing("documentId"));
    let misspelt = |map: &mut Encoder<&mut Vec<u8>>| {
        sync(map, 3);
        text(map, "documentId", "0OIl");
    };
    check(misspelt, &address::AddressError::NotBase58.into());
    let short = |map: &mut Encoder<&mut Vec<u8>>| {
        sync(map, 3);
        map.str("documentId").unwrap().bytes(&[1; 15]).unwrap();
    };
    check(short, &address::AddressError::Length.into());
    let nothing = |map: &mut Encoder<&mut Vec<u8>>| {
        sync(map, 4);
        text(map, "documentId", &address::write(document()));
        map.str("data").unwrap().undefined().unwrap();
    };
    check(nothing, &FrameError::Missing("data"));
    let long = |map: &mut Encoder<&mut Vec<u8>>| {
        map.map(2).unwrap();
        text(map, "type", "join");
        text(map, "senderId", &"x".repeat(MOST_NAME + 1));
    };
    check(long, &FrameError::Name);
}

#[test]
fn bytes_that_are_no_map_are_refused_wherever_they_end() {
    for other in [&b""[..], b"text", &[0xff; 40], &[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]] {
        assert!(matches!(Frame::read(other), Err(FrameError::NotCbor(_))), "{other:?}");
    }
    let whole = bytes(REQUEST);
    for end in 0..whole.len() {
        assert!(Frame::read(&whole[..end]).is_err(), "{end}");
    }
    // Deep nesting takes no stack.
    let mut nested = vec![0xa1, 0x61, b'x'];
    nested.extend(std::iter::repeat_n(0x81, 100_000));
    assert!(Frame::read(&nested).is_err());
}
