//! Small outcomes and a small FAQ for the tests of this room.

use chrono::NaiveDate;

use crate::faq::{Answer, Faq, Resources};
use crate::knowledge::{Article, Knowledge, LabelledQuestion};
use crate::matcher::{Account, Confidence, Match, Signals, Thresholds, Verdict};

use super::outcome::Outcome;

/// The kinds of verdict, to be made of ranked matches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdicts {
    Answer,
    Suggest,
    Withdrawn,
    Unanswered,
}

/// An outcome with these right entries and these ranked ones, each with its confidence.
///
/// It has the label of the harbour's entries `e0`, `e1` and so on, and took 1000 µs.
pub(super) fn outcome(expected: &[usize], verdict: Verdicts, ranked: &[(usize, f32)]) -> Outcome {
    let matches: Vec<Match> = ranked.iter().map(|&(entry, confidence)| found(entry, confidence)).collect();
    let verdict = match verdict {
        Verdicts::Answer => Verdict::Answer(matches[0].clone()),
        Verdicts::Suggest => Verdict::Suggest(matches.iter().take(3).cloned().collect()),
        Verdicts::Withdrawn => Verdict::Withdrawn { found: matches[0].clone(), last: NaiveDate::MIN },
        Verdicts::Unanswered => Verdict::Unanswered,
    };
    let ids: Vec<String> = expected.iter().map(|number| format!("e{number}")).collect();
    let labelled = labelled(serde_json::json!({ "ask": "when?", "expect": ids }));
    let thresholds = Thresholds::shipped(true);
    let answer = Answer { question: labelled.ask.clone(), verdict, matches, thresholds };
    Outcome { labelled, expected: expected.to_vec(), answers: vec![answer], latency_us: 1000 }
}

fn found(entry: usize, confidence: f32) -> Match {
    let (signals, account) = (Signals::EXACT, Account::default());
    Match { entry, phrasing: 0, sentence: None, confidence: Confidence::new(confidence), signals, account }
}

pub(super) fn labelled(json: serde_json::Value) -> LabelledQuestion {
    serde_json::from_value(json).unwrap()
}

/// An article of six entries, `e0` to `e5`, whose editor promises at most 5 % wrong answers.
pub(super) fn harbour() -> Article {
    let questions = [
        "When does the harbour reopen?",
        "Who pays for the new crane?",
        "Which ships may moor at night?",
        "Where is the ferry ticket office?",
        "What does the lighthouse museum cost?",
        "Why was the pier closed?",
    ];
    let entry = |(number, question): (usize, &&str)| serde_json::json!({ "id": format!("e{number}"), "question": question, "answer": "So <it> is." });
    let faq: Vec<serde_json::Value> = questions.iter().enumerate().map(entry).collect();
    serde_json::from_value(serde_json::json!({
        "format": 1, "id": "harbour", "title": "The harbour", "published": "2024-01-02",
        "language": "en", "summary": "It reopens.", "promise": { "max_wrong": 0.05 },
        "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": faq
    }))
    .unwrap()
}

pub(super) fn harbour_faq() -> Faq {
    Faq::new(Knowledge::new(vec![harbour()]), &Resources::default(), &|_, _| ())
}

/// The harbour's FAQ with these entries beside it, `x0`, `x1` and so on, each given as its
/// phrasings.
pub(super) fn harbour_faq_with(entries: &[&[&str]]) -> Faq {
    let mut article = harbour();
    for (number, phrasings) in entries.iter().enumerate() {
        let mut entry = article.faq[0].clone();
        entry.id = format!("x{number}").try_into().unwrap();
        entry.question = phrasings[0].to_owned();
        entry.variants = phrasings[1..].iter().map(|text| (*text).to_owned()).collect();
        article.faq.push(entry);
    }
    Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ())
}
