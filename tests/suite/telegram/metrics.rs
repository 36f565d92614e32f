//! What the bot shows of itself on the address that it listens on.

use std::collections::HashMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use reqwest::Client;
use serde_json::json;
use tokio::runtime::Runtime;

use super::{QUESTION, end, free_address};
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

/// A bot that polls, and listens there.
fn watched() -> (Twin, Bot, String) {
    let (twin, listen) = (Twin::start(), free_address());
    let bot = Bot::start(&running::program(&twin).with("LISTEN_ADDR", &listen));
    bot.wait_said(&format!("listens on {listen}"), 1);
    (twin, bot, listen)
}

/// A page's status, form and text.
pub fn page(listen: &str, path: &str) -> (u16, String, String) {
    let call = Client::new().get(format!("http://{listen}{path}")).timeout(Duration::from_secs(20));
    Runtime::new().unwrap().block_on(async {
        let answer = call.send().await.unwrap();
        let form = answer.headers().get("content-type").map_or("", |form| form.to_str().unwrap()).to_owned();
        (answer.status().as_u16(), form, answer.text().await.unwrap())
    })
}

/// The figures by their names and labels. The page is held to the rules of its form.
#[track_caller]
fn figures(listen: &str) -> HashMap<String, f64> {
    let (status, form, page) = page(listen, "/metrics");
    assert_eq!((status, form.as_str()), (200, "application/openmetrics-text; version=1.0.0; charset=utf-8"));
    let lines = page.strip_suffix("# EOF\n").unwrap_or_else(|| panic!("no end:\n{page}")).lines();
    let (mut kinds, mut figures) = (HashMap::new(), HashMap::new());
    for line in lines {
        if let Some(comment) = line.strip_prefix("# ") {
            let words: Vec<&str> = comment.splitn(3, ' ').collect();
            let &[word, name, value] = words.as_slice() else { panic!("{line}") };
            match word {
                "TYPE" => assert!(kinds.insert(name, value).is_none(), "{line} comes twice"),
                "UNIT" => assert!(name.ends_with(&format!("_{value}")), "{line}"),
                _ => assert!(word == "HELP" && value.ends_with('.'), "{line}"),
            }
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let (family, labels) = name.split_once('{').unwrap_or((name, "}"));
        assert!(labels.ends_with('}') && labels.matches('"').count() % 2 == 0, "{line}");
        // One name may begin with another: `attache_updates`, `attache_updates_waiting`.
        let known = kinds.iter().filter(|(kind, _)| family.starts_with(**kind));
        let suffixes = match known.max_by_key(|(kind, _)| kind.len()) {
            Some((kind, &"counter")) => vec![format!("{kind}_total")],
            Some((kind, &"histogram")) => ["bucket", "count", "sum"].map(|it| format!("{kind}_{it}")).into(),
            Some((kind, &"gauge")) => vec![kind.to_string()],
            other => panic!("{line} is of {other:?}"),
        };
        assert!(suffixes.iter().any(|name| name == family), "{line}");
        let value = value.parse().unwrap_or_else(|_| panic!("{line}"));
        assert!(figures.insert(name.to_owned(), value).is_none(), "{line} comes twice");
    }
    figures
}

/// Waits until a figure has this value; the bot counts what it does a moment after it has done it.
#[track_caller]
fn wait_figure(listen: &str, name: &str, value: f64) -> HashMap<String, f64> {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let figures = figures(listen);
        if figures.get(name) == Some(&value) {
            return figures;
        }
        assert!(Instant::now() < until, "`{name}` is not {value}: {figures:#?}");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_bot_that_polls_shows_its_pages_where_it_is_told_to() {
    let (twin, bot, listen) = watched();
    assert_eq!(page(&listen, "/healthz").0, 200);
    assert_eq!(page(&listen, "/readyz").2, "ready\n");
    assert_eq!(page(&listen, "/telegram").0, 404);
    let figures = figures(&listen);
    let article = r#"article="china-defence-visit",language="en""#;
    assert!(figures[&format!("attache_knowledge_entries{{{article}}}")] > 0.0);
    let version = figures.keys().find(|name| name.starts_with("attache_knowledge_info{"));
    assert!(version.is_some_and(|name| name.contains(r#"fingerprint=""#)), "{figures:#?}");
    end(bot, &twin);
}

#[test]
fn an_address_that_is_taken_is_told() {
    let (twin, taken) = (Twin::start(), std::net::TcpListener::bind("127.0.0.1:0").unwrap());
    let listen = taken.local_addr().unwrap().to_string();
    let program = running::program(&twin).with("LISTEN_ADDR", &listen);
    let said = super::starting::refused(&program, &twin).replace(&listen, "127.0.0.1:8080");
    assert_snapshot!(said, @"
    error: 127.0.0.1:8080 cannot be listened on: Address already in use (os error 98)
    hint: set LISTEN_ADDR to an address of this machine and a port that is free
    ");
}

#[test]
fn updates_verdicts_and_sends_are_counted() {
    let (twin, bot, listen) = watched();
    let known = figures(&listen);
    for verdict in ["answer", "suggest", "unanswered"] {
        assert_eq!(known[&format!(r#"attache_verdicts_total{{verdict="{verdict}"}}"#)], 0.0);
    }
    twin.private(9, QUESTION);
    twin.private(9, "What is the purpose of the Munich conference?");
    twin.private(9, "how do I bake bread");
    twin.group(-500, 9, "just talking");
    twin.message(json!({ "chat": { "id": 9, "type": "private", "first_name": "Ana" }, "poem": "?" }));
    let sent = twin.wait_sent(9, 4);
    twin.tap(9, 9, sent[1].message_id, sent[1].buttons[0][0].data.as_deref().unwrap());
    twin.wait_sent(9, 5);
    let done = r#"attache_sends_total{method="SendMessage",outcome="done"}"#;
    let figures = wait_figure(&listen, done, 5.0);
    for (name, value) in [
        (r#"attache_verdicts_total{verdict="answer"}"#, 1.0),
        (r#"attache_verdicts_total{verdict="suggest"}"#, 1.0),
        (r#"attache_verdicts_total{verdict="unanswered"}"#, 1.0),
        (r#"attache_updates_total{kind="message",outcome="answered"}"#, 4.0),
        (r#"attache_updates_total{kind="message",outcome="silent"}"#, 1.0),
        (r#"attache_updates_total{kind="callback_query",outcome="answered"}"#, 1.0),
        (r#"attache_sends_total{method="AnswerCallbackQuery",outcome="done"}"#, 1.0),
        ("attache_handling_seconds_count", 6.0),
        // The acknowledgement of a tap is no reply.
        ("attache_reply_seconds_count", 5.0),
    ] {
        assert_eq!(figures.get(name), Some(&value), "{name} in {figures:#?}");
    }
    end(bot, &twin);
}

#[test]
fn what_telegram_refuses_is_counted_and_what_waits_is_shown() {
    let (twin, bot, listen) = watched();
    twin.fault("sendMessage", Some(9), Fault::TooManyRequests { retry_after: 2 }, 1);
    twin.fault("sendMessage", Some(8), Fault::Forbidden, 1);
    let message = |outcome| format!(r#"attache_sends_total{{method="SendMessage",outcome="{outcome}"}}"#);
    twin.private(9, "/help");
    twin.private(9, "/help");
    twin.private(8, "/help");
    wait_figure(&listen, &message("gone"), 1.0);
    // A call is counted before it leaves the outbox, and the second message may not be handled by then.
    wait_figure(&listen, "attache_updates_waiting", 0.0);
    let limited = wait_figure(&listen, "attache_calls_unsent", 2.0);
    assert_eq!(limited["attache_updates_set_aside"], 0.0);
    twin.wait_sent(9, 2);
    let figures = wait_figure(&listen, &message("done"), 2.0);
    assert_eq!(figures[&message("later")], 1.0);
    // Both waited in their order.
    assert!(figures["attache_reply_seconds_sum"] > 4.0 && figures["attache_reply_seconds_count"] == 2.0);
    wait_figure(&listen, "attache_calls_unsent", 0.0);
    end(bot, &twin);
}
