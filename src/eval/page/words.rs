//! Entries, shares and numbers in words.

use maud::{Markup, html};

use super::super::wording::{self, cut};
use crate::knowledge::Entry;

/// An entry by its question, for people, and its id, for its file.
pub(super) fn named(entry: &Entry) -> Markup {
    html! { span dir="auto" { (cut(&entry.question)) } " " code { (entry.id) } }
}

/// A share as per cent, on one line with its sign.
pub(super) fn percent(share: f64) -> String {
    wording::percent(share).replace(' ', "\u{a0}")
}

/// `number` of `things`, as in "1 question" and "2 questions".
pub(super) fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
