//! Readers are spoken to in the language of their Telegram client, and are shown articles in it
//! where they are translated.

use std::collections::BTreeSet;

use attache::replies::Locale;
use insta::assert_snapshot;
use serde_json::Value;

use super::{end, shipped};
use crate::conversation::Conversation;
use crate::twin::Twin;

/// The first line of what the bot says to the first message of this person.
fn said(twin: &Twin, id: i64, language: &str, text: &str) -> String {
    twin.speaks(id, language);
    twin.private(id, text);
    twin.wait_sent(id, 1)[0].text.lines().next().unwrap().to_owned()
}

#[test]
fn a_reader_is_answered_in_the_language_of_the_client() {
    let (twin, bot) = shipped();
    let asked = [
        ("ru", "На чьей стороне Китай?"),
        ("ru", "is china neutral?"),
        ("zh-hans", "中国站在哪一边？"),
        ("en", "中国站在哪一边？"),
        ("de", "is china neutral?"),
        ("", "is china neutral?"),
        ("ru", "/start q_belarus-cooperation"),
        ("es", "/privacy"),
        ("zh", "/faq"),
    ];
    let told = (10..)
        .zip(asked)
        .map(|(id, (language, text))| format!("{language:>7} {text} → {}", said(&twin, id, language, text)));
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"
         ru На чьей стороне Китай? → Поддерживает ли Китай действия России в Украине?
         ru is china neutral? → Поддерживает ли Китай действия России в Украине?
    zh-hans 中国站在哪一边？ → 中国是否支持俄罗斯在乌克兰的行动？
         en 中国站在哪一边？ → Does China support Russia's actions in Ukraine?
         de is china neutral? → Does China support Russia's actions in Ukraine?
            is china neutral? → Does China support Russia's actions in Ukraine?
         ru /start q_belarus-cooperation → Почему Китай стремится к более тесному сотрудничеству с Беларусью?
         es /privacy → Guardo las palabras de las preguntas y los votos durante 30 días, para que los editores vean qué se pregunta. No llevan su nombre ni su número: en su lugar hay un código que solo yo puedo formar. Antes quito direcciones de correo, enlaces, @nombres y números largos.
         zh /faq → 我能回答这 3 个问题：
    ");
    end(bot, &twin);
}

#[test]
fn buttons_lead_to_the_readers_language() {
    let (twin, bot) = shipped();
    let mut reader = Conversation::private(&twin, 9, "ru");
    let list = reader.say("/faq");
    reader.tap(&list, "q:belarus-cooperation");
    reader.hear(1);
    assert_snapshot!(reader.words, @r#"
    > /faq

    Я могу ответить на 3 вопроса:
    [Поддерживает ли Китай действия России в Украине?]
    [Для чего проводится Московская конференция по международной безопасности?]
    [Почему Китай стремится к более тесному сотрудничеству с Беларусью?]

    > [Почему Китай стремится к более тесному сотрудничеству с Беларусью?]

    <b>Почему Китай стремится к более тесному сотрудничеству с Беларусью?</b>

    Статья указывает, что Беларусь – близкий союзник России, и говорит, что Китай очень хочет теснее работать с ней. Визит министра обороны Китая она подаёт как знак того, что Китай намерен укреплять связи с союзниками и приобретать влияние. По словам статьи, Китай идёт на это, хотя и платит за это экономически и своей репутацией.

    По состоянию на 2023-11-12. Источник: <a href="https://www.mid.ru/en/foreign_policy/news/-/asset_publisher/cKNonkJE02Bw/content/id/5208066">МИД России</a>
    [МИД России]
    [👍] [👎] [Поделиться]
    "#);
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
    for language in profile.descriptions.keys() {
        let everywhere = (r#"{"type":"default"}"#.to_owned(), language.clone());
        let command =
            |command: &Value| format!("/{} {}", text(command, "command"), text(command, "description"));
        let commands: Vec<String> =
            profile.commands[&everywhere].as_array().unwrap().iter().map(command).collect();
        let (long, short) = (&profile.descriptions[language], &profile.short_descriptions[language]);
        let shown = format!("{short}\n\n{long}\n\n{}", commands.join("\n"));
        assert_snapshot!(
            format!("profile-{}", if language.is_empty() { "en" } else { language.as_str() }),
            shown
        );
    }
    end(bot, &twin);
}

fn text<'a>(command: &'a Value, field: &str) -> &'a str {
    command[field].as_str().unwrap()
}

#[test]
fn a_language_that_was_chosen_goes_before_the_clients() {
    let (twin, bot) = shipped();
    said(&twin, 9, "en", "/language");
    let offered = twin.sent(9).remove(0);
    let labels: Vec<&str> = offered.buttons.iter().flatten().map(|button| button.text.as_str()).collect();
    assert_eq!(labels, ["English", "Русский", "中文", "Español", "As in Telegram"]);
    let ask_after = |label: &str, count: usize| {
        twin.press(9, 9, &offered, label);
        // In a group too, where others have their own.
        twin.private(9, "is china neutral?");
        twin.wait_sent(9, count)[count - 1].text.clone()
    };
    assert!(ask_after("Русский", 2).starts_with("Поддерживает ли Китай"));
    assert!(ask_after("中文", 3).starts_with("中国是否支持"));
    assert!(ask_after("As in Telegram", 4).starts_with("Does China support"));
    assert_eq!(twin.notices(), ["Отвечаю по-русски.", "我用中文回答。", "I answer in English."]);
    end(bot, &twin);
}
