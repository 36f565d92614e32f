//! A question and what became of it as an object for programs.

use chrono::NaiveDate;
use serde::Serialize;
use url::Url;

use crate::faq::{Answer, Faq};
use crate::knowledge::{EntryRef, Id, QuestionKind};
use crate::matcher::{Match, VerdictName};
use crate::replies;
use crate::text::LanguageCode;

use super::outcome::Outcome;
use super::statistics::rounded;

/// How many candidates a record has.
const MAX_CANDIDATES: usize = 5;

/// What `ask --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    question: String,
    verdict: VerdictName,
    entry: Option<Id>,
    confidence: f64,
    candidates: Vec<CandidateRecord>,
    unaccounted: Vec<String>,
    reply: String,
    sources: Vec<SourceRecord>,
    as_of: Option<NaiveDate>,
}

/// What a line of `eval --per-question` has of an answer: its record, with the label of the message
/// and how long all of the message took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelledRecord {
    #[serde(flatten)]
    record: Record,
    expect: Vec<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<QuestionKind>,
    latency_us: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct CandidateRecord {
    entry: Id,
    question: String,
    confidence: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct SourceRecord {
    title: String,
    url: Url,
}

impl Record {
    /// The records of what a reader of this language gets to a message on the day `today`, one an answer.
    pub fn of_message(faq: &Faq, message: &str, reader: LanguageCode, today: NaiveDate) -> Vec<Self> {
        let record = |answer| {
            let reply = replies::answer(faq, &answer, reader, today);
            Self::new(faq, &faq.with_closest(answer), reply.html.as_str())
        };
        faq.answer(message, today).into_iter().map(record).collect()
    }

    /// The record of an answer that has the closest entries, with the HTML of the reply.
    pub fn new(faq: &Faq, answer: &Answer, reply: &str) -> Self {
        let given = answer.given().map(|number| faq.entry(number));
        let candidates = answer.matches.iter().take(MAX_CANDIDATES);
        let candidates: Vec<CandidateRecord> =
            candidates.map(|found| CandidateRecord::new(faq, found)).collect();
        Self {
            question: answer.question.clone(),
            verdict: answer.verdict.name(),
            entry: given.map(|given| given.entry.id.clone()),
            confidence: candidates.first().map_or(0.0, |best| best.confidence),
            candidates,
            unaccounted: answer.unaccounted().to_vec(),
            reply: reply.to_owned(),
            sources: given.map(SourceRecord::all_of).unwrap_or_default(),
            as_of: given.map(|given| given.citation().as_of()),
        }
    }
}

impl LabelledRecord {
    /// The record of one of the answers of an outcome, with the HTML of the reply.
    pub fn new(faq: &Faq, outcome: &Outcome, answer: &Answer, reply: &str) -> Self {
        Self {
            record: Record::new(faq, answer, reply),
            expect: outcome.labelled.expect.clone(),
            kind: outcome.labelled.kind,
            latency_us: outcome.latency_us,
        }
    }
}

/// The records of a message as JSON: the object of one, an array of several.
///
/// # Errors
/// When a record cannot be written, which none here is.
pub fn json<T: Serialize>(records: &[T]) -> serde_json::Result<String> {
    match records {
        [only] => serde_json::to_string(only),
        several => serde_json::to_string(several),
    }
}

impl CandidateRecord {
    fn new(faq: &Faq, found: &Match) -> Self {
        let entry = faq.entry(found.entry).entry;
        Self {
            entry: entry.id.clone(),
            question: entry.question.clone(),
            confidence: rounded(found.confidence.get().into()),
        }
    }
}

impl SourceRecord {
    fn all_of(given: EntryRef<'_>) -> Vec<Self> {
        let citation = given.citation();
        let sources = citation.sources().iter();
        sources.map(|source| Self { title: source.title.clone(), url: source.url.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, harbour_faq, outcome};
    use super::*;

    fn json(outcome: &Outcome, reply: &str) -> String {
        let record = |answer| LabelledRecord::new(&harbour_faq(), outcome, answer, reply);
        super::json(&outcome.answers.iter().map(record).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn an_answer_is_recorded_with_its_grounds() {
        let ranked = [(1, 0.72), (0, 0.5), (2, 0.4), (3, 0.3), (4, 0.2), (5, 0.1)];
        let mut outcome = outcome(&[1], Verdicts::Answer, &ranked);
        outcome.answers[0].matches[0].confidence = crate::matcher::Confidence::new(2.0 / 3.0);
        insta::assert_snapshot!(json(&outcome, "<b>So</b>"), @r#"{"question":"when?","verdict":"answer","entry":"e1","confidence":0.666667,"candidates":[{"entry":"e1","question":"Who pays for the new crane?","confidence":0.666667},{"entry":"e0","question":"When does the harbour reopen?","confidence":0.5},{"entry":"e2","question":"Which ships may moor at night?","confidence":0.4},{"entry":"e3","question":"Where is the ferry ticket office?","confidence":0.3},{"entry":"e4","question":"What does the lighthouse museum cost?","confidence":0.2}],"unaccounted":[],"reply":"<b>So</b>","sources":[{"title":"Port","url":"https://port.example/"}],"as_of":"2024-01-02","expect":["e1"],"latency_us":1000}"#);
    }

    #[test]
    fn what_states_nothing_has_no_grounds() {
        let mut outcome = outcome(&[], Verdicts::Unanswered, &[]);
        outcome.labelled.kind = Some(QuestionKind::Near);
        insta::assert_snapshot!(json(&outcome, "Not here"), @r#"{"question":"when?","verdict":"unanswered","entry":null,"confidence":0.0,"candidates":[],"unaccounted":[],"reply":"Not here","sources":[],"as_of":null,"expect":[],"kind":"near","latency_us":1000}"#);
    }

    #[test]
    fn two_answers_are_an_array_of_records() {
        let mut outcome = outcome(&[1], Verdicts::Answer, &[(1, 0.9)]);
        let one: serde_json::Value = serde_json::from_str(&json(&outcome, "So")).unwrap();
        outcome.answers.push(outcome.answers[0].clone());
        let two: serde_json::Value = serde_json::from_str(&json(&outcome, "So")).unwrap();
        assert_eq!(two, serde_json::json!([one, one]));
    }
}
