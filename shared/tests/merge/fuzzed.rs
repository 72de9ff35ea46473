//! The fuzz target's input, as bytes (`tests/fuzz`): what it found stays here
//! as tests.

use std::sync::LazyLock;

use shared::record::Kind;

use crate::ground::{Ground, Judged};
use crate::parts::{Parts, with_header};

static GROUNDS: LazyLock<Vec<Ground>> = LazyLock::new(|| Kind::ALL.into_iter().map(Ground::of).collect());

/// Pushes what the bytes say. The first chooses the kind, the second the honest
/// chunk whose place it takes and the dress: a right header alone, or all that
/// stands before the operations of the honest chunk.
pub fn push(input: &[u8]) -> Option<Judged> {
    let [kind, place, body @ ..] = input else { return None };
    let ground = &GROUNDS[usize::from(*kind) % GROUNDS.len()];
    let place = usize::from(*place);
    let honest = &ground.own[place / 2 % ground.own.len()];
    let chunk = if place % 2 == 0 {
        with_header(1, body)
    } else {
        let (parts, honest) = (Parts::of_body(body)?, Parts::of(honest)?);
        Parts { others: parts.others, columns: parts.columns, rest: parts.rest, ..honest }.chunk()
    };
    Some(ground.push(place / 2, &chunk))
}

/// An input for every honest chunk in each dress.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (kind, ground) in GROUNDS.iter().enumerate() {
        for (place, chunk) in ground.own.iter().enumerate() {
            let body = Parts::of(chunk).unwrap().body();
            for dress in 0..2 {
                let numbers = [kind, place * 2 + dress].map(|number| u8::try_from(number).unwrap());
                seeds.push([numbers.as_slice(), &body].concat());
            }
        }
    }
    seeds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set `BONTOT_WRITE_SEEDS` to the folder of a corpus that is to begin with them.
    #[test]
    fn every_seed_enters() {
        let seeds = seeds();
        assert!(40 < seeds.len());
        if let Some(folder) = std::env::var_os("BONTOT_WRITE_SEEDS").map(std::path::PathBuf::from) {
            std::fs::create_dir_all(&folder).unwrap();
            for (number, seed) in seeds.iter().enumerate() {
                std::fs::write(folder.join(format!("honest-{number:03}")), seed).unwrap();
            }
        }
        for (number, seed) in seeds.iter().enumerate() {
            assert_eq!(push(seed), Some(Judged::Entered), "{number}");
        }
        assert_eq!(push(&[]), None);
    }
}
