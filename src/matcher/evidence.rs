//! What an entry's answer says for it.
//!
//! Readers ask for what only an answer tells ("fare for a 12 year old"). So each of its sentences, and the
//! whole, is read after the entry's question, and speaks for the entry as its phrasings do. An answer that only
//! repeats a phrasing says nothing more, and is left out.

use std::ops::Range;

use super::texts::EntryText;
use crate::text::exact_key;

/// The most sentences of an answer that are read one by one. What comes after them is read with the whole.
const MOST_SENTENCES: usize = 12;

/// The share of an entry's likeness that is its nearest sentence's, and that is its whole answer's; all
/// shares are of 1, which is the likeness of what is nearest, phrasing or sentence. On FAQs with real answers .3 each
/// puts the right entry first .16 more often than phrasings alone.
const NEAREST_SHARE: f32 = 0.3;

/// See [`NEAREST_SHARE`].
const WHOLE_SHARE: f32 = 0.3;

/// The answers of a FAQ, sentence by sentence.
pub(super) struct Evidence {
    answers: Vec<Answer>,
}

/// One answer.
struct Answer {
    /// The entry's question, a space, the answer.
    text: String,
    /// Where the answer begins in it.
    start: usize,
    /// Where its sentences stand in `text`; none, if it says nothing more than the phrasings.
    sentences: Vec<Range<usize>>,
    /// The place of the first of its vectors among the matcher's.
    first: usize,
}

/// How like a question is to an answer, by cosines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AnswerLikeness {
    /// The number of the nearest sentence.
    pub(super) sentence: usize,
    nearest: f32,
    whole: f32,
}

impl AnswerLikeness {
    /// The likeness of the entry, given that of its nearest phrasing.
    pub(super) fn with_phrasing(&self, phrasing: f32) -> f32 {
        let said = phrasing.max(self.nearest) + NEAREST_SHARE * self.nearest + WHOLE_SHARE * self.whole;
        said / (1.0 + NEAREST_SHARE + WHOLE_SHARE)
    }
}

impl Evidence {
    /// Cuts the answers into sentences. Their vectors follow on `first` others.
    pub(super) fn new(entries: &[EntryText<'_>], mut first: usize) -> Self {
        let answers = entries.iter().map(|entry| {
            let answer = Answer::new(entry, first);
            first += answer.count();
            answer
        });
        Self { answers: answers.collect() }
    }

    /// Whether most answers say more than their entries' phrasings.
    pub(super) fn is_telling(&self) -> bool {
        2 * self.answers.iter().filter(|answer| !answer.sentences.is_empty()).count() > self.answers.len()
    }

    /// What is to be encoded, answer by answer.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.answers.iter().flat_map(Answer::texts)
    }

    /// The places of an entry's vectors among the matcher's.
    pub(super) fn vectors(&self, entry: usize) -> Range<usize> {
        let answer = &self.answers[entry];
        answer.first..answer.first + answer.count()
    }

    /// How like a question is to an entry's answer, given its cosines with the entry's vectors.
    pub(super) fn likeness(&self, entry: usize, cosines: &[f32]) -> Option<AnswerLikeness> {
        let (sentences, whole) = cosines.split_at(self.answers[entry].sentences.len());
        let (sentence, &nearest) = sentences.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        Some(AnswerLikeness { sentence, nearest, whole: whole.first().copied().unwrap_or(nearest) })
    }

    /// The sentences of an entry's answer.
    pub(super) fn sentences(&self, entry: usize) -> impl ExactSizeIterator<Item = &str> {
        let answer = &self.answers[entry];
        answer.sentences.iter().map(|span| &answer.text[span.clone()])
    }
}

impl Answer {
    fn new(entry: &EntryText<'_>, first: usize) -> Self {
        let question = entry.phrasings.first().copied().unwrap_or_default();
        let text = format!("{question} {}", entry.answer.trim());
        let start = question.len() + 1;
        let key = exact_key(entry.answer);
        let repeats = entry.phrasings.iter().any(|phrasing| exact_key(phrasing) == key);
        let sentences = if repeats { Vec::new() } else { sentences(&text, start) };
        Self { text, start, sentences, first }
    }

    /// How many texts it is read as.
    fn count(&self) -> usize {
        let sentences = self.sentences.len();
        sentences + usize::from(sentences > 1)
    }

    /// Each sentence after the entry's question, and, if there are several, the whole.
    fn texts(&self) -> impl Iterator<Item = String> {
        let question = &self.text[..self.start];
        let sentences =
            self.sentences.iter().map(move |span| format!("{question}{}", &self.text[span.clone()]));
        sentences.chain((self.sentences.len() > 1).then(|| self.text.clone()))
    }
}

/// Where the sentences of `text` stand from `start` on: up to white space after a mark that ends one.
fn sentences(text: &str, start: usize) -> Vec<Range<usize>> {
    let ends = |at: usize| text[..at].ends_with(['.', '!', '?', ';']);
    let mut found = Vec::new();
    let mut begin = start;
    let spaces = text[start..].match_indices(char::is_whitespace).map(|(at, _)| start + at);
    for end in spaces.filter(|&at| ends(at)).chain([text.len()]) {
        if end > begin && text[begin..end].contains(char::is_alphanumeric) {
            found.push(begin..end);
        }
        begin = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found.truncate(MOST_SENTENCES);
    found
}
