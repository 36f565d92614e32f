//! Which language a question is taken to be in, and what is made of it.

use serde_json::json;

use super::*;
use crate::knowledge::Article;
use crate::matcher::{Account, Confidence, Signals};

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
        let answer = faq.ask(question);
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
    let answer = faq.ask("когда откроется порт триест");
    assert!(answer.is_vetoed(), "{answer:?}");
    assert_eq!(answer.unaccounted(), ["триест"]);
}

#[test]
fn beyond_doubt_is_half_the_doubt_of_an_answer_and_a_question() {
    let answer = |question: &str, confidence: f32, signals: Signals| {
        let confidence = Confidence::new(confidence);
        let found = Match { entry: 0, phrasing: 0, confidence, signals, account: Account::default() };
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
