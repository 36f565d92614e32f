//! The token is in every address that the bot calls, and shows nowhere: not in what the bot says
//! or logs, at the most talkative, nor in what it keeps.

use std::fs;
use std::path::Path;
use std::thread::{scope, sleep};
use std::time::Duration;

use super::{book, discreet, free_address};
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

/// All ways in which a call can fail.
fn faults() -> [Fault; 12] {
    [
        Fault::TooManyRequests { retry_after: 1 },
        Fault::ServerError,
        Fault::BadGateway,
        Fault::Html,
        Fault::Hang(Duration::from_millis(300)),
        Fault::Reset,
        Fault::Forbidden,
        Fault::Unauthorized,
        Fault::NotFound,
        Fault::Conflict,
        Fault::Migrate { to: -1_000_500 },
        Fault::BadRequest("everything is wrong".into()),
    ]
}

/// How long a bot has to log a failure, a hanging call's too.
const TO_LOG: Duration = Duration::from_millis(800);

/// What the bot shows of itself while it already answers.
const PROFILE: [&str; 3] = ["setMyCommands", "setMyDescription", "setMyShortDescription"];

/// What it calls for readers.
const REPLIES: [&str; 5] =
    ["sendMessage", "editMessageText", "answerCallbackQuery", "answerInlineQuery", "getChatMember"];

/// Runs a test with each fault, side by side.
fn with_each(test: impl Fn(Fault) + Sync) {
    scope(|scope| {
        for fault in faults() {
            let test = &test;
            scope.spawn(move || test(fault));
        }
    });
}

fn all_fail(twin: &Twin, methods: &[&str], fault: &Fault) {
    for method in methods {
        twin.fault(method, None, fault.clone(), usize::MAX);
    }
}

/// Somebody gets the list of questions, while nothing fails yet; gives the message.
fn list(twin: &Twin) -> i64 {
    twin.private(1, "/faq");
    twin.wait_sent(1, 1)[0].message_id
}

/// Every call for a reader fails: one asks, one types behind the bot's name, one wants to choose
/// for a group, and who has the list turns its page.
fn fail_readers(twin: &Twin, list: i64, fault: &Fault) {
    all_fail(twin, &REPLIES, fault);
    twin.private(2, "/help");
    twin.inline(3, "What is the topic of chapter 1?");
    twin.group(-4, 4, "/settings");
    twin.tap(1, 1, list, "faq:1");
    for method in &REPLIES {
        // The list has been sent before.
        twin.wait_called(method, if *method == "sendMessage" { 2 } else { 1 });
    }
}

/// Kills the bot once it has had time to log, and looks through all that it leaves behind.
#[track_caller]
fn end_discreetly(bot: Bot, program: &Program, twin: &Twin) {
    sleep(TO_LOG);
    let killed = bot.kill();
    assert!(!killed.said.is_empty());
    discreet(&killed, twin);
    for folder in [program.folder(), twin.folder()] {
        keeps_no_token(folder, twin);
    }
}

#[track_caller]
fn keeps_no_token(folder: &Path, twin: &Twin) {
    let secret = twin.token().split_once(':').unwrap().1.as_bytes();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content = fs::read(&path).unwrap();
        assert!(!content.windows(secret.len()).any(|part| part == secret), "in {}", path.display());
    }
}

/// A program with a list of questions that has pages.
fn program(twin: &Twin) -> Program {
    book(running::program(twin), 20)
}

#[test]
fn no_trace_of_the_token_is_left_when_every_call_fails_while_it_polls() {
    with_each(|fault| {
        let twin = Twin::start();
        let program = program(&twin);
        all_fail(&twin, &PROFILE, &fault);
        let bot = Bot::start(&program);
        twin.wait_called(PROFILE[0], 1);
        let list = list(&twin);
        fail_readers(&twin, list, &fault);
        twin.clear_faults();
        all_fail(&twin, &["getUpdates"], &fault);
        // The poll under way gives this one, the next fails.
        twin.private(5, "/help");
        let polls = twin.called("getUpdates").len();
        twin.wait_called("getUpdates", polls + 1);
        end_discreetly(bot, &program, &twin);
    });
}

#[test]
fn no_trace_of_the_token_is_left_when_every_call_fails_at_a_webhook() {
    with_each(|fault| {
        let (twin, listen) = (Twin::start(), free_address());
        twin.put_behind_webhook(std::slice::from_ref(&listen));
        let program = program(&twin);
        let program = program.with("WEBHOOK_URL", "https://bot.example/hook").with("LISTEN_ADDR", &listen);
        all_fail(&twin, &["setWebhook"], &fault);
        let bot = Bot::spawn(&program, &["run"]);
        twin.wait_called("setWebhook", 1);
        end_discreetly(bot, &program, &twin);
        twin.clear_faults();
        let bot = Bot::spawn(&program, &["run"]);
        let list = list(&twin);
        fail_readers(&twin, list, &fault);
        end_discreetly(bot, &program, &twin);
    });
}

#[test]
fn no_trace_of_the_token_is_left_when_the_first_calls_fail() {
    with_each(|fault| {
        for (method, args) in [("getMe", &["run"][..]), ("deleteWebhook", &["run", "--delete-webhook"])] {
            let twin = Twin::start();
            let program = program(&twin);
            all_fail(&twin, &[method], &fault);
            let bot = Bot::spawn(&program, args);
            twin.wait_called(method, 1);
            end_discreetly(bot, &program, &twin);
        }
    });
}

#[test]
fn no_trace_of_the_token_is_left_where_there_is_no_server() {
    let twin = Twin::start();
    let tls = twin.url().replace("http:", "https:");
    for url in [tls.as_str(), "http://no-such-host.invalid", "http://127.0.0.1:1"] {
        let program = program(&twin).with("TELOXIDE_API_URL", url);
        let bot = Bot::spawn(&program, &["run"]);
        bot.wait_said("trying again", 2);
        end_discreetly(bot, &program, &twin);
    }
}
