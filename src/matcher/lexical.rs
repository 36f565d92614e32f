//! How far a question's words and a phrasing's words cover each other.

use super::query::Query;
use super::vocabulary::{Term, TermId, Vocabulary};
use crate::text::Word;

/// How much of a question and of a phrasing matches the other, 0 to 1 each, by word weight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// The share of the question that the phrasing has.
    pub question: f32,
    /// The share of the phrasing that the question has.
    pub phrasing: f32,
}

/// Which phrasings have which terms.
pub(super) struct LexicalIndex {
    postings: Vec<Vec<u32>>,
    /// What all terms of a phrasing weigh together.
    totals: Vec<f32>,
}

impl LexicalIndex {
    /// Indexes phrasings, given as their words.
    pub(super) fn new(vocabulary: &Vocabulary, phrasings: &[Vec<Word>]) -> Self {
        let mut index =
            Self { postings: vec![Vec::new(); vocabulary.len()], totals: vec![0.0; phrasings.len()] };
        for (at, words) in phrasings.iter().enumerate() {
            for term in vocabulary.terms(words) {
                let Some(id) = vocabulary.phrasing_id(&term.key) else { continue };
                let posting = &mut index.postings[id as usize];
                if posting.last() != Some(&(at as u32)) {
                    posting.push(at as u32);
                    index.totals[at] += vocabulary.weight(id);
                }
            }
        }
        index
    }

    /// The coverage of each phrasing, in order, for a question; and the share of the question's
    /// weight that no phrasing has.
    pub(super) fn coverages(&self, vocabulary: &Vocabulary, query: &Query) -> (Vec<Coverage>, f32) {
        let mut coverages = vec![Coverage::default(); self.totals.len()];
        let mut best_of_term: Vec<f32> = vec![0.0; self.postings.len()];
        let mut touched: Vec<TermId> = Vec::new();
        let mut last_term: Vec<u32> = vec![0; self.totals.len()];
        let (mut total, mut unknown) = (0.0, 0.0);
        for (number, (term, matches)) in (1..).zip(distinct(&query.terms, query.matches(vocabulary))) {
            let weight = vocabulary.query_weight(term);
            total += weight;
            if matches.is_empty() {
                unknown += weight;
            }
            for &(id, similarity) in matches {
                if best_of_term[id as usize] == 0.0 {
                    touched.push(id);
                }
                best_of_term[id as usize] = best_of_term[id as usize].max(similarity);
                for &phrasing in &self.postings[id as usize] {
                    // Matches come best first: a phrasing's first one for this term counts.
                    if last_term[phrasing as usize] != number {
                        last_term[phrasing as usize] = number;
                        coverages[phrasing as usize].question += weight * similarity;
                    }
                }
            }
        }
        for id in touched {
            for &phrasing in &self.postings[id as usize] {
                coverages[phrasing as usize].phrasing += vocabulary.weight(id) * best_of_term[id as usize];
            }
        }
        for (coverage, phrasing_total) in coverages.iter_mut().zip(&self.totals) {
            coverage.question /= f32::max(total, f32::MIN_POSITIVE);
            coverage.phrasing /= phrasing_total.max(f32::MIN_POSITIVE);
        }
        (coverages, unknown / f32::max(total, f32::MIN_POSITIVE))
    }
}

/// The terms with their matches, without those that were there before.
fn distinct<'a, M>(terms: &'a [Term], matches: &'a [M]) -> impl Iterator<Item = (&'a Term, &'a M)> {
    let is_first = |at: usize| !terms[..at].iter().any(|before| before.key == terms[at].key);
    (0..terms.len()).filter(move |&at| is_first(at)).map(|at| (&terms[at], &matches[at]))
}
