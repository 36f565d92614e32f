//! How updates are queued, given and confirmed.

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ANA, GROUP, TERMINATED, accepted, call, refusal, twin};
use crate::twin::Twin;

/// The ids that `getUpdates` gives for these parameters.
fn update_ids(twin: &Twin, params: Value) -> Vec<i64> {
    let updates = accepted(twin, "getUpdates", params);
    updates.as_array().unwrap().iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
}

fn three_messages(twin: &Twin) -> [i64; 3] {
    ["one", "two", "three"].map(|text| twin.private(ANA, text))
}

#[test]
fn only_an_offset_confirms_updates() {
    let twin = twin();
    let [first, second, third] = three_messages(&twin);
    assert_eq!(update_ids(&twin, json!({"limit": 2})), [first, second]);
    assert_eq!(update_ids(&twin, json!({"offset": first})), [first, second, third], "redelivered");
    assert_eq!(update_ids(&twin, json!({"offset": second})), [second, third]);
    assert_eq!(twin.unconfirmed(), [second, third]);
    assert_eq!(update_ids(&twin, json!({"offset": 1})), [second, third], "a stale offset");
    assert_eq!(update_ids(&twin, json!({"offset": third + 1})), Vec::<i64>::new());
    assert!(twin.unconfirmed().is_empty());
}

#[test]
fn a_negative_offset_forgets_all_but_the_last() {
    let twin = twin();
    let [_, second, third] = three_messages(&twin);
    assert_eq!(update_ids(&twin, json!({"offset": -2})), [second, third]);
    assert_eq!(update_ids(&twin, json!({"offset": -1})), [third]);
    assert_eq!(twin.unconfirmed(), [third]);
}

#[test]
fn the_same_offset_again_is_slowed_down() {
    let twin = twin();
    let ids = three_messages(&twin);
    assert_eq!(update_ids(&twin, json!({"offset": ids[0]})), ids);
    assert_eq!(update_ids(&twin, json!({"offset": ids[0]})), ids[..1], "within half a second, one at a time");
    let next = ids[2] + 1;
    assert!(update_ids(&twin, json!({"offset": next})).is_empty());
    let begun = Instant::now();
    assert!(update_ids(&twin, json!({"offset": next})).is_empty());
    assert!(begun.elapsed() >= Duration::from_millis(2_900), "{:?}", begun.elapsed());
}

#[test]
fn a_poll_waits_for_updates_and_gets_them_at_once() {
    let twin = twin();
    thread::scope(|scope| {
        let poll = scope.spawn(|| update_ids(&twin, json!({"timeout": 50})));
        thread::sleep(Duration::from_millis(50));
        let sent = Instant::now();
        let id = twin.private(ANA, "hello");
        assert_eq!(poll.join().unwrap(), [id]);
        assert!(sent.elapsed() < Duration::from_secs(1));
    });
}

#[test]
fn a_second_poll_ends_the_first_with_a_conflict() {
    let twin = twin();
    thread::scope(|scope| {
        let first = scope.spawn(|| call(&twin, "getUpdates", json!({"timeout": 50})));
        thread::sleep(Duration::from_millis(50));
        let second = scope.spawn(|| update_ids(&twin, json!({"offset": 1, "timeout": 50})));
        let ended = first.join().unwrap();
        assert_eq!((&ended["error_code"], &ended["description"]), (&json!(409), &json!(TERMINATED)));
        let id = twin.private(ANA, "hello");
        assert_eq!(second.join().unwrap(), [id]);
    });
    assert!(twin.refused().is_empty());
}

#[test]
fn a_poll_that_is_broken_off_takes_nothing_along() {
    let twin = twin();
    let mut stream = TcpStream::connect(twin.url().replace("http://", "")).unwrap();
    write!(stream, "GET /bot{}/getUpdates?timeout=50 HTTP/1.1\r\nHost: x\r\n\r\n", twin.token()).unwrap();
    thread::sleep(Duration::from_millis(50));
    drop(stream);
    thread::sleep(Duration::from_millis(50));
    let id = twin.private(ANA, "hello");
    assert_eq!(twin.unconfirmed(), [id]);
    assert_eq!(update_ids(&twin, json!({"offset": 1})), [id]);
    assert!(twin.calls().iter().all(|call| call.status == 200));
}

#[test]
fn a_webhook_and_polling_exclude_each_other() {
    let twin = twin();
    twin.set_webhook("https://example.org/hook");
    let conflict = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to \
        delete the webhook first";
    assert_eq!(refusal(&twin, "getUpdates", json!({})), conflict);
    assert_eq!(accepted(&twin, "getWebhookInfo", json!({}))["url"], "https://example.org/hook");
    let id = twin.private(ANA, "hello");
    accepted(&twin, "deleteWebhook", json!({}));
    assert_eq!(update_ids(&twin, json!({})), [id]);
}

#[test]
fn kinds_that_were_not_asked_for_do_not_come() {
    let twin = twin();
    let reaction = json!({"message_reaction": {"chat": {"id": ANA, "type": "private"}, "message_id": 1}});
    twin.update(reaction.clone());
    assert!(twin.unconfirmed().is_empty(), "not by default");
    let kinds = json!(["message_reaction"]);
    assert!(update_ids(&twin, json!({"offset": 1, "allowed_updates": kinds})).is_empty());
    twin.private(ANA, "hello");
    let id = twin.update(reaction);
    assert_eq!(update_ids(&twin, json!({"offset": 2})), [id], "the choice is kept when omitted");
    accepted(&twin, "getUpdates", json!({"offset": 3, "allowed_updates": []}));
    let hello = twin.private(ANA, "hello");
    assert_eq!(twin.unconfirmed(), [id, hello]);
}

#[test]
fn people_write_with_entities() {
    let twin = twin();
    twin.group(GROUP, ANA, "🏟 /ask@attache_test_bot, hey @attache_test_bot! a@b.org /");
    let update = &accepted(&twin, "getUpdates", json!({}))[0]["message"];
    assert_eq!(
        update["entities"],
        json!([
            {"type": "bot_command", "offset": 3, "length": 21},
            {"type": "mention", "offset": 30, "length": 17},
        ])
    );
    assert_eq!(update["chat"]["type"], "supergroup");
}
