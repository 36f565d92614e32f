//! Whole behaviour, through the real program and the real knowledge.

mod answers;
mod bad_input;
mod harness;
mod hostile;
mod program;
mod public_sets;
mod wording;
