//! Labelled questions: what readers might ask, and which entries answer it.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Id;
use super::check;
use super::load::LoadError;

/// The labelled questions of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelledQuestions {
    /// Where editors find the schema of this file.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the file form, 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The article that the questions are about.
    pub knowledge: Id,
    /// The questions.
    pub questions: Vec<LabelledQuestion>,
}

/// A question with the entries that answer it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelledQuestion {
    /// The question as a reader would type it.
    pub ask: String,
    /// Any of these entries answers it; none when the FAQ does not answer it.
    pub expect: Vec<Id>,
    /// Why the FAQ does not answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
}

/// In which way a question is not one for the FAQ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// On another topic.
    Far,
    /// On the topic, but not answered here.
    Near,
    /// No question about anything: a greeting, thanks.
    Chat,
}

/// Reads a file of labelled questions.
pub fn read(path: &Path) -> Result<LabelledQuestions, LoadError> {
    check::read_questions(path)
}

/// Where the labelled questions of an article are: `<article>.questions.json` beside it, or
/// `questions.json` beside a `knowledge.json`.
pub fn path_beside(article: &Path) -> PathBuf {
    if article.file_name().is_some_and(|name| name == "knowledge.json") {
        return article.with_file_name("questions.json");
    }
    article.with_extension("questions.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_questions_lie_beside_their_article() {
        for (article, expected) in [
            ("knowledge/harbour.json", "knowledge/harbour.questions.json"),
            ("eval/set/knowledge.json", "eval/set/questions.json"),
        ] {
            assert_eq!(path_beside(Path::new(article)), Path::new(expected));
        }
    }

    #[test]
    fn a_bad_label_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harbour.questions.json");
        let text = "{ \"format\": 1, \"knowledge\": \"harbour\", \"questions\": [\n\
                    { \"ask\": \"hi\", \"expect\": [], \"kind\": \"chat\" },\n\
                    { \"ask\": \"hi\", \"expect\": [], \"knd\": \"chat\" } ] }";
        std::fs::write(&path, text).unwrap();
        let said = read(&path).unwrap_err().to_string();
        let said = said.replace(&folder.path().display().to_string(), "");
        insta::assert_snapshot!(said, @r"
        /harbour.questions.json:3: question 2 has an unknown key `knd`
        hint: did you mean `kind`?
        ");
    }
}
