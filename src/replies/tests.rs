//! What readers see, and what must always hold of it.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::faq::Resources;
use crate::knowledge::{Article, Knowledge};

/// A day on which everything holds.
const TODAY: NaiveDate = NaiveDate::MIN;

fn faq(article: serde_json::Value) -> Faq {
    let article: Article = serde_json::from_value(article).unwrap();
    Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ())
}

fn harbour() -> serde_json::Value {
    serde_json::json!({
        "format": 1, "id": "harbour", "title": "The harbour reopens", "published": "2024-03-01", "language": "en",
        "summary": "It reopens.",
        "sources": [{ "title": "Port & Sons", "url": "https://port.example/news" }],
        "faq": [
            { "id": "when", "question": "When does the Genoa harbour reopen?", "answer": "In April <2024>.",
              "revisions": [{ "on": "2024-03-05", "kind": "correction", "note": "not in May" }] },
            { "id": "cost", "question": "What did the repair cost?", "answer": "Nobody has said." }
        ]
    })
}

/// The reply to a message that is one question.
fn reply(faq: &Faq, question: &str, reader: LanguageCode) -> Reply {
    answer(faq, &faq.answer(question, TODAY)[0], reader, TODAY)
}

fn said(question: &str) -> String {
    let reply = reply(&faq(harbour()), question, LanguageCode::ENGLISH);
    let buttons: Vec<String> =
        reply.buttons.iter().flatten().map(|button| format!("[{}]", button.label)).collect();
    format!("{}\n{}", reply.html.as_str(), buttons.join("\n"))
}

#[test]
fn an_answer_is_the_editors_words_with_date_and_source() {
    assert_snapshot!(said("when does the genoa harbour reopen"), @r#"
    <b>When does the Genoa harbour reopen?</b>

    In April &lt;2024&gt;.

    <i>Corrected on 2024-03-05: not in May</i>

    As of 2024-03-01. Source: <a href="https://port.example/news">Port &amp; Sons</a>
    [Port & Sons]
    "#);
}

#[test]
fn what_holds_no_longer_says_so_in_every_language_of_the_entry() {
    let mut russian = harbour();
    russian["id"] = "harbour-ru".into();
    russian["language"] = "ru".into();
    russian["translation_of"] = "harbour".into();
    russian["faq"][0]["question"] = "Когда снова откроется порт Генуи?".into();
    let mut english = harbour();
    english["faq"][0]["valid_until"] = "2024-03-31".into();
    let articles = [english, russian].map(|article| serde_json::from_value(article).unwrap());
    let faq = Faq::new(Knowledge::new(articles.into()), &Resources::default(), &|_, _| ());
    let today = "2024-04-01".parse().unwrap();
    let asked = faq.answer("Когда снова откроется порт Генуи?", today).remove(0);
    let reply = answer(&faq, &asked, LanguageCode::of("ru"), today);
    assert_snapshot!(reply.html.as_str(), @r#"
    <b>Когда снова откроется порт Генуи?</b>

    Редактор давал этот ответ до 2024-03-31, и я его больше не даю. Смотрите здесь: <a href="https://port.example/news">Port &amp; Sons</a>
    "#);
    // Chosen by a button, it is the same.
    let found = faq.knowledge().find("when", LanguageCode::of("ru")).unwrap();
    assert_eq!(entry(faq.knowledge(), found, LanguageCode::of("ru"), today), reply);
}

#[test]
fn another_name_gets_no_answer_but_is_named() {
    assert_snapshot!(said("When does the Trieste harbour reopen?"), @r"
    Nothing here about <i>Trieste</i>. Closest:
    [When does the Genoa harbour reopen?]
    ");
}

#[test]
fn pieces_of_words_are_not_named() {
    assert_snapshot!(said("best 披萨食谱"), @r"
    The FAQ does not answer this. Nothing here about <i>best</i>.
    [All questions]
    ");
}

#[test]
fn what_is_not_in_the_faq_is_said_to_be_so() {
    assert_snapshot!(said("best pizza recipe"), @r"
    The FAQ does not answer this. Nothing here about <i>best</i>, <i>pizza</i>, <i>recipe</i>.
    [All questions]
    ");
    assert_snapshot!(said("🙂"), @r"
    Please ask a question in words.
    [All questions]
    ");
}

/// The harbour, and the same in Russian, without the entry about the cost.
fn translated() -> Faq {
    let mut russian = harbour();
    russian["id"] = "harbour-ru".into();
    russian["translation_of"] = "harbour".into();
    russian["language"] = "ru".into();
    russian["title"] = "Порт снова открыт".into();
    russian["faq"].as_array_mut().unwrap().truncate(1);
    russian["faq"][0]["question"] = "Когда снова откроется порт Генуи?".into();
    russian["faq"][0]["answer"] = "В апреле.".into();
    let articles = [harbour(), russian].map(|article| serde_json::from_value(article).unwrap());
    Faq::new(Knowledge::new(articles.into()), &Resources::default(), &|_, _| ())
}

#[test]
fn a_reader_gets_the_translation_whatever_the_question_is_put_in() {
    let faq = translated();
    let said =
        |question: &str, tag: &str| reply(&faq, question, LanguageCode::of(tag)).html.as_str().to_owned();
    let asked = ["когда откроется порт генуи", "When does the Genoa harbour reopen?"];
    let [russian, english] = asked.map(|question| said(question, "ru"));
    assert_eq!(russian, english);
    assert_snapshot!(russian, @r#"
    <b>Когда снова откроется порт Генуи?</b>

    В апреле.

    <i>Исправлено 2024-03-05: not in May</i>

    По состоянию на 2024-03-01. Источник: <a href="https://port.example/news">Port &amp; Sons</a>
    "#);
    for question in asked {
        assert!(said(question, "en").starts_with("<b>When does the Genoa harbour reopen?</b>"));
        assert!(said(question, "zh").contains("截至 2024-03-01。来源："));
    }
    assert!(said("What did the repair cost?", "ru").starts_with("<b>What did the repair cost?</b>"));
}

#[test]
fn lists_and_buttons_are_in_the_readers_language() {
    let faq = translated();
    let labels = |tag: &str| -> Vec<String> {
        let list = question_page(faq.knowledge(), 0, LanguageCode::of(tag));
        list.buttons.into_iter().flatten().map(|button| button.label).collect()
    };
    assert_eq!(labels("ru"), ["Когда снова откроется порт Генуи?", "What did the repair cost?"]);
    assert_eq!(labels("es"), ["When does the Genoa harbour reopen?", "What did the repair cost?"]);
    let welcome = welcome(faq.knowledge(), LanguageCode::of("ru"));
    assert_snapshot!(welcome.html.as_str(), @r"
    Спросите меня вот о чём: <b>Порт снова открыт</b>.

    Я отвечаю словами редакции, указываю источник и дату, а если не знаю, так и говорю.
    ");
}

#[test]
fn what_the_bot_says_of_itself_fits_the_bot_api() {
    let units = |text: &str| text.encode_utf16().count();
    let mut article = harbour();
    article["title"] = "A long title ".repeat(60).into();
    let knowledge = Knowledge::new(vec![serde_json::from_value(article).unwrap()]);
    for locale in Locale::ALL {
        for (command, does) in commands(locale) {
            let name = command.word();
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()) && name.len() <= 32, "{name}");
            assert!((1..=256).contains(&units(&does)), "{does}");
        }
        assert!((1..=120).contains(&units(&short_description(locale))), "{locale:?}");
        assert!((1..=512).contains(&units(&description(&knowledge, locale))), "{locale:?}");
        let reader = locale.code();
        assert!(stale_button(reader).contains("/faq"), "{locale:?}");
        for notice in [
            stale_button(reader),
            moment_ago(reader),
            thanks(true, reader),
            thanks(false, reader),
            language_chosen(reader),
            unasked_chosen(true, reader),
            unasked_chosen(false, reader),
            not_an_admin(reader),
        ] {
            assert!((1..=200).contains(&units(&notice)), "{notice}");
        }
        assert!((1..=64).contains(&units(&nothing_inline(reader))), "{locale:?}");
    }
}

#[test]
fn everything_is_said_in_every_language() {
    let faq = translated();
    let knowledge = faq.knowledge();
    let mut said = std::collections::HashSet::new();
    for reader in Locale::ALL.map(Locale::code) {
        let replies = [
            help(reader),
            privacy(30, 30, reader),
            privacy(0, 0, reader),
            pointer(reader),
            why_how(reader),
            why_unknown(reader),
            from_inline(reader),
            choose_language(reader),
            settings_of_reader(reader),
            settings_of_group(true, false, reader),
            settings_of_group(false, true, reader),
            admins_only(reader),
            forgotten(reader),
            numbers(&Numbers::default(), reader),
            gathered(&[], 3, reader),
            gathered(&[("why?".into(), 4)], 3, reader),
            reloaded(2, reader),
            broken("a.json:1: no", reader),
            runners_up(&[], reader),
            unknown_command(reader),
            gone(reader),
            failed(reader),
            nothing_asked(reader),
            sources(knowledge, reader),
            questions(knowledge, reader),
            reply(&faq, "best pizza recipe", reader),
            reply(&faq, "When does the Trieste harbour reopen?", reader),
        ];
        for reply in replies {
            assert!(said.insert(reply.html.as_str().to_owned()), "{reader}: {}", reply.html.as_str());
        }
    }
}

/// Any text, with what breaks HTML and Unicode oftener than chance has it.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'/=a-z \u{202e}\u{200b}\u{0}-\u{1f}💥]{0,60}",
        Just("</b><script>alert(1)</script>&amp;&#0;".to_owned()),
    ]
}

/// Whether every `<` opens one of our tags and every `&` one of our entities.
fn is_escaped(html: &str) -> bool {
    let tags = ["<b>", "</b>", "<i>", "</i>", "<a href=\"", "</a>"];
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;"];
    html.match_indices('<').all(|(at, _)| tags.iter().any(|tag| html[at..].starts_with(tag)))
        && html.match_indices('&').all(|(at, _)| entities.iter().any(|entity| html[at..].starts_with(entity)))
}

proptest! {
    #[test]
    fn no_text_gets_into_a_reply_unescaped(
        question in hostile(),
        texts in prop::array::uniform5(hostile()),
        locale in prop::sample::select(&Locale::ALL[..]),
    ) {
        let mut article = harbour();
        let [title, asked, answered, source, note] = texts;
        article["title"] = title.into();
        article["faq"][0]["question"] = asked.clone().into();
        article["faq"][0]["answer"] = answered.into();
        article["faq"][0]["revisions"][0]["note"] = note.into();
        article["sources"][0]["title"] = source.into();
        let faq = faq(article);
        let knowledge = faq.knowledge();
        let reader = locale.code();
        let mut replies = vec![welcome(knowledge, reader), questions(knowledge, reader), sources(knowledge, reader)];
        replies.extend(brief(knowledge, Some("attache_bot"), TODAY, reader));
        replies.extend([&asked, &question].map(|question| reply(&faq, question, reader)));
        replies.extend([broken(&question, reader), gathered(&[(question.clone(), 3)], 3, reader)]);
        let found = knowledge.entries_for(reader)[0];
        replies.push(why(&Reasons {
            entry: found,
            wording: &question,
            sentence: Some(question.clone()),
            sureness: Sureness::High,
            words: vec![(question.clone(), asked)],
            unaccounted: vec![question.clone()],
            runner_up: Some(found),
        }, reader));
        for reply in replies {
            prop_assert!(is_escaped(reply.html.as_str()), "{}", reply.html.as_str());
        }
    }

    #[test]
    fn what_states_something_has_a_source_and_a_date(question in hostile()) {
        let faq = faq(harbour());
        let asked = faq.answer(&question, TODAY).remove(0);
        let reply = answer(&faq, &asked, LanguageCode::ENGLISH, TODAY);
        let states = matches!(asked.verdict, Verdict::Answer(_));
        prop_assert_eq!(states, reply.as_of().is_some());
        prop_assert_eq!(states, !reply.sources().is_empty());
        prop_assert_eq!(states, reply.html.as_str().contains("As of 2024-03-01. Source: <a href="));
    }
}

/// Databases hold these texts, so that changes can be counted: they must be the same in every version of
/// the program.
#[test]
fn pieces_of_an_article_stay_as_rows_have_them() {
    let mut article = harbour();
    article["faq"][0]["revisions"][0]["note"] = "not in \"May\",\nbut\u{a0}on 3 \\ 4".into();
    article["faq"][1]["revisions"] =
        serde_json::json!([{ "on": "2024-03-04", "kind": "update", "note": "a" }]);
    let article: Article = serde_json::from_value(article).unwrap();
    assert_eq!(
        pieces(&article, TODAY),
        [
            "title The harbour reopens",
            "published 2024-03-01",
            "summary It reopens.",
            "source Port & Sons https://port.example/news",
            "question When does the Genoa harbour reopen?",
            "question What did the repair cost?",
            "revision when Revision { on: 2024-03-05, kind: Correction, note: \"not in \\\"May\\\",\\nbut\u{a0}on 3 \\\\ 4\" }",
            "revision cost Revision { on: 2024-03-04, kind: Update, note: \"a\" }",
        ]
    );
}
