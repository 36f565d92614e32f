//! Reads an update's JSON with teloxide's types, and around what they do not know.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::types::{AllowedUpdate, MessageKind, Update, UpdateKind};

use crate::store::{ChatId, NewUpdate};

/// The kinds of update that the bot handles, and Telegram is asked for.
pub const ALLOWED: [AllowedUpdate; 5] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::MyChatMember,
];

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

/// An update as it came, with its number and its chat; nothing if it has no number, as no update
/// of Telegram's.
pub fn received(raw: String) -> Option<NewUpdate> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: u32,
    }
    let id = serde_json::from_str::<Numbered>(&raw).ok()?.update_id;
    Some(NewUpdate { id: id.into(), line: line(&raw), body: raw })
}

/// What keeps an order of its own: a chat, or a person where there is no chat.
fn line(raw: &str) -> Option<ChatId> {
    let content = content(raw)?;
    let chat = content.chat.or(content.message.and_then(|message| message.chat));
    chat.or(content.from).map(|numbered| ChatId(numbered.id))
}

/// Who asks: a person, or the chat in whose name they write. It reads no more of the update than
/// these numbers, so that it can be told also of one that cannot be handled.
pub fn asker(raw: &str) -> Option<ChatId> {
    let content = content(raw)?;
    content.sender_chat.or(content.from).map(|numbered| ChatId(numbered.id))
}

/// The numbers in an update by which its chat and its asker are known.
#[derive(Deserialize)]
struct Content {
    chat: Option<Numbered>,
    message: Option<Box<Content>>,
    from: Option<Numbered>,
    sender_chat: Option<Numbered>,
}

#[derive(Deserialize)]
struct Numbered {
    id: i64,
}

fn content(raw: &str) -> Option<Content> {
    #[derive(Deserialize)]
    struct Update {
        message: Option<Content>,
        edited_message: Option<Content>,
        callback_query: Option<Content>,
        inline_query: Option<Content>,
        my_chat_member: Option<Content>,
    }
    let update: Update = serde_json::from_str(raw).ok()?;
    let written = update.message.or(update.edited_message);
    written.or(update.callback_query).or(update.inline_query).or(update.my_chat_member)
}

/// Its kind, as Telegram names it; nothing if it is none that the bot asks for.
pub fn kind(raw: &str) -> Option<String> {
    let fields: HashMap<String, IgnoredAny> = serde_json::from_str(raw).ok()?;
    let names = ALLOWED.iter().filter_map(|kind| Some(serde_json::to_value(kind).ok()?.as_str()?.to_owned()));
    names.into_iter().find(|name| fields.contains_key(name))
}

/// The update; nothing if it is of a form that cannot be read at all.
pub fn update(raw: &str) -> Option<Update> {
    let update: Update = serde_json::from_str(raw).ok()?;
    match &update.kind {
        UpdateKind::Message(message) | UpdateKind::EditedMessage(message)
            if matches!(message.kind, MessageKind::Empty {}) =>
        {
            plain(raw)
        }
        UpdateKind::Error(_) => plain(raw),
        _ => return Some(update),
    }
    .or(Some(update))
}

/// The update without its ornaments.
fn plain(raw: &str) -> Option<Update> {
    let mut update: Value = serde_json::from_str(raw).ok()?;
    for kind in ["message", "edited_message"] {
        if let Some(message) = update.get_mut(kind) {
            strip(message);
        }
    }
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
    fn an_update_is_in_its_chats_line_or_in_its_persons() {
        for (raw, read) in [
            (r#"{"update_id":7,"message":{"chat":{"id":-5},"from":{"id":6}}}"#, Some((7, -5))),
            (
                r#"{"update_id":7,"callback_query":{"from":{"id":6},"message":{"chat":{"id":5}}}}"#,
                Some((7, 5)),
            ),
            (r#"{"update_id":7,"callback_query":{"from":{"id":6}}}"#, Some((7, 6))),
            (r#"{"update_id":7,"message":{"chat":"?"}}"#, Some((7, 0))),
            (r#"{"update_id":-7}"#, None),
            (r#"{"message":{}}"#, None),
            ("[", None),
        ] {
            assert_eq!(
                received(raw.to_owned()).map(|update| (update.id, update.line.map_or(0, |line| line.0))),
                read,
                "{raw}"
            );
        }
    }

    #[test]
    fn the_kind_of_an_update_is_one_that_is_asked_for() {
        for (raw, kind) in [
            (r#"{"update_id":7,"message":{}}"#, Some("message")),
            (r#"{"callback_query":{},"update_id":7}"#, Some("callback_query")),
            (r#"{"update_id":7,"a_readers_words":{}}"#, None),
            (r#"["message"]"#, None),
        ] {
            assert_eq!(super::kind(raw).as_deref(), kind, "{raw}");
        }
    }

    #[test]
    fn what_is_new_altogether_is_no_update_to_answer() {
        for raw in [r#"{"update_id":1,"managed_bot":{}}"#, r#"{"update_id":1}"#] {
            assert!(update(raw).is_none_or(|update| matches!(update.kind, UpdateKind::Error(_))), "{raw}");
        }
        assert!(update("{").is_none());
    }
}
