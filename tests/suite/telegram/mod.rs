//! The bot as people in Telegram meet it: the real program against a strict twin of the Bot API.

mod answering;
mod discretion;
mod edits;
mod everywhere;
mod faults;
mod feedback;
mod groups;
mod hostile;
mod inline;
mod languages;
mod limits;
mod logs;
mod lossless;
mod mending;
mod messages;
mod metrics;
mod operators;
mod panics;
mod privacy;
mod schedules;
mod starting;
mod webhook;

use std::sync::atomic::{AtomicU16, Ordering};

use crate::program::Program;
use crate::running::{self, Bot, Ended};
use crate::twin::Twin;

/// A question that is a wording of the shipped knowledge.
const QUESTION: &str = "Is China neutral in the Ukraine conflict?";

/// A twin and a bot with the shipped knowledge.
fn shipped() -> (Twin, Bot) {
    let twin = Twin::start();
    let bot = Bot::start(&running::program(&twin));
    (twin, bot)
}

/// A bot with knowledge of this many entries, `e0` and so on.
fn with_entries(twin: &Twin, entries: usize) -> Bot {
    Bot::start(&book(running::program(twin), entries))
}

/// A program with knowledge of this many entries.
fn book(program: Program, entries: usize) -> Program {
    let faq: Vec<_> = (0..entries)
        .map(|number| {
            serde_json::json!({
                "id": format!("e{number}"), "question": format!("What is the topic of chapter {number}?"),
                "answer": format!("Chapter {number} is about itself."),
            })
        })
        .collect();
    let article = serde_json::json!({
        "format": 1, "id": "book", "title": "A book", "published": "2024-03-01", "language": "en", "summary": "S.",
        "sources": [{ "title": "The book", "url": "https://book.example/" }], "faq": faq,
    });
    program.with_file("book.json", article.to_string()).with("KNOWLEDGE", "book.json").with("ENCODER", "off")
}

/// An address of this machine at which nobody listens. Its port is none that systems give to outgoing connections:
/// of these the tests make thousands, and one might take it while a bot starts anew.
pub fn free_address() -> String {
    static TRIED: AtomicU16 = AtomicU16::new(0);
    // Tests that run as processes of their own begin at other places.
    let first = std::process::id() as u16;
    loop {
        let number = first.wrapping_add(TRIED.fetch_add(1, Ordering::Relaxed)) % 10_000;
        let address = format!("127.0.0.1:{}", 20_000 + number);
        if std::net::TcpListener::bind(&address).is_ok() {
            return address;
        }
    }
}

/// Asks the bot to end, and holds it to its promises: it ends well, it was never refused by
/// Telegram, and it showed its token to nobody.
#[track_caller]
fn end(bot: Bot, twin: &Twin) -> Ended {
    let ended = bot.end();
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    discreet(&ended, twin);
    assert!(twin.unconfirmed().is_empty(), "{:?}", twin.unconfirmed());
    let refused = twin.refused();
    assert!(refused.is_empty(), "{refused:#?}");
    ended
}

/// Holds a run to silence about its token.
#[track_caller]
fn discreet(ended: &Ended, twin: &Twin) {
    let secret = twin.token().split_once(':').unwrap().1;
    assert!(!ended.said.contains(secret), "the token is in:\n{}", ended.said);
    assert!(!ended.said.contains("panic"), "{}", ended.said);
}
