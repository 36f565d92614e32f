//! Which language a question is taken to be in, and what is made of it.

use chrono::NaiveDate;
use serde_json::json;

use super::*;
use crate::knowledge::{Article, Knowledge};
use crate::matcher::{Account, Confidence, Match, Signals, Thresholds, Verdict, VerdictName};
use crate::text::LanguageCode;

/// A harbour in four languages.
fn harbour() -> Faq {
    let versions = [
        ("en", "When does the harbour reopen?", "harbour news"),
        ("es", "¿Cuándo vuelve a abrir el puerto?", "noticias del puerto"),
        ("ru", "Когда откроется порт?", "VHF 16"),
        ("zh-Hans", "港口什么时候重新开放？", "港口新闻"),
    ];
    let articles = versions.map(|(language, question, variant)| -> Article {
        serde_json::from_value(json!({
            "format": 1, "id": language.to_lowercase(), "title": "T", "published": "2024-03-01",
            "language": language, "summary": "S.",
            "sources": [{ "title": "Port", "url": "https://port.example/" }],
            "faq": [{ "id": "when", "question": question, "variants": [variant], "answer": "2024." }]
        }))
        .unwrap()
    });
    Faq::new(Knowledge::new(articles.into()), &Resources::default(), &|_, _| ())
}

#[test]
fn a_question_is_matched_against_the_file_of_its_language() {
    let faq = harbour();
    for (question, language) in [
        ("when does it reopen, the harbour", "en"),
        ("cuándo abre el puerto de nuevo", "es"),
        ("когда же откроют порт", "ru"),
        ("погода в Genoa", "ru"),
        ("港口几时开放", "zh-Hans"),
        // A wording that one of them has is that one's, whatever it is written in.
        ("vhf 16", "ru"),
    ] {
        let answer = faq.answer(question, NaiveDate::MIN).remove(0);
        let found = faq.entry(answer.matches[0].entry).article;
        assert_eq!(found.language, language, "{question}");
    }
}

#[test]
fn a_translation_changes_nothing_for_the_other_languages() {
    let faq = harbour();
    let english = faq.knowledge().articles()[0].clone();
    let alone = Faq::new(Knowledge::new(vec![english]), &Resources::default(), &|_, _| ());
    let code = LanguageCode::ENGLISH;
    assert_eq!(faq.fingerprint(code), alone.fingerprint(code));
    assert_ne!(faq.fingerprint(code), faq.fingerprint(LanguageCode::of("ru")));
}

#[test]
fn a_foreign_name_is_doubted_where_names_cannot_be_known() {
    let faq = harbour();
    let answer = faq.answer("когда откроется порт триест", NaiveDate::MIN).remove(0);
    assert!(answer.is_vetoed(), "{answer:?}");
    assert_eq!(answer.unaccounted(), ["триест"]);
}

#[test]
fn a_country_its_people_and_its_capital_account_for_each_other() {
    let article: Article = serde_json::from_value(json!({
        "format": 1, "id": "visit", "title": "T", "published": "2024-03-01", "language": "en", "summary": "S.",
        "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": [{ "id": "ties", "question": "Does Peru support the claims of Norway?", "answer": "It does." }]
    }))
    .unwrap();
    let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
    for (question, unaccounted, is_vetoed) in [
        ("Does Lima support the claims of Oslo?", [].as_slice(), false),
        ("Do the Peruvians support the claims of Norway?", &[], false),
        ("Does Quito support the claims of Norway?", &["Quito"], true),
        ("Does Oslo support the claims of Lima?", &[], true),
    ] {
        let answer = faq.answer(question, NaiveDate::MIN).remove(0);
        assert_eq!(answer.unaccounted(), unaccounted, "{question}");
        assert_eq!(answer.is_vetoed(), is_vetoed, "{question}");
    }
}

/// A harbour in English whose first entry, of two, holds until the end of May.
fn ending() -> Faq {
    let article: Article = serde_json::from_value(json!({
        "format": 1, "id": "harbour", "title": "T", "published": "2024-03-01", "language": "en", "summary": "S.",
        "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": [
            { "id": "when", "question": "When does the harbour reopen?", "answer": "In May.", "valid_until": "2024-05-31" },
            { "id": "cost", "question": "What did the repair of the crane cost?", "answer": "A million." }
        ]
    }))
    .unwrap();
    Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn each_question_of_a_message_is_answered_if_an_entry_of_its_own_answers_it() {
    let faq = ending();
    let given = |message: &str| -> Vec<(String, Option<usize>)> {
        let answers = faq.answer(message, day("2024-05-31"));
        answers.iter().map(|answer| (answer.question.clone(), answer.given())).collect()
    };
    let (when, cost) = ("When does the harbour reopen?", "What did the repair of the crane cost?");
    assert_eq!(given(&format!("{when} {cost}")), [(when.into(), Some(0)), (cost.into(), Some(1))]);
    for one in [format!("{when} When does the harbour reopen"), format!("{cost} And who won the cup?")] {
        let whole = given(&one);
        assert_eq!((whole.len(), &whole[0].0), (1, &one));
    }
    assert_eq!(given(""), [(String::new(), None)]);
}

#[test]
fn an_answer_is_withdrawn_after_its_last_day_also_beside_another() {
    let faq = ending();
    let message = "When does the harbour reopen? What did the repair of the crane cost?";
    let names = |today: &str| -> Vec<VerdictName> {
        faq.answer(message, day(today)).iter().map(|answer| answer.verdict.name()).collect()
    };
    assert_eq!(names("2024-05-31"), [VerdictName::Answer, VerdictName::Answer]);
    assert_eq!(names("2024-06-01"), [VerdictName::Unanswered, VerdictName::Answer]);
    let withdrawn = faq.answer("when does the harbour reopen", day("2024-06-01")).remove(0);
    let Verdict::Withdrawn { found, last } = &withdrawn.verdict else { panic!("{withdrawn:?}") };
    assert_eq!((found.entry, *last), (0, day("2024-05-31")));
    assert_eq!(withdrawn.given(), None);
    assert!(!withdrawn.is_beyond_doubt());
}

#[test]
fn an_own_wording_has_its_neighbours_only_if_they_are_asked_for() {
    let faq = ending();
    let answer = faq.answer("when does the harbour reopen", NaiveDate::MIN).remove(0);
    assert_eq!(answer.matches.len(), 1);
    let closest = faq.with_closest(answer.clone());
    assert_eq!(closest.matches.len(), 2);
    assert_eq!(Answer { matches: closest.matches.clone(), ..answer }, closest);
    // What is no wording of an entry's has them at once.
    let other = faq.answer("when will the harbour be open", NaiveDate::MIN).remove(0);
    assert_eq!(faq.with_closest(other.clone()), other);
}

#[test]
fn beyond_doubt_is_half_the_doubt_of_an_answer_and_a_question() {
    let answer = |question: &str, confidence: f32, signals: Signals| {
        let confidence = Confidence::new(confidence);
        let account = Account::default();
        let found = Match { entry: 0, phrasing: 0, sentence: None, confidence, signals, account };
        let thresholds = Thresholds { answer: Confidence::new(0.8), suggest: Confidence::new(0.4) };
        let verdict = Verdict::Answer(found.clone());
        Answer { question: question.into(), verdict, matches: vec![found], thresholds }
    };
    let close = Signals { exact: false, ..Signals::EXACT };
    for (question, confidence, signals, expected) in [
        ("when does it reopen?", 0.91, close, true),
        ("什么时候？", 0.91, close, true),
        ("when does it reopen?", 0.89, close, false),
        ("it reopens", 0.99, close, false),
        // An entry's own wording is a question, however it ends.
        ("harbour news", 1.0, Signals::EXACT, true),
    ] {
        let answer = answer(question, confidence, signals);
        assert_eq!(answer.is_beyond_doubt(), expected, "{question} {confidence}");
        let unsure = Answer { verdict: Verdict::Suggest(answer.matches.clone()), ..answer };
        assert!(!unsure.is_beyond_doubt(), "{question}");
    }
}
