//! How long a question takes.

use std::hint::black_box;
use std::time::Instant;

use attache::eval::statistics::percentile;

use crate::sets::{Set, spread};

/// How many questions of a set are timed.
const MAX_TIMED: usize = 200;

/// A way to ask one question.
pub type Ask<'a> = Box<dyn Fn(&str) + 'a>;

/// The median time that each of `asked` takes for a question of `set`, in microseconds.
///
/// One question at a time, and each by all of them in turn: a machine that is busy for a while is
/// so for all. Each is asked once before it is timed, or the encoder's weights would be in the
/// processor's cache for whoever comes second.
pub fn medians(set: &Set, asked: &[Ask<'_>]) -> Vec<f64> {
    let mut nanos: Vec<Vec<u64>> = vec![Vec::new(); asked.len()];
    for question in spread(&set.questions, MAX_TIMED) {
        for (ask, nanos) in asked.iter().zip(&mut nanos) {
            ask(&question.ask);
            let start = Instant::now();
            ask(black_box(&question.ask));
            nanos.push(start.elapsed().as_nanos().try_into().unwrap_or(u64::MAX));
        }
    }
    nanos.iter().map(|nanos| percentile(nanos, 50) as f64 / 1000.0).collect()
}
