//! Readers are spoken to in the language of their Telegram client, and are shown articles in it
//! where they are translated.

use std::collections::BTreeSet;

use attache::replies::Locale;
use serde_json::{Value, json};

use super::{data, end, shipped};
use crate::twin::Twin;

/// A person whose client speaks this language.
fn person(id: i64, language: Option<&str>) -> Value {
    let mut person = json!({ "id": id, "is_bot": false, "first_name": "Ana" });
    if let Some(language) = language {
        person["language_code"] = language.into();
    }
    person
}

/// What the bot says to the first message of this person.
fn said(twin: &Twin, id: i64, language: Option<&str>, text: &str) -> String {
    let chat = json!({ "id": id, "type": "private", "first_name": "Ana" });
    twin.message(json!({ "chat": chat, "from": person(id, language), "text": text }));
    twin.wait_sent(id, 1)[0].text.clone()
}

#[test]
fn a_reader_is_answered_in_the_language_of_the_client() {
    let (twin, bot) = shipped();
    for (id, language, text, begins) in [
        (10, Some("ru"), "На чьей стороне Китай?", "Поддерживает ли Китай действия России в Украине?"),
        (11, Some("ru"), "is china neutral?", "Поддерживает ли Китай действия России в Украине?"),
        (12, Some("zh-hans"), "中国站在哪一边？", "中国是否支持俄罗斯在乌克兰的行动？"),
        (13, Some("en"), "中国站在哪一边？", "Does China support Russia's actions in Ukraine?"),
        (14, Some("de"), "is china neutral?", "Does China support Russia's actions in Ukraine?"),
        (15, None, "is china neutral?", "Does China support Russia's actions in Ukraine?"),
        (16, Some("ru"), "/start q_belarus-cooperation", "Почему Китай стремится"),
        (17, Some("es"), "/privacy", "Guardo las palabras de las preguntas"),
        (18, Some("zh"), "/faq", "我能回答这 3 个问题："),
    ] {
        let said = said(&twin, id, language, text);
        assert!(said.starts_with(begins), "{language:?} {text}: {said}");
    }
    end(bot, &twin);
}

#[test]
fn buttons_lead_to_the_readers_language() {
    let (twin, bot) = shipped();
    said(&twin, 9, Some("ru"), "/faq");
    let list = twin.sent(9).remove(0);
    assert_eq!(list.text, "Я могу ответить на 3 вопроса:");
    let tapped = data(&list, "сотрудничеству с Беларусью");
    twin.update(json!({ "callback_query": {
        "id": "4382113007000000001", "from": person(9, Some("ru")), "chat_instance": "9", "data": tapped,
        "message": { "chat": { "id": 9, "type": "private", "first_name": "Ana" }, "message_id": list.message_id, "date": 0 },
    }}));
    let answer = &twin.wait_sent(9, 2)[1];
    assert!(answer.text.contains("По состоянию на 2023-11-12. Источник: МИД России"), "{}", answer.text);
    end(bot, &twin);
}

#[test]
fn the_bot_introduces_itself_in_each_language() {
    let (twin, bot) = shipped();
    twin.wait("the profile", |twin| twin.profile().short_descriptions.len() == Locale::ALL.len());
    let profile = twin.profile();
    // English is shown to all others.
    let others = Locale::ALL.into_iter().filter(|locale| *locale != Locale::English);
    let expected = others.map(|locale| locale.code().to_string()).chain([String::new()]);
    assert!(profile.descriptions.keys().eq(&expected.collect::<BTreeSet<_>>()), "{:?}", profile.descriptions);
    assert!(profile.descriptions["zh"].contains("中国国防部长"), "{}", profile.descriptions["zh"]);
    let everywhere = r#"{"type":"default"}"#.to_owned();
    let commands = &profile.commands[&(everywhere, "ru".to_owned())];
    assert_eq!(commands[0], json!({ "command": "faq", "description": "все вопросы, на которые я отвечаю" }));
    end(bot, &twin);
}

#[test]
fn a_language_that_was_chosen_goes_before_the_clients() {
    let (twin, bot) = shipped();
    said(&twin, 9, Some("en"), "/language");
    let offered = twin.sent(9).remove(0);
    let labels: Vec<&str> = offered.buttons.iter().flatten().map(|button| button.text.as_str()).collect();
    assert_eq!(labels, ["English", "Русский", "中文", "Español", "As in Telegram"]);
    let ask_after = |label: &str, count: usize| {
        twin.tap(9, 9, offered.message_id, &data(&offered, label));
        // In a group too, where others have their own.
        twin.private(9, "is china neutral?");
        twin.wait_sent(9, count)[count - 1].text.clone()
    };
    assert!(ask_after("Русский", 2).starts_with("Поддерживает ли Китай"));
    assert!(ask_after("中文", 3).starts_with("中国是否支持"));
    assert!(ask_after("As in Telegram", 4).starts_with("Does China support"));
    let notices: Vec<_> = twin
        .calls()
        .iter()
        .filter(|call| call.method == "answerCallbackQuery")
        .map(|call| call.params["text"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(notices, ["Отвечаю по-русски.", "我用中文回答。", "I answer in English."]);
    end(bot, &twin);
}
