//! Messages of every sort: a sensible reply, or silence on purpose.

use std::time::Duration;

use attache::replies;
use attache::telegram::{Effect, Incoming};
use attache::text::LanguageCode;
use serde_json::{Value, json};

use super::{QUESTION, end, shipped};
use crate::running::{self, Bot, InProcess};
use crate::twin::Twin;

/// A message that certainly gets a reply, to see that those before it got none.
const LAST: &str = "/privacy";

fn photo() -> Value {
    json!([{ "file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9 }])
}

#[test]
fn what_has_no_words_is_asked_for_words() {
    let (twin, bot) = shipped();
    let sticker = json!({
        "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
        "is_animated": false, "is_video": false, "file_size": 9,
    });
    let voice = json!({ "file_id": "f", "file_unique_id": "u", "duration": 3 });
    let poll = json!({
        "id": "1", "question": "Is China neutral?", "options": [], "total_voter_count": 0, "is_closed": false,
        "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
    });
    let wordless = [
        json!({ "sticker": sticker }),
        json!({ "photo": photo() }),
        json!({ "voice": voice }),
        json!({ "poll": poll }),
        json!({ "text": "🙂👍" }),
        json!({ "text": "?!" }),
        json!({ "invention_of_next_year": {} }),
    ];
    for (count, fields) in (1..).zip(wordless) {
        twin.message(fields.clone());
        let sent = &twin.wait_sent(1, count)[count - 1];
        assert_eq!(sent.text, "Please ask a question in words.", "{fields}");
    }
    end(bot, &twin);
}

#[test]
fn a_caption_and_a_forwarded_text_are_questions() {
    let (twin, bot) = shipped();
    let origin = json!({ "type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "<b>Eve" });
    for (count, fields) in (1..).zip([
        json!({ "photo": photo(), "caption": QUESTION }),
        json!({ "text": QUESTION, "forward_origin": origin }),
        json!({ "text": format!("Is China neutral? {}", "Is it, really? ".repeat(300)).chars().take(4096).collect::<String>() }),
    ]) {
        twin.message(fields);
        let sent = &twin.wait_sent(1, count)[count - 1];
        assert_ne!(sent.text, "Please ask a question in words.");
    }
    assert!(twin.sent(1)[1].text.contains("China describes itself as neutral"));
    end(bot, &twin);
}

#[test]
fn edited_commands_posts_other_bots_and_events_are_met_with_silence() {
    let twin = Twin::start();
    let text = QUESTION;
    let someone = json!({ "id": 1, "is_bot": false, "first_name": "Ana" });
    let other = json!({ "id": 8, "is_bot": true, "first_name": "B", "username": "b_bot" });
    let private = json!({ "id": 1, "type": "private", "first_name": "Ana" });
    let channel = json!({ "id": -1_007, "type": "channel", "title": "C" });
    let group = json!({ "id": -1_008, "type": "supergroup", "title": "G" });
    let written = |chat: &Value, from: &Value| json!({ "message_id": 50, "date": 1_700_000_000, "chat": chat, "from": from, "text": text });
    let mut edited = written(&private, &someone);
    edited["edit_date"] = json!(1_700_000_100);
    edited["text"] = json!("/help");
    // A command is not given again by an edit; a channel's posts are not asked for, but come for a
    // while after another program asked for them.
    twin.update(json!({ "edited_message": edited }));
    twin.update(json!({ "channel_post": written(&channel, &someone) }));
    assert_eq!(twin.unconfirmed().len(), 2);
    let bot = Bot::start(&running::program(&twin));
    twin.message(json!({ "from": other, "text": text }));
    twin.message(json!({ "via_bot": other, "text": text }));
    twin.message(json!({ "chat": group, "text": "@attache_test_bot hi", "from": other }));
    twin.message(json!({ "chat": group, "new_chat_members": [someone] }));
    twin.message(json!({ "chat": group, "sticker": {} }));
    twin.private(1, LAST);
    let sent = twin.wait_sent(1, 1);
    assert!(sent[0].text.starts_with("I keep the words"), "{}", sent[0].text);
    twin.message(json!({ "chat": group, "text": LAST }));
    assert!(twin.wait_sent(-1_008, 1)[0].text.starts_with("I keep the words"));
    assert!(twin.sent(-1_007).is_empty());
    end(bot, &twin);
}

#[test]
fn an_unknown_button_is_said_to_be_out_of_date() {
    let (twin, bot) = shipped();
    twin.private(9, "/faq");
    let list = twin.wait_sent(9, 1).remove(0).message_id;
    let strange = ["", "x", "q:<b>", "faq:-1", "faq:99999999999999999999999", "like:1"];
    for data in strange {
        twin.tap(9, 9, list, data);
    }
    let notices = twin.wait_notices(strange.len());
    assert_eq!(notices, ["This button is out of date. /faq lists all questions."; 6]);
    // An entry that is gone, and a page that is gone.
    twin.tap(9, 9, list, "q:gone");
    assert_eq!(twin.wait_sent(9, 2)[1].text, "This question is not in the FAQ any more.");
    // A message that Telegram shows to bots no longer.
    twin.tap(9, 9, 4_000_000, "q:china-stance");
    assert!(twin.wait_sent(9, 3)[2].text.contains("As of 2023-11-12."));
    end(bot, &twin);
}

#[test]
fn an_answer_that_takes_long_shows_that_it_is_under_way() {
    let twin = Twin::start();
    let respond = |incoming: &Incoming| {
        let Incoming::Question(origin, text) = incoming else { return Vec::new() };
        std::thread::sleep(if text == "slow" { Duration::from_millis(900) } else { Duration::ZERO });
        vec![Effect::Send(origin.place, replies::help(LanguageCode::ENGLISH))]
    };
    let bot = InProcess::start(&twin, respond);
    twin.private(1, "fast");
    twin.wait_sent(1, 1);
    twin.private(2, "slow");
    twin.wait_sent(2, 1);
    bot.end();
    let shown = twin.called("sendChatAction");
    assert_eq!(shown.len(), 1);
    assert_eq!((&shown[0].params["chat_id"], &shown[0].params["action"]), (&json!(2), &json!("typing")));
}
