//! Why a question got the match that it got: which words counted, and what matched what.

use super::vocabulary::{Term, TermId};
use super::{Match, Matcher, Mend, Query};
use crate::text::Word;

/// The case for one match, word by word.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What was taken for a typo.
    pub mends: Vec<Mend>,
    /// The question's words, in order, and what they matched in the phrasing.
    pub words: Vec<WordMatch>,
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
        let phrasing = self.language.words(&self.texts[self.ranges[found.entry].start + found.phrasing]);
        let theirs = self.vocabulary.terms(&phrasing);
        let matched = query.terms.iter().zip(query.matches(&self.vocabulary));
        let words =
            matched.map(|(term, matches)| self.explain_term(query, term, matches, &phrasing, &theirs));
        Explanation { mends: query.mends.clone(), words: words.collect() }
    }

    fn explain_term(
        &self,
        query: &Query,
        term: &Term,
        matches: &[(TermId, f32)],
        phrasing: &[Word],
        theirs: &[Term],
    ) -> WordMatch {
        let best = matches.iter().find_map(|&(id, similarity)| {
            let their = theirs.iter().find(|their| self.vocabulary.id(&their.key) == Some(id))?;
            Some((written(&phrasing[their.words.clone()]), similarity))
        });
        WordMatch {
            word: written(&query.words[term.words.clone()]),
            weight: self.vocabulary.query_weight(term),
            matched: best,
        }
    }
}

fn written(words: &[Word]) -> String {
    words.iter().map(|word| word.surface.as_str()).collect::<Vec<_>>().join(" ")
}
