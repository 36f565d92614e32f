//! Posts: planned once, claimed within one limit by all, and in doubt only where a process died.

use std::time::Duration;

use attache::store::{
    ChatId, ClaimedPost, ContentId, Manner, MessageId, NewPost, NextPost, PostOutcome, RateLimit, Store,
    Subscription,
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::databases::{Database, on_each};

const TERMS: &str = "once 08:00 UTC lang=en";

const CONTENT: ContentId = ContentId(8);

const MANNER: Manner<'static> = Manner { language: "en", pin: false, fresh: false };

fn start() -> DateTime<Utc> {
    "2024-03-04T10:00:00Z".parse().unwrap()
}

fn posts() -> Vec<NewPost> {
    vec![NewPost { subject: "digest harbour".into(), part: 0, rank: 0, edition: 7, content: CONTENT }]
}

/// Subscribes so many chats, and plans a briefing for them. Gives how many were planned for.
async fn planned(store: &Store, chats: i64) -> u64 {
    for chat in 1..=chats {
        let new = Subscription { topic: ChatId(chat).into(), terms: TERMS.into(), due: Some(start()) };
        store.subscribe_named(&new).await.unwrap();
    }
    store.keep_contents(&[(CONTENT, "{}".into())], start()).await.unwrap();
    let mut sum = 0;
    for due in store.due_terms(start()).await.unwrap() {
        loop {
            match store.plan(&due, MANNER, &posts(), None, start()).await.unwrap() {
                0 => break,
                planned => sum += planned,
            }
        }
    }
    sum
}

async fn claim(store: &Store, limit: Option<RateLimit>, now: DateTime<Utc>) -> Option<ClaimedPost> {
    match store.claim_post(limit, now).await.unwrap() {
        NextPost::Claimed(post) => Some(*post),
        NextPost::NotBefore(moment) => {
            assert!(moment > now);
            None
        }
        NextPost::None => None,
    }
}

/// All rows, read on a thread of its own: a runtime drives this one.
fn dump(database: &Database) -> String {
    std::thread::scope(|scope| scope.spawn(|| database.dump()).join().unwrap())
}

#[test]
fn a_chat_is_planned_for_once() {
    on_each(async |database| {
        let store = database.open().await;
        assert_eq!(planned(&store, 2_500).await, 2_500);
        assert!(store.due_terms(start()).await.unwrap().is_empty());
        assert_eq!(store.progress(start()).await.unwrap().pending, 2_500);
        store.close().await;
    });
}

#[test]
fn processes_keep_one_pace_together() {
    on_each(async |database| {
        let stores = [database.open().await, database.open().await];
        planned(&stores[0], 150).await;
        let limit = Some(RateLimit { every: Duration::from_millis(34), burst: 1 });
        let mut moments = Vec::new();
        // A clock that is never quite in time.
        for step in 0..600_i32 {
            let now = start() + TimeDelta::milliseconds(i64::from(step) * 7);
            for store in &stores {
                if let Some(post) = claim(store, limit, now).await {
                    store
                        .settle_post(&post.key, &PostOutcome::Shown(CONTENT, MessageId(1)), None, None, now)
                        .await
                        .unwrap();
                    moments.push(now);
                }
            }
        }
        let seconds = 600.0 * 0.007;
        let rate = moments.len() as f64 / seconds;
        assert!(rate >= 29.0, "{rate} a second");
        for from in &moments {
            let second = moments.iter().filter(|at| *at >= from && **at - from < TimeDelta::seconds(1));
            assert!(second.count() <= 30);
        }
        for store in stores {
            store.close().await;
        }
    });
}

#[test]
fn what_a_process_died_at_is_doubtful_and_then_repeated() {
    on_each(async |database| {
        let (first, second) = (database.open().await, database.open().await);
        planned(&first, 1).await;
        let now = Utc::now();
        first.beat(now).await.unwrap();
        second.beat(now).await.unwrap();
        assert!(claim(&first, None, now).await.is_some());
        assert!(claim(&second, None, now).await.is_none());
        // The first gives no more signs of life.
        let later = now + TimeDelta::seconds(10);
        second.beat(later).await.unwrap();
        assert!(dump(&database).contains("doubtful"));
        let post = claim(&second, None, later).await.unwrap();
        second
            .settle_post(&post.key, &PostOutcome::Shown(CONTENT, MessageId(5)), None, None, later)
            .await
            .unwrap();
        assert!(dump(&database).contains("repeated"));
        // Too late.
        first
            .settle_post(&post.key, &PostOutcome::Shown(CONTENT, MessageId(4)), None, None, later)
            .await
            .unwrap();
        assert_eq!(second.progress(later).await.unwrap().pending, 0);
        assert!(dump(&database).contains("repeated"));
        first.close().await;
        second.close().await;
    });
}

#[test]
fn a_refused_post_is_tried_again_at_the_next_time_and_a_chat_that_is_gone_is_not() {
    on_each(async |database| {
        let store = database.open().await;
        planned(&store, 2).await;
        for outcome in [PostOutcome::Refused("no rights".into()), PostOutcome::Gone] {
            let post = claim(&store, None, start()).await.unwrap();
            store.settle_post(&post.key, &outcome, None, None, start()).await.unwrap();
        }
        let progress = store.progress(start()).await.unwrap();
        assert_eq!((progress.subscribed, progress.retired, progress.pending), (1, 1, 0));
        assert_eq!(progress.refused, 1);
        store.make_due_once("again", TERMS, start(), start()).await.unwrap();
        store.make_due_once("again", TERMS, start(), start()).await.unwrap();
        let due = store.due_terms(start()).await.unwrap();
        assert_eq!(store.plan(&due[0], MANNER, &posts(), None, start()).await.unwrap(), 1);
        assert_eq!(claim(&store, None, start()).await.unwrap().key.topic.chat, ChatId(1));
        store.close().await;
    });
}
