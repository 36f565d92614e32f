//! JSON texts with the place of every value, and why a text is none.

mod document;
mod syntax;

pub(super) use document::{Document, Node};
pub(super) use syntax::refused;
