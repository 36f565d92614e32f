//! Kills in the middle of a briefing: everybody gets it, and hardly anybody twice.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use attache::store::{ChatId, Subscription};
use chrono::Utc;

use crate::databases::Database;
use crate::newsroom::harbour;
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::Twin;

/// How many chats, and how often a bot is killed meanwhile.
struct Load {
    chats: i64,
    kills: usize,
}

const SMALL: Load = Load { chats: 1_000, kills: 6 };

const LARGE: Load = Load { chats: 10_000, kills: 50 };

fn subscribe(database: &Database, load: &Load) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = database.open().await;
        for chat in 1..=load.chats {
            let (terms, due) = ("once 08:00 UTC lang=en".to_owned(), Some(Utc::now()));
            store.subscribe_named(&Subscription { topic: ChatId(chat).into(), terms, due }).await.unwrap();
        }
        store.close().await;
    });
}

fn program(twin: &Twin, database: &Database, listen: &str) -> Program {
    running::program(twin)
        .with_file("harbour.json", harbour().to_string())
        .with("KNOWLEDGE", "harbour.json")
        .with("ENCODER", "off")
        .with("DATABASE_URL", database.url())
        .with("WEBHOOK_URL", "https://bot.example/hook")
        .with("LISTEN_ADDR", listen)
        .with("LOG", "info")
}

/// A moment to be killed at that is no particular one, and the same each time.
fn moment(kill: usize) -> Duration {
    Duration::from_millis(60 + (kill as u64 * 7_919) % 240)
}

fn survives(database: &Database, replicas: usize, load: &Load) {
    let twin = Twin::start();
    for chat in 1..=load.chats {
        twin.join(chat);
    }
    subscribe(database, load);
    let programs: Vec<Program> =
        (0..replicas).map(|_| program(&twin, database, &crate::telegram::free_address())).collect();
    let mut bots: Vec<Option<Bot>> = programs.iter().map(|program| Some(Bot::start(program))).collect();
    let mut killed = 0;
    let all = |twin: &Twin| (1..=load.chats).all(|chat| !twin.sent(chat).is_empty());
    while killed < load.kills && !all(&twin) {
        sleep(moment(killed));
        let which = killed % replicas;
        bots[which].take().unwrap().kill();
        bots[which] = Some(Bot::start(&programs[which]));
        killed += 1;
    }
    for chat in 1..=load.chats {
        twin.wait_sent(chat, 1);
    }
    for bot in bots.into_iter().flatten() {
        assert_eq!(bot.end().status, Some(0));
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for chat in 1..=load.chats {
        *counts.entry(twin.sent(chat).len()).or_default() += 1;
    }
    let doubles: usize = counts.iter().map(|(count, chats)| (count - 1) * chats).sum();
    // Of each that is there twice, the row says so.
    let repeated = database.dump().matches("repeated").count();
    assert!(doubles <= repeated, "{doubles} doubles, of which {repeated} are known");
    println!("{killed} kills, {doubles} doubles among {} chats", load.chats);
    assert!(killed > load.kills / 2, "only {killed} kills hit the briefing");
    assert!(doubles <= killed, "{doubles} doubles at {killed} kills: {counts:?}");
}

fn on_both(load: &Load) {
    survives(&Database::sqlite(), 1, load);
    if let Some(database) = Database::postgres() {
        survives(&database, 2, load);
    }
}

#[test]
fn everybody_gets_a_briefing_whatever_is_killed_and_at_most_one_twice_at_each_kill() {
    on_both(&SMALL);
}

#[test]
#[ignore = "minutes: ten thousand chats, fifty kills, on each database"]
fn fifty_kills_of_a_briefing() {
    on_both(&LARGE);
}
