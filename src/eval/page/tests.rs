//! The page as a whole: what is on it, what is not, and how large it is.

use super::*;
use crate::eval::samples::{Verdicts, harbour, harbour_faq, outcome};
use crate::faq::Resources;
use crate::knowledge::{Knowledge, QuestionKind};

fn written(outcomes: &[Outcome]) -> String {
    let faq = harbour_faq();
    page(&faq, outcomes, &Metrics::of(faq.knowledge(), outcomes))
}

fn asked(question: &str, mut outcome: Outcome) -> Outcome {
    outcome.labelled.ask = question.to_owned();
    outcome
}

fn of_kind(kind: QuestionKind, mut outcome: Outcome) -> Outcome {
    outcome.labelled.kind = Some(kind);
    outcome
}

/// Answers to answerable questions, right but for each fourth, with falling confidence.
fn answers(count: usize) -> Vec<Outcome> {
    let answer = |at: usize| {
        let entry = usize::from(at % 4 == 3);
        asked(&format!("answer {at}?"), outcome(&[0], Verdicts::Answer, &[(entry, 0.99 - at as f32 / 100.0)]))
    };
    (0..count).map(answer).collect()
}

fn has_section(page: &str, id: &str) -> bool {
    page.contains(&format!("<h2 id=\"{id}\">"))
}

#[test]
fn a_hostile_question_stays_text() {
    for hostile in [
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "\"><b onmouseover='alert(1)'>",
        "</style></title><!-- ",
        "' autofocus onfocus=alert(1) x='",
    ] {
        let mut outcome = asked(hostile, outcome(&[1], Verdicts::Suggest, &[(0, 0.5)]));
        outcome.answers[0].matches[0].account.unaccounted = vec![hostile.to_owned()];
        let page = written(&[outcome]);
        let escaped =
            hostile.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        // In its row, among its words that are not accounted for, and as the example of a pair.
        assert_eq!(page.matches(&escaped).count(), 3, "{hostile}");
        assert!(escaped == hostile || !page.contains(hostile), "{hostile}");
        assert_eq!(page.matches("<script").count(), 1);
    }
}

#[test]
fn the_page_fetches_nothing() {
    let page = written(&answers(40));
    for outside in ["src=", "url(", "@import", "http:", "https:", "//", "<base", "<iframe", "<object"] {
        let script = include_str!("search.js");
        assert!(!page.replace(script, "").contains(outside), "{outside}");
    }
    assert_eq!(page.matches("href=").count(), 1);
    assert!(page.contains("<link rel=\"icon\" href=\"data:,\">"));
}

#[test]
fn every_question_is_on_the_page_the_worst_first() {
    let outcomes = [
        asked("right?", outcome(&[0], Verdicts::Answer, &[(0, 0.9)])),
        asked("silent?", outcome(&[], Verdicts::Unanswered, &[(0, 0.1)])),
        asked("offered?", outcome(&[1], Verdicts::Suggest, &[(0, 0.6), (1, 0.5)])),
        asked("missed?", outcome(&[0], Verdicts::Unanswered, &[(0, 0.2)])),
        asked("others?", outcome(&[2], Verdicts::Suggest, &[(0, 0.6)])),
        asked("wrong?", outcome(&[2], Verdicts::Answer, &[(0, 0.8)])),
        asked("very wrong?", outcome(&[], Verdicts::Answer, &[(0, 0.9)])),
    ];
    let page = written(&outcomes);
    let table = &page[page.find("id=\"questions\"").unwrap()..];
    let places: Vec<usize> = ["very wrong?", "wrong?", "others?", "missed?", "offered?", "silent?", "right?"]
        .map(|question| table.find(&format!(">{question}<")).unwrap())
        .to_vec();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_run_of_every_kind_has_every_part() {
    let mut outcomes = answers(20);
    for kind in [QuestionKind::Near, QuestionKind::Far, QuestionKind::Chat] {
        outcomes.push(of_kind(kind, outcome(&[], Verdicts::Unanswered, &[(0, 0.1)])));
    }
    outcomes.push(outcome(&[], Verdicts::Unanswered, &[]));
    let page = written(&outcomes);
    for id in ["kinds", "risk", "reliability", "confusions", "every"] {
        assert!(has_section(&page, id), "{id}");
    }
    for name in ["Answerable ", "Near ", "Far ", "Chat ", "Not answerable ", "All questions "] {
        assert!(page.contains(&format!("<h3>{name}")), "{name}");
    }
}

#[test]
fn what_there_is_nothing_of_is_left_out() {
    let right = outcome(&[0], Verdicts::Answer, &[(0, 0.9)]);
    let foreign = of_kind(QuestionKind::Far, outcome(&[], Verdicts::Answer, &[(0, 0.9)]));
    let right_ones = answers(20).into_iter().filter(|outcome| outcome.rank() == Some(1));
    for (outcomes, absent) in [
        (right_ones.collect(), &["confusions"][..]),
        (vec![foreign; 20], &["confusions", "risk"]),
        (vec![right], &["confusions", "risk"]),
        (vec![], &["confusions", "risk", "reliability"]),
    ] {
        let page = written(&outcomes);
        for id in ["risk", "reliability", "confusions"] {
            assert_eq!(has_section(&page, id), !absent.contains(&id), "{id} of {}", outcomes.len());
        }
        assert!(!page.contains("All questions") && !page.contains("NaN"));
    }
}

#[test]
fn the_head_says_whether_the_promise_holds() {
    let kept = written(&vec![outcome(&[0], Verdicts::Answer, &[(0, 0.9)]); 3]);
    assert!(
        kept.contains(
            "The promise holds</b>: at most 5\u{a0}% of the answers may be wrong, and 0\u{a0}% are."
        )
    );
    let broken = written(&answers(4));
    assert!(broken.contains(
        "The promise is broken</b>: at most 5\u{a0}% of the answers may be wrong, and 25\u{a0}% are."
    ));
    let nothing = written(&[outcome(&[0], Verdicts::Unanswered, &[])]);
    assert!(nothing.contains("The promise holds</b>: at most 5\u{a0}% of the answers may be wrong."));
}

#[test]
fn each_of_several_articles_has_its_own_verdict() {
    let mut other = harbour();
    other.id = String::from("other").try_into().unwrap();
    other.title = "The <other>".to_owned();
    let faq = Faq::new(Knowledge::new(vec![harbour(), other]), &Resources::default(), &|_, _| ());
    let outcomes =
        [outcome(&[0], Verdicts::Answer, &[(0, 0.9)]), outcome(&[0], Verdicts::Answer, &[(7, 0.9)])];
    let page = page(&faq, &outcomes, &Metrics::of(faq.knowledge(), &outcomes));
    assert!(page.contains("<h1 dir=\"auto\">The harbour · The &lt;other&gt;</h1>"));
    assert!(page.contains("The promise holds</b> for <span dir=\"auto\">The harbour</span>:"));
    assert!(page.contains("The promise is broken</b> for <span dir=\"auto\">The &lt;other&gt;</span>:"));
}

#[test]
fn the_same_outcomes_are_the_same_page_however_long_they_took() {
    let mut slow = answers(30);
    slow.iter_mut().for_each(|outcome| outcome.latency_us = 999_999);
    assert_eq!(written(&answers(30)), written(&slow));
}

#[test]
fn colours_are_left_to_the_style_sheet() {
    let page = written(&answers(40));
    let body = &page[page.find("<body>").unwrap()..];
    assert!(body.contains("stroke=\"var(--data)\"") && body.contains("fill=\"var(--quiet)\""));
    assert!(!body.contains("=\"#"), "a colour of its own");
}

#[test]
fn three_thousand_long_questions_are_at_most_three_megabytes() {
    let words =
        "what would happen to the ferry & the \"night\" ships if the harbour stayed closed for longer";
    let outcomes: Vec<Outcome> = (0..3000)
        .map(|at| {
            let ranked = [(at % 6, 0.7), ((at + 1) % 6, 0.6), ((at + 2) % 6, 0.5), ((at + 3) % 6, 0.4)];
            let mut outcome = asked(
                &format!("{words} in {at}, {words}?"),
                outcome(&[(at + at / 6) % 6], Verdicts::Suggest, &ranked),
            );
            outcome.answers[0].matches[0].account.unaccounted = vec!["longer".to_owned(), at.to_string()];
            outcome
        })
        .collect();
    let page = written(&outcomes);
    assert!(page.len() <= 3 << 20, "{} bytes", page.len());
    assert!(
        outcomes
            .iter()
            .all(|outcome| page.contains(&outcome.labelled.ask.replace('&', "&amp;").replace('"', "&quot;")))
    );
}
