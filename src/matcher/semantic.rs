//! What the phrasings mean: their vectors, computed once and kept in a cache file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::cache::VectorCache;
use super::encoder::Encoder;

/// Told how many of how many phrasings are encoded, from several threads.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// The phrasings' vectors, and the encoder that made them.
pub(super) struct SemanticIndex {
    encoder: Arc<Encoder>,
    /// All vectors, one after the other.
    vectors: Vec<f32>,
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
        let mut vectors = vec![0.0; texts.len() * dimensions];
        let missing = cache.load(&encoder, texts, &mut vectors);
        if !missing.is_empty() {
            let missing_texts: Vec<&str> = missing.iter().map(|&at| texts[at]).collect();
            let computed = encode_all(&encoder, &missing_texts, progress);
            for (at, vector) in missing.into_iter().zip(computed) {
                vectors[at * dimensions..][..dimensions].copy_from_slice(&vector);
            }
            cache.store(&encoder, texts, &vectors);
        }
        Self { encoder, vectors }
    }

    /// The encoder.
    pub(super) fn encoder(&self) -> &Encoder {
        &self.encoder
    }

    /// The cosine of each phrasing with a question: -1 to 1.
    pub(super) fn cosines(&self, question: &str) -> Vec<f32> {
        let vector = self.encoder.encode(question);
        self.vectors.chunks_exact(self.encoder.dimensions()).map(|phrasing| dot(phrasing, &vector)).collect()
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

/// The dot product, in eight lanes so that the compiler can use vector instructions.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in ones.zip(others) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}
