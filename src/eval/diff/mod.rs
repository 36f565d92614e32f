//! Which questions end otherwise with another version of the knowledge.
//!
//! The label says what is right, in both versions: an entry that one of them lacks cannot be given
//! there, and its question is lost or gained.

mod flips;
mod questions;
mod report;

pub use flips::{Diff, Flip, Side, Version};
pub use questions::{each_once, questions_of_both};
