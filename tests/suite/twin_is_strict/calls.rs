//! Parameters, methods and bodies.

use serde_json::{Value, json};

use super::{ANA, accepted, exchange, parsed, posted, refusal, twin, with_button};
use crate::twin::Button;

#[test]
fn buttons_do_one_thing_each_and_carry_at_most_64_bytes() {
    let twin = twin();
    accepted(&twin, "sendMessage", with_button(json!({"text": "x", "callback_data": "é".repeat(32)})));
    accepted(&twin, "sendMessage", with_button(json!({"text": "x", "url": "https://example.org:8080/x"})));
    accepted(&twin, "sendMessage", with_button(json!({"text": "x", "url": "http://[::1]/"})));
    accepted(&twin, "sendMessage", with_button(json!({"text": "x", "url": "tg://user?id=1"})));
    let inside = "can't parse inline keyboard button:";
    let url = "inline keyboard button URL";
    let table = [
        (json!({"text": "x", "callback_data": "x".repeat(65)}), "BUTTON_DATA_INVALID".to_owned()),
        (json!({"text": "x", "callback_data": "é".repeat(33)}), "BUTTON_DATA_INVALID".to_owned()),
        (
            json!({"text": "x", "callback_data": ""}),
            format!("{inside} Text buttons are unallowed in the inline keyboard"),
        ),
        (json!({"text": "x"}), format!("{inside} Text buttons are unallowed in the inline keyboard")),
        (json!({"callback_data": "x"}), format!("{inside} Can't find field \"text\"")),
        (
            json!({"text": "", "callback_data": "x"}),
            format!("{inside} text must be non-empty (the twin is stricter than Telegram)"),
        ),
        (
            json!({"text": "x", "callback_data": "x", "url": "https://a.org"}),
            format!("{inside} it has more than one action (the twin is stricter than Telegram)"),
        ),
        (
            json!({"text": "x", "url": "https://localhost/"}),
            format!("{url} 'https://localhost/' is invalid: Wrong HTTP URL"),
        ),
        (
            json!({"text": "x", "url": "ftp://a.org"}),
            format!("{url} 'ftp://a.org' is invalid: Unsupported URL protocol"),
        ),
    ];
    for (button, problem) in table {
        let found = refusal(&twin, "sendMessage", with_button(button));
        assert_eq!(found, format!("Bad Request: {problem}"));
    }
}

#[test]
fn keyboards_have_at_most_100_buttons_and_10240_bytes() {
    let twin = twin();
    let keyboard = |count: usize, data: usize| {
        let row = json!([{"text": "x".repeat(10), "callback_data": "x".repeat(data)}]);
        json!({"chat_id": ANA, "text": "x", "reply_markup": {"inline_keyboard": vec![row; count]}})
    };
    accepted(&twin, "sendMessage", keyboard(100, 1));
    for too_much in [keyboard(101, 1), keyboard(100, 64)] {
        let found = refusal(&twin, "sendMessage", too_much);
        assert_eq!(found, "Bad Request: REPLY_MARKUP_TOO_LONG");
    }
}

#[test]
fn parameters_are_of_the_schema() {
    let twin = twin();
    let stricter = "(the twin is stricter than Telegram)";
    let inside = "can't parse inline keyboard button:";
    let table = [
        (json!({"text": "x"}), "chat_id is empty".to_owned()),
        (json!({"chat_id": ANA}), "message text is empty".to_owned()),
        (
            json!({"chat_id": ANA, "text": "x", "disable_web_page_preview": true}),
            format!("unknown field \"disable_web_page_preview\" in sendMessage {stricter}"),
        ),
        (json!({"chat_id": ANA, "text": 5}), "field \"text\" must be of type String".to_owned()),
        (
            json!({"chat_id": true, "text": "x"}),
            "field \"chat_id\" must be of type Number or String".to_owned(),
        ),
        (
            json!({"chat_id": ANA, "text": "x", "message_thread_id": "5"}),
            "field \"message_thread_id\" must be of type Number".to_owned(),
        ),
        (
            json!({"chat_id": ANA, "text": "x", "link_preview_options": {"is_disabled": "yes"}}),
            "field \"is_disabled\" must be of type Boolean".to_owned(),
        ),
        (
            json!({"chat_id": ANA, "text": "x", "reply_parameters": {"quote": "x"}}),
            "can't find field \"message_id\"".to_owned(),
        ),
        (
            json!({"chat_id": ANA, "text": "x", "reply_markup": {"inline_keyboard": "x"}}),
            "field \"inline_keyboard\" must be of type Array".to_owned(),
        ),
        (
            with_button(json!({"text": "x", "callback_data": "x", "colour": "red"})),
            format!("{inside} Unknown field \"colour\" in InlineKeyboardButton {stricter}"),
        ),
        (
            with_button(json!({"text": "x", "callback_data": 5})),
            format!("{inside} Field \"callback_data\" must be of type String"),
        ),
        (json!({"chat_id": ANA, "text": "x", "parse_mode": "BBCode"}), "unsupported parse_mode".to_owned()),
    ];
    for (params, problem) in table {
        assert_eq!(refusal(&twin, "sendMessage", params), format!("Bad Request: {problem}"));
    }
    let scope = json!({"commands": [], "scope": {"type": "chat"}});
    assert_eq!(refusal(&twin, "setMyCommands", scope), "Bad Request: can't find field \"chat_id\"");
    let action = json!({"chat_id": ANA, "action": "sleeping"});
    assert_eq!(refusal(&twin, "sendChatAction", action), "Bad Request: wrong parameter action in request");
}

#[test]
fn methods_are_known_in_any_case_and_only_with_the_right_token() {
    let twin = twin();
    for name in ["getMe", "GetMe", "GETME", "getme"] {
        assert_eq!(accepted(&twin, name, json!({}))["username"], "attache_test_bot");
    }
    assert!(twin.calls().iter().all(|call| call.method == "getMe" && call.status == 200));
    assert_eq!(refusal(&twin, "getYou", json!({})), "Not Found: method not found");
    let wrong = format!("123456789:{}", "A".repeat(35));
    let table = [
        (format!("/bot{wrong}/getMe"), 401, "Unauthorized"),
        ("/botnonsense/getMe".to_owned(), 404, "Not Found"),
        (format!("/bot{}", twin.token()), 404, "Not Found"),
        ("/".to_owned(), 404, "Not Found"),
    ];
    for (path, status, description) in table {
        let response = exchange(&twin, &format!("GET {path}"), "", "").unwrap();
        let error = json!({"ok": false, "error_code": status, "description": description});
        assert_eq!(parsed(&response), (status, error));
    }
}

#[test]
fn all_kinds_of_bodies_mean_the_same() {
    let twin = twin();
    let keyboard = r#"{"inline_keyboard":[[{"text":"Go","callback_data":"go"}]]}"#;
    let escaped = keyboard.replace('"', "%22").replace('{', "%7B").replace('}', "%7D");
    let escaped = escaped.replace('[', "%5B").replace(']', "%5D");
    let form = format!("chat_id={ANA}&text=a+%26+b&protect_content=true&reply_markup={escaped}");
    let part = |name: &str, value: &str| {
        format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let multipart = part("chat_id", "42")
        + &part("text", "a & b")
        + &part("protect_content", "true")
        + &part("reply_markup", keyboard)
        + "--cut--\r\n";
    let nested: Value = serde_json::from_str(keyboard).unwrap();
    let json = json!({"chat_id": ANA, "text": "a & b", "protect_content": true, "reply_markup": nested});
    let json_text =
        json!({"chat_id": ANA, "text": "a & b", "protect_content": true, "reply_markup": keyboard});

    for json in [&json, &json_text] {
        accepted(&twin, "sendMessage", json.clone());
    }
    posted(&twin, "sendMessage", "application/x-www-form-urlencoded", &form);
    posted(&twin, "SendMessage", "multipart/form-data; boundary=cut", &multipart);
    exchange(&twin, &format!("GET /bot{}/sendMessage?{form}", twin.token()), "", "").unwrap();

    let button = Button { text: "Go".to_owned(), data: Some("go".to_owned()), url: None };
    assert_eq!(twin.sent(ANA).len(), 5);
    assert!(twin.calls().iter().all(|call| call.params == json && call.status == 200));
    assert!(twin.sent(ANA).iter().all(|sent| sent.text == "a & b" && sent.buttons == [[button.clone()]]));
}

#[test]
fn forms_are_refused_where_their_text_does_not_parse() {
    let twin = twin();
    let form = format!("chat_id={ANA}&text=x&message_thread_id=five");
    let answer = posted(&twin, "sendMessage", "application/x-www-form-urlencoded", &form);
    assert_eq!(answer["description"], "Bad Request: field \"message_thread_id\" must be of type Number");
}
