//! Character n-grams: likeness of writing. Beside an encoder they count a little, without one much.

use std::collections::HashMap;

use crate::text::Word;

/// The lengths of the n-grams. Pairs and triples did best on public question sets.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=3;

/// How much more a rare n-gram counts than its inverse document frequency says. Tuned likewise.
const RARITY_EXPONENT: f32 = 1.5;

/// Which phrasings have which character n-grams, as an inverted index of unit vectors.
pub(super) struct CharacterIndex {
    grams: HashMap<String, Gram>,
    phrasings: usize,
}

#[derive(Default)]
struct Gram {
    rarity: f32,
    /// A phrasing, and this n-gram's part of its vector.
    postings: Vec<(u32, f32)>,
}

impl CharacterIndex {
    /// Indexes phrasings, given as their words.
    pub(super) fn new(phrasings: &[Vec<Word>]) -> Self {
        let counted: Vec<HashMap<String, f32>> = phrasings.iter().map(|words| counts(words)).collect();
        let mut grams: HashMap<String, Gram> = HashMap::new();
        for gram in counted.iter().flat_map(HashMap::keys) {
            grams.entry(gram.clone()).or_default().rarity += 1.0;
        }
        for gram in grams.values_mut() {
            gram.rarity = rarity(gram.rarity, phrasings.len());
        }
        let mut index = Self { grams, phrasings: phrasings.len() };
        for (at, counts) in counted.into_iter().enumerate() {
            index.add(at as u32, counts);
        }
        index
    }

    fn add(&mut self, phrasing: u32, counts: HashMap<String, f32>) {
        let length = self.length(&counts);
        for (text, count) in counts {
            if let Some(gram) = self.grams.get_mut(&text) {
                let part = count * gram.rarity / length;
                gram.postings.push((phrasing, part));
            }
        }
    }

    /// The length of the vector of n-gram counts; unseen n-grams count as the rarest.
    fn length(&self, counts: &HashMap<String, f32>) -> f32 {
        let unseen = rarity(1.0, self.phrasings);
        let rarity = |gram: &String| self.grams.get(gram).map_or(unseen, |gram| gram.rarity);
        let mut squares: Vec<f32> =
            counts.iter().map(|(gram, count)| (count * rarity(gram)).powi(2)).collect();
        // A map has no order of its own, and sums of floats depend on it.
        squares.sort_by(f32::total_cmp);
        squares.iter().sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
    }

    /// The cosine of each phrasing, in order, with a question of these words: 0 to 1.
    pub(super) fn cosines(&self, words: &[Word]) -> Vec<f32> {
        let counts = counts(words);
        let length = self.length(&counts);
        let mut ordered: Vec<(&String, &f32)> = counts.iter().collect();
        ordered.sort_by_key(|(gram, _)| *gram);
        let mut cosines = vec![0.0; self.phrasings];
        for (text, count) in ordered {
            let Some(gram) = self.grams.get(text) else { continue };
            for &(phrasing, part) in &gram.postings {
                cosines[phrasing as usize] += part * count * gram.rarity / length;
            }
        }
        cosines
    }
}

fn rarity(count: f32, phrasings: usize) -> f32 {
    (1.0 + phrasings as f32 / count).ln().powf(RARITY_EXPONENT)
}

/// How often each n-gram occurs; words are joined and framed by spaces, so that their ends count.
fn counts(words: &[Word]) -> HashMap<String, f32> {
    let mut text = vec![' '];
    for word in words {
        text.extend(word.folded.chars());
        text.push(' ');
    }
    let mut counts = HashMap::new();
    for length in LENGTHS {
        for gram in text.windows(length) {
            *counts.entry(gram.iter().collect()).or_insert(0.0) += 1.0;
        }
    }
    counts
}
