//! What the store promises, on every kind of database.

mod inbox;
mod opening;
mod outbox;
mod posts;
mod workers;

use std::time::Duration;

use attache::store::{ChatId, Effects, Ending, Handled, NewCall, NewUpdate, QueuedCall, Store};
use chrono::{DateTime, Utc};

/// A moment, this many milliseconds after a certain one.
fn at(millis: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap() + Duration::from_millis(millis)
}

/// An update in a line.
fn update(id: i64, line: i64) -> NewUpdate {
    NewUpdate { id, line: Some(ChatId(line)), body: format!("body {id}") }
}

/// A call to a chat.
fn call(chat: i64, body: &str) -> NewCall {
    NewCall {
        chat: Some(ChatId(chat)),
        is_ordered: true,
        method: "sendMessage".into(),
        body: body.into(),
        reply: None,
        target: None,
        hold: None,
    }
}

/// An update that is handled.
fn answered(id: i64, calls: Vec<NewCall>) -> Handled {
    Handled { id, ending: Ending::Answered(Effects { calls, ..Effects::default() }) }
}

/// The numbers of the updates that are claimed now.
async fn claimed(store: &Store) -> Vec<i64> {
    store.claim_updates(100).await.unwrap().iter().map(|update| update.id).collect()
}

/// Queues calls as those of an update.
async fn queue(store: &Store, id: i64, calls: Vec<NewCall>) {
    store.receive(&[update(id, id)], at(0)).await.unwrap();
    assert!(claimed(store).await.contains(&id));
    store.end_updates(&[answered(id, calls)], at(0)).await.unwrap();
}

/// The bodies of the calls that are claimed at this moment.
async fn due(store: &Store, millis: u64) -> Vec<String> {
    bodies(&take(store, millis).await)
}

async fn take(store: &Store, millis: u64) -> Vec<QueuedCall> {
    store.claim_calls(100, at(millis)).await.unwrap()
}

fn bodies(calls: &[QueuedCall]) -> Vec<String> {
    calls.iter().map(|call| call.body.clone()).collect()
}
