//! What keeps the bot from running is said once, with what to do, and ends with status 2.

use std::time::Duration;

use insta::assert_snapshot;

use super::discreet;
use crate::program::Program;
use crate::running::{self, Bot, Ended};
use crate::twin::{Fault, Twin};

/// What the program says when it is refused.
#[track_caller]
pub fn refused(program: &Program, twin: &Twin) -> String {
    // The twin has another address in each run.
    ended(program, twin).error().replace(&twin.url(), "http://twin.example")
}

/// Runs the program until it ends by itself, refused.
#[track_caller]
fn ended(program: &Program, twin: &Twin) -> Ended {
    let ended = Bot::spawn(program, &["run"]).wait();
    assert_eq!(ended.status, Some(2), "{}", ended.said);
    assert_eq!(ended.said.matches("error: ").count(), 1, "{}", ended.said);
    assert_eq!(ended.said.matches("hint: ").count(), 1, "{}", ended.said);
    discreet(&ended, twin);
    ended
}

#[test]
fn without_a_token_it_says_how_to_get_one() {
    let twin = Twin::start();
    assert_snapshot!(refused(&Program::new(), &twin), @"
    error: `TELOXIDE_TOKEN` is not set
    hint: for the bot in Telegram, send /newbot to @BotFather there, and put TELOXIDE_TOKEN=<its token> into .env
    ");
    // Told nothing, it opens the chat and says the same.
    let chat = Program::new().run_typing(&[], "is china neutral?\n");
    assert_eq!(chat.status, 0);
    assert_snapshot!(chat.stderr, @"
    note: TELOXIDE_TOKEN is not set, so this is the chat in the terminal
    hint: for the bot in Telegram, send /newbot to @BotFather there, and put TELOXIDE_TOKEN=<its token> into .env
    ");
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
    assert_snapshot!(refused(&running::program(&twin).with("TELOXIDE_TOKEN", &malformed), &twin), @"
    error: `TELOXIDE_TOKEN` is not a bot token
    hint: copy all of it from @BotFather; it looks like 123456789:AAE9…
    ");
    let other = "987654321:AAF0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let ended = ended(&running::program(&twin).with("TELOXIDE_TOKEN", other), &twin);
    assert!(!ended.said.contains("AAF0"), "{}", ended.said);
    assert_snapshot!(ended.error(), @"
    error: Telegram does not accept the token
    hint: check TELOXIDE_TOKEN: @BotFather shows it under /mybots; with TELOXIDE_API_URL, check that too
    ");
    twin.fault("getMe", None, Fault::NotFound, 1);
    assert_snapshot!(refused(&running::program(&twin), &twin), @"
    error: Telegram does not accept the token
    hint: check TELOXIDE_TOKEN: @BotFather shows it under /mybots; with TELOXIDE_API_URL, check that too
    ");
}

#[test]
fn a_database_that_cannot_be_used_is_told() {
    let twin = Twin::start();
    let program = |url: &str| running::program(&twin).with("DATABASE_URL", url);
    assert_snapshot!(refused(&program("sqlite:nowhere.db?mode=rw"), &twin), @"
    error: the database `nowhere.db` cannot be opened: there is no such file that can be opened
    hint: check the path in DATABASE_URL, and who may write there
    ");
    let text =
        program("sqlite:text.db").with_file("text.db", "These are no pages of a database. ".repeat(99));
    assert_snapshot!(refused(&text, &twin), @"
    error: the database `text.db` cannot be opened: the file is no SQLite database, or damaged
    hint: move the file away; attache makes another
    ");
    assert_snapshot!(refused(&program("postgres://ana:s3cret@127.0.0.1:1/bot"), &twin), @"
    error: the database `postgres://127.0.0.1/bot` cannot be opened: Connection refused (os error 111)
    hint: check that it runs and can be reached, and DATABASE_URL
    ");
}

#[test]
fn a_token_that_is_revoked_ends_the_run() {
    let twin = Twin::start();
    twin.fault("getUpdates", None, Fault::Unauthorized, usize::MAX);
    assert_snapshot!(refused(&running::program(&twin), &twin), @"
    error: Telegram does not accept the token
    hint: check TELOXIDE_TOKEN: @BotFather shows it under /mybots; with TELOXIDE_API_URL, check that too
    ");
}

#[test]
fn a_server_that_is_none_is_told() {
    let twin = Twin::start();
    let elsewhere = running::program(&twin).with("TELOXIDE_API_URL", "localhost:1");
    assert_snapshot!(refused(&elsewhere, &twin), @"
    error: `TELOXIDE_API_URL` is not a web address
    hint: it is `http://host:port` or `https://host` of a Bot API server, without the token; unset, it is https://api.telegram.org
    ");
    twin.fault("getMe", None, Fault::Html, 1);
    assert_snapshot!(refused(&running::program(&twin), &twin), @"
    error: http://twin.example is no Bot API server: the answer is none of the Bot API's (HTTP 200)
    hint: check TELOXIDE_API_URL; unset, it is https://api.telegram.org
    ");
}

#[test]
fn a_server_that_cannot_be_reached_is_told() {
    let twin = Twin::start();
    let program = running::program(&twin).with("TELOXIDE_API_URL", "http://127.0.0.1:1");
    let ended = ended(&program, &twin);
    assert!(ended.said.contains("trying again"), "{}", ended.said);
    assert_snapshot!(ended.error(), @"
    error: http://127.0.0.1:1 cannot be reached: Connection refused (os error 111)
    hint: check the network, and TELOXIDE_API_URL if it is set
    ");
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
    assert_snapshot!(refused(&running::program(&twin), &twin), @"
    error: another copy of this bot is running with the same token, and takes its updates
    hint: stop the other copy, or give this one a token of its own
    ");
    twin.clear_faults();
    twin.set_webhook("https://elsewhere.example/");
    assert_snapshot!(refused(&running::program(&twin), &twin), @"
    error: a webhook is set for this bot, so Telegram sends its updates there
    hint: `attache run --delete-webhook` removes it; other bots with this token then get nothing
    ");
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
