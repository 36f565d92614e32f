//! Which updates get a reply, where it goes, and which are met with silence.

use serde_json::{Value, json};

use super::*;

fn me() -> Me {
    Me { id: 77, username: "Harbour_bot".into(), can_read_all_group_messages: false }
}

/// What is read of a message with these fields, in a private chat unless they say otherwise.
fn message(fields: Value) -> Result<Incoming, Silence> {
    let mut message = json!({
        "message_id": 5, "date": 1_700_000_000, "chat": { "id": 9, "type": "private", "first_name": "Ana" },
        "from": { "id": 9, "is_bot": false, "first_name": "Ana" },
    });
    message.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    update(json!({ "message": message }))
}

fn group(mut fields: Value) -> Result<Incoming, Silence> {
    fields["chat"] = json!({ "id": -100, "type": "supergroup", "title": "G" });
    message(fields)
}

fn update(mut fields: Value) -> Result<Incoming, Silence> {
    fields["update_id"] = json!(1);
    // From text, as it comes: teloxide takes an update made from a `Value` for one of no kind.
    read(&serde_json::from_str(&fields.to_string()).unwrap(), &me())
}

fn question(read: Result<Incoming, Silence>) -> Option<String> {
    match read {
        Ok(Incoming::Question(_, text)) => Some(text),
        Ok(Incoming::Overheard(..)) | Err(Silence::NotAddressed) => None,
        other => panic!("{other:?}"),
    }
}

/// The command by its word, and what stands behind it; `?` if there is no such command.
fn command(read: Result<Incoming, Silence>) -> Option<(&'static str, String)> {
    match read {
        Ok(Incoming::Command(_, command, argument)) => Some((command.word(), argument)),
        Ok(Incoming::UnknownCommand(_)) => Some(("?", String::new())),
        Ok(Incoming::Question(..) | Incoming::Overheard(..)) | Err(Silence::NotAddressed) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_text_in_private_is_a_question_or_a_command() {
    for text in ["is it open?", "@harbour_bot is it open?", "/etc/hosts is what?", "/ what", "🙂"] {
        assert_eq!(question(message(json!({ "text": text }))).as_deref(), Some(text));
    }
    let photo = json!([{ "file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "file_size": 1 }]);
    let captioned = message(json!({ "photo": photo, "caption": "what is this?" }));
    assert_eq!(question(captioned).as_deref(), Some("what is this?"));
    for (text, name, argument) in [
        ("/start q_when", "start", "q_when"),
        ("/FAQ@HARBOUR_BOT", "faq", ""),
        ("/SOURCES  for me ", "sources", "for me"),
        ("/dance  for me ", "?", ""),
        ("/help\nplease", "help", "please"),
    ] {
        assert_eq!(command(message(json!({ "text": text }))), Some((name, argument.into())), "{text}");
    }
    assert_eq!(command(message(json!({ "text": "/faq@other_bot" }))), None);
}

#[test]
fn what_has_no_text_is_wordless_in_private() {
    let sticker = json!({
        "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
        "is_animated": false, "is_video": false, "file_size": 1,
    });
    let voice = json!({ "file_id": "f", "file_unique_id": "u", "duration": 1, "file_size": 1 });
    for fields in [json!({ "sticker": sticker }), json!({ "voice": voice })] {
        assert!(matches!(message(fields.clone()), Ok(Incoming::Wordless(_))), "{fields}");
        assert!(matches!(group(fields), Ok(Incoming::Overheard(_, None)) | Err(Silence::Service)));
    }
}

#[test]
fn groups_are_answered_when_they_address_the_bot() {
    for (text, asked) in [
        ("is it open?", None),
        ("@harbour_bot is it open?", Some("is it open?")),
        ("@Harbour_Bot, is it open?", Some("is it open?")),
        ("is it open @harbour_bot", Some("is it open")),
        ("is it @harbour_bot open?", Some("is it open?")),
        ("/ask is it open?", Some("is it open?")),
        ("/ask@harbour_bot is it open?", Some("is it open?")),
        ("@harbour_bot", Some("")),
        ("@harbour_bots is it open?", None),
        ("write to me@harbour_bot", None),
        ("@other_bot is it open?", None),
        ("/ask@other_bot is it open?", None),
    ] {
        assert_eq!(question(group(json!({ "text": text }))).as_deref(), asked, "{text}");
    }
    for (text, name) in [
        ("/faq", Some("faq")),
        ("/faq@harbour_bot", Some("faq")),
        ("/start", Some("start")),
        ("/dance", None),
        ("/dance@harbour_bot", Some("?")),
    ] {
        assert_eq!(command(group(json!({ "text": text }))).map(|(name, _)| name), name, "{text}");
    }
}

#[test]
fn a_reply_to_the_bot_addresses_it_and_a_call_under_a_message_asks_that_message() {
    let replied = |from: u64, fields: Value| {
        let mut message = json!({
            "message_id": 4, "date": 1_700_000_000, "chat": { "id": -100, "type": "supergroup", "title": "G" },
            "from": { "id": from, "is_bot": from == 77, "first_name": "X" },
        });
        message.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        message
    };
    let to_bot =
        json!({ "text": "and where?", "reply_to_message": replied(77, json!({ "text": "In April." })) });
    assert_eq!(question(group(to_bot)).as_deref(), Some("and where?"));
    let to_person =
        json!({ "text": "yes", "reply_to_message": replied(8, json!({ "text": "is it open?" })) });
    assert_eq!(question(group(to_person)), None);
    let call =
        json!({ "text": "@harbour_bot", "reply_to_message": replied(8, json!({ "text": "is it open?" })) });
    assert_eq!(question(group(call)).as_deref(), Some("is it open?"));
    let opened = json!({ "forum_topic_created": { "name": "T", "icon_color": 7_322_096 } });
    let in_topic = json!({ "text": "hello all", "reply_to_message": replied(77, opened) });
    assert_eq!(question(group(in_topic)), None);
}

#[test]
fn replies_go_to_the_topic_and_to_the_message() {
    let place_of = |fields| place(&group(fields).unwrap()).unwrap();
    let text = "@harbour_bot is it open?";
    let in_topic = place_of(json!({ "text": text, "message_thread_id": 3, "is_topic_message": true }));
    assert_eq!((in_topic.chat.0, in_topic.thread.map(|id| id.0)), (-100, Some(3)));
    assert_eq!(in_topic.reply_to.map(|id| id.0), Some(5));
    let in_thread = place_of(json!({ "text": text, "message_thread_id": 3 }));
    assert_eq!(in_thread.thread, None);
    let private = place(&message(json!({ "text": "is it open?" })).unwrap()).unwrap();
    assert_eq!((private.chat.0, private.reply_to), (9, None));
}

#[test]
fn silence_is_on_purpose() {
    let bot = json!({ "id": 8, "is_bot": true, "first_name": "B" });
    let channel = json!({ "id": -5, "type": "channel", "title": "C" });
    let text = "@harbour_bot is it open?";
    for (read, silence) in [
        (group(json!({ "text": text, "from": bot })), Silence::Bot),
        (group(json!({ "text": text, "via_bot": bot })), Silence::Bot),
        (
            group(json!({ "text": text, "is_automatic_forward": true, "sender_chat": channel })),
            Silence::Forwarded,
        ),
        (group(json!({ "new_chat_title": "New" })), Silence::Service),
    ] {
        assert_eq!(read, Err(silence));
    }
    let post = json!({ "message_id": 5, "date": 1_700_000_000, "chat": channel, "text": text });
    for kind in ["channel_post", "edited_channel_post"] {
        assert_eq!(update(json!({ kind: post })), Err(Silence::Kind), "{kind}");
    }
    assert_eq!(update(json!({ "managed_bot": { "from": "the future" } })), Err(Silence::Kind));
}

#[test]
fn an_anonymous_admin_is_a_person() {
    let read = group(json!({
        "text": "@harbour_bot is it open?",
        "from": { "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" },
        "sender_chat": { "id": -100, "type": "supergroup", "title": "G" },
    }));
    assert_eq!(question(read).as_deref(), Some("is it open?"));
}

#[test]
fn taps_tell_where_they_were_made() {
    let from = json!({ "id": 9, "is_bot": false, "first_name": "Ana" });
    let tap = |message: Value| {
        let mut query = json!({ "id": "q1", "from": from, "chat_instance": "c", "data": "faq" });
        query.as_object_mut().unwrap().extend(message.as_object().unwrap().clone());
        match update(json!({ "callback_query": query })) {
            Ok(Incoming::Tap(tap)) => tap,
            other => panic!("{other:?}"),
        }
    };
    let chat = json!({ "id": -100, "type": "supergroup", "title": "G" });
    let message = json!({
        "message_id": 6, "date": 1_700_000_000, "chat": chat, "from": from, "text": "T",
        "message_thread_id": 3, "is_topic_message": true,
    });
    let (place, id) = tap(json!({ "message": message })).under.unwrap();
    assert_eq!((place.chat.0, place.thread.map(|id| id.0), place.reply_to), (-100, Some(3), id));
    assert_eq!(id.map(|id| id.0), Some(6));
    let (place, id) = tap(json!({ "message": { "message_id": 6, "date": 0, "chat": chat } })).under.unwrap();
    assert_eq!((place.chat.0, place.thread, id), (-100, None, None));
    let inline = tap(json!({ "inline_message_id": "i" }));
    assert_eq!((inline.under, inline.data.as_str()), (None, "faq"));
}

#[test]
fn the_readers_language_is_the_clients_or_english() {
    let reader_of = |language: Option<&str>| {
        let mut from = json!({ "id": 9, "is_bot": false, "first_name": "Ana" });
        if let Some(language) = language {
            from["language_code"] = language.into();
        }
        let update = json!({ "update_id": 1, "callback_query": {
            "id": "q1", "from": from, "chat_instance": "c", "data": "faq"
        }});
        client_language(&serde_json::from_str(&update.to_string()).unwrap()).to_string()
    };
    for (client, expected) in [(Some("pt-br"), "pt"), (Some("ru"), "ru"), (None, "en"), (Some("?"), "en")] {
        assert_eq!(reader_of(client), expected, "{client:?}");
    }
}

#[test]
fn an_edit_tells_what_is_asked_after_it() {
    let edited = |text: &str, chat: Value| {
        update(json!({ "edited_message": {
            "message_id": 5, "date": 1_700_000_000, "edit_date": 1_700_000_060, "chat": chat, "text": text,
            "from": { "id": 9, "is_bot": false, "first_name": "Ana" },
        }}))
    };
    let (private, group) = (
        json!({ "id": 9, "type": "private", "first_name": "Ana" }),
        json!({ "id": -100, "type": "supergroup", "title": "G" }),
    );
    for (text, chat, asked) in [
        ("is it open?", &private, Some("is it open?")),
        ("@harbour_bot is it open?", &group, Some("is it open?")),
        ("is it open?", &group, None),
    ] {
        let Ok(Incoming::Edited(origin, question)) = edited(text, chat.clone()) else { panic!("{text}") };
        assert_eq!((origin.message.0, question.as_deref()), (5, asked), "{text}");
    }
    assert_eq!(edited("/faq", private), Err(Silence::Edit));
}

#[test]
fn what_is_typed_behind_the_name_is_a_question_without_a_chat() {
    let from = json!({ "id": 9, "is_bot": false, "first_name": "Ana" });
    let read =
        update(json!({ "inline_query": { "id": "i", "from": from, "query": "is it open?", "offset": "" } }));
    let Ok(Incoming::Inline(question)) = read else { panic!("{read:?}") };
    assert_eq!((question.asker, question.text.as_str()), (ChatId(9), "is it open?"));
}
