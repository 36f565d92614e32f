//! Which negations deny something.

use super::language::Language;
use super::words::Word;

/// What a reader has none of, or is not, who only says so: "I have no idea where it is".
const DOUBTS: [&str; 5] = ["sure", "certain", "clear", "idea", "clue"];

/// What a reader does not do who only says so: "I don't understand why".
const NOT_DONE: [&str; 8] = ["know", "understand", "get", "see", "find", "mind", "mean", "remember"];

/// Words between a negation and what it denies.
const BETWEEN: [&str; 4] = ["really", "quite", "even", "a"];

/// How far before a negation the reader's "I" may stand: "I do not", "I still don't".
const NEAR: usize = 4;

impl Language {
    /// Whether the negation at this place denies nothing of what is asked: it ends a choice ("… or
    /// not?"), or tells of the reader ("I am not sure"). In languages without a list none does.
    pub fn is_idle_negation(&self, words: &[Word], at: usize) -> bool {
        if self.code() != "en" {
            return false;
        }
        let folded = |word: &Word| word.folded.clone();
        let before = words[..at].last().map(folded).unwrap_or_default();
        let mut after = words[at + 1..].iter().map(folded).filter(|word| !BETWEEN.contains(&word.as_str()));
        let Some(next) = after.next() else { return before == "or" };
        let of_reader = words[at.saturating_sub(NEAR)..at].iter().any(|word| word.folded == "i");
        DOUBTS.contains(&next.as_str()) || of_reader && NOT_DONE.contains(&next.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negation_of_the_reader_denies_nothing() {
        let english = Language::new("en");
        for (text, expected) in [
            ("is it open or not?", true),
            ("I have no idea where it is", true),
            ("I'm not quite sure when it opens", true),
            ("I don't really get why it is closed", true),
            ("why is it not open", false),
            ("does it open or not open in winter", false),
            ("why did they not get a permit", false),
            ("is there no ferry", false),
        ] {
            let words = english.words(text);
            let at = words.iter().position(|word| word.is_negation).unwrap();
            assert_eq!(english.is_idle_negation(&words, at), expected, "{text}");
        }
    }
}
