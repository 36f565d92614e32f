//! A reply's buttons as Telegram's inline keyboard.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::Callback;
use crate::replies::{Action, Button, Reply};

/// The keyboard under a reply; empty when it has no buttons.
pub fn keyboard(reply: &Reply) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(reply.buttons.iter().map(|row| row.iter().map(button)))
}

fn button(button: &Button) -> InlineKeyboardButton {
    let label = button.label.clone();
    match &button.action {
        Action::Open(page) => InlineKeyboardButton::url(label, page.clone()),
        Action::Show(id) => InlineKeyboardButton::callback(label, Callback::Show(id.clone()).to_string()),
        Action::ListQuestions => InlineKeyboardButton::callback(label, Callback::ListQuestions.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use teloxide::types::InlineKeyboardButtonKind::{CallbackData, Url};

    use super::*;
    use crate::knowledge::{Article, Knowledge};
    use crate::replies;

    #[test]
    fn links_open_and_questions_call_back() {
        let article: Article = serde_json::from_value(serde_json::json!({
            "format": 1, "id": "harbour", "title": "T", "published": "2024-03-01", "language": "en", "summary": "S",
            "sources": [{ "title": "Port", "url": "https://port.example/" }],
            "faq": [{ "id": "when", "question": "When?", "answer": "In April." }]
        }))
        .unwrap();
        let knowledge = Knowledge::new(vec![article]);
        let asked = keyboard(&replies::questions(&knowledge)).inline_keyboard;
        assert_eq!(asked[0][0].kind, CallbackData("q:when".into()));
        let found = knowledge.find("when").unwrap();
        let answered = keyboard(&replies::entry(found)).inline_keyboard;
        assert_eq!(answered[0][0].kind, Url("https://port.example/".parse().unwrap()));
    }
}
