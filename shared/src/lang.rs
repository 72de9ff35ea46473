//! The languages of the product, and texts that exist in each of them.

use minicbor::{Decode, Encode};

/// A language a reader may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Vietnamese, the language of the forms.
    #[default]
    Vi,
    /// English.
    En,
    /// Bengali.
    Bn,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Vi, Self::En, Self::Bn];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
            Self::Bn => "bn",
        }
    }

    /// The language with this BCP 47 tag or one that begins with it, such as `vi-VN`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }
}

/// A text of a scheme or a ruling, in every language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(deny_unknown_fields))]
pub struct Text3 {
    /// Vietnamese.
    #[n(0)]
    pub vi: String,
    /// English.
    #[n(1)]
    pub en: String,
    /// Bengali.
    #[n(2)]
    pub bn: String,
}

impl Text3 {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
            Lang::Bn => &self.bn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_tags_are_understood() {
        fn check(tag: &str, expect: Option<Lang>) {
            assert_eq!(Lang::from_tag(tag), expect, "{tag}");
        }
        check("vi", Some(Lang::Vi));
        check("vi-VN", Some(Lang::Vi));
        check("EN_us", Some(Lang::En));
        check("bn-BD", Some(Lang::Bn));
        check("fr", None);
        check("", None);
    }
}
