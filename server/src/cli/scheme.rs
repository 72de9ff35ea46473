//! Schemes on the command line: a shipped one by its name, or another
//! province's by the path of its file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use shared::scheme::file::{MOST_BYTES, SchemeFileError, parse};
use shared::scheme::shipped;
use shared::scheme::{Reread, Scheme};
use thiserror::Error;

use crate::store::StoreError;

/// Why a name or a path gives no scheme.
#[derive(Debug, Error)]
pub enum SchemeError {
    /// No such scheme is shipped.
    #[error("there is no scheme {0:?}; there are {known}, and files that end in .toml", known = known())]
    Unknown(String),
    /// It only sums up meetings, and judges nothing.
    #[error(
        "{0} sums up the meetings of a year and classifies nothing, so it is not chosen; \
         where a ward's file names it, it stands beside the classification"
    )]
    OnlySums(String),
    /// It is valid at no time for which it is chosen.
    #[error(
        "{0} is not valid at the time for which it is chosen; its file says from when and until when it is"
    )]
    NotValid(String),
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is no scheme; every fault is listed with its place.
    #[error("{path}: {source}")]
    Faults {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SchemeFileError,
    },
    /// What was answered so far would be read as other levels.
    #[error(
        "{scheme}: answers to {item:?} keep the place of the level on the scale, and by {id}, version {version}, \
         its scale {scale:?} had other levels in these places; add levels at the end, or give the item another id",
        item = .reread.item,
        id = .reread.id,
        version = .reread.version,
        scale = .reread.scale
    )]
    Rereads {
        /// The id of the scheme.
        scheme: String,
        /// What it would read otherwise.
        reread: Reread,
    },
}

/// Why a ward's data file does not take schemes.
#[derive(Debug, Error)]
pub enum ApplyError {
    /// It does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One of them does not go with what is there.
    #[error(transparent)]
    Scheme(#[from] SchemeError),
}

fn known() -> String {
    shipped::ALL.map(|one| one.id).join(", ")
}

/// The scheme that `name` means: what ends in `.toml` is a file, found from `folder`.
pub fn find(name: &str, folder: &Path) -> Result<Scheme, SchemeError> {
    let read = |path: PathBuf| {
        let text = File::open(&path).and_then(text);
        let text = text.map_err(|source| SchemeError::Unreadable { path: path.clone(), source })?;
        parse(&text).map_err(|source| SchemeError::Faults { path, source })
    };
    if Path::new(name).extension().is_some_and(|extension| extension == "toml") {
        return read(folder.join(name));
    }
    let shipped = shipped::named(name).ok_or_else(|| SchemeError::Unknown(name.to_owned()))?;
    shipped.scheme().map_err(|source| SchemeError::Faults { path: name.into(), source })
}

/// Refuses what would read answers of the ward as other levels.
pub fn keeps_levels(published: &[Scheme], scheme: &Scheme) -> Result<(), SchemeError> {
    match published.iter().find_map(|known| scheme.rereads(known)) {
        Some(reread) => Err(SchemeError::Rereads { scheme: scheme.id.clone(), reread }),
        None => Ok(()),
    }
}

/// The text of a scheme file. No more is read of it than tells that it is too large.
fn text(file: impl Read) -> io::Result<String> {
    let mut text = String::new();
    file.take(MOST_BYTES as u64 + 1).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file without an end that counts what is read of it.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'#');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    #[test]
    fn of_a_large_file_little_is_read() {
        let mut file = Endless(0);
        let text = text(&mut file).unwrap();
        assert!(file.0 <= MOST_BYTES as u64 + 1, "{}", file.0);
        assert!(matches!(parse(&text), Err(SchemeFileError::TooLarge)));
    }

    #[test]
    fn a_scheme_is_named_or_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let here = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let qd_366 = include_str!("../../../shared/schemes/qd-366.toml");
        here("own.toml", &qd_366.replacen("id = \"qd-366\"", "id = \"own\"", 1));
        here("ten.toml", &"#".repeat(10 * 1024 * 1024));
        here(
            "bad.toml",
            &qd_366.replacen("id = \"qd-366\"", "id = \"Own\"", 1).replace("percent = 20", "percent = 0"),
        );
        here("not.toml", "id = ");
        let said = |name: &str| find(name, folder.path()).map(|scheme| scheme.id).map_err(|e| e.to_string());
        assert_eq!(said("qd-366"), Ok("qd-366".to_owned()));
        assert_eq!(said("own.toml"), Ok("own".to_owned()));
        let wrong = |name: &str, words: &[&str]| {
            let error = said(name).unwrap_err();
            for word in words {
                assert!(error.contains(word), "{name}: {error}");
            }
        };
        wrong("qd-999", &["qd-124", ".toml"]);
        wrong("ten.toml", &["ten.toml", "more than"]);
        wrong("bad.toml", &["\"Own\"", "cap: "]);
        wrong("not.toml", &["line 1"]);
        wrong("none.toml", &["cannot be read"]);
    }
}
