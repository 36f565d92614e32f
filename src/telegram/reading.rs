//! Reads an update's JSON with teloxide's types, and around what they do not know.

use serde_json::Value;
use teloxide::types::{MessageKind, Update, UpdateKind};

/// What a reply does not depend on, and where new forms come up first. Something unknown in any
/// of these makes teloxide take the whole message for an empty one.
const ORNAMENTS: [&str; 7] = [
    "entities",
    "caption_entities",
    "quote",
    "forward_origin",
    "external_reply",
    "reply_markup",
    "link_preview_options",
];

/// The update; nothing if it is of a form that cannot be read at all.
pub fn update(raw: &str) -> Option<Update> {
    let update: Update = serde_json::from_str(raw).ok()?;
    match &update.kind {
        UpdateKind::Message(message) if matches!(message.kind, MessageKind::Empty {}) => plain(raw),
        UpdateKind::Error(_) => plain(raw),
        _ => return Some(update),
    }
    .or(Some(update))
}

/// The update without its ornaments.
fn plain(raw: &str) -> Option<Update> {
    let mut update: Value = serde_json::from_str(raw).ok()?;
    strip(update.get_mut("message")?);
    // From text again: teloxide takes an update made from a `Value` for one of no kind.
    serde_json::from_str(&update.to_string()).ok()
}

fn strip(message: &mut Value) {
    let Some(fields) = message.as_object_mut() else { return };
    for ornament in ORNAMENTS {
        fields.shift_remove(ornament);
    }
    if let Some(replied) = fields.get_mut("reply_to_message") {
        strip(replied);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_teloxide_does_not_know_hides_no_text() {
        let unknown = json!([{ "type": "hologram", "offset": 0, "length": 2 }]);
        let chat = json!({ "id": 9, "type": "private", "first_name": "Ana" });
        let replied = json!({ "message_id": 4, "date": 1, "chat": chat, "text": "hm", "entities": unknown });
        let raw = json!({ "update_id": 1, "message": {
            "message_id": 5, "date": 1_700_000_000, "chat": chat, "text": "is it open?", "entities": unknown,
            "forward_origin": { "type": "telepathy" }, "reply_to_message": replied,
        }});
        let read = update(&raw.to_string()).unwrap();
        let UpdateKind::Message(message) = read.kind else { panic!("{read:?}") };
        assert_eq!(message.text(), Some("is it open?"));
        assert_eq!(message.reply_to_message().and_then(|replied| replied.text()), Some("hm"));
    }

    #[test]
    fn what_is_new_altogether_is_no_update_to_answer() {
        for raw in [r#"{"update_id":1,"managed_bot":{}}"#, r#"{"update_id":1}"#] {
            assert!(update(raw).is_none_or(|update| matches!(update.kind, UpdateKind::Error(_))), "{raw}");
        }
        assert!(update("{").is_none());
    }
}
