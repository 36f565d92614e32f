//! All languages say the same, and within Telegram's limits.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::text::LanguageCode;

const FILES: [(&str, &str); 4] = [
    ("en", include_str!("en.ftl")),
    ("ru", include_str!("ru.ftl")),
    ("zh", include_str!("zh.ftl")),
    ("es", include_str!("es.ftl")),
];

/// The messages of a file, each with the arguments that it names.
fn messages(file: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut messages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut current = "";
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            current = name;
            assert!(messages.insert(name, BTreeSet::new()).is_none(), "{name} is there twice");
        }
        let named = line
            .split('$')
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default());
        messages.entry(current).or_default().extend(named);
    }
    messages.remove("");
    messages
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages(FILES[0].1);
    assert!(english.len() > 20);
    for (code, file) in FILES {
        assert_eq!(messages(file), english, "{code}");
        assert!(Locale::ALL.iter().any(|locale| locale.code().as_str() == code));
    }
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for locale in Locale::ALL {
        for (name, arguments) in messages(FILES[0].1) {
            let bundle = locale.bundle();
            let pattern = bundle.get_message(name).unwrap().value().unwrap();
            for count in [0_usize, 1, 2, 5, 21, 1000] {
                let mut values = FluentArgs::new();
                arguments.iter().for_each(|argument| values.set(*argument, count));
                let mut errors = Vec::new();
                let said = bundle.format_pattern(pattern, Some(&values), &mut errors);
                assert!(errors.is_empty(), "{name} in {locale:?}: {errors:?}");
                assert!(!said.trim().is_empty() && !said.contains(['{', '}', '\u{2068}']), "{name}: {said}");
            }
        }
    }
}

#[test]
fn words_agree_with_their_count() {
    for (locale, count, expected) in [
        (Locale::English, 2, "These are the questions that I can answer:"),
        (Locale::Russian, 1, "Я могу ответить на 1 вопрос:"),
        (Locale::Russian, 3, "Я могу ответить на 3 вопроса:"),
        (Locale::Russian, 5, "Я могу ответить на 5 вопросов:"),
        (Locale::Russian, 11, "Я могу ответить на 11 вопросов:"),
        (Locale::Russian, 21, "Я могу ответить на 21 вопрос:"),
        (Locale::Russian, 1002, "Я могу ответить на 1002 вопроса:"),
        (Locale::Chinese, 3, "我能回答这 3 个问题："),
        (Locale::Spanish, 1, "Puedo responder a 1 pregunta:"),
        (Locale::Spanish, 3, "Puedo responder a 3 preguntas:"),
    ] {
        assert_eq!(locale.html("questions", [("count", count.into())]).as_str(), expected);
    }
}

#[test]
fn what_goes_in_is_never_read_again() {
    let words = Html::bold("{ $count } <b> \u{10ffff}");
    let said = Locale::English.html("closest-unknown", [("words", words.into())]);
    assert_eq!(said.as_str(), "Nothing here about <b>{ $count } &lt;b&gt; \u{10ffff}</b>. Closest:");
    let marked = Html::text("\u{100001}");
    let said = Locale::English
        .html("grounds", [("count", 2.into()), ("date", marked.into()), ("sources", Html::text("S").into())]);
    assert_eq!(said.as_str(), "As of \u{100001}. Sources: S");
}

#[test]
fn a_reader_is_spoken_to_in_a_language_that_the_bot_knows() {
    for (tag, expected) in [
        ("en-GB", Locale::English),
        ("ru", Locale::Russian),
        ("zh-hans", Locale::Chinese),
        ("zh-TW", Locale::Chinese),
        ("es-419", Locale::Spanish),
        ("de", Locale::English),
        ("", Locale::English),
    ] {
        assert_eq!(Locale::of(LanguageCode::of(tag)), expected, "{tag}");
    }
}
