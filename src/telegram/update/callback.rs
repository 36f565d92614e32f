//! What a button sends back when it is tapped, as the text that Telegram carries.

use crate::knowledge::Id;
use crate::replies::Action;
use crate::text::LanguageCode;

/// The data of a button that does this; nothing for one that opens a page, which sends nothing back.
pub fn encoded(action: &Action) -> Option<String> {
    let data = match action {
        Action::Show(id) => format!("q:{id}"),
        Action::ListQuestions => "faq".to_owned(),
        Action::TurnTo(page) => format!("faq:{page}"),
        Action::Vote(true, id) => format!("+:{id}"),
        Action::Vote(false, id) => format!("-:{id}"),
        Action::Language(None) => "lang:".to_owned(),
        Action::Language(Some(language)) => format!("lang:{language}"),
        Action::Unasked(is_on) => format!("unasked:{}", u8::from(*is_on)),
        Action::Arrange(None, word) => format!("b::{word}"),
        Action::Arrange(Some(channel), word) => format!("b:{channel}:{word}"),
        Action::Open(_) | Action::Share(_) | Action::Start(_) => return None,
    };
    Some(data)
}

/// What the button does that sends this; nothing if it is none of ours, such as an old one.
pub fn decoded(data: &str) -> Option<Action> {
    let (kind, value) = data.split_once(':').unwrap_or((data, ""));
    let id = || Id::try_from(value.to_owned()).ok();
    match kind {
        "faq" if data == "faq" => Some(Action::ListQuestions),
        "faq" => value.parse().ok().map(Action::TurnTo),
        "q" => id().map(Action::Show),
        "+" => id().map(|id| Action::Vote(true, id)),
        "-" => id().map(|id| Action::Vote(false, id)),
        "lang" if data == "lang:" => Some(Action::Language(None)),
        "lang" => language(value).map(|language| Action::Language(Some(language))),
        "unasked" if value == "0" || value == "1" => Some(Action::Unasked(value == "1")),
        "b" => arrange(value),
        _ => None,
    }
}

fn arrange(value: &str) -> Option<Action> {
    let (channel, word) = value.split_once(':')?;
    let channel = if channel.is_empty() { None } else { Some(channel.parse().ok()?) };
    (!word.is_empty()).then(|| Action::Arrange(channel, word.to_owned()))
}

fn language(code: &str) -> Option<LanguageCode> {
    let language = LanguageCode::of(code);
    (language.is_known() && language.to_string() == code).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most bytes of callback data that Telegram takes (Bot API, InlineKeyboardButton).
    const MAX_BYTES: usize = 64;

    /// Buttons stay under messages for years, so that what they send may not change.
    #[test]
    fn actions_round_trip_in_the_form_that_old_buttons_have() {
        let id = || Id::try_from("when".to_owned()).unwrap();
        for (action, expected) in [
            (Action::Show(id()), "q:when"),
            (Action::ListQuestions, "faq"),
            (Action::TurnTo(3), "faq:3"),
            (Action::Vote(true, id()), "+:when"),
            (Action::Vote(false, id()), "-:when"),
            (Action::Language(None), "lang:"),
            (Action::Language(Some(LanguageCode::of("zh"))), "lang:zh"),
            (Action::Unasked(true), "unasked:1"),
            (Action::Unasked(false), "unasked:0"),
            (Action::Arrange(None, "08:00".into()), "b::08:00"),
            (Action::Arrange(Some(-100), "now".into()), "b:-100:now"),
        ] {
            assert_eq!(encoded(&action).as_deref(), Some(expected));
            assert_eq!(decoded(expected), Some(action));
        }
    }

    #[test]
    fn the_longest_data_fit() {
        let longest = Id::try_from("a".repeat(Id::MAX_LENGTH)).unwrap();
        for action in [
            Action::Show(longest.clone()),
            Action::TurnTo(usize::MAX),
            Action::Vote(true, longest),
            Action::Arrange(Some(-1_003_999_999_999), "America/Argentina/ComodRivadavia".into()),
        ] {
            let data = encoded(&action).unwrap();
            assert!(data.len() <= MAX_BYTES, "{data}");
            assert_eq!(decoded(&data), Some(action));
        }
    }

    #[test]
    fn a_page_is_opened_by_the_button_itself() {
        let page: url::Url = "https://port.example/".parse().unwrap();
        for action in [Action::Open(page.clone()), Action::Share(page.clone()), Action::Start(page)] {
            assert_eq!(encoded(&action), None);
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
            assert_eq!(decoded(data), None, "{data:?}");
        }
    }
}
