//! Likeness of writing: the cosine of two to four characters in a row, each counting by its rarity.

use std::collections::{BTreeMap, HashMap};

use attache::text::Language;

use crate::method::Likeness;

/// The lengths of the n-grams.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

/// Which phrasings have which n-grams, as unit vectors of tf-idf.
pub struct Grams {
    language: Language,
    postings: HashMap<String, Postings>,
    phrasings: usize,
}

#[derive(Default)]
struct Postings {
    rarity: f64,
    /// A phrasing, and the n-gram's part of its vector.
    parts: Vec<(usize, f64)>,
}

impl Grams {
    /// Indexes the phrasings.
    pub fn new(language: Language, phrasings: &[&str]) -> Self {
        let counted: Vec<BTreeMap<String, f64>> =
            phrasings.iter().map(|phrasing| counts(&language, phrasing)).collect();
        let mut postings: HashMap<String, Postings> = HashMap::new();
        for gram in counted.iter().flat_map(BTreeMap::keys) {
            postings.entry(gram.clone()).or_default().rarity += 1.0;
        }
        for known in postings.values_mut() {
            known.rarity = rarity(phrasings.len(), known.rarity);
        }
        for (at, counts) in counted.into_iter().enumerate() {
            let length = length(counts.iter().map(|(gram, count)| count * postings[gram].rarity));
            for (gram, count) in counts {
                let known = postings.entry(gram).or_default();
                known.parts.push((at, count * known.rarity / length));
            }
        }
        Self { language, postings, phrasings: phrasings.len() }
    }
}

impl Likeness for Grams {
    fn likenesses(&self, question: &str) -> Vec<f64> {
        let mut cosines = vec![0.0; self.phrasings];
        let mut weights = Vec::new();
        for (gram, count) in counts(&self.language, question) {
            let known = self.postings.get(&gram);
            let weight = count * known.map_or_else(|| rarity(self.phrasings, 0.0), |known| known.rarity);
            weights.push(weight);
            for &(phrasing, part) in known.iter().flat_map(|known| &known.parts) {
                cosines[phrasing] += weight * part;
            }
        }
        let length = length(weights.into_iter());
        cosines.iter_mut().for_each(|cosine| *cosine /= length);
        cosines
    }
}

/// The inverse document frequency with a phrasing more that has everything, as is usual.
fn rarity(phrasings: usize, having: f64) -> f64 {
    ((1.0 + phrasings as f64) / (1.0 + having)).ln() + 1.0
}

fn length(parts: impl Iterator<Item = f64>) -> f64 {
    parts.map(|part| part * part).sum::<f64>().sqrt().max(f64::MIN_POSITIVE)
}

/// How often each n-gram occurs in a text's words, which are joined and framed by spaces.
fn counts(language: &Language, text: &str) -> BTreeMap<String, f64> {
    let mut framed = vec![' '];
    for word in language.words(text) {
        framed.extend(word.folded.chars());
        framed.push(' ');
    }
    let mut counts = BTreeMap::new();
    for gram in LENGTHS.flat_map(|length| framed.windows(length)) {
        *counts.entry(gram.iter().collect()).or_default() += 1.0;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_is_that_of_rarity_weighted_counts() {
        let grams = Grams::new(Language::new("en"), &["on", "or"]);
        // ` o` is in both phrasings and weighs 1; what is in one, `on` and ` on`, `n `, `on `,
        // ` on `, weighs w = ln(3 / 2) + 1 = 1.405465. Both vectors have length √(1 + 5w²), and
        // ` o` alone in common.
        let w = 1.5_f64.ln() + 1.0;
        let cosines = grams.likenesses("On!");
        assert!((cosines[0] - 1.0).abs() < 1e-9, "{cosines:?}");
        assert!((cosines[1] - 1.0 / (1.0 + 5.0 * w * w)).abs() < 1e-9, "{cosines:?}");
    }

    #[test]
    fn what_no_phrasing_has_counts_against_all() {
        let grams = Grams::new(Language::new("en"), &["on", "or"]);
        assert!(grams.likenesses("on xyz")[0] < grams.likenesses("on")[0]);
        assert_eq!(grams.likenesses("?!"), [0.0, 0.0]);
    }
}
