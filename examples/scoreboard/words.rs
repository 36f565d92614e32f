//! Likeness by words in common, each counting by its rarity: BM25 over the phrasings.

use attache::text::Language;
use bm25::{Embedder, EmbedderBuilder, Scorer, Tokenizer};

use crate::method::Likeness;

/// BM25 as the `bm25` crate has it, with its usual k1 of 1.2 and b of .75.
pub struct Bm25 {
    embedder: Embedder<u64, Stems>,
    scorer: Scorer<usize, u64>,
    phrasings: usize,
}

/// The stems of a text's words, found as `attache` finds them.
struct Stems(Language);

impl Tokenizer for Stems {
    fn tokenize(&self, text: &str) -> Vec<String> {
        self.0.words(text).into_iter().map(|word| word.stem).collect()
    }
}

impl Bm25 {
    /// Indexes the phrasings.
    pub fn new(language: Language, phrasings: &[&str]) -> Self {
        let builder = EmbedderBuilder::with_tokenizer_and_fit_to_corpus(Stems(language), phrasings);
        let embedder: Embedder<u64, Stems> = builder.build();
        let mut scorer = Scorer::new();
        for (at, phrasing) in phrasings.iter().enumerate() {
            scorer.upsert(&at, embedder.embed(phrasing));
        }
        Self { embedder, scorer, phrasings: phrasings.len() }
    }
}

impl Likeness for Bm25 {
    fn likenesses(&self, question: &str) -> Vec<f64> {
        let mut likenesses = vec![0.0; self.phrasings];
        for found in self.scorer.matches(&self.embedder.embed(question)) {
            likenesses[found.id] = f64::from(found.score);
        }
        likenesses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_word_counts_more_and_a_long_phrasing_less() {
        let bm25 = Bm25::new(Language::new("en"), &["red boat", "red boat and green boat too", "blue car"]);
        let likenesses = bm25.likenesses("the boats");
        // Of ten words in three phrasings, two have `boat`, 1 and 2 times:
        // ln(1 + 1.5 / 2.5) = .47000, times 2.2 / (1 + 1.2 (.25 + .75 · 2 / 3.3333)) for the first
        // and 2 · 2.2 / (2 + 1.2 (.25 + .75 · 6 / 3.3333)) for the second.
        for (found, expected) in likenesses.iter().zip([0.56196, 0.52756, 0.0]) {
            assert!((found - expected).abs() < 1e-4, "{likenesses:?}");
        }
    }
}
