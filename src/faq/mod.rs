//! Knowledge, matcher and thresholds as one thing that can be asked.
//!
//! The terminal, the test harness and Telegram all call [`Faq::answer`], so what is measured
//! offline is what readers get.

mod answer;
mod fingerprint;
mod handle;
mod index;
mod likeness;
mod parts;
mod resources;
mod section;

pub use answer::Answer;
pub use handle::FaqHandle;
pub use index::Faq;
pub use resources::Resources;

#[cfg(test)]
mod tests;
