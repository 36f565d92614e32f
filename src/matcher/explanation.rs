//! Why a question got the match that it got: which words counted, and what matched what.

use super::mending::Mend;
use super::query::Query;
use super::search::Matcher;
use super::verdict::Match;
use super::vocabulary::TermId;
use crate::text::Word;

/// The case for one match, word by word.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What was taken for a typo.
    pub mends: Vec<Mend>,
    /// The question's words, in order, and what they matched in the phrasing.
    pub words: Vec<WordMatch>,
    /// The sentence of the entry's answer that is nearest to the question, where answers are read.
    pub sentence: Option<String>,
}

/// A word of the question, and the word of the phrasing that it matched.
#[derive(Clone, Debug, PartialEq)]
pub struct WordMatch {
    /// The word, or the words of one alias, as they are written.
    pub word: String,
    /// How much it counts: the rarer in the FAQ, the more.
    pub weight: f32,
    /// What it matched, with the similarity of the two; 1 for the same stem or alias.
    pub matched: Option<(String, f32)>,
}

impl Matcher {
    /// Explains a match of this query.
    pub fn explain(&self, query: &Query, found: &Match) -> Explanation {
        let text = &self.texts[self.ranges[found.entry].start + found.phrasing];
        let theirs = self.their_terms(text);
        let matched = query.terms.iter().zip(query.matches(&self.vocabulary));
        let words = matched.map(|(term, matches)| {
            let their = |id| theirs.iter().find(|(their, _)| *their == Some(id));
            WordMatch {
                word: written(&query.text, &query.words[term.words.clone()]),
                weight: self.vocabulary.query_weight(term),
                matched: matches
                    .iter()
                    .find_map(|&(id, similarity)| Some((their(id)?.1.clone(), similarity))),
            }
        });
        let sentence =
            self.evidence.as_ref().zip(found.sentence).and_then(|(evidence, number)| {
                evidence.sentences(found.entry).nth(number).map(str::to_owned)
            });
        Explanation { mends: query.mends.clone(), words: words.collect(), sentence }
    }

    /// The terms of a phrasing, by their ids, as they are written.
    fn their_terms(&self, text: &str) -> Vec<(Option<TermId>, String)> {
        let words = self.language.words(text);
        let terms = self.vocabulary.terms(&words).into_iter();
        terms.map(|term| (self.vocabulary.id(&term.key), written(text, &words[term.words]))).collect()
    }
}

fn written(text: &str, words: &[Word]) -> String {
    words.iter().map(|word| word.written(text)).collect::<Vec<_>>().join(" ")
}
