//! How far a run over sets is, on stderr.

use indicatif::{ProgressBar, ProgressStyle};

use crate::sets::Set;

/// A bar over sets; where nobody sees it, a line for each set.
pub struct Progress(ProgressBar);

impl Progress {
    /// The bar of a run over so many sets.
    pub fn over(sets: usize) -> Self {
        let bar = ProgressBar::new(sets as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} sets, {elapsed}: {msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Says which set is next.
    pub fn begin(&self, set: &Set) {
        if self.0.is_hidden() {
            eprintln!("{}: {} questions", set.name, set.questions.len());
        }
    }

    /// Says what is being done with a set; from any thread.
    pub fn tell(&self, set: &Set, doing: &str) {
        self.0.set_message(format!("{}, {doing}", set.name));
    }

    /// Counts a set as done.
    pub fn count(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
