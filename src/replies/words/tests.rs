//! All languages say the same, and within Telegram's limits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::*;
use crate::text::LanguageCode;

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
fn every_file_of_words_is_a_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/replies/words");
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = names.filter(|name| name.ends_with(".ftl")).collect();
    assert_eq!(files, Locale::ALL.map(|locale| format!("{}.ftl", locale.code())).into_iter().collect());
    for (place, locale) in Locale::ALL.into_iter().enumerate() {
        assert_eq!((locale as usize, Locale::of(locale.code())), (place, locale));
    }
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages(Locale::English.words());
    assert!(english.len() > 20);
    for locale in Locale::ALL {
        assert_eq!(messages(locale.words()), english, "{locale:?}");
    }
}

#[test]
fn every_message_can_be_said_in_every_language() {
    for locale in Locale::ALL {
        for (name, arguments) in messages(Locale::English.words()) {
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
