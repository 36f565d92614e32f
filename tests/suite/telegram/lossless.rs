//! Whatever ends the bot, and wherever it gets its updates: every question is answered, in order.

use std::thread::sleep;
use std::time::Duration;

use super::{book, free_address};
use crate::databases::Database;
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

/// How a run is ended.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Kill,
    Stop,
}

/// The way in for updates.
#[derive(Clone, Copy)]
enum Way {
    Polling,
    Webhook,
}

/// How much is asked, and how often the bot is ended meanwhile.
struct Load {
    chats: i64,
    each: usize,
    ends: usize,
    /// Around which time a run lasts.
    run: Duration,
}

const SMALL: Load = Load { chats: 20, each: 10, ends: 3, run: Duration::from_millis(700) };

const LARGE: Load = Load { chats: 200, each: 10, ends: 30, run: Duration::from_millis(900) };

/// Telegram has done it, and a while later says so: a bot that is killed meanwhile cannot know.
const LATE: Fault = Fault::Late(Duration::from_millis(30));

fn program(twin: &Twin, database: &Database, way: Way, listen: &str) -> Program {
    let program = running::program(twin).with("DATABASE_URL", database.url()).with("LOG", "info");
    let program = book(program, 10);
    match way {
        Way::Polling => program,
        Way::Webhook => program.with("WEBHOOK_URL", "https://bot.example/hook").with("LISTEN_ADDR", listen),
    }
}

fn survives(database: &Database, way: Way, end: End, load: &Load) {
    let (twin, listen) = (Twin::start(), free_address());
    twin.put_behind_webhook(std::slice::from_ref(&listen));
    twin.fault("sendMessage", None, LATE, usize::MAX);
    let program = program(&twin, database, way, &listen);
    let mut bot = Bot::start(&program);
    let rounds = load.each.div_ceil(load.ends);
    for round in 0..load.ends {
        for chapter in (0..load.each).skip(round * rounds).take(rounds) {
            for user in 1..=load.chats {
                twin.private(user, &format!("What is the topic of chapter {chapter}?"));
            }
        }
        // Not quite random, but at no particular moment, and the same each time.
        sleep(load.run.mul_f64(((round * 37 + 11) % 50) as f64 / 50.0));
        match end {
            End::Kill => drop(bot.kill()),
            End::Stop => assert_eq!(bot.end().status, Some(0)),
        }
        bot = Bot::start(&program);
    }
    wait_last(&twin, load);
    twin.wait("all to be confirmed", |twin| twin.unconfirmed().is_empty());
    let ended = bot.end();
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    for user in 1..=load.chats {
        in_order(&twin, user, load, if end == End::Kill { load.ends } else { 0 });
    }
}

/// Waits until every chat has its last answer. How many there are does not tell: some come twice.
#[track_caller]
fn wait_last(twin: &Twin, load: &Load) {
    let last = format!("Chapter {} ", load.each - 1);
    for user in 1..=load.chats {
        twin.wait(&format!("{last}in chat {user}"), |twin| {
            twin.sent(user).iter().any(|sent| sent.text.contains(&last))
        });
    }
}

/// Each answer once, but for so many that may have come twice, one right after the other.
#[track_caller]
fn in_order(twin: &Twin, user: i64, load: &Load, most_doubles: usize) {
    let sent = twin.sent(user);
    let chapter = |text: &str| text.split_once("Chapter ")?.1.split_once(' ')?.0.parse().ok();
    let mut chapters: Vec<usize> = sent.iter().filter_map(|sent| chapter(&sent.text)).collect();
    assert!(sent.len() - load.each <= most_doubles, "chat {user}: {chapters:?}");
    chapters.dedup();
    assert_eq!(chapters, (0..load.each).collect::<Vec<_>>(), "chat {user}");
}

fn on_both(way: Way, end: End, load: &Load) {
    for database in Database::each() {
        survives(&database, way, end, load);
    }
}

#[test]
fn kills_lose_nothing_while_it_polls() {
    on_both(Way::Polling, End::Kill, &SMALL);
}

#[test]
fn kills_lose_nothing_at_a_webhook() {
    on_both(Way::Webhook, End::Kill, &SMALL);
}

#[test]
fn stops_lose_and_double_nothing_while_it_polls() {
    on_both(Way::Polling, End::Stop, &SMALL);
}

#[test]
fn stops_lose_and_double_nothing_at_a_webhook() {
    on_both(Way::Webhook, End::Stop, &SMALL);
}

#[test]
#[ignore = "takes minutes"]
fn thirty_kills_and_stops_lose_nothing() {
    for way in [Way::Polling, Way::Webhook] {
        for end in [End::Kill, End::Stop] {
            on_both(way, end, &LARGE);
        }
    }
}

#[test]
fn three_replicas_share_the_work_and_one_is_killed_and_one_cut_off() {
    let Some(database) = Database::postgres() else { return };
    let gate = database.gate();
    let twin = Twin::start();
    twin.fault("sendMessage", None, LATE, usize::MAX);
    let listen: Vec<String> = (0..3).map(|_| free_address()).collect();
    twin.put_behind_webhook(&listen);
    let program = |listen| program(&twin, &database, Way::Webhook, listen);
    let killed = Bot::start(&program(&listen[0]));
    let cut_off = Bot::start(&program(&listen[1]).with("DATABASE_URL", &database.url_through(&gate)));
    let third = Bot::start(&program(&listen[2]));
    for chapter in 0..SMALL.each {
        for user in 1..=SMALL.chats {
            twin.private(user, &format!("What is the topic of chapter {chapter}?"));
        }
    }
    twin.wait_sent(1, 2);
    gate.close();
    killed.kill();
    wait_last(&twin, &SMALL);
    cut_off.wait_said("it does not answer", 1);
    gate.open();
    cut_off.wait_said("the database is back", 1);
    for bot in [cut_off, third] {
        assert_eq!(bot.end().status, Some(0));
    }
    for user in 1..=SMALL.chats {
        in_order(&twin, user, &SMALL, 2);
    }
    assert!(twin.called("deleteWebhook").is_empty());
}
