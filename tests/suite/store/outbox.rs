//! Calls are claimed in order, at their time and within their chat's limit, and settled once.

use std::time::Duration;

use attache::store::{ChatId, Delivered, NewCall, QueuedCall, RateLimit, Settled, Store};

use super::{answered, at, bodies, call, claimed, due, queue, take, update};
use crate::databases::on_each;

fn settled(call: &QueuedCall, delivered: Delivered) -> Settled {
    Settled { id: call.id, chat: call.chat, moved_to: None, message: None, delivered }
}

async fn settle(store: &Store, millis: u64, call: &QueuedCall, delivered: Delivered) {
    store.settle_calls(&[settled(call, delivered)], at(millis)).await.unwrap();
}

#[test]
fn a_chats_calls_go_one_by_one_and_chats_side_by_side() {
    on_each(async |database| {
        let store = database.open().await;
        let tap = NewCall { is_ordered: false, method: "answerCallbackQuery".into(), ..call(5, "tap") };
        queue(&store, 1, vec![call(5, "a"), call(5, "b"), call(6, "c"), tap]).await;
        queue(&store, 2, vec![call(6, "d")]).await;
        let first = take(&store, 0).await;
        assert_eq!(bodies(&first), ["a", "c", "tap"]);
        assert_eq!(due(&store, 0).await, [""; 0]);
        for call in &first {
            settle(&store, 0, call, Delivered::Done(None)).await;
        }
        assert_eq!(due(&store, 0).await, ["b", "d"]);
    });
}

#[test]
fn a_call_that_waits_holds_up_its_chat_alone() {
    on_each(async |database| {
        let store = database.open().await;
        queue(&store, 1, vec![call(5, "a"), call(5, "b"), call(6, "c")]).await;
        let first = take(&store, 0).await;
        settle(&store, 0, &first[0], Delivered::Later(at(2_000))).await;
        settle(&store, 0, &first[1], Delivered::Done(None)).await;
        queue(&store, 2, vec![call(6, "d")]).await;
        assert_eq!(due(&store, 1_999).await, ["d"]);
        let again = take(&store, 2_000).await;
        assert_eq!((again[0].body.as_str(), again[0].tries, again.len()), ("a", 1, 1));
        settle(&store, 2_000, &again[0], Delivered::Dropped(String::new())).await;
        assert_eq!(due(&store, 2_000).await, ["b"]);
    });
}

#[test]
fn a_call_tells_its_update_and_when_that_came() {
    on_each(async |database| {
        let store = database.open().await;
        store.receive(&[update(7, 5)], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [7]);
        let calls = vec![call(5, "a"), call(6, "b")];
        store.end_updates(&[answered(7, calls)], at(900)).await.unwrap();
        // Any process may make the call.
        let calls = take(&database.open().await, 1_000).await;
        let told = |call: &QueuedCall| (call.update(), call.received_at, call.created_at);
        let (came, queued) = (at(0).timestamp_millis(), at(900).timestamp_millis());
        assert_eq!(calls.iter().map(told).collect::<Vec<_>>(), [(7, Some(came), queued); 2]);
    });
}

#[test]
fn a_chats_pace_holds_over_all_processes() {
    on_each(async |database| {
        let stores = [database.open().await, database.open().await];
        let limit = RateLimit { every: Duration::from_secs(1), burst: 3 };
        queue(&stores[0], 1, (0..6).map(|number| call(5, &number.to_string())).collect()).await;
        let mut sent = Vec::new();
        for millis in (0..4_000).step_by(250) {
            for store in stores.iter().cycle().take(6) {
                for call in take(store, millis).await {
                    settle(store, millis, &call, Delivered::Done(Some(limit))).await;
                    sent.push((call.body, millis));
                }
            }
        }
        let times: Vec<u64> = sent.iter().map(|(_, millis)| *millis).collect();
        assert_eq!(times, [0, 0, 0, 1_000, 2_000, 3_000]);
        assert!(sent.is_sorted_by_key(|(body, _)| body.clone()));
    });
}

#[test]
fn only_who_holds_a_call_settles_it() {
    on_each(async |database| {
        let (store, stranger) = (database.open().await, database.open().await);
        queue(&store, 1, vec![call(5, "a"), call(5, "b")]).await;
        let first = take(&store, 0).await.remove(0);
        settle(&stranger, 0, &first, Delivered::Dropped(String::new())).await;
        assert_eq!(store.backlog().await.unwrap().unsent, 2);
        for _ in 0..2 {
            settle(&store, 0, &first, Delivered::Done(None)).await;
        }
        assert_eq!(due(&store, 0).await, ["b"]);
    });
}

#[test]
fn who_has_moved_is_followed_and_who_is_gone_is_noted() {
    on_each(async |database| {
        let store = database.open().await;
        queue(&store, 1, vec![call(-5, "a"), call(-5, "b")]).await;
        let first = take(&store, 0).await.remove(0);
        let moved = Settled { moved_to: Some(ChatId(-1_005)), ..settled(&first, Delivered::Done(None)) };
        store.settle_calls(&[moved], at(0)).await.unwrap();
        let second = take(&store, 0).await.remove(0);
        assert_eq!((second.body.as_str(), second.chat), ("b", Some(ChatId(-1_005))));
        settle(&store, 0, &second, Delivered::Gone).await;
        assert_eq!(store.backlog().await.unwrap().unsent, 0);
    });
}

#[test]
fn a_split_call_keeps_its_place() {
    on_each(async |database| {
        let store = database.open().await;
        queue(&store, 1, vec![call(5, "long"), call(5, "after")]).await;
        let first = take(&store, 0).await.remove(0);
        settle(&store, 0, &first, Delivered::Split(vec!["lo".into(), "n".into(), "g".into()])).await;
        for expected in ["lo", "n", "g", "after"] {
            let next = take(&store, 0).await;
            assert_eq!(bodies(&next), [expected]);
            settle(&store, 0, &next[0], Delivered::Done(None)).await;
        }
    });
}
