//! What the phrasings mean: their vectors, computed once and kept in a cache file.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use wide::{i16x8, i32x4};

use super::cache::VectorCache;
use super::encoder::Encoder;

/// Told how many of how many phrasings are encoded, from several threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// The phrasings' vectors, and the encoder that made them.
pub(super) struct SemanticIndex {
    encoder: Arc<Encoder>,
    /// All vectors, one after the other, in units of 1 / [`ONE`].
    vectors: Vec<i16>,
}

impl SemanticIndex {
    /// Takes the vectors of `texts` from the cache and computes the rest.
    pub(super) fn new(
        encoder: Arc<Encoder>,
        texts: &[&str],
        cache: &VectorCache,
        progress: Progress<'_>,
    ) -> Self {
        let dimensions = encoder.dimensions();
        let mut vectors = vec![0; texts.len() * dimensions];
        let missing = cache.load(&encoder, texts, &mut vectors);
        if !missing.is_empty() {
            let missing_texts: Vec<&str> = missing.iter().map(|&at| texts[at]).collect();
            let computed = encode_all(&encoder, &missing_texts, progress);
            for (at, vector) in missing.into_iter().zip(computed) {
                vectors[at * dimensions..][..dimensions].copy_from_slice(&quantised(&vector));
            }
            cache.store(&encoder, texts, &vectors);
        }
        Self { encoder, vectors }
    }

    /// The encoder.
    pub(super) fn encoder(&self) -> &Encoder {
        &self.encoder
    }

    /// All vectors, one after the other.
    pub(super) fn vectors(&self) -> &[i16] {
        &self.vectors
    }

    /// How many texts have a vector.
    pub(super) fn len(&self) -> usize {
        self.vectors.len() / self.encoder.dimensions()
    }

    /// The cosine of each of some texts with a direction: -1 to 1.
    pub(super) fn cosines(&self, texts: &Range<usize>, direction: &[f32]) -> Vec<f32> {
        let vector = quantised(direction);
        let dimensions = self.encoder.dimensions();
        let theirs = &self.vectors[texts.start * dimensions..texts.end * dimensions];
        theirs.chunks_exact(dimensions).map(|text| dot(text, &vector)).collect()
    }

    /// The cosine of the closest of some texts with a direction.
    pub(super) fn closest(&self, texts: &Range<usize>, direction: &[f32]) -> f32 {
        self.cosines(texts, direction).into_iter().fold(-1.0, f32::max)
    }
}

/// Encodes on all cores; each text's vector is the same however they are shared out.
fn encode_all(encoder: &Encoder, texts: &[&str], progress: Progress<'_>) -> Vec<Vec<f32>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let done = AtomicUsize::new(0);
    let share = texts.len().div_ceil(threads).max(1);
    let encode_share = |share: &[&str]| -> Vec<Vec<f32>> {
        share
            .iter()
            .map(|text| {
                let vector = encoder.encode(text);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, texts.len());
                vector
            })
            .collect()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = texts.chunks(share).map(|share| scope.spawn(|| encode_share(share))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// What stands for 1 in a quantised vector. Rounding moves a cosine by about 0.00002; half the
/// memory is read, which is what a search of many phrasings waits for.
const ONE: i16 = 1 << 14;

fn quantised(vector: &[f32]) -> Vec<i16> {
    vector.iter().map(|x| (x * f32::from(ONE)).round() as i16).collect()
}

/// The dot product of two quantised vectors of length 1: their cosine.
fn dot(one: &[i16], other: &[i16]) -> f32 {
    // Of vectors of length 1 no partial sum is above 1, which is 2^28 here. Eight products at a time
    // are asked for, because a compiler that is to save room does not find them by itself.
    let ((ones, rest), (others, others_rest)) = (one.as_chunks(), other.as_chunks());
    let pairs = ones.iter().zip(others);
    let eights = pairs.fold(i32x4::ZERO, |sum, (&x, &y)| sum + i16x8::new(x).dot(i16x8::new(y)));
    let rest: i32 = rest.iter().zip(others_rest).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
    (eights.reduce_add() + rest) as f32 / f32::from(ONE).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantising_hardly_moves_a_cosine() {
        for length in [384, 13] {
            let one: Vec<f32> = (0..length).map(|at| ((at * 37 % 101) as f32 - 50.0) / 570.0).collect();
            let other: Vec<f32> = (0..length).map(|at| ((at * 53 % 97) as f32 - 48.0) / 550.0).collect();
            let exact: f32 = one.iter().zip(&other).map(|(x, y)| x * y).sum();
            assert!((dot(&quantised(&one), &quantised(&other)) - exact).abs() < 1e-4);
        }
    }
}
