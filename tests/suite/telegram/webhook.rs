//! The bot that Telegram calls: what it takes, and what it refuses.

use std::time::Duration;

use attache::store::{Backlog, Store};
use insta::assert_snapshot;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};
use tokio::runtime::Runtime;

use super::{end, free_address};
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

const PATH: &str = "/hook";
const SECRET: &str = "a-secret_of-the-tests";

/// A twin, and a program that listens there.
fn hooked() -> (Twin, Program, String) {
    let (twin, listen) = (Twin::start(), free_address());
    twin.put_behind_webhook(std::slice::from_ref(&listen));
    let program = running::program(&twin)
        .with("WEBHOOK_URL", &format!("https://bot.example{PATH}"))
        .with("WEBHOOK_SECRET", SECRET)
        .with("LISTEN_ADDR", &listen);
    (twin, program, listen)
}

/// A bot that Telegram has been told of, and that listens.
fn start(twin: &Twin, program: &Program) -> Bot {
    let bot = Bot::start(program);
    twin.wait_called("setWebhook", 1);
    bot
}

/// The status of a call, as a stranger or as Telegram makes it.
fn call(method: Method, url: &str, secret: Option<&str>, body: impl Into<reqwest::Body>) -> u16 {
    let call = Client::new().request(method, url).timeout(Duration::from_secs(20)).body(body);
    let call = match secret {
        Some(secret) => call.header("X-Telegram-Bot-Api-Secret-Token", secret),
        None => call,
    };
    Runtime::new().unwrap().block_on(async { call.send().await.unwrap().status().as_u16() })
}

fn post(listen: &str, body: impl Into<reqwest::Body>) -> u16 {
    call(Method::POST, &format!("http://{listen}{PATH}"), Some(SECRET), body)
}

fn asked(id: i64, user: i64) -> String {
    let chat = json!({ "id": user, "type": "private", "first_name": "Ana" });
    let from = json!({ "id": user, "is_bot": false, "first_name": "Ana" });
    let message =
        json!({ "message_id": 1, "date": 1_700_000_000, "chat": chat, "from": from, "text": "/help" });
    json!({ "update_id": id, "message": message }).to_string()
}

fn backlog(program: &Program) -> Backlog {
    let address = program.setting("DATABASE_URL").parse().unwrap();
    Runtime::new().unwrap().block_on(async { Store::open(&address).await.unwrap().backlog().await.unwrap() })
}

#[test]
fn it_has_telegram_call_and_answers() {
    let (twin, program, listen) = hooked();
    let bot = start(&twin, &program);
    twin.private(9, "is china neutral?");
    assert!(twin.wait_sent(9, 1)[0].text.contains("As of 2023-11-12."));
    let set = twin.called("setWebhook").remove(0);
    assert_eq!(set.params["secret_token"], Value::from(SECRET));
    assert_eq!(
        set.params["allowed_updates"],
        json!(["message", "edited_message", "callback_query", "inline_query", "my_chat_member"])
    );
    assert_eq!(set.params["max_connections"], json!(100));
    for page in ["healthz", "readyz", "metrics"] {
        assert_eq!(call(Method::GET, &format!("http://{listen}/{page}"), None, ""), 200);
    }
    let ended = end(bot, &twin);
    assert!(!ended.said.contains(SECRET));
    assert!(twin.called("deleteWebhook").is_empty() && twin.called("getUpdates").is_empty());
}

#[test]
fn an_update_that_comes_twice_is_answered_once() {
    let (twin, program, listen) = hooked();
    let bot = start(&twin, &program);
    twin.join(9);
    for _ in 0..3 {
        assert_eq!(post(&listen, asked(5, 9)), 200);
    }
    assert_eq!(post(&listen, asked(6, 10)), 200);
    twin.wait_sent(9, 1);
    end_well(bot);
    assert_eq!(twin.sent(9).len(), 1);
}

#[track_caller]
fn end_well(bot: Bot) -> String {
    let ended = bot.end();
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    ended.said
}

#[test]
fn bad_calls_are_refused_logged_once_and_leave_nothing() {
    let (twin, program, listen) = hooked();
    let bot = start(&twin, &program);
    let hook = format!("http://{listen}{PATH}");
    for _ in 0..3 {
        for body in ["", "{", "[]", "null", "{}", r#"{"update_id":"7"}"#, r#"{"update_id":-1}"#, "\u{0}"] {
            assert_eq!(post(&listen, body), 400, "{body}");
        }
        assert_eq!(post(&listen, vec![0xff_u8; 99]), 400);
        assert_eq!(post(&listen, vec![b' '; 2 << 20]), 413);
        for secret in [None, Some(""), Some("a-secret"), Some("a-secret_of-the-testS")] {
            assert_eq!(call(Method::POST, &hook, secret, asked(7, 9)), 401, "{secret:?}");
        }
        assert_eq!(call(Method::GET, &hook, Some(SECRET), ""), 405);
        assert_eq!(call(Method::POST, &format!("http://{listen}/"), Some(SECRET), asked(7, 9)), 404);
    }
    assert_eq!(backlog(&program), Backlog::default());
    let said = end_well(bot);
    assert_eq!(said.matches("is refused at the webhook").count(), 5, "{said}");
}

#[test]
fn what_keeps_it_from_listening_is_told() {
    let (twin, program, listen) = hooked();
    let taken = std::net::TcpListener::bind(&listen).unwrap();
    let said = super::starting::refused(&program, &twin).replace(&listen, "127.0.0.1:8080");
    assert_snapshot!(said, @"
    error: 127.0.0.1:8080 cannot be listened on: Address already in use (os error 98)
    hint: set LISTEN_ADDR to an address of this machine and a port that is free
    ");
    drop(taken);
    twin.fault(
        "setWebhook",
        None,
        Fault::BadRequest("bad webhook: IP address 10.0.0.1 is reserved".into()),
        1,
    );
    assert_snapshot!(super::starting::refused(&program, &twin), @"
    error: Telegram does not take the webhook: Bad Request: bad webhook: IP address 10.0.0.1 is reserved (400)
    hint: WEBHOOK_URL is https, on port 443, 80, 88 or 8443, of a host that Telegram finds
    ");
    let said = [
        ("WEBHOOK_URL", "bot.example"),
        ("LISTEN_ADDR", "8080"),
        ("WEBHOOK_SECRET", "no spaces"),
        ("DATABASE_URL", "mysql://ana:s3cret@db/bot"),
        ("SEND_LIMITS", "none"),
    ]
    .map(|(setting, value)| {
        let (twin, program, _) = hooked();
        super::starting::refused(&program.with(setting, value), &twin)
    });
    assert_snapshot!(said.join("\n"), @"
    error: `WEBHOOK_URL` is not a web address
    hint: it is `https://HOST/PATH`, as Telegram is to call it; unset, the bot polls

    error: `LISTEN_ADDR` is `8080`
    hint: it is an IP address and a port; with a webhook, by default 127.0.0.1:8080

    error: `WEBHOOK_SECRET` is not a secret that Telegram takes
    hint: it is 1 to 256 letters, digits, _ or -

    error: `DATABASE_URL` is not the address of a database
    hint: it is `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`

    error: `SEND_LIMITS` is `none`
    hint: unset, Telegram's recommended limits are kept; `off` is for a server of your own
    ");
}

#[test]
fn while_the_database_is_locked_telegram_keeps_the_updates() {
    let (twin, program, listen) = hooked();
    let bot = start(&twin, &program);
    let runtime = Runtime::new().unwrap();
    let mut other = runtime.block_on(SqliteConnection::connect(program.setting("DATABASE_URL"))).unwrap();
    runtime.block_on(other.execute("BEGIN EXCLUSIVE")).unwrap();
    twin.private(9, "/help");
    bot.wait_said("is locked by another program", 1);
    assert_eq!(call(Method::GET, &format!("http://{listen}/readyz"), None, ""), 503);
    assert_eq!(twin.unconfirmed().len(), 1);
    runtime.block_on(other.execute("ROLLBACK")).unwrap();
    twin.wait_sent(9, 1);
    bot.wait_said("the database is back", 1);
    end(bot, &twin);
}

#[test]
fn a_token_that_is_revoked_ends_the_run_and_the_next_run_answers() {
    let (twin, program, _) = hooked();
    let bot = start(&twin, &program);
    for method in ["sendMessage", "getMe"] {
        twin.fault(method, None, Fault::Unauthorized, usize::MAX);
    }
    twin.private(9, "/help");
    let ended = bot.wait();
    assert_eq!(ended.status, Some(2), "{}", ended.said);
    assert!(ended.said.contains("does not accept the token"), "{}", ended.said);
    twin.clear_faults();
    let next = start(&twin, &program);
    twin.wait_sent(9, 1);
    end(next, &twin);
    assert_eq!(twin.sent(9).len(), 1);
}

#[test]
fn a_token_that_is_refused_by_mistake_ends_nothing() {
    let (twin, program, _) = hooked();
    let bot = start(&twin, &program);
    twin.fault("sendMessage", None, Fault::Unauthorized, 2);
    twin.fault("getMe", None, Fault::Unauthorized, 2);
    twin.private(9, "/help");
    twin.wait_sent(9, 1);
    end(bot, &twin);
}
