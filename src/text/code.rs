//! A language by its code alone, without what is known of it.

use std::fmt;

/// A language, such as `en`: the first part of a tag, whatever its region or its writing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LanguageCode([u8; 3]);

impl LanguageCode {
    /// English, in which the bot speaks where it knows of no other.
    pub const ENGLISH: Self = Self(*b"en\0");

    /// What is no language's code, as the standards write it.
    const UNKNOWN: Self = Self(*b"und");

    /// The language of `tag`, such as `en-GB` or `zh-Hans`; `und` for what is no tag.
    pub fn of(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or_default().as_bytes();
        if !(2..=3).contains(&code.len()) || !code.iter().all(u8::is_ascii_alphabetic) {
            return Self::UNKNOWN;
        }
        let mut letters = [0; 3];
        letters[..code.len()].copy_from_slice(code);
        letters.make_ascii_lowercase();
        Self(letters)
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let letters = std::str::from_utf8(&self.0).unwrap_or_default();
        letters.trim_end_matches('\0')
    }

    /// Whether it is a language's code at all.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

impl fmt::Debug for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LanguageCode").field(&self.as_str()).finish()
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_first_part_of_a_tag() {
        for (tag, code) in [
            ("en", "en"),
            ("EN-gb", "en"),
            ("zh-Hans", "zh"),
            ("pt_BR", "pt"),
            ("yue", "yue"),
            ("", "und"),
            ("english", "und"),
            ("é1", "und"),
        ] {
            assert_eq!(LanguageCode::of(tag).as_str(), code, "{tag}");
        }
        assert_eq!(LanguageCode::of("en-US"), LanguageCode::ENGLISH);
        assert!(!LanguageCode::of("x").is_known());
    }
}
