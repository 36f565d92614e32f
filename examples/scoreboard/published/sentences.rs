//! Labelled sentences, and the set that they make.

use std::collections::HashMap;

use anyhow::anyhow;
use attache::knowledge::{Article, Knowledge, LabelledQuestion};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sets::Set;

/// A sentence that somebody may ask, and its label (intent).
///
/// It is read from a row of CSV with these columns, or from a JSON list of the two.
#[derive(Debug, Deserialize)]
pub struct Sentence {
    sentence: String,
    label: String,
}

/// The set whose entries are the labels of `training`, each asked in all of its sentences, and whose
/// questions are `test`. Of the latter those labelled `outside` are out of scope.
///
/// As in the other sets that come without answers, an entry's question stands for its answer, so
/// that no answer is read.
///
/// # Errors
/// Names a label of `test` that `training` does not have.
pub fn set(name: String, training: &[Sentence], test: &[Sentence], outside: &str) -> anyhow::Result<Set> {
    let entries = entries(training);
    let numbers: HashMap<&str, usize> =
        entries.iter().enumerate().map(|(number, (label, _))| (*label, number)).collect();
    let expected = test.iter().map(|asked| expected(asked, &numbers, outside));
    let expected = expected.collect::<anyhow::Result<Vec<Vec<usize>>>>()?;
    let questions = test.iter().zip(&expected).map(|(asked, expected)| question(&asked.sentence, expected));
    let questions = questions.collect::<serde_json::Result<Vec<LabelledQuestion>>>()?;
    let knowledge = Knowledge::new(vec![article(&entries)?]);
    Ok(Set { name, knowledge, questions, expected })
}

/// The sentences of each label, in the order in which labels come first.
fn entries(training: &[Sentence]) -> Vec<(&str, Vec<&str>)> {
    let mut entries: Vec<(&str, Vec<&str>)> = Vec::new();
    for Sentence { sentence, label } in training {
        match entries.iter_mut().find(|(known, _)| known == label) {
            Some((_, sentences)) => sentences.push(sentence),
            None => entries.push((label, vec![sentence])),
        }
    }
    entries
}

fn expected(asked: &Sentence, numbers: &HashMap<&str, usize>, outside: &str) -> anyhow::Result<Vec<usize>> {
    if asked.label == outside {
        return Ok(Vec::new());
    }
    let number = numbers.get(asked.label.as_str()).ok_or_else(|| {
        anyhow!(
            "the label `{}` of `{}` has no training sentence\nhint: get the files again, all of one version",
            asked.label,
            asked.sentence
        )
    })?;
    Ok(vec![*number])
}

fn question(sentence: &str, expected: &[usize]) -> serde_json::Result<LabelledQuestion> {
    let ids: Vec<String> = expected.iter().map(|&number| id(number)).collect();
    serde_json::from_value(json!({ "ask": sentence, "expect": ids }))
}

fn article(entries: &[(&str, Vec<&str>)]) -> serde_json::Result<Article> {
    let entry = |(number, (_, sentences)): (usize, &(&str, Vec<&str>))| {
        let (question, variants) = (sentences[0], &sentences[1..]);
        json!({ "id": id(number), "question": question, "variants": variants, "answer": question })
    };
    serde_json::from_value(json!({
        "format": 1, "id": "published", "title": "Published sentences", "published": "2020-01-01",
        "language": "en", "summary": "Sentences by label.",
        "sources": [{ "title": "Their authors", "url": "https://example.org/" }],
        "faq": entries.iter().enumerate().map(entry).collect::<Vec<Value>>()
    }))
}

fn id(number: usize) -> String {
    format!("e{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(pairs: Value) -> Vec<Sentence> {
        serde_json::from_value(pairs).unwrap()
    }

    #[test]
    fn a_label_is_an_entry_that_is_asked_in_its_sentences() {
        let training = sentences(json!([["How much?", "PRICE"], ["Who?", "NAME"], ["The price?", "PRICE"]]));
        let test = sentences(json!([["Your name?", "NAME"], ["Why?", "OTHER"], ["Price?", "PRICE"]]));
        let set = set("a".to_owned(), &training, &test, "OTHER").unwrap();
        assert_eq!(set.phrasings(), [vec!["How much?", "The price?"], vec!["Who?"]]);
        assert_eq!(set.expected, [vec![1], vec![], vec![0]]);
        let asked: Vec<(&str, usize)> =
            set.questions.iter().map(|question| (question.ask.as_str(), question.expect.len())).collect();
        assert_eq!(asked, [("Your name?", 1), ("Why?", 0), ("Price?", 1)]);
        assert_eq!(set.questions[0].expect[0], set.knowledge.entries().nth(1).unwrap().entry.id);
        assert!(set.knowledge.entries().all(|found| found.entry.answer == found.entry.question));
    }

    #[test]
    fn a_label_that_nothing_was_trained_on_is_refused() {
        let training = sentences(json!([["How much?", "PRICE"]]));
        let test = sentences(json!([["Why?", "REASON"]]));
        let said = set("a".to_owned(), &training, &test, "OTHER").err().unwrap();
        insta::assert_snapshot!(said, @r"
        the label `REASON` of `Why?` has no training sentence
        hint: get the files again, all of one version
        ");
    }
}
