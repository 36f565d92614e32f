//! What a button sends back when it is tapped, as the text that Telegram carries.

use std::fmt;
use std::str::FromStr;

use crate::knowledge::Id;

/// The most bytes of callback data that Telegram takes (Bot API, InlineKeyboardButton).
pub const MAX_BYTES: usize = 64;

/// A tapped button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callback {
    /// Give the answer of this entry.
    Show(Id),
    /// List all questions in a message of their own.
    ListQuestions,
    /// Turn the list that the button is under to this page, counted from 0.
    TurnTo(usize),
}

/// Callback data that is none of ours, such as an old button's.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown callback data")]
pub struct BadCallback;

impl fmt::Display for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Show(id) => write!(f, "q:{id}"),
            Self::ListQuestions => f.write_str("faq"),
            Self::TurnTo(page) => write!(f, "faq:{page}"),
        }
    }
}

impl FromStr for Callback {
    type Err = BadCallback;

    fn from_str(data: &str) -> Result<Self, BadCallback> {
        if data == "faq" {
            return Ok(Self::ListQuestions);
        }
        if let Some(page) = data.strip_prefix("faq:") {
            return page.parse().map(Self::TurnTo).map_err(|_| BadCallback);
        }
        let id = data.strip_prefix("q:").ok_or(BadCallback)?;
        Id::try_from(id.to_owned()).map(Self::Show).map_err(|_| BadCallback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_round_trip_and_fit_at_their_longest() {
        let longest = Id::try_from("a".repeat(Id::MAX_LENGTH)).unwrap();
        for callback in [Callback::Show(longest), Callback::ListQuestions, Callback::TurnTo(usize::MAX)] {
            let data = callback.to_string();
            assert!(data.len() <= MAX_BYTES, "{data}");
            assert_eq!(data.parse(), Ok(callback));
        }
    }

    #[test]
    fn foreign_data_is_told_apart() {
        for data in ["", "q:", "q:Not An Id", "faq2", "faq:", "faq:-1", "faq:1e9", "\u{0}", "q:<b>"] {
            assert_eq!(data.parse::<Callback>(), Err(BadCallback), "{data:?}");
        }
    }
}
