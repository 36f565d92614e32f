//! Likeness of meaning: the sentence encoder alone, without anything that `attache` does beside.

use std::sync::Arc;

use attache::matcher::Encoder;

use crate::method::Likeness;

/// The cosine of the directions that the built-in encoder gives.
pub struct Meaning {
    encoder: Arc<Encoder>,
    directions: Vec<Vec<f32>>,
}

impl Meaning {
    /// Encodes the phrasings.
    pub fn new(encoder: Arc<Encoder>, phrasings: &[&str]) -> Self {
        let directions = phrasings.iter().map(|phrasing| encoder.encode(phrasing)).collect();
        Self { encoder, directions }
    }
}

impl Likeness for Meaning {
    fn likenesses(&self, question: &str) -> Vec<f64> {
        let direction = self.encoder.encode(question);
        self.directions.iter().map(|phrasing| dot(phrasing, &direction)).collect()
    }
}

/// The cosine of two vectors of length 1.
fn dot(one: &[f32], other: &[f32]) -> f64 {
    one.iter().zip(other).map(|(x, y)| x * y).sum::<f32>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paraphrase_is_nearer_than_what_looks_alike() -> anyhow::Result<()> {
        let phrasings = ["How old are you?", "How bold are you?", "how old are you"];
        let meaning = Meaning::new(Arc::new(Encoder::built_in()?), &phrasings);
        let cosines = meaning.likenesses("what is your age");
        assert!(cosines[0] > cosines[1] + 0.2, "{cosines:?}");
        assert_eq!(cosines[0], cosines[2]);
        Ok(())
    }

    #[test]
    fn the_cosine_of_unit_vectors_is_their_product() {
        assert_eq!(dot(&[0.5, 0.5, 0.5, 0.5], &[1.0, 0.0, 0.0, 0.0]), 0.5);
    }
}
