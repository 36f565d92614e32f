//! Text as the matcher sees it: normal forms, words, stems.
//!
//! Nothing here knows what a question or an entry is.

mod asking;
mod code;
mod hash;
mod language;
mod lists;
mod negation;
mod normalise;
mod opposites;
mod places;
mod script;
mod scrub;
mod talk;
mod turning;
mod words;

pub use asking::Asking;
pub use code::LanguageCode;
pub use hash::hash;
pub use language::Language;
pub use normalise::{exact_key, folded, is_invisible, is_picture};
pub use opposites::are_opposed;
pub use script::script;
pub use scrub::scrubbed;
pub use turning::{renumbered, reordered};
pub use words::{Word, is_unspaced};
