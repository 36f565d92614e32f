//! Whole behaviour, through the real program and the real knowledge.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod answers;
mod bad_input;
mod briefings;
mod collisions;
mod conversation;
mod databases;
mod diff;
mod documented;
mod gate;
mod generated;
mod harness;
mod hostile;
mod hostile_strings;
mod minimal_pairs;
mod near_misses;
#[path = "../needs/mod.rs"]
mod needs;
mod newsroom;
mod page;
mod printed;
mod program;
mod promise;
mod public_sets;
mod replies;
mod running;
mod store;
mod telegram;
#[path = "../twin/mod.rs"]
mod twin;
mod twin_is_strict;
mod wording;
