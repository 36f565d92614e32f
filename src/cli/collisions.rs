//! The part of `attache check` that asks: which entries take each other's questions.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::session;
use crate::config::Config;
use crate::eval::{self, Collision, Step};

/// The collisions of the knowledge at `path`, with a progress bar.
pub fn find(path: &Path, config: &Config) -> anyhow::Result<Vec<Collision>> {
    let faq = session::open_at(path, config)?;
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos} of {len}, {eta} left") {
        bar.set_style(style);
    }
    let found = eval::collisions(&faq, &|step, done, total| {
        bar.set_message(match step {
            Step::Asking => "asking each phrasing with noise",
            Step::Trying => "trying what would help",
        });
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    Ok(found)
}
