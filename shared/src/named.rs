//! Closed sets of words that stand in documents by their names.

/// Declares an enum whose variants have names in documents: `ALL` of them in
/// the order in which forms list them, their `NAMES`, and both directions.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// Every one, in the order in which forms list them.
            pub const ALL: [Self; Self::NAMES.len()] = [$(Self::$variant),+];

            /// Their names in documents, in the same order.
            pub const NAMES: &[&str] = &[$($text),+];

            /// The name that stands in documents.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use named;
