//! Which words are names.
//!
//! A swapped name changes what is asked more than any other word, so names get a ledger of
//! their own. What is a name is read from how the FAQ and the question are written.

use std::collections::HashSet;

use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Language, Word};

/// The names that the FAQ's texts use.
pub(super) struct Names {
    folded: HashSet<String>,
}

impl Names {
    /// Collects the words that `texts` (with their words) only ever capitalise inside a
    /// sentence, the words of capitalised `aliases`, and those that are names in the language.
    pub(super) fn new<'a>(
        language: &Language,
        texts: impl Iterator<Item = (&'a str, &'a [Word])>,
        aliases: &[Vec<Word>],
    ) -> Self {
        let mut capitalised: HashSet<String> = HashSet::new();
        let mut plain: HashSet<&str> = HashSet::new();
        let mut known: HashSet<String> = HashSet::new();
        for (text, words) in texts {
            plain.extend(words.iter().filter(|word| !word.is_capitalised).map(|word| word.folded.as_str()));
            capitalised.extend(capitalised_inside(text, words).map(|word| word.folded.clone()));
            let names = words.iter().filter(|word| is_known_name(language, word));
            known.extend(names.map(|word| word.folded.clone()));
        }
        let aliases = aliases.iter().flatten().filter(|word| word.is_capitalised);
        capitalised.extend(aliases.map(|word| word.folded.clone()));
        capitalised.retain(|folded| !plain.contains(folded.as_str()));
        capitalised.extend(known);
        Self { folded: capitalised }
    }

    /// The terms of the names among `texts`' words, however they are inflected.
    pub(super) fn terms<'a>(
        &self,
        vocabulary: &Vocabulary,
        texts: impl Iterator<Item = &'a [Word]>,
    ) -> HashSet<TermId> {
        let names = texts.flatten().filter(|word| self.contains(word));
        let terms = names.flat_map(|word| vocabulary.terms(std::slice::from_ref(word)));
        terms.filter_map(|term| vocabulary.id(&term.key)).collect()
    }

    /// Whether the FAQ uses this word as a name.
    pub(super) fn contains(&self, word: &Word) -> bool {
        self.folded.contains(&word.folded)
    }
}

/// Whether a word is a name in its language, however it is written.
pub(super) fn is_known_name(language: &Language, word: &Word) -> bool {
    !word.is_stop && language.is_name(&word.folded)
}

/// The words that are capitalised although no sentence begins with them. None in a text that
/// capitalises most of its words: there it says nothing.
pub(super) fn capitalised_inside<'a>(text: &'a str, words: &'a [Word]) -> impl Iterator<Item = &'a Word> {
    let inside: Vec<&Word> = words.iter().filter(|word| !begins_sentence(text, word)).collect();
    let capitals = inside.iter().filter(|word| word.is_capitalised).count();
    let telling = 2 * capitals <= inside.len();
    inside.into_iter().filter(move |word| telling && word.is_capitalised && !word.is_stop)
}

fn begins_sentence(text: &str, word: &Word) -> bool {
    let before =
        text[..word.span.start].trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'(«".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_capitalised_where_no_sentence_begins() {
        for (text, expected) in [
            ("What is the Munich conference?", "Munich"),
            ("Hello! Why does Li go to Minsk?", "Li Minsk"),
            ("what is the munich conference", ""),
            ("WHAT IS THE MUNICH CONFERENCE", ""),
            ("Can I pay? Yes.", ""),
        ] {
            let words = Language::new("en").words(text);
            let names: Vec<&str> = capitalised_inside(text, &words).map(|word| word.written(text)).collect();
            assert_eq!(names.join(" "), expected, "{text}");
        }
    }
}
