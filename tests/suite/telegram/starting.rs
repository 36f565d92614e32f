//! What keeps the bot from running is said once, with what to do, and ends with status 2.

use std::time::Duration;

use super::discreet;
use crate::program::Program;
use crate::running::{self, Bot, Ended};
use crate::twin::{Fault, Twin};

/// Runs the program until it ends by itself, refused.
#[track_caller]
pub fn refused(program: &Program, twin: &Twin, said: &str) -> Ended {
    let ended = Bot::spawn(program, &["run"]).wait();
    assert_eq!(ended.status, Some(2), "{}", ended.said);
    assert_eq!(ended.said.matches("error: ").count(), 1, "{}", ended.said);
    assert_eq!(ended.said.matches("hint: ").count(), 1, "{}", ended.said);
    assert!(ended.said.contains(said), "`{said}` in:\n{}", ended.said);
    discreet(&ended, twin);
    ended
}

#[test]
fn without_a_token_it_says_how_to_get_one() {
    let twin = Twin::start();
    refused(&Program::new(), &twin, "@BotFather");
    // Told nothing, it opens the chat and says the same.
    let chat = Program::new().run_typing(&[], "is china neutral?\n");
    assert_eq!(chat.status, 0);
    assert!(
        chat.stderr.contains("TELOXIDE_TOKEN is not set") && chat.stderr.contains("@BotFather"),
        "{}",
        chat.stderr
    );
    assert!(chat.stdout.contains("As of 2023-11-12."), "{}", chat.stdout);
}

#[test]
fn with_a_token_the_program_told_nothing_is_the_bot() {
    let twin = Twin::start();
    let bot = Bot::spawn(&running::program(&twin), &[]);
    twin.private(9, "is china neutral?");
    twin.wait_sent(9, 1);
    super::end(bot, &twin);
}

#[test]
fn a_bad_token_is_told_and_never_shown() {
    let twin = Twin::start();
    let malformed = twin.token().replacen(':', " ", 1);
    refused(&running::program(&twin).with("TELOXIDE_TOKEN", &malformed), &twin, "is not a bot token");
    let other = "987654321:AAF0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let ended =
        refused(&running::program(&twin).with("TELOXIDE_TOKEN", other), &twin, "does not accept the token");
    assert!(!ended.said.contains("AAF0"), "{}", ended.said);
    twin.fault("getMe", None, Fault::NotFound, 1);
    refused(&running::program(&twin), &twin, "does not accept the token");
}

#[test]
fn a_database_that_cannot_be_used_is_told() {
    let twin = Twin::start();
    let program = |url: &str| running::program(&twin).with("DATABASE_URL", url);
    refused(&program("sqlite:nowhere.db?mode=rw"), &twin, "no such file");
    let text =
        program("sqlite:text.db").with_file("text.db", "These are no pages of a database. ".repeat(99));
    refused(&text, &twin, "no SQLite database");
    refused(
        &program("postgres://ana:s3cret@127.0.0.1:1/bot"),
        &twin,
        "`postgres://127.0.0.1/bot` cannot be opened",
    );
}

#[test]
fn a_token_that_is_revoked_ends_the_run() {
    let twin = Twin::start();
    twin.fault("getUpdates", None, Fault::Unauthorized, usize::MAX);
    refused(&running::program(&twin), &twin, "does not accept the token");
}

#[test]
fn a_server_that_is_none_is_told() {
    let twin = Twin::start();
    refused(&running::program(&twin).with("TELOXIDE_API_URL", "localhost:1"), &twin, "not a web address");
    twin.fault("getMe", None, Fault::Html, 1);
    refused(&running::program(&twin), &twin, "is no Bot API server");
}

#[test]
fn a_server_that_cannot_be_reached_is_told() {
    let twin = Twin::start();
    let program = running::program(&twin).with("TELOXIDE_API_URL", "http://127.0.0.1:1");
    let ended = refused(&program, &twin, "cannot be reached");
    assert!(ended.said.contains("trying again"), "{}", ended.said);
}

#[test]
fn trouble_at_the_start_is_ridden_out() {
    let twin = Twin::start();
    twin.fault("getMe", None, Fault::BadGateway, 1);
    twin.fault("getMe", None, Fault::Reset, 1);
    let bot = Bot::spawn(&running::program(&twin), &["run"]);
    twin.private(9, "is china neutral?");
    twin.wait_sent(9, 1);
    let ended = bot.end();
    assert_eq!(ended.status, Some(0));
    discreet(&ended, &twin);
}

#[test]
fn another_copy_and_a_webhook_are_told_apart() {
    let twin = Twin::start();
    twin.fault("getUpdates", None, Fault::Conflict, usize::MAX);
    refused(&running::program(&twin), &twin, "another copy of this bot is running");
    twin.clear_faults();
    twin.set_webhook("https://elsewhere.example/");
    refused(&running::program(&twin), &twin, "a webhook is set");
    let bot = Bot::spawn(&running::program(&twin), &["run", "--delete-webhook"]);
    twin.private(9, "is china neutral?");
    twin.wait_sent(9, 1);
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn a_newcomer_gives_way_to_the_copy_that_runs() {
    let (twin, elder) = super::shipped();
    std::thread::sleep(Duration::from_secs(4));
    let newcomer = Bot::spawn(&running::program(&twin), &["run"]).wait();
    assert_eq!(newcomer.status, Some(2), "{}", newcomer.said);
    twin.private(9, "is china neutral?");
    twin.wait_sent(9, 1);
    assert_eq!(elder.end().status, Some(0));
}
