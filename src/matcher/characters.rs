//! Character n-grams: likeness of writing. Beside an encoder they count a little, without one
//! much.

use std::collections::HashMap;

use crate::text::Word;

/// The lengths of the n-grams. Pairs and triples did best on public question sets.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=3;

/// How much more a rare n-gram counts than its inverse document frequency says. Tuned likewise.
const RARITY_EXPONENT: f32 = 1.5;

/// An n-gram of up to three characters: 21 bits each.
type Gram = u64;

/// Which phrasings have which character n-grams, as an inverted index of unit vectors.
pub(super) struct CharacterIndex {
    grams: HashMap<Gram, Postings>,
    phrasings: usize,
}

#[derive(Default)]
struct Postings {
    rarity: f32,
    /// A phrasing, and this n-gram's part of its vector.
    parts: Vec<(u32, f32)>,
}

impl CharacterIndex {
    /// Indexes phrasings, given as their words.
    pub(super) fn new(phrasings: &[Vec<Word>]) -> Self {
        let mut grams: HashMap<Gram, Postings> = HashMap::new();
        for (at, words) in phrasings.iter().enumerate() {
            for (gram, count) in counts(words) {
                grams.entry(gram).or_default().parts.push((at as u32, count));
            }
        }
        let mut squares = vec![0.0; phrasings.len()];
        let mut ordered: Vec<(&Gram, &mut Postings)> = grams.iter_mut().collect();
        // A map has no order of its own, and sums of floats depend on it.
        ordered.sort_by_key(|(gram, _)| **gram);
        for (_, postings) in &mut ordered {
            postings.parts.shrink_to_fit();
            postings.rarity = rarity(postings.parts.len() as f32, phrasings.len());
            for (phrasing, part) in &mut postings.parts {
                *part *= postings.rarity;
                squares[*phrasing as usize] += *part * *part;
            }
        }
        for (_, postings) in ordered {
            for (phrasing, part) in &mut postings.parts {
                *part /= squares[*phrasing as usize].sqrt();
            }
        }
        Self { grams, phrasings: phrasings.len() }
    }

    /// The cosine of each phrasing, in order, with a question of these words: 0 to 1.
    pub(super) fn cosines(&self, words: &[Word]) -> Vec<f32> {
        let mut cosines = vec![0.0; self.phrasings];
        let unseen = rarity(1.0, self.phrasings);
        let mut squares = 0.0;
        for (gram, count) in counts(words) {
            let known = self.grams.get(&gram);
            let part = count * known.map_or(unseen, |postings| postings.rarity);
            squares += part * part;
            for &(phrasing, their) in known.iter().flat_map(|postings| &postings.parts) {
                cosines[phrasing as usize] += part * their;
            }
        }
        let length = squares.sqrt().max(f32::MIN_POSITIVE);
        cosines.iter_mut().for_each(|cosine| *cosine /= length);
        cosines
    }
}

fn rarity(count: f32, phrasings: usize) -> f32 {
    (1.0 + phrasings as f32 / count).ln().powf(RARITY_EXPONENT)
}

/// How often each n-gram occurs, in a fixed order; words are joined and framed by spaces, so
/// that their ends count.
fn counts(words: &[Word]) -> Vec<(Gram, f32)> {
    let mut text = vec![' '];
    for word in words {
        text.extend(word.folded.chars());
        text.push(' ');
    }
    let packed = |gram: &[char]| gram.iter().fold(0, |packed, &c| packed << 21 | u64::from(u32::from(c)));
    let mut grams: Vec<Gram> = LENGTHS.flat_map(|length| text.windows(length).map(packed)).collect();
    grams.sort_unstable();
    grams.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn the_same_writing_has_cosine_one_and_other_writing_less() {
        let language = Language::new("xx");
        let phrasings = ["опять двадцать пять", "совсем другое дело"].map(|text| language.words(text));
        let cosines = CharacterIndex::new(&phrasings).cosines(&language.words("опять двадцать пять"));
        assert!((cosines[0] - 1.0).abs() < 1e-5 && cosines[1] < 0.3, "{cosines:?}");
        let cosines = CharacterIndex::new(&phrasings).cosines(&language.words("опять двадцеть пят"));
        assert!(cosines[0] > 0.6, "{cosines:?}");
    }
}
