//! Likeness by edits: of whole questions, and of their sets of words.

use std::collections::BTreeSet;

use rapidfuzz::fuzz::ratio;
use strsim::normalized_levenshtein;

use crate::method::Likeness;

/// One less the share of characters that have to be edited, over lower-cased whole questions.
pub struct Levenshtein {
    phrasings: Vec<String>,
}

impl Levenshtein {
    /// Prepares the phrasings.
    pub fn new(phrasings: &[&str]) -> Self {
        Self { phrasings: phrasings.iter().map(|text| text.to_lowercase()).collect() }
    }
}

impl Likeness for Levenshtein {
    fn likenesses(&self, question: &str) -> Vec<f64> {
        let question = question.to_lowercase();
        self.phrasings.iter().map(|phrasing| normalized_levenshtein(&question, phrasing)).collect()
    }
}

/// The `token_set_ratio` of fuzzywuzzy and rapidfuzz, 0 to 1: how alike the words in common are
/// with each text, and the two texts with each other, whichever is most; each text as its words,
/// sorted, those in common first.
pub struct TokenSet {
    phrasings: Vec<BTreeSet<String>>,
}

impl TokenSet {
    /// Prepares the phrasings.
    pub fn new(phrasings: &[&str]) -> Self {
        Self { phrasings: phrasings.iter().map(|text| tokens(text)).collect() }
    }
}

impl Likeness for TokenSet {
    fn likenesses(&self, question: &str) -> Vec<f64> {
        let question = tokens(question);
        self.phrasings.iter().map(|phrasing| token_set_ratio(&question, phrasing)).collect()
    }
}

/// The different words of a text as those libraries see them: lower case, letters and digits.
fn tokens(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn token_set_ratio(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let common: Vec<&str> = one.intersection(other).map(String::as_str).collect();
    let first = with_rest(&common, one.difference(other));
    let second = with_rest(&common, other.difference(one));
    let common = common.join(" ");
    let pairs = [(&common, &first), (&common, &second), (&first, &second)];
    pairs.into_iter().map(|(a, b)| ratio(a.chars(), b.chars())).fold(0.0, f64::max)
}

fn with_rest<'a>(common: &[&'a str], rest: impl Iterator<Item = &'a String>) -> String {
    common.iter().copied().chain(rest.map(String::as_str)).collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }

    #[test]
    fn levenshtein_counts_edits_in_the_longer_text_whatever_its_case() {
        let likenesses = Levenshtein::new(&["sitting", "KITTEN", ""]).likenesses("Kitten");
        // k→s, e→i and a g more: three of seven.
        close(likenesses[0], 1.0 - 3.0 / 7.0);
        close(likenesses[1], 1.0);
        close(likenesses[2], 0.0);
    }

    #[test]
    fn the_token_set_ratio_forgives_order_repetition_and_words_more() {
        for (one, other, expected) in [
            ("fuzzy was a bear", "Bear! Was a fuzzy, fuzzy", 1.0),
            ("new york mets", "new york mets at atlanta", 1.0),
            // `a` with `a cat`: 1 of 1 and of 5 characters in common, 2 / 6. `a cat` with
            // `a dog`: `a ` of 5 and 5, 4 / 10, which is more.
            ("a cat", "a dog", 0.4),
            // Nothing in common: `ab` with `bc` share a character of 2 and 2.
            ("ab", "bc", 0.5),
            ("", "bc", 0.0),
            ("?", "!", 0.0),
        ] {
            close(TokenSet::new(&[other]).likenesses(one)[0], expected);
        }
    }
}
