//! Faults on demand.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{ANA, GROUP, TERMINATED, accepted, call, exchange, message, parsed, refusal, twin};
use crate::twin::{Fault, Twin};

#[test]
fn faults_in_telegrams_form_strike_once_each_and_where_they_should() {
    let twin = twin();
    let new_chat = -1_009_999_999_999;
    let moved = "group chat was upgraded to a supergroup chat";
    let table = [
        (
            Fault::TooManyRequests { retry_after: 5 },
            json!({"error_code": 429, "description": "Too Many Requests: retry after 5",
                "parameters": {"retry_after": 5}}),
        ),
        (Fault::ServerError, json!({"error_code": 500, "description": "Internal Server Error"})),
        (
            Fault::Forbidden,
            json!({"error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        ),
        (Fault::Unauthorized, json!({"error_code": 401, "description": "Unauthorized"})),
        (Fault::NotFound, json!({"error_code": 404, "description": "Not Found"})),
        (Fault::Conflict, json!({"error_code": 409, "description": TERMINATED})),
        (
            Fault::Migrate { to: new_chat },
            json!({"error_code": 400, "description": format!("Bad Request: {moved}"),
                "parameters": {"migrate_to_chat_id": new_chat}}),
        ),
        (
            Fault::BadRequest("WHATEVER".to_owned()),
            json!({"error_code": 400, "description": "Bad Request: WHATEVER"}),
        ),
    ];
    for (fault, mut expected) in table {
        expected["ok"] = false.into();
        twin.fault("sendmessage", Some(ANA), fault, 1);
        accepted(&twin, "sendMessage", json!({"chat_id": GROUP, "text": "elsewhere"}));
        assert_eq!(call(&twin, "sendMessage", message("x")), expected);
        accepted(&twin, "sendMessage", message("afterwards"));
    }
    accepted(&twin, "sendMessage", json!({"chat_id": new_chat, "text": "moved"}));
    assert!(twin.sent(ANA).iter().all(|sent| sent.text == "afterwards"));
    assert!(twin.refused().is_empty());
}

#[test]
fn faults_last_until_they_are_cleared() {
    let twin = twin();
    twin.fault("getMe", None, Fault::ServerError, usize::MAX);
    for _ in 0..3 {
        assert_eq!(refusal(&twin, "getMe", json!({})), "Internal Server Error");
    }
    twin.clear_faults();
    accepted(&twin, "getMe", json!({}));
}

/// The raw response to a message that this fault befalls, and how long it took.
fn raw(twin: &Twin, fault: Fault) -> (io::Result<String>, Duration) {
    twin.fault("sendMessage", None, fault, 1);
    let head = format!("POST /bot{}/sendMessage", twin.token());
    let begun = Instant::now();
    let response = exchange(twin, &head, "application/json", &message("x").to_string());
    (response, begun.elapsed())
}

#[test]
fn faults_of_the_way_there_are_not_in_telegrams_form() {
    let twin = twin();
    let bad_gateway = raw(&twin, Fault::BadGateway).0.unwrap();
    assert!(bad_gateway.starts_with("HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n"));
    assert!(bad_gateway.contains("<center>nginx"));
    let portal = raw(&twin, Fault::Html).0.unwrap();
    assert!(portal.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"));
    let reset = raw(&twin, Fault::Reset).0.unwrap_err();
    assert_eq!(reset.kind(), io::ErrorKind::ConnectionReset);
    let (hung, took) = raw(&twin, Fault::Hang(Duration::from_millis(100)));
    assert_eq!(hung.unwrap(), "");
    assert!(took >= Duration::from_millis(100));
    assert!(twin.sent(ANA).is_empty());
    let statuses: Vec<u16> = twin.calls().iter().map(|call| call.status).collect();
    assert_eq!(statuses, [502, 200, 0, 0]);
}

#[test]
fn slow_calls_are_done_late_and_late_calls_are_done_at_once() {
    let twin = twin();
    let delay = Duration::from_millis(200);
    let done_after = |fault: Fault| {
        let before = twin.sent(ANA).len();
        let begun = Instant::now();
        let (response, took) = raw(&twin, fault);
        assert_eq!(parsed(&response.unwrap()).0, 200);
        assert!(took >= delay, "{took:?}");
        twin.sent(ANA)[before].at.duration_since(begun)
    };
    assert!(done_after(Fault::Slow(delay)) >= delay);
    assert!(done_after(Fault::Late(delay)) < delay);
}

#[test]
fn a_hung_call_ends_with_the_twin() {
    let twin = twin();
    let address = twin.url().replace("http://", "");
    twin.fault("getMe", None, Fault::Hang(Duration::from_secs(600)), 1);
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /bot{}/getMe HTTP/1.1\r\nHost: x\r\n\r\n", twin.token()).unwrap();
    twin.wait("the call that hangs", |twin| twin.calls().len() == 1);
    drop(twin);
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap_or_default(), 0);
}

#[test]
fn waiting_ends_as_soon_as_it_can() {
    let twin = twin();
    twin.keep_calls(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(30));
            accepted(&twin, "sendMessage", message("x"))
        });
        assert_eq!(twin.wait_sent(ANA, 1)[0].text, "x");
    });
    assert!(twin.calls().is_empty());
}
