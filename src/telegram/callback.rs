//! What a button sends back when it is tapped, as the text that Telegram carries.

use std::fmt;
use std::str::FromStr;

use crate::knowledge::Id;
use crate::text::LanguageCode;

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
    /// The answer above, of this entry, helps or does not.
    Vote(bool, Id),
    /// Answer the reader in this language; in that of their client when there is none.
    Language(Option<LanguageCode>),
    /// Answer the group unasked, or not.
    Unasked(bool),
    /// Choose something about briefings by its word: for this chat, or for this channel.
    Arrange(Option<i64>, String),
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
            Self::Vote(true, id) => write!(f, "+:{id}"),
            Self::Vote(false, id) => write!(f, "-:{id}"),
            Self::Language(None) => f.write_str("lang:"),
            Self::Language(Some(language)) => write!(f, "lang:{language}"),
            Self::Unasked(is_on) => write!(f, "unasked:{}", u8::from(*is_on)),
            Self::Arrange(None, word) => write!(f, "b::{word}"),
            Self::Arrange(Some(channel), word) => write!(f, "b:{channel}:{word}"),
        }
    }
}

impl FromStr for Callback {
    type Err = BadCallback;

    fn from_str(data: &str) -> Result<Self, BadCallback> {
        let (kind, value) = data.split_once(':').unwrap_or((data, ""));
        let id = || Id::try_from(value.to_owned()).map_err(|_| BadCallback);
        match kind {
            "faq" if data == "faq" => Ok(Self::ListQuestions),
            "faq" => value.parse().map(Self::TurnTo).map_err(|_| BadCallback),
            "q" => id().map(Self::Show),
            "+" => id().map(|id| Self::Vote(true, id)),
            "-" => id().map(|id| Self::Vote(false, id)),
            "lang" if data == "lang:" => Ok(Self::Language(None)),
            "lang" => language(value).map(|language| Self::Language(Some(language))).ok_or(BadCallback),
            "unasked" if value == "0" || value == "1" => Ok(Self::Unasked(value == "1")),
            "b" => arrange(value).ok_or(BadCallback),
            _ => Err(BadCallback),
        }
    }
}

fn arrange(value: &str) -> Option<Callback> {
    let (channel, word) = value.split_once(':')?;
    let channel = if channel.is_empty() { None } else { Some(channel.parse().ok()?) };
    (!word.is_empty()).then(|| Callback::Arrange(channel, word.to_owned()))
}

fn language(code: &str) -> Option<LanguageCode> {
    let language = LanguageCode::of(code);
    (language.is_known() && language.to_string() == code).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_round_trip_and_fit_at_their_longest() {
        let longest = Id::try_from("a".repeat(Id::MAX_LENGTH)).unwrap();
        for callback in [
            Callback::Show(longest.clone()),
            Callback::ListQuestions,
            Callback::TurnTo(usize::MAX),
            Callback::Vote(true, longest.clone()),
            Callback::Vote(false, longest),
            Callback::Language(None),
            Callback::Language(Some(LanguageCode::of("zh"))),
            Callback::Unasked(true),
            Callback::Unasked(false),
            Callback::Arrange(None, "08:00".into()),
            Callback::Arrange(Some(-1_003_999_999_999), "America/Argentina/ComodRivadavia".into()),
        ] {
            let data = callback.to_string();
            assert!(data.len() <= MAX_BYTES, "{data}");
            assert_eq!(data.parse(), Ok(callback));
        }
    }

    #[test]
    fn foreign_data_is_told_apart() {
        for data in [
            "",
            "q:",
            "q:Not An Id",
            "faq2",
            "faq:",
            "faq:-1",
            "faq:1e9",
            "\u{0}",
            "q:<b>",
            "+:",
            "-:<b>",
            "q",
            "lang",
            "lang:<b>",
            "lang:ru-RU",
            "unasked",
            "unasked:2",
            "b",
            "b:",
            "b::",
            "b:x:daily",
        ] {
            assert_eq!(data.parse::<Callback>(), Err(BadCallback), "{data:?}");
        }
    }
}
