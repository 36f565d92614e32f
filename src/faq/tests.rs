//! Which language a question is taken to be in.

use serde_json::json;

use super::*;
use crate::knowledge::Article;

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
