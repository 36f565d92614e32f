//! Words that mean the opposite of each other.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::language::Language;

/// What turns a word into its opposite, before it.
const PREFIXES: [&str; 6] = ["un", "dis", "de", "im", "non", "mis"];

/// A word with fewer letters begins like another by chance: `ten`, `intent`.
const SHORTEST: usize = 3;

/// The opposites that WordNet knows, by their stems; `scripts/data/antonyms.py` makes the list.
static ENGLISH: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let english = Language::new("en");
    let pairs = include_str!("antonyms-en.txt").lines().filter_map(|line| line.split_once(' '));
    let content = pairs.filter(|(one, other)| !english.is_stop_word(one) && !english.is_stop_word(other));
    content.map(|(one, other)| ordered(english.stem(one), english.stem(other))).collect()
});

impl Language {
    /// Whether two stems are opposites: `buy` and `sell`, `freez` and `unfreez`. In languages
    /// without a list none are.
    pub fn are_opposites(&self, one: &str, other: &str) -> bool {
        are_opposed(self.code(), one, other)
            || self.code() == "en" && ENGLISH.contains(&ordered(one.to_owned(), other.to_owned()))
    }
}

/// Whether two words of a language are written alike and mean the opposite: `disable` is no
/// misspelt `enable`.
pub fn are_opposed(code: &str, one: &str, other: &str) -> bool {
    let opposes = |one: &str, other: &str| is_prefixed(one, other) || is_disabled(one, other);
    code == "en" && (opposes(one, other) || opposes(other, one))
}

fn ordered(one: String, other: String) -> (String, String) {
    if one < other { (one, other) } else { (other, one) }
}

fn is_prefixed(long: &str, short: &str) -> bool {
    let prefix = long.strip_suffix(short).unwrap_or_default();
    short.chars().count() >= SHORTEST && PREFIXES.contains(&prefix)
}

/// `disable` beside `enable`.
fn is_disabled(one: &str, other: &str) -> bool {
    one.strip_prefix("dis").is_some_and(|rest| Some(rest) == other.strip_prefix("en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_known_by_prefix_and_by_list() {
        let english = Language::new("en");
        for (one, other, expected) in [
            ("unfreeze", "freeze", true),
            ("activate", "deactivate", true),
            ("disable", "enabled", true),
            ("buying", "sell", true),
            ("opens", "close", true),
            ("increase", "decrease", true),
            ("open", "opening", false),
            ("intent", "tent", false),
            ("cost", "contents", false),
            ("us", "s", false),
        ] {
            let (one, other) = (english.stem(one), english.stem(other));
            assert_eq!(english.are_opposites(&one, &other), expected, "{one} {other}");
        }
        assert!(!Language::new("de").are_opposites("buy", "sell"));
    }
}
