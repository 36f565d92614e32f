//! A reply's buttons as Telegram's inline keyboard.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};
use url::{Host, Url};

use crate::replies::{Action, Button, Reply, clipped, visible};
use crate::telegram::update::callback::encoded;

/// How many UTF-16 units of a label are kept. Phones show fewer.
const LONGEST_LABEL: usize = 100;

/// How many buttons to pages there are. Their links stand in the text as well, and Telegram
/// refuses a keyboard of more than a hundred buttons or about ten thousand bytes.
const MOST_PAGES: usize = 5;

/// The longest address on a button, for the same reason.
const LONGEST_ADDRESS: usize = 500;

/// The keyboard under a reply; empty when it has no buttons.
pub fn keyboard(reply: &Reply) -> InlineKeyboardMarkup {
    let mut pages = 0;
    let mut fits = |button: &&Button| {
        let Action::Open(page) = &button.action else { return true };
        let fits = pages < MOST_PAGES && opens(page);
        pages += usize::from(fits);
        fits
    };
    let rows = reply.buttons.iter().map(|row| row.iter().filter(&mut fits).map(button).collect::<Vec<_>>());
    InlineKeyboardMarkup::new(rows.filter(|row| !row.is_empty()))
}

fn button(button: &Button) -> InlineKeyboardButton {
    let label = label(&button.label);
    match &button.action {
        Action::Open(page) | Action::Share(page) | Action::Start(page) => {
            InlineKeyboardButton::url(label, page.clone())
        }
        // Every other action has a form as data.
        action => InlineKeyboardButton::callback(label, encoded(action).unwrap_or_default()),
    }
}

/// The text on a button, of which Telegram wants at least one character that is seen.
fn label(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    if text.trim().is_empty() { "…".into() } else { clipped(text.trim(), LONGEST_LABEL) }
}

/// Whether Telegram takes a button to this page: it refuses the whole message when the host has
/// no dot, as `localhost` ("Wrong HTTP URL"). The link in the text still says where.
fn opens(page: &Url) -> bool {
    if page.as_str().len() > LONGEST_ADDRESS {
        return false;
    }
    match page.host() {
        Some(Host::Domain(domain)) => domain.contains('.'),
        Some(_) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use teloxide::types::InlineKeyboardButtonKind::{CallbackData, Url};

    use super::*;
    use crate::knowledge::{Article, Knowledge};
    use crate::replies;
    use crate::text::LanguageCode;

    fn knowledge(question: &str, page: &str) -> Knowledge {
        let article: Article = serde_json::from_value(serde_json::json!({
            "format": 1, "id": "harbour", "title": "T", "published": "2024-03-01", "language": "en", "summary": "S",
            "sources": [{ "title": "Port", "url": page }],
            "faq": [{ "id": "when", "question": question, "answer": "In April." }]
        }))
        .unwrap();
        Knowledge::new(vec![article])
    }

    #[test]
    fn links_open_and_questions_call_back() {
        let knowledge = knowledge("When?", "https://port.example/");
        let asked = keyboard(&replies::questions(&knowledge, LanguageCode::ENGLISH)).inline_keyboard;
        assert_eq!(asked[0][0].kind, CallbackData("q:when".into()));
        let found = knowledge.find("when", LanguageCode::ENGLISH).unwrap();
        let answered =
            keyboard(&replies::given(found, LanguageCode::ENGLISH, chrono::NaiveDate::MIN)).inline_keyboard;
        assert_eq!(answered[0][0].kind, Url("https://port.example/".parse().unwrap()));
    }

    #[test]
    fn labels_are_seen_and_short() {
        for (question, expected) in [
            ("When\ndoes it?", "When does it?".to_owned()),
            (" \u{7} ", "…".to_owned()),
            (&"😀".repeat(80), "😀".repeat(49) + "…"),
        ] {
            let keyboard = keyboard(&replies::questions(
                &knowledge(question, "https://port.example/"),
                LanguageCode::ENGLISH,
            ));
            assert_eq!(keyboard.inline_keyboard[0][0].text, expected);
        }
    }

    #[test]
    fn a_page_that_telegram_refuses_has_no_button() {
        let knowledge = knowledge("When?", "http://localhost:8080/");
        let found = knowledge.find("when", LanguageCode::ENGLISH).unwrap();
        assert!(
            keyboard(&replies::given(found, LanguageCode::ENGLISH, chrono::NaiveDate::MIN))
                .inline_keyboard
                .is_empty()
        );
    }
}
