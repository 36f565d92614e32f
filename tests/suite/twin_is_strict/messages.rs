//! Messages, taps, queries, and what a bot says of itself.

use serde_json::{Value, json};

use super::{ANA, GROUP, accepted, message, refusal, twin, with_button};

#[test]
fn messages_go_only_where_there_is_something() {
    let twin = twin();
    twin.topic(GROUP, 7);
    let table = [
        (json!({"chat_id": 99, "text": "x"}), "chat not found"),
        (json!({"chat_id": "@nobody", "text": "x"}), "chat not found"),
        (json!({"chat_id": GROUP, "text": "x", "message_thread_id": 8}), "message thread not found"),
        (
            json!({"chat_id": ANA, "text": "x", "reply_parameters": {"message_id": 9}}),
            "message to be replied not found",
        ),
    ];
    for (params, problem) in table {
        assert_eq!(refusal(&twin, "sendMessage", params), format!("Bad Request: {problem}"));
    }
    accepted(&twin, "sendMessage", json!({"chat_id": GROUP, "text": "x", "message_thread_id": 7}));
    let anyway = json!({"message_id": 9, "allow_sending_without_reply": true});
    accepted(&twin, "sendMessage", json!({"chat_id": ANA, "text": "x", "reply_parameters": anyway}));
    twin.private(ANA, "hello");
    let question = twin.last_message_id(ANA);
    let reply = json!({"chat_id": ANA, "text": "x", "reply_parameters": {"message_id": question}});
    accepted(&twin, "sendMessage", reply);

    assert_eq!(twin.sent(GROUP)[0].thread, Some(7));
    let replied: Vec<Option<i64>> = twin.sent(ANA).iter().map(|sent| sent.reply_to).collect();
    assert_eq!(replied, [None, Some(question)]);
}

#[test]
fn only_what_the_bot_sent_can_be_edited_and_only_to_something_else() {
    let twin = twin();
    twin.private(ANA, "hello");
    let sent = accepted(&twin, "sendMessage", message("<b>one</b>"));
    let edit = |id: &Value, text: &str| {
        let mut edit = message(text);
        edit["message_id"] = id.clone();
        edit
    };
    let id = &sent["message_id"];
    let found = refusal(&twin, "editMessageText", edit(&json!(99), "two"));
    assert_eq!(found, "Bad Request: message to edit not found");
    let found = refusal(&twin, "editMessageText", edit(&json!(1), "two"));
    assert_eq!(found, "Bad Request: message can't be edited");
    let found = refusal(&twin, "editMessageText", edit(id, "<strong>one</strong>"));
    assert!(found.starts_with("Bad Request: message is not modified: specified new message"), "{found}");
    accepted(&twin, "editMessageText", edit(id, "one"));
    let twice = edit(id, "one");
    assert!(refusal(&twin, "editMessageText", twice).starts_with("Bad Request: message is not modified"));

    assert_eq!((twin.sent(ANA)[0].edits, twin.sent(ANA)[0].html.as_str()), (1, "one"));
    accepted(&twin, "deleteMessage", json!({"chat_id": ANA, "message_id": id}));
    assert!(twin.sent(ANA).is_empty());
}

#[test]
fn a_tap_is_answered_once() {
    let twin = twin();
    let sent = accepted(&twin, "sendMessage", with_button(json!({"text": "Go", "callback_data": "go"})));
    twin.tap(ANA, ANA, sent["message_id"].as_i64().unwrap(), "go");
    let tapped = &accepted(&twin, "getUpdates", json!({}))[0]["callback_query"];
    assert_eq!((&tapped["message"], &tapped["data"]), (&sent, &json!("go")));

    let long = json!({"callback_query_id": tapped["id"], "text": "x".repeat(201)});
    assert_eq!(refusal(&twin, "answerCallbackQuery", long), "Bad Request: MESSAGE_TOO_LONG");
    let answer = json!({"callback_query_id": tapped["id"], "text": "x".repeat(200)});
    accepted(&twin, "answerCallbackQuery", answer.clone());
    assert_eq!(
        refusal(&twin, "answerCallbackQuery", answer),
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
}

#[test]
fn commands_and_descriptions_have_their_limits() {
    let twin = twin();
    let commands = |name: &str, text: &str| json!({"commands": [{"command": name, "description": text}]});
    accepted(&twin, "setMyCommands", commands(&"a".repeat(32), &"x".repeat(256)));
    for name in ["", "/help", "Help", "help-me", &"a".repeat(33)] {
        let found = refusal(&twin, "setMyCommands", commands(name, "x"));
        assert_eq!(found, "Bad Request: BOT_COMMAND_INVALID");
    }
    for text in ["", &"x".repeat(257)] {
        let found = refusal(&twin, "setMyCommands", commands("help", text));
        assert_eq!(found, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    }
    accepted(&twin, "setMyDescription", json!({"description": "x".repeat(512), "language_code": "de"}));
    let long = json!({"short_description": "x".repeat(121)});
    assert_eq!(refusal(&twin, "setMyShortDescription", long), "Bad Request: short_description is too long");
    let odd = json!({"description": "x", "language_code": "english"});
    assert_eq!(refusal(&twin, "setMyDescription", odd), "Bad Request: invalid language code specified");
    assert_eq!(twin.profile().descriptions["de"].len(), 512);
    assert_eq!(twin.profile().commands.len(), 1);
}

#[test]
fn inline_queries_are_answered_with_sound_results() {
    let twin = twin();
    twin.update(json!({"inline_query": {
        "id": "77", "from": {"id": ANA, "is_bot": false, "first_name": "Ana"}, "query": "x", "offset": ""
    }}));
    let article = |id: &str, html: &str| {
        let content = json!({"message_text": html, "parse_mode": "HTML"});
        json!({"type": "article", "id": id, "title": "x", "input_message_content": content})
    };
    let answer = |results: Value| json!({"inline_query_id": "77", "results": results});
    let table = [
        (json!([article("", "x")]), "RESULT_ID_INVALID"),
        (json!([article("1", "x"), article("1", "y")]), "RESULT_ID_DUPLICATE"),
        (json!([article("1", "<p>")]), "can't parse entities: Unsupported start tag \"p\" at byte offset 0"),
        (json!(vec![article("1", "x"); 51]), "RESULTS_TOO_MUCH"),
    ];
    for (results, problem) in table {
        let found = refusal(&twin, "answerInlineQuery", answer(results));
        assert_eq!(found, format!("Bad Request: {problem}"));
    }
    accepted(&twin, "answerInlineQuery", answer(json!([article("1", "x")])));
    let late = refusal(&twin, "answerInlineQuery", answer(json!([])));
    assert!(late.starts_with("Bad Request: query is too old"), "{late}");
}
