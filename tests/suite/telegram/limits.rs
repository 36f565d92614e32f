//! How fast chats get messages, when the bot keeps to Telegram's recommendations.

use std::time::{Duration, Instant};

use super::{book, free_address};
use crate::databases::Database;
use crate::running::{self, Bot};
use crate::twin::Twin;

#[test]
fn a_group_gets_a_burst_and_then_one_in_four_seconds_and_nobody_else_waits() {
    let twin = Twin::start();
    let bot = Bot::start(&book(running::program(&twin), 9).with("SEND_LIMITS", ""));
    for _ in 0..7 {
        twin.group(-7, 1, "/help");
    }
    twin.wait_sent(-7, 5);
    let asked = Instant::now();
    for _ in 0..15 {
        twin.private(2, "/help");
    }
    twin.wait_sent(2, 15);
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    let sent = twin.wait_sent(-7, 7);
    let after = |message: usize| sent[message].at - sent[0].at;
    assert!(after(4) < Duration::from_millis(2_500), "{:?}", after(4));
    assert!(after(5) >= Duration::from_millis(3_900) && after(6) >= Duration::from_millis(7_900), "{sent:?}");
    // The order is that of the questions.
    assert!(sent.is_sorted_by_key(|message| message.reply_to));
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn a_groups_limit_holds_over_three_replicas() {
    let Some(database) = Database::postgres() else { return };
    let twin = Twin::start();
    let listen: Vec<String> = (0..3).map(|_| free_address()).collect();
    twin.put_behind_webhook(&listen);
    let bots: Vec<Bot> = listen
        .iter()
        .map(|listen| {
            let program = book(running::program(&twin), 9).with("SEND_LIMITS", "");
            let program = program.with("DATABASE_URL", database.url()).with("LISTEN_ADDR", listen);
            Bot::start(&program.with("WEBHOOK_URL", "https://bot.example/hook"))
        })
        .collect();
    for _ in 0..7 {
        twin.group(-7, 1, "/help");
    }
    let sent = twin.wait_sent(-7, 7);
    let after = |message: usize| sent[message].at - sent[0].at;
    assert!(after(5) >= Duration::from_millis(3_900) && after(6) >= Duration::from_millis(7_900), "{sent:?}");
    assert!(sent.is_sorted_by_key(|message| message.reply_to));
    for bot in bots {
        assert_eq!(bot.end().status, Some(0));
    }
}
