//! Labelled questions: what readers might ask, and which entries answer it.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::article::Id;
use crate::text::exact_key;

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

/// The first label of each question, so that one that contradicts it is found. `P` is how a place is
/// told.
pub struct FirstLabels<'a, P>(HashMap<String, (P, Vec<&'a str>)>);

impl<P> Default for FirstLabels<'_, P> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<'a, P: Copy> FirstLabels<'a, P> {
    /// Where this question was labelled otherwise first, if it was.
    pub fn contradicted(
        &mut self,
        place: P,
        ask: &str,
        expect: impl IntoIterator<Item = &'a str>,
    ) -> Option<P> {
        let key = exact_key(ask);
        if key.is_empty() {
            return None;
        }
        let mut expected = Vec::from_iter(expect);
        expected.sort_unstable();
        expected.dedup();
        let (first, label) = self.0.entry(key).or_insert_with(|| (place, expected.clone()));
        (*label != expected).then_some(*first)
    }
}
