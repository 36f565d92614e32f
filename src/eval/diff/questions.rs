//! What is asked of both versions: labelled questions, and the versions' own phrasings.

use std::collections::{HashMap, HashSet};

use crate::knowledge::{Entry, Knowledge, LabelledQuestion};

/// The labelled questions and every phrasing of both versions, each text once.
///
/// A phrasing is labelled with the entries that bear it in either version, unless an editor has
/// labelled it. A text that is labelled twice is answered by the entries of both labels.
pub fn questions_of_both(
    labelled: Vec<LabelledQuestion>,
    old: &Knowledge,
    new: &Knowledge,
) -> Vec<LabelledQuestion> {
    let mut questions = each_once(labelled);
    let labelled: HashSet<String> = questions.iter().map(|question| question.ask.clone()).collect();
    let phrasings = [old, new].into_iter().flat_map(phrasings);
    questions.extend(each_once(phrasings.filter(|phrasing| !labelled.contains(&phrasing.ask))));
    questions
}

/// Every phrasing, labelled with its entry.
fn phrasings(knowledge: &Knowledge) -> impl Iterator<Item = LabelledQuestion> {
    let label = |entry: &Entry, text: &str| LabelledQuestion {
        ask: text.to_owned(),
        expect: vec![entry.id.clone()],
        kind: None,
    };
    knowledge
        .entries()
        .flat_map(move |found| found.entry.phrasings().map(move |text| label(found.entry, text)))
}

/// The questions with each text once, where it comes first, and the labels of all its places.
pub fn each_once(questions: impl IntoIterator<Item = LabelledQuestion>) -> Vec<LabelledQuestion> {
    let mut merged: Vec<LabelledQuestion> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for question in questions {
        let place = *places.entry(question.ask.clone()).or_insert(merged.len());
        match merged.get_mut(place) {
            None => merged.push(question),
            Some(first) => {
                let more: Vec<_> =
                    question.expect.into_iter().filter(|id| !first.expect.contains(id)).collect();
                first.expect.extend(more);
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{harbour, labelled};
    use super::*;

    fn shown(questions: &[LabelledQuestion]) -> Vec<String> {
        let ids = |question: &LabelledQuestion| {
            question.expect.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("+")
        };
        questions.iter().map(|question| format!("{} {}", question.ask, ids(question))).collect()
    }

    #[test]
    fn a_text_is_asked_once_with_the_entries_of_both_versions() {
        let (mut old, mut new) = (harbour(), harbour());
        old.faq.truncate(2);
        new.faq.truncate(2);
        old.faq[0].variants = vec!["moved".into(), "gone".into()];
        new.faq[1].variants = vec!["moved".into(), "labelled".into(), "come".into()];
        let labels = ["labelled", "hello", "hello"]
            .map(|ask| labelled(serde_json::json!({ "ask": ask, "expect": [] })));
        let questions =
            questions_of_both(labels.to_vec(), &Knowledge::new(vec![old]), &Knowledge::new(vec![new]));
        assert_eq!(
            shown(&questions),
            [
                "labelled ",
                "hello ",
                "When does the harbour reopen? e0",
                "moved e0+e1",
                "gone e0",
                "Who pays for the new crane? e1",
                "come e1",
            ]
        );
    }

    #[test]
    fn a_question_that_is_labelled_twice_has_both_labels() {
        let labels =
            [["e0"], ["e1"]].map(|expect| labelled(serde_json::json!({ "ask": "when?", "expect": expect })));
        assert_eq!(shown(&each_once(labels)), ["when? e0+e1"]);
    }
}
