//! Groups: silence until addressed, then a reply in the topic.

use serde_json::json;

use super::{data, end, shipped};

const GROUP: i64 = -1_001_234;

#[test]
fn it_is_silent_in_groups_until_addressed_and_then_answers_as_a_reply() {
    let (twin, bot) = shipped();
    twin.group(GROUP, 8, "Is China neutral in the Ukraine conflict?");
    twin.group(GROUP, 9, "@other_bot Is China neutral?");
    twin.group(GROUP, 9, "/dance");
    let asked = twin.last_message_id(GROUP) + 1;
    twin.group(GROUP, 9, "@attache_test_bot Is China neutral in the Ukraine conflict?");
    let sent = twin.wait_sent(GROUP, 1);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].text.contains("As of 2023-11-12."));
    assert_eq!((sent[0].reply_to, sent[0].thread), (Some(asked), None));
    twin.group(GROUP, 9, "/ask@attache_test_bot what is the munich conference for?");
    let asked_back = twin.wait_sent(GROUP, 2).remove(1);
    twin.tap(GROUP, 8, asked_back.message_id, &data(&asked_back, "Moscow"));
    assert_eq!(twin.wait_sent(GROUP, 3)[2].reply_to, Some(asked_back.message_id));
    end(bot, &twin);
}

#[test]
fn in_a_forum_it_answers_in_the_topic() {
    let (twin, bot) = shipped();
    twin.topic(GROUP, 7);
    let chat = json!({ "id": GROUP, "type": "supergroup", "title": "G", "is_forum": true });
    let in_topic = |text: &str| {
        twin.message(json!({ "chat": chat, "text": text, "message_thread_id": 7, "is_topic_message": true }))
    };
    in_topic("is china neutral?");
    in_topic("@attache_test_bot what is the munich conference for?");
    let asked_back = twin.wait_sent(GROUP, 1).remove(0);
    assert_eq!(asked_back.thread, Some(7));
    twin.tap(GROUP, 8, asked_back.message_id, &data(&asked_back, "Moscow"));
    assert_eq!(twin.wait_sent(GROUP, 2)[1].thread, Some(7));
    end(bot, &twin);
}
