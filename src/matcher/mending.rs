//! Mends typos before the encoder sees them: it reads an unknown word piece by piece, and the
//! pieces of a misspelt word mean something else.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use strsim::{jaro_winkler, osa_distance};

use super::encoder::Encoder;
use super::letters::Letters;
use super::vocabulary::Vocabulary;
use crate::text::{Language, Word, are_opposed};

/// Words shorter than this are left alone: too many words are one edit away.
const SHORTEST_MENDED: usize = 3;

/// From this length on, two edits are still the same word.
const SHORTEST_TWO_EDITS: usize = 7;

/// How many of the encoder's words a typo may stand for: its most frequent ones. A word that
/// is near to a rare word alone is more often a word of its own (`wifi` is no `wii`).
const MOST_FREQUENT: usize = 5_000;

/// A word of the question and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The word as it was written.
    pub from: String,
    /// The word that it was taken for.
    pub to: String,
    /// Where it stands in the question, in bytes.
    pub span: Range<usize>,
}

/// Knows the words that a misspelt one may stand for.
pub(super) struct Mender {
    /// The FAQ's words, most used first.
    faq: Vec<Letters>,
    /// The encoder's own words, most frequent first; read when first needed.
    general: OnceLock<General>,
}

/// The words of the language at large.
struct General {
    frequent: Vec<Letters>,
    stems: HashSet<String>,
}

impl Mender {
    /// Collects the FAQ's words. A misspelt stop word is left to the encoder's words: its
    /// neighbours in the FAQ say more (`bejing` is `Beijing`, not `being`).
    pub(super) fn new(language: &Language, vocabulary: &Vocabulary) -> Self {
        let words = vocabulary.words().filter(|word| is_mendable(word) && !language.is_stop_word(word));
        let mut words: Vec<&str> = words.collect();
        words.sort_by_key(|word| (std::cmp::Reverse(vocabulary.uses(word)), *word));
        Self { faq: words.into_iter().map(Letters::of).collect(), general: OnceLock::new() }
    }

    /// What in `words` is misspelt, and what it stands for.
    pub(super) fn mends(
        &self,
        text: &str,
        words: &[Word],
        language: &Language,
        vocabulary: &Vocabulary,
        encoder: &Encoder,
    ) -> Vec<Mend> {
        words
            .iter()
            .filter(|word| {
                is_mendable(&word.folded)
                    && vocabulary.uses(&word.folded) == 0
                    && encoder.splits(&word.folded)
            })
            .filter_map(|word| {
                let is_other = |to: &String| !are_opposed(language.code(), &word.folded, to);
                let to = self.mended(word, language, encoder).filter(is_other)?;
                let to = if word.is_capitalised { capitalised(&to) } else { to };
                Some(Mend { from: word.written(text).to_owned(), to, span: word.span.clone() })
            })
            .collect()
    }

    fn mended(&self, word: &Word, language: &Language, encoder: &Encoder) -> Option<String> {
        let letters = Letters::of(&word.folded);
        let limit = if letters.len() >= SHORTEST_TWO_EDITS { 2 } else { 1 };
        if let Some(near) = nearest(&self.faq, &letters, 1) {
            return Some(near.to_owned());
        }
        let general = self.general.get_or_init(|| General::new(language, encoder));
        if general.stems.contains(&word.stem) {
            return None;
        }
        (1..=limit)
            .find_map(|edits| {
                nearest(&self.faq, &letters, edits).or_else(|| nearest(&general.frequent, &letters, edits))
            })
            .map(str::to_owned)
    }
}

impl General {
    fn new(language: &Language, encoder: &Encoder) -> Self {
        let words = encoder.whole_words();
        let mendable = words.iter().filter(|word| is_mendable(word));
        Self {
            stems: mendable.clone().map(|word| language.stem(word)).collect(),
            // Names are left out: a rare word is no misspelt stranger (a `backer` is no `Becker`).
            frequent: mendable
                .take(MOST_FREQUENT)
                .filter(|word| !language.is_name(word))
                .map(|word| Letters::of(word))
                .collect(),
        }
    }
}

/// A word with its first letter in upper case: what was written as a name stays one.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn is_mendable(folded: &str) -> bool {
    folded.chars().count() >= SHORTEST_MENDED && folded.chars().all(char::is_alphabetic)
}

/// The most similar of the words within `edits`; of equals the first.
fn nearest<'a>(words: &'a [Letters], to: &Letters, edits: usize) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for word in words.iter().filter(|word| word.may_be_within(to, edits)) {
        if osa_distance(word.text(), to.text()) > edits {
            continue;
        }
        let similarity = jaro_winkler(word.text(), to.text());
        if best.is_none_or(|(highest, _)| similarity > highest) {
            best = Some((similarity, word.text()));
        }
    }
    best.map(|(_, word)| word)
}
