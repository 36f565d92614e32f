//! CLINC150 (Larson and others, 2019): 150 intents, and questions of none of them.

use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};
use serde::Deserialize;

use super::asked::{Asked, Scores};
use super::repository::Repository;
use super::sentences::{self, Sentence};
use crate::bot;
use crate::sets::Set;
use crate::table::{markdown, share};

/// The dataset that the paper calls Full.
const FILE: &str = "data/data_full.json";

/// The label of questions that are out of scope.
const OUT_OF_SCOPE: &str = "oos";

/// What table 2 of the paper has for Full where a threshold on the probability tells what is out of scope
/// (`oos-threshold`), as it does for `attache`.
const PUBLISHED: [(&str, Scores); 3] = [
    ("BERT", Scores { accuracy: 0.962, recall: 0.523 }),
    ("Rasa", Scores { accuracy: 0.909, recall: 0.312 }),
    ("Dialogflow", Scores { accuracy: 0.908, recall: 0.267 }),
];

/// The confidence from which on `attache` offers entries, where answers are not read.
const CUT: f64 = 0.25;

/// A recall of a bot that tells most of what it does not know.
const RECALL: f64 = 0.70;

/// The parts of the file that are read, each a list of sentences with labels.
#[derive(Deserialize)]
struct Full {
    train: Vec<Sentence>,
    test: Vec<Sentence>,
    oos_test: Vec<Sentence>,
}

/// Where it comes from.
pub fn repository() -> Repository {
    let url = "https://github.com/clinc/oos-eval";
    Repository { name: "oos-eval", url, files: vec![FILE.to_owned()] }
}

/// The set of the repository in `folder`: an entry an intent, asked in its 100 sentences of `train`, and
/// as questions `test` and `oos_test`.
///
/// # Errors
/// If the file cannot be read or has another form.
pub fn read(folder: &Path) -> anyhow::Result<Set> {
    let file = folder.join(FILE);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let Full { train, mut test, oos_test } = serde_json::from_str(&text).map_err(|error| {
        anyhow!("`{}`: {error}\nhint: get it again from {}", file.display(), repository().url)
    })?;
    test.extend(oos_test);
    sentences::set("CLINC150".to_owned(), &train, &test, OUT_OF_SCOPE)
        .with_context(|| file.display().to_string())
}

/// The published figures and those of `attache`, in Markdown; beside the published ones its accuracy at
/// their recall.
pub fn table(asked: &[Asked]) -> String {
    let name = bot::NAME;
    let at_theirs = |recall| share(Scores::at_recall(asked, recall).accuracy);
    let published =
        PUBLISHED.map(|(system, scores)| row(system.to_owned(), scores, at_theirs(scores.recall)));
    let own = [
        (format!("{name}, as it ships"), Scores::as_shipped(asked)),
        (format!("{name}, from a confidence of {} on", share(CUT)), Scores::at_cut(asked, CUT)),
        (format!("{name}, at a recall of {} or more", share(RECALL)), Scores::at_recall(asked, RECALL)),
    ];
    let own = own.map(|(system, scores)| row(system, scores, String::new()));
    let head = ["system", "in-scope accuracy", "out-of-scope recall", "accuracy of attache at this recall"];
    let table = markdown(&head.map(str::to_owned), &[published, own].concat(), 1);
    format!("### CLINC150 Full: 150 entries, {} questions\n\n{table}", asked.len())
}

fn row(system: String, scores: Scores, at_theirs: String) -> Vec<String> {
    vec![system, share(scores.accuracy), share(scores.recall), at_theirs]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        fs::write(folder.path().join(FILE), text).unwrap();
        folder
    }

    #[test]
    fn phrasings_come_from_the_training_part_and_questions_from_both_tests() {
        let folder = folder(
            r#"{ "val": [["which", "b"]], "train": [["who", "a"], ["what", "b"]],
                 "test": [["what now", "b"]], "oos_test": [["why", "oos"]], "oos_train": [] }"#,
        );
        let set = read(folder.path()).unwrap();
        assert_eq!(set.phrasings(), [["who"], ["what"]]);
        assert_eq!(set.expected, [vec![1], vec![]]);
    }

    #[test]
    fn a_file_of_another_form_is_refused() {
        let folder = folder("{ \"train\": [] }");
        let said = read(folder.path()).err().unwrap().to_string();
        insta::assert_snapshot!(said.replace(&folder.path().display().to_string(), "…"), @r"
        `…/data/data_full.json`: missing field `test` at line 1 column 15
        hint: get it again from https://github.com/clinc/oos-eval
        ");
    }

    #[test]
    fn attache_stands_below_what_is_published() {
        let asked = |expected, closest, confidence| Asked {
            expected,
            closest: Some(closest),
            confidence,
            is_answered: confidence > 0.5,
        };
        let asked = [
            asked(Some(0), 0, 0.9),
            asked(Some(1), 1, 0.4),
            asked(Some(2), 1, 0.7),
            asked(None, 1, 0.1),
            asked(None, 1, 0.6),
        ];
        insta::assert_snapshot!(table(&asked), @r"
        ### CLINC150 Full: 150 entries, 5 questions

        | system | in-scope accuracy | out-of-scope recall | accuracy of attache at this recall |
        |---|---:|---:|---:|
        | BERT | .962 | .523 | .333 |
        | Rasa | .909 | .312 | .667 |
        | Dialogflow | .908 | .267 | .667 |
        | attache, as it ships | .333 | .500 |  |
        | attache, from a confidence of .250 on | .667 | .500 |  |
        | attache, at a recall of .700 or more | .333 | 1.000 |  |
        ");
    }
}
