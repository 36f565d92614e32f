//! A reader's question as the matcher reads it.

use std::cell::OnceCell;

use super::encoder::Sentence;
use super::mending::Mend;
use super::vocabulary::{Term, TermId, Vocabulary};
use crate::text::{Word, is_invisible};

/// The most of a question that is read, in characters: as much as a Telegram message holds.
const MAX_CHARS: usize = 4096;

/// One question, read.
#[derive(Clone, Debug)]
pub struct Query {
    /// The question with its typos mended, for the encoder.
    pub text: String,
    /// The form under which the same wording is found at once; see [`exact_key`](crate::text::exact_key).
    pub(super) key: String,
    /// The words of `text`.
    pub(super) words: Vec<Word>,
    /// The words as they count.
    pub(super) terms: Vec<Term>,
    /// What was mended.
    pub mends: Vec<Mend>,
    /// What it means; read when first needed, if there is an encoder.
    pub(super) sentence: OnceCell<Sentence>,
    /// What each of `terms` matches in the FAQ; found when first needed.
    pub(super) matches: OnceCell<Vec<Vec<(TermId, f32)>>>,
}

impl Query {
    /// Whether there is nothing to match: no letter and no digit.
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// What each term matches among the FAQ's terms, best first, with the similarity.
    pub(super) fn matches(&self, vocabulary: &Vocabulary) -> &[Vec<(TermId, f32)>] {
        let matches = || self.terms.iter().map(|term| vocabulary.matches(term, &self.words)).collect();
        self.matches.get_or_init(matches)
    }

    /// A word as the reader wrote it, before it was mended; `don't` for the `t` of it.
    pub(super) fn written(&self, word: &Word) -> String {
        if word.is_negation && word.folded == "t" {
            let before = &self.text[..word.span.start];
            let part = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            return self.text[before.len() - part.len()..word.span.end].to_owned();
        }
        let mut grown = 0;
        for mend in &self.mends {
            if word.span.start == mend.span.start.wrapping_add(grown) {
                return mend.from.clone();
            }
            // A mend may be shorter than what it mends; the sum wraps there and back.
            grown = grown.wrapping_add(mend.to.len()).wrapping_sub(mend.span.len());
        }
        word.written(&self.text).to_owned()
    }
}

/// `question` with runs of whitespace as one space, without what cannot be seen, and no longer
/// than is read.
pub(super) fn bounded(question: &str) -> String {
    let mut text = String::with_capacity(question.len().min(MAX_CHARS));
    for word in question.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(word.chars().filter(|&c| !c.is_control() && !is_invisible(c)));
        if text.len() > 4 * MAX_CHARS {
            break;
        }
    }
    match text.char_indices().nth(MAX_CHARS) {
        // Half a word at the end would be one that nobody wrote.
        Some((end, _)) => text[..end].rsplit_once(' ').map_or(&text[..end], |(whole, _)| whole).to_owned(),
        None => text,
    }
}

/// `text` with each mend in its place.
pub(super) fn mended(text: &str, mends: &[Mend]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for mend in mends {
        mended.push_str(&text[at..mend.span.start]);
        mended.push_str(&mend.to);
        at = mend.span.end;
    }
    mended.push_str(&text[at..]);
    mended
}
