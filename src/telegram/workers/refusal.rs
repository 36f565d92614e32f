//! What to do about a call that Telegram refuses.
//!
//! Telegram tells reasons apart only in words, and changes these now and then; so they are looked
//! for inside its description, in the forms that its server's source has.

use serde_json::Value;

use crate::replies::{plain, split_markup};
use crate::store::ChatId;
use crate::telegram::api::client::CallError;

/// The longest text that is sent once Telegram has found a longer one too long, in UTF-16 units.
const SHORT: usize = 2_000;

/// What to do about a call that failed.
#[derive(Debug, PartialEq)]
pub enum Recovery {
    /// It has had its effect.
    Nothing,
    /// The same call to what the chat has become.
    Move(ChatId),
    /// The call with other parameters.
    Change(Value),
    /// Several calls in its place, by their parameters.
    Split(Vec<Value>),
    /// The same call, later.
    Wait,
    /// The message is not there any more, or too old to be edited; another can be sent.
    Anew,
    /// Nobody is there.
    Leave,
    /// None.
    GiveUp,
}

/// What to do about `error`, to which a call with the parameters `body` led.
pub fn recovery(error: &CallError, body: &Value) -> Recovery {
    match error {
        CallError::Refused { migrated_to: Some(chat), .. } => Recovery::Move(ChatId(*chat)),
        CallError::Refused { code: 403, .. } => Recovery::Leave,
        CallError::Refused { code: 400, description, .. } => after_bad_request(description, body),
        // A token that is refused ends the whole run elsewhere; what waits is then for the next.
        CallError::Refused { code: 401 | 404, .. } => Recovery::Wait,
        error if error.is_passing() => Recovery::Wait,
        _ => Recovery::GiveUp,
    }
}

fn after_bad_request(description: &str, body: &Value) -> Recovery {
    let description = description.to_lowercase().replace('_', " ");
    let says = |words: &[&str]| words.iter().any(|words| description.contains(words));
    let changed = |change: Option<Value>| change.map_or(Recovery::GiveUp, Recovery::Change);
    // A page turned to itself by a second tap: it shows what it should.
    if says(&["message is not modified"]) {
        return Recovery::Nothing;
    }
    if says(&["message to edit not found", "message can't be edited", "message id invalid"]) {
        return Recovery::Anew;
    }
    if says(&["message is too long", "message too long", "text is too long"]) {
        return shorter(body);
    }
    if says(&["can't parse entities", "can't find end", "unsupported start tag"]) {
        return changed(as_plain_text(body));
    }
    if says(&["message thread not found", "topic closed", "topic deleted"]) {
        return changed(without(body, "message_thread_id"));
    }
    if says(&["message to be replied not found", "message to reply not found", "replied message not found"]) {
        return changed(without(body, "reply_parameters"));
    }
    Recovery::GiveUp
}

fn shorter(body: &Value) -> Recovery {
    let parts = split_markup(text(body), SHORT);
    if parts.len() < 2 {
        return Recovery::GiveUp;
    }
    let last = parts.len() - 1;
    let with = |(number, part): (usize, String)| {
        let mut body = body.clone();
        body["text"] = part.into();
        // The buttons are under the last.
        if number == last { body } else { without(&body, "reply_markup").unwrap_or(body) }
    };
    // A message that is edited cannot become two.
    if body.get("message_id").is_some() {
        let mut body = body.clone();
        body["text"] = parts.into_iter().next().into();
        return Recovery::Change(body);
    }
    Recovery::Split(parts.into_iter().enumerate().map(with).collect())
}

fn as_plain_text(body: &Value) -> Option<Value> {
    let mut body = without(body, "parse_mode")?;
    body["text"] = plain(text(&body)).into();
    Some(body)
}

fn text(body: &Value) -> &str {
    body.get("text").and_then(Value::as_str).unwrap_or_default()
}

/// The parameters without this one; nothing if it is not there, so that nothing is mended twice.
fn without(body: &Value, name: &str) -> Option<Value> {
    let mut body = body.clone();
    body.as_object_mut()?.shift_remove(name)?;
    Some(body)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bad(description: &str, body: &Value) -> Recovery {
        let description = format!("Bad Request: {description}");
        recovery(&CallError::Refused { code: 400, description, retry_after: None, migrated_to: None }, body)
    }

    #[test]
    fn what_is_gone_is_left_out_once() {
        let body = json!({ "text": "hi", "message_thread_id": 7, "reply_parameters": { "message_id": 1 } });
        let topicless = json!({ "text": "hi", "reply_parameters": { "message_id": 1 } });
        assert_eq!(bad("message thread not found", &body), Recovery::Change(topicless.clone()));
        assert_eq!(bad("message thread not found", &topicless), Recovery::GiveUp);
        let bare = Recovery::Change(json!({ "text": "hi" }));
        assert_eq!(bad("message to be replied not found", &topicless), bare);
    }

    #[test]
    fn broken_entities_become_plain_text() {
        let body = json!({ "text": "<b>a &lt; b</b>", "parse_mode": "HTML" });
        let mended = bad("can't parse entities: unsupported start tag", &body);
        assert_eq!(mended, Recovery::Change(json!({ "text": "a < b" })));
    }

    #[test]
    fn a_text_that_is_too_long_becomes_several_with_the_buttons_under_the_last() {
        let body = json!({ "text": format!("<b>{}</b>", "word ".repeat(600)), "reply_markup": {} });
        let Recovery::Split(parts) = bad("message is too long", &body) else { panic!("it is not split") };
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].get("reply_markup"), parts[1].get("reply_markup")), (None, Some(&json!({}))));
        assert_eq!(bad("message is too long", &parts[0]), Recovery::GiveUp);
        let edit = json!({ "text": "word ".repeat(600), "message_id": 9 });
        assert!(matches!(bad("MESSAGE_TOO_LONG", &edit), Recovery::Change(_)));
    }

    #[test]
    fn refusals_are_told_apart() {
        let refused = |code, migrated_to| CallError::Refused {
            code,
            description: String::new(),
            retry_after: None,
            migrated_to,
        };
        for (error, expected) in [
            (refused(400, Some(-7)), Recovery::Move(ChatId(-7))),
            (refused(400, None), Recovery::GiveUp),
            (refused(403, None), Recovery::Leave),
            (refused(429, None), Recovery::Wait),
            (refused(500, None), Recovery::Wait),
            (CallError::Foreign(502), Recovery::Wait),
            (CallError::Foreign(413), Recovery::GiveUp),
            (CallError::Unreachable(String::new()), Recovery::Wait),
        ] {
            assert_eq!(recovery(&error, &json!({})), expected, "{error:?}");
        }
        assert_eq!(bad("message is not modified", &json!({})), Recovery::Nothing);
        assert_eq!(bad("message to edit not found", &json!({})), Recovery::Anew);
        assert_eq!(bad("message can't be edited", &json!({})), Recovery::Anew);
    }
}
