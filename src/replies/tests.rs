//! What readers see, and what must always hold of it.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::faq::Resources;
use crate::knowledge::{Article, Knowledge};

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

fn said(question: &str) -> String {
    let faq = faq(harbour());
    let reply = answer(&faq, &faq.ask(question));
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
fn another_name_gets_no_answer_but_is_named() {
    assert_snapshot!(said("When does the Trieste harbour reopen?"), @r"
    Nothing here about <i>Trieste</i>. Closest:
    [When does the Genoa harbour reopen?]
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
    fn no_text_gets_into_a_reply_unescaped(question in hostile(), texts in prop::array::uniform5(hostile())) {
        let mut article = harbour();
        let [title, asked, answered, source, note] = texts;
        article["title"] = title.into();
        article["faq"][0]["question"] = asked.clone().into();
        article["faq"][0]["answer"] = answered.into();
        article["faq"][0]["revisions"][0]["note"] = note.into();
        article["sources"][0]["title"] = source.into();
        let faq = faq(article);
        let knowledge = faq.knowledge();
        let mut replies = vec![welcome(knowledge), questions(knowledge), sources(knowledge), help()];
        replies.extend(brief(knowledge));
        replies.extend([asked, question].map(|question| answer(&faq, &faq.ask(&question))));
        for reply in replies {
            prop_assert!(is_escaped(reply.html.as_str()), "{}", reply.html.as_str());
        }
    }

    #[test]
    fn what_states_something_has_a_source_and_a_date(question in hostile()) {
        let faq = faq(harbour());
        let asked = faq.ask(&question);
        let reply = answer(&faq, &asked);
        let states = matches!(asked.verdict, Verdict::Answer(_));
        prop_assert_eq!(states, reply.as_of().is_some());
        prop_assert_eq!(states, !reply.sources().is_empty());
        prop_assert_eq!(states, reply.html.as_str().contains("As of 2024-03-01. Source: <a href="));
    }
}
