//! What the running bot logs, for people and for programs.

use serde_json::Value;

use super::{QUESTION, end};
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

/// What the bot says while it answers, is silent, and is refused in every way. Each time with the
/// update that it was about.
fn busy(twin: &Twin, bot: &Bot) -> Vec<(&'static str, i64)> {
    let answered = twin.private(9, QUESTION);
    twin.wait_sent(9, 1);
    let silent = twin.group(-500, 9, QUESTION);
    twin.fault("sendMessage", Some(10), Fault::TooManyRequests { retry_after: 1 }, 1);
    let limited = twin.private(10, QUESTION);
    twin.fault("sendMessage", Some(11), Fault::Forbidden, 1);
    let blocked = twin.private(11, QUESTION);
    twin.fault("sendMessage", Some(12), Fault::BadRequest("wrong in a way of its own".into()), 1);
    let refused = twin.private(12, QUESTION);
    twin.wait_sent(10, 1);
    let told = [
        ("is answered", answered),
        ("gets no reply", silent),
        ("SendMessage waits", limited),
        ("nobody is there", blocked),
        ("SendMessage is given up", refused),
    ];
    for (words, _) in told {
        bot.wait_said(words, 1);
    }
    told.into()
}

#[test]
fn in_json_each_line_is_an_object_with_its_update_and_without_its_text() {
    let twin = Twin::start();
    let program = running::program(&twin).with("LOG_FORMAT", "json").with("LOG", "debug");
    let bot = Bot::start(&program);
    let told = busy(&twin, &bot);
    let ended = end(bot, &twin);
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    let lines: Vec<Value> = ended.said.lines().map(read).collect();
    for line in &lines {
        assert!(line["timestamp"].is_string() && line["message"].is_string(), "{line}");
        let is_quiet = matches!(line["level"].as_str(), Some("DEBUG" | "TRACE"));
        let holds_text = line.to_string().to_lowercase().contains("neutral");
        assert!(is_quiet || !holds_text, "{line}");
    }
    for (words, update) in told {
        let says = |line: &&Value| line["message"].as_str().unwrap().contains(words);
        let mut about = lines.iter().filter(says).map(|line| line["span"]["id"].as_i64());
        assert!(about.any(|id| id == Some(update)), "`{words}` of {update} in\n{}", ended.said);
        assert!(about.all(|id| id.is_some()));
    }
}

#[test]
fn in_text_each_line_names_its_update() {
    let twin = Twin::start();
    let bot = Bot::spawn(&running::program(&twin).with("LOG", "warn"), &["run"]);
    twin.fault("sendMessage", Some(12), Fault::BadRequest("wrong in a way of its own".into()), 1);
    let refused = twin.private(12, QUESTION);
    bot.wait_said("is given up", 1);
    let ended = end(bot, &twin);
    let line = ended.said.lines().find(|line| line.contains("is given up")).unwrap();
    assert!(line.contains(&format!(" WARN update{{id={refused}}}: SendMessage")), "{line}");
    assert!(!ended.said.contains("neutral"), "{}", ended.said);
}

#[test]
fn in_json_what_ends_the_run_is_an_object_too() {
    let twin = Twin::start();
    twin.fault("getUpdates", None, Fault::Unauthorized, usize::MAX);
    let program = running::program(&twin).with("LOG_FORMAT", "json");
    let ended = Bot::spawn(&program, &["run"]).wait();
    assert_eq!(ended.status, Some(2), "{}", ended.said);
    let lines: Vec<Value> = ended.said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.last().unwrap();
    assert_eq!(last["level"], "ERROR");
    assert!(last["message"].as_str().unwrap().contains("does not accept the token\nhint: "), "{last}");
}
