//! The twin is as strict as Telegram, word for word, and stricter where it says so.
//!
//! Requests are written by hand here, byte for byte, so that nothing on this side can be too polite.

mod calls;
mod faults;
mod messages;
mod texts;
mod updates;

use std::io::{self, Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::twin::Twin;

const ANA: i64 = 42;
const GROUP: i64 = -1_001_234_567_890;

const TERMINATED: &str = "Conflict: terminated by other getUpdates request; make sure that only one bot \
    instance is running";

/// A twin with a private chat and a group.
fn twin() -> Twin {
    let twin = Twin::start();
    twin.join(ANA);
    twin.join(GROUP);
    twin
}

/// Sends a request and gives the whole response; empty if there is none.
fn exchange(twin: &Twin, head: &str, kind: &str, body: &str) -> io::Result<String> {
    let address = twin.url().replace("http://", "");
    let mut stream = TcpStream::connect(&address)?;
    let length = body.len();
    write!(
        stream,
        "{head} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}

/// Status and body of a response in Telegram's form.
fn parsed(response: &str) -> (u16, Value) {
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), serde_json::from_str(body).unwrap())
}

fn posted(twin: &Twin, method: &str, kind: &str, body: &str) -> Value {
    let head = format!("POST /bot{}/{method}", twin.token());
    let (status, answer) = parsed(&exchange(twin, &head, kind, body).unwrap());
    assert_eq!(answer["ok"], status == 200);
    assert_eq!(answer["error_code"].as_u64().unwrap_or(200), u64::from(status));
    answer
}

fn call(twin: &Twin, method: &str, params: Value) -> Value {
    posted(twin, method, "application/json", &params.to_string())
}

#[track_caller]
fn accepted(twin: &Twin, method: &str, params: Value) -> Value {
    let answer = call(twin, method, params);
    assert_eq!(answer["ok"], true, "{answer}");
    answer["result"].clone()
}

fn refusal(twin: &Twin, method: &str, params: Value) -> String {
    let answer = call(twin, method, params);
    answer["description"].as_str().unwrap_or("(accepted)").to_owned()
}

fn message(text: &str) -> Value {
    json!({"chat_id": ANA, "text": text, "parse_mode": "HTML"})
}

fn with_button(button: Value) -> Value {
    json!({"chat_id": ANA, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}})
}
