//! What is to be done about an update: what the handlers want, as calls to make and notes to keep.

pub mod calls;
pub mod effect;
pub mod keyboard;
pub mod notes;
pub mod pseudonyms;
