//! Corrections that travel: who was told something wrong is told so, once, where it was said.

use insta::{allow_duplicates, assert_snapshot};
use serde_json::json;

use crate::conversation::Conversation;
use crate::databases::{Database, query};
use crate::newsroom::Newsroom;
use crate::twin::Sent;

const CHATS: i64 = 50;

/// The messages that came after an answer.
fn after(room: &Newsroom, chat: i64, answer: &Sent) -> Vec<Sent> {
    room.twin.sent(chat).into_iter().filter(|sent| sent.message_id > answer.message_id).collect()
}

fn revise(entry: usize, answer: &str, kind: &str, note: &str) -> impl FnOnce(&mut serde_json::Value) {
    let (answer, revision) = (answer.to_owned(), json!({ "on": "2024-03-05", "kind": kind, "note": note }));
    move |article| {
        let entry = &mut article["faq"][entry];
        entry["answer"] = answer.into();
        if entry["revisions"].is_null() {
            entry["revisions"] = json!([]);
        }
        entry["revisions"].as_array_mut().unwrap().push(revision);
    }
}

#[test]
fn exactly_those_who_were_told_otherwise_are_told_once_in_reply() {
    for database in Database::each() {
        let mut room = Newsroom::with(database, "2024-03-04T10:00:00Z");
        // A third each asks about the one entry, about the other, and about both, some of them twice.
        for chat in 1..=CHATS {
            if chat % 3 != 1 {
                room.twin.private(chat, "When does the Genoa harbour reopen?");
            }
            if chat % 3 != 0 {
                room.twin.private(chat, "What did the repair cost?");
            }
            if chat % 6 == 0 {
                room.twin.private(chat, "When does the Genoa harbour reopen?");
            }
        }
        let answered = |chat: i64| if chat % 3 == 2 || chat % 6 == 0 { 2 } else { 1 };
        let told: Vec<Vec<Sent>> =
            (1..=CHATS).map(|chat| room.twin.wait_sent(chat, answered(chat))).collect();
        room.twin.wait("all to be handled", |twin| twin.unconfirmed().is_empty());
        room.settle();
        // The one is changed silently, the other with a word about it.
        room.change(|article| article["faq"][1]["answer"] = "A million.".into());
        room.settle();
        room.change(revise(0, "In April.", "correction", "It is not in May, as was said here."));
        for chat in (1..=CHATS).filter(|chat| chat % 3 != 1) {
            room.twin.wait_sent(chat, answered(chat) + 1);
        }
        // Whatever ends the bot now, nobody is told twice.
        room.settle();
        room.kill();
        room.move_to("2024-03-04T12:00:00Z");
        for (chat, told) in (1..=CHATS).zip(&told) {
            let corrections = after(&room, chat, told.last().unwrap());
            if chat % 3 == 1 {
                assert!(corrections.is_empty(), "{chat}: {corrections:#?}");
                continue;
            }
            let [correction] = corrections.as_slice() else { panic!("{chat}: {corrections:#?}") };
            let is_about = |sent: &&Sent| sent.text.starts_with("When does");
            let last = told.iter().rfind(is_about).unwrap();
            assert_eq!(correction.reply_to, Some(last.message_id));
            allow_duplicates!(assert_snapshot!(correction, @r#"
            <b>CORRECTION</b>
            <b>When does the Genoa harbour reopen?</b>

            <i>Corrected on 2024-03-05: It is not in May, as was said here.</i>

            What holds:
            In April.

            As of 2024-03-01. Source: <a href="https://port.example/news">Port</a>
            [Port]
            [No corrections here]
            "#));
        }
        room.end();
    }
}

#[test]
fn news_are_no_corrections_and_can_be_told_to_stop() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    for chat in [1, 2] {
        room.twin.private(chat, "When does the Genoa harbour reopen?");
        room.twin.wait_sent(chat, 1);
        room.twin.private(chat, "/unsubscribe");
        room.twin.wait_sent(chat, 2);
    }
    room.change(revise(0, "In April.", "update", "The port has named a day."));
    for chat in [1, 2] {
        let update = room.twin.wait_sent(chat, 3).pop().unwrap();
        allow_duplicates!(assert_snapshot!(update, @r#"
        <b>UPDATE</b>
        <b>When does the Genoa harbour reopen?</b>

        <i>Updated on 2024-03-05: The port has named a day.</i>

        What holds:
        In April.

        As of 2024-03-01. Source: <a href="https://port.example/news">Port</a>
        [Port]
        [No corrections here]
        "#));
        let stop = update.buttons.iter().flatten().find_map(|button| button.data.clone()).unwrap();
        if chat == 1 {
            room.twin.tap(1, 1, update.message_id, &stop);
        }
    }
    room.twin.wait_notices(1);
    room.settle();
    room.change(revise(0, "In June.", "correction", "Neither in May nor in April."));
    room.twin.wait_sent(2, 4);
    room.settle();
    assert_eq!(room.twin.sent(1).len(), 3);
    // The digest tells of it as well.
    room.twin.private(3, "/brief");
    assert!(room.twin.wait_sent(3, 1)[0].text.contains("Corrected on 2024-03-05: Neither"));
    room.end();
}

#[test]
fn receipts_know_little_and_go_in_time() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(1, "When does the Genoa harbour reopen?");
    room.twin.wait_sent(1, 1);
    room.settle();
    let file = room.database.url().strip_prefix("sqlite:").unwrap().to_owned();
    let kept = || {
        query(
            file.as_ref(),
            "SELECT chat || ' ' || entry || ' ' || asked || ' ' || (message > 0) FROM replies",
        )
    };
    assert_eq!(kept(), ["1 when 1 1"]);
    let mut room = room;
    for (moment, left) in [
        ("2024-03-20T10:00:00Z", ["1 when 1 1"].as_slice()),
        ("2024-04-03T09:00:00Z", &["1 when 1 1"]),
        ("2024-04-03T10:00:01Z", &[]),
    ] {
        room.clock.move_to(moment.parse().unwrap());
        // It is tidied at the start.
        room.kill();
        room.settle();
        room.twin.wait(moment, |_| kept() == left);
    }
    room.change(revise(0, "In April.", "correction", "Not in May."));
    room.move_to("2024-04-03T12:00:00Z");
    assert_eq!(room.twin.sent(1).len(), 1);
    room.end();
}

#[test]
fn what_holds_no_longer_is_not_answered_and_what_may_not_says_so() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.change(|article| {
        article["faq"][0]["valid_until"] = "2024-03-04".into();
        article["faq"][1]["review_by"] = "2024-03-04".into();
    });
    room.twin.private(900, "/help");
    room.twin.wait_sent(900, 1);
    let mut reader = Conversation::private(&room.twin, 1, "en");
    let mut ask = || {
        reader.say("When does the Genoa harbour reopen?");
        reader.say("What did the repair cost?");
        std::mem::take(&mut reader.words)
    };
    assert_snapshot!(ask(), @r#"
    > When does the Genoa harbour reopen?

    <b>When does the Genoa harbour reopen?</b>

    In May.

    As of 2024-03-01. Source: <a href="https://port.example/news">Port</a>
    [Port]
    [👍] [👎] [Share]

    > What did the repair cost?

    <b>What did the repair cost?</b>

    Nobody has said.

    As of 2024-03-01. Source: <a href="https://port.example/news">Port</a>
    [Port]
    [👍] [👎] [Share]
    "#);
    room.move_to("2024-03-05T09:00:00Z");
    assert_snapshot!(ask(), @r#"
    > When does the Genoa harbour reopen?

    <b>When does the Genoa harbour reopen?</b>

    The editor gave this answer until 2024-03-04, and I do not give it any longer. Look here instead: <a href="https://port.example/news">Port</a>
    [All questions]

    > What did the repair cost?

    <b>What did the repair cost?</b>

    Nobody has said.

    The editor meant to look at this again by 2024-03-04; it may be out of date.

    As of 2024-03-01. Source: <a href="https://port.example/news">Port</a>
    [Port]
    [👍] [👎] [Share]
    "#);
    room.twin.wait("the weekly list", |twin| twin.sent(900).len() == 2);
    for day in 6..=12 {
        room.move_to(&format!("2024-03-{day:02}T09:00:00Z"));
    }
    let lists = room.twin.sent(900);
    assert_eq!(lists.len(), 3, "{lists:#?}");
    assert_snapshot!(lists[2], @"
    These answers are past the day on which they were to be reviewed:

    2024-03-04 · <i>What did the repair cost?</i>
    ");
    room.end();
}
