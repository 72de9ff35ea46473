//! A change taken apart, to be put together as no program would.

use sha2::{Digest, Sha256};

/// The parts of a change's chunk, in their order. Each may be made a lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    pub dependencies: Vec<[u8; 32]>,
    pub actor: Vec<u8>,
    pub seq: u64,
    pub start_op: u64,
    pub seconds: i64,
    pub message: Vec<u8>,
    /// The other writers whom operations name, by their place from 1.
    pub others: Vec<Vec<u8>>,
    /// The operations: each column's specification and its bytes.
    pub columns: Vec<(u64, Vec<u8>)>,
    /// What follows the columns.
    pub rest: Vec<u8>,
}

impl Parts {
    /// Takes an honest chunk apart; `None` where the bytes are none.
    pub fn of(chunk: &[u8]) -> Option<Self> {
        let mut input = Reader(chunk);
        input.take(9)?;
        input.unsigned()?;
        Self::of_body(input.0)
    }

    /// Takes the body of a chunk apart, what follows its header.
    pub fn of_body(body: &[u8]) -> Option<Self> {
        let mut input = Reader(body);
        let dependencies = (0..input.unsigned()?).map(|_| input.take(32)?.try_into().ok());
        let dependencies = dependencies.collect::<Option<_>>()?;
        let actor = input.prefixed()?;
        let (seq, start_op, seconds) = (input.unsigned()?, input.unsigned()?, input.signed()?);
        let message = input.prefixed()?;
        let others = (0..input.unsigned()?).map(|_| input.prefixed()).collect::<Option<_>>()?;
        let lengths = (0..input.unsigned()?).map(|_| Some((input.unsigned()?, input.unsigned()?)));
        let lengths = lengths.collect::<Option<Vec<_>>>()?;
        let columns = lengths.into_iter().map(|(specification, length)| {
            Some((specification, input.take(usize::try_from(length).ok()?)?.to_vec()))
        });
        let columns = columns.collect::<Option<_>>()?;
        let rest = input.0.to_vec();
        Some(Self { dependencies, actor, seq, start_op, seconds, message, others, columns, rest })
    }

    /// The bytes of a column; none where there is no such column.
    pub fn column(&mut self, specification: u64) -> &mut Vec<u8> {
        let place = self.columns.iter().position(|(known, _)| *known == specification);
        let place = place.unwrap_or_else(|| {
            let place = self.columns.partition_point(|(known, _)| *known < specification);
            self.columns.insert(place, (specification, Vec::new()));
            place
        });
        &mut self.columns[place].1
    }

    /// The body, without its header.
    pub fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        unsigned(&mut body, self.dependencies.len() as u64);
        self.dependencies.iter().for_each(|dependency| body.extend(dependency));
        prefixed(&mut body, &self.actor);
        unsigned(&mut body, self.seq);
        unsigned(&mut body, self.start_op);
        signed(&mut body, self.seconds);
        prefixed(&mut body, &self.message);
        unsigned(&mut body, self.others.len() as u64);
        self.others.iter().for_each(|other| prefixed(&mut body, other));
        unsigned(&mut body, self.columns.len() as u64);
        for (specification, bytes) in &self.columns {
            unsigned(&mut body, *specification);
            unsigned(&mut body, bytes.len() as u64);
        }
        self.columns.iter().for_each(|(_, bytes)| body.extend(bytes));
        body.extend(&self.rest);
        body
    }

    /// The chunk, with a right header.
    pub fn chunk(&self) -> Vec<u8> {
        with_header(1, &self.body())
    }
}

/// Puts `body` behind a right header, so that only the body is at fault.
pub fn with_header(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    unsigned(&mut hashed, body.len() as u64);
    hashed.extend(body);
    let hash = Sha256::digest(&hashed);
    [[0x85, 0x6f, 0x4a, 0x83].as_slice(), &hash[..4], &hashed].concat()
}

/// Writes a number as LEB128.
pub fn unsigned(to: &mut Vec<u8>, mut value: u64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        to.push(if value == 0 { byte } else { byte | 0x80 });
        if value == 0 {
            break;
        }
    }
}

/// Writes a number with its sign as LEB128.
pub fn signed(to: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let last = (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0);
        to.push(if last { byte } else { byte | 0x80 });
        if last {
            break;
        }
    }
}

fn prefixed(to: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(to, bytes.len() as u64);
    to.extend(bytes);
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn prefixed(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.take(length).map(<[u8]>::to_vec)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 64_u32.saturating_sub(shift + 7);
                return Some(value << unused >> unused);
            }
        }
        None
    }
}
