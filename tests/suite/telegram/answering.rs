//! What a reader gets in a private chat.

use super::{data, end, shipped, with_entries};
use crate::twin::Twin;

#[test]
fn a_question_is_answered_with_source_and_date() {
    let (twin, bot) = shipped();
    twin.private(9, "does beijing suport moscow's war?");
    let reply = &twin.wait_sent(9, 1)[0];
    assert!(
        reply.text.starts_with("Does China support Russia's actions in Ukraine?\n\nChina describes itself")
    );
    assert!(reply.html.contains("As of 2023-11-12. Source: <a href=\"https://www.mid.ru/"), "{}", reply.html);
    assert_eq!((reply.reply_to, reply.thread), (None, None));
    assert_eq!(reply.buttons[0][0].text, "Russian Foreign Ministry");
    end(bot, &twin);
    assert!(twin.unconfirmed().is_empty());
}

#[test]
fn a_suggestion_is_tapped_and_answers() {
    let (twin, bot) = shipped();
    twin.private(9, "What is the purpose of the Munich conference?");
    let asked_back = twin.wait_sent(9, 1).remove(0);
    assert!(asked_back.html.starts_with("Nothing here about <i>Munich</i>. Closest:"), "{}", asked_back.html);
    twin.tap(9, 9, asked_back.message_id, &data(&asked_back, "Moscow Conference"));
    let answer = &twin.wait_sent(9, 2)[1];
    assert!(answer.text.starts_with("What is the Moscow Conference on International Security for?"));
    assert!(answer.text.contains("As of 2023-11-12."));
    let acknowledged =
        |twin: &Twin| twin.calls().iter().filter(|call| call.method == "answerCallbackQuery").count();
    twin.wait("the tap to be acknowledged", |twin| acknowledged(twin) == 1);
    end(bot, &twin);
}

#[test]
fn questions_are_paged_in_place() {
    let twin = Twin::start();
    let bot = with_entries(&twin, 20);
    twin.private(9, "/faq");
    let first = twin.wait_sent(9, 1).remove(0);
    assert_eq!(first.text, "These are the questions that I can answer (page 1 of 3):");
    assert_eq!(first.buttons.len(), 9);
    assert_eq!(first.buttons[8].len(), 1);

    let turned = |label: &str, edits: usize| {
        let now = twin.sent(9).remove(0);
        twin.tap(9, 9, now.message_id, &data(&now, label));
        twin.wait("the page to turn", |twin| twin.sent(9)[0].edits == edits);
        twin.sent(9).remove(0)
    };
    let second = turned("More ›", 1);
    assert_eq!((second.message_id, second.text.contains("page 2 of 3")), (first.message_id, true));
    assert_eq!(second.buttons[8].len(), 2);
    let last = turned("More ›", 2);
    assert_eq!(last.buttons.len(), 5);
    assert_eq!(turned("‹ Back", 3).buttons, second.buttons);

    // The same button twice, as impatient thumbs do: the page stays, and nothing else is sent.
    twin.tap(9, 9, first.message_id, "faq:1");
    twin.tap(9, 9, first.message_id, &data(&second, "chapter 12"));
    assert!(twin.wait_sent(9, 2)[1].text.contains("Chapter 12 is about itself."));
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn a_deep_link_opens_an_entry() {
    let (twin, bot) = shipped();
    for (text, begins) in [
        ("/start q_belarus-cooperation", "Why is China seeking closer cooperation with Belarus?"),
        ("/start q_gone", "This question is not in the FAQ any more."),
        ("/start q_<b>", "This question is not in the FAQ any more."),
        ("/start", "Ask me about this: "),
        ("/start campaign7", "Ask me about this: "),
    ] {
        let before = twin.sent(9).len();
        twin.private(9, text);
        let reply = &twin.wait_sent(9, before + 1)[before];
        assert!(reply.text.starts_with(begins), "{text}: {}", reply.text);
    }
    end(bot, &twin);
}

#[test]
fn commands_give_what_they_say() {
    let (twin, bot) = shipped();
    for (text, holds) in [
        ("/help", "/privacy: what I keep about you"),
        ("/faq", "These are the questions that I can answer:"),
        ("/brief", "As of 2023-11-12."),
        ("/sources", "Source: Russian Foreign Ministry"),
        ("/privacy", "I keep the words of questions"),
        ("/language", "In which language shall I answer?"),
        ("/why", "Reply with /why to one of my answers"),
        ("/forget", "It is deleted"),
        ("/stats", "I do not know this command."),
        ("/ask is china neutral?", "China describes itself as neutral"),
        ("/ask", "Please ask a question in words."),
        ("/dance", "I do not know this command.\n\nAsk a question"),
        ("/pause", "I do not know this command."),
        ("/unsubscribe", "This chat gets no briefings."),
        ("/settings", "Here the language is chosen"),
    ] {
        let before = twin.sent(9).len();
        twin.private(9, text);
        let reply = &twin.wait_sent(9, before + 1)[before];
        assert!(reply.text.contains(holds), "{text}: {}", reply.text);
    }
    end(bot, &twin);
}

#[test]
fn the_bot_introduces_itself() {
    let (twin, bot) = shipped();
    let profile = |twin: &Twin| twin.calls().iter().any(|call| call.method == "setMyShortDescription");
    twin.wait("the profile", profile);
    let called = |method: &str| twin.calls().into_iter().find(|call| call.method == method).unwrap();
    let commands = called("setMyCommands").params["commands"].clone();
    let names: Vec<&str> =
        commands.as_array().unwrap().iter().filter_map(|c| c["command"].as_str()).collect();
    assert_eq!(
        names,
        [
            "faq",
            "brief",
            "sources",
            "ask",
            "why",
            "subscribe",
            "unsubscribe",
            "language",
            "settings",
            "privacy",
            "forget",
            "help"
        ]
    );
    let description = called("setMyDescription").params["description"].clone();
    assert!(description.as_str().unwrap().contains("Chinese defence minister's trip"), "{description}");
    twin.wait("a poll", |twin| twin.calls().iter().any(|call| call.method == "getUpdates"));
    let allowed = called("getUpdates").params["allowed_updates"].clone();
    assert_eq!(
        allowed,
        serde_json::json!(["message", "edited_message", "callback_query", "inline_query", "my_chat_member"])
    );
    end(bot, &twin);
}
