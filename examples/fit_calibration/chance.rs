//! Chance that is the same in every run.

use xxhash_rust::xxh3::xxh3_64;

/// A stream of numbers that its seed decides (SplitMix64, Steele and others 2014).
pub struct Chance(u64);

impl Chance {
    /// The stream of this name.
    pub fn of(name: &str) -> Self {
        Self(xxh3_64(name.as_bytes()))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number from 0 up to `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        ((self.share() * end as f64) as usize).min(end - 1)
    }

    /// At most `limit` of `items`, in a new order.
    pub fn some<T: Clone>(&mut self, items: &[T], limit: usize) -> Vec<T> {
        let mut left = items.to_vec();
        let mut taken = Vec::new();
        while taken.len() < limit && !left.is_empty() {
            taken.push(left.swap_remove(self.below(left.len())));
        }
        taken
    }
}
