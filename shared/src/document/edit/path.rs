//! Where in a document something stands.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use thiserror::Error;

/// Where a value stands: a field of the root, a key within it, a name within that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Path {
    /// The field at the root.
    #[n(0)]
    pub field: String,
    /// The key, where the field is a map.
    #[n(1)]
    pub key: Option<String>,
    /// The name, where the key leads to a map.
    #[n(2)]
    pub name: Option<String>,
}

/// Why a text is not a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a path has one to three parts between slashes")]
pub struct PathError;

impl Path {
    /// The path of a field at the root.
    pub fn field(field: &str) -> Self {
        Self { field: field.to_owned(), key: None, name: None }
    }

    /// The path of one key of a field.
    pub fn key(field: &str, key: impl fmt::Display) -> Self {
        Self { key: Some(key.to_string()), ..Self::field(field) }
    }

    /// The path of one name of an entry.
    pub fn entry(field: &str, key: impl fmt::Display, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..Self::key(field, key) }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        [&self.key, &self.name].into_iter().flatten().try_for_each(|part| write!(f, "/{part}"))
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut parts = text.split('/').map(str::to_owned);
        let field = parts.next().filter(|field| !field.is_empty()).ok_or(PathError)?;
        let path = Self { field, key: parts.next(), name: parts.next() };
        if parts.next().is_some() { Err(PathError) } else { Ok(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_what_they_print() {
        for path in [Path::field("what"), Path::key("assignees", "ab"), Path::entry("progress", "ab", "note")]
        {
            assert_eq!(path.to_string().parse(), Ok(path));
        }
        assert_eq!("a/b/c/d".parse::<Path>(), Err(PathError));
        assert_eq!("".parse::<Path>(), Err(PathError));
    }
}
