//! What is typed behind the bot's name is answered as in a chat.

use serde_json::Value;

use super::{QUESTION, end, shipped};
use crate::generated::{article, entry, file};
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::Twin;

/// What the bot offers to whom types this.
fn offered(twin: &Twin, text: &str) -> Value {
    let query = twin.inline(9, text);
    let answer = |twin: &Twin| {
        twin.calls()
            .into_iter()
            .find(|call| call.status == 200 && call.params["inline_query_id"] == query.as_str())
    };
    twin.wait("an answer", |twin| answer(twin).is_some());
    answer(twin).unwrap().params
}

#[test]
fn the_best_entries_are_offered_as_a_chat_would_answer() {
    let (twin, bot) = shipped();
    for question in [
        QUESTION,
        "does beijing suport moscow's war?",
        "what is the munich conference for?",
        "Why is China seeking closer cooperation with Belarus?",
    ] {
        let offered = offered(&twin, question);
        let results = offered["results"].as_array().unwrap();
        let asked = Program::new().run(&["ask", "--json", "--", question]).json();
        let (first, text) = (&results[0], &results[0]["input_message_content"]);
        assert_eq!(
            first["id"],
            format!("q_{}", asked["candidates"][0]["entry"].as_str().unwrap()),
            "{question}"
        );
        assert!(text["message_text"].as_str().unwrap().contains("As of 2023-11-12. Source: <a href="));
        assert_eq!(text["parse_mode"], "HTML");
        if asked["verdict"] == "answer" {
            assert_eq!(text["message_text"], asked["reply"], "{question}");
        }
        assert_eq!((&offered["is_personal"], &offered["cache_time"]), (&Value::from(true), &Value::from(30)));
    }
    end(bot, &twin);
}

#[test]
fn who_has_typed_nothing_sees_the_questions_and_whom_nothing_fits_is_led_to_the_chat() {
    let (twin, bot) = shipped();
    assert_eq!(offered(&twin, "")["results"].as_array().unwrap().len(), 3);
    let nothing = offered(&twin, "how do I bake bread?");
    assert_eq!(nothing["results"], serde_json::json!([]));
    assert_eq!(nothing["button"]["text"], "Nothing fits. Ask me in a chat");
    let payload = nothing["button"]["start_parameter"].as_str().unwrap();
    twin.private(9, &format!("/start {payload}"));
    assert!(twin.wait_sent(9, 1)[0].text.starts_with("Put your question here in full"));
    end(bot, &twin);
}

#[test]
fn ids_fit_at_their_longest() {
    let twin = Twin::start();
    let id = "a".repeat(48);
    let article = article(vec![entry(&id, "What is the topic of the book?", &[], "Itself.")]);
    let program = running::program(&twin).with_file("book.json", file(&article));
    let bot = Bot::start(&program.with("KNOWLEDGE", "book.json").with("ENCODER", "off"));
    let results = offered(&twin, "What is the topic of the book?")["results"].clone();
    assert_eq!(results[0]["id"], format!("q_{id}"));
    twin.private(9, &format!("/start q_{id}"));
    let answer = twin.wait_sent(9, 1).remove(0);
    assert!(answer.text.contains("Itself."));
    // Each of its buttons leads back to the entry.
    for label in ["👍", "👎"] {
        twin.press(9, 9, &answer, label);
    }
    assert!(twin.wait_notices(2).iter().all(|notice| notice.starts_with("Thank you.")));
    end(bot, &twin);
}
