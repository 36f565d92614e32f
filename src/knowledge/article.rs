//! The form of a knowledge file: one article with its summary, FAQ and sources.
//!
//! These types say what a file may hold; whether what it holds makes sense is for
//! [`check`](super::check) to say.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

/// The version of the file form that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One article: what an editor writes, what readers ask about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Where editors find the schema of this file.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the file form, 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The article's name in links and commands.
    pub id: Id,
    /// The article's headline.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The day the article appeared, as YYYY-MM-DD.
    pub published: NaiveDate,
    /// The language of the article as a two- or three-letter code, with a region if it matters: `en`, `zh-Hans`.
    #[schemars(regex(pattern = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))]
    pub language: String,
    /// The article whose entries this file translates, under the same ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_of: Option<Id>,
    /// What the article says in a paragraph or a few.
    #[schemars(length(min = 1))]
    pub summary: String,
    /// Where the article's statements come from, at least one.
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
    /// Groups of words that mean the same here, such as a country and its capital.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Vec<String>>,
    /// Questions that readers ask and that the FAQ does not answer. A reader's question that is
    /// nearer to one of these than to any entry gets no answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub out_of_scope: Vec<String>,
    /// What the editor promises readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// The questions that the article answers, at least one.
    #[schemars(length(min = 1))]
    pub faq: Vec<Entry>,
}

/// Where a statement comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name by which entries refer to this source; may be absent when none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Who says it, as readers will see it.
    #[schemars(length(min = 1))]
    pub title: String,
    /// The page, http or https.
    ///
    /// The schema asks for less than a URI: editors paste links with letters of any script.
    #[schemars(with = "String", regex(pattern = r"^https?://"))]
    pub url: Url,
}

/// One question that the article answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The entry's name in links, buttons and labelled questions.
    pub id: Id,
    /// The question as readers will see it.
    #[schemars(length(min = 1))]
    pub question: String,
    /// Other ways to ask the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// The answer, to the letter.
    #[schemars(length(min = 1))]
    pub answer: String,
    /// The day on which the answer held; the article's `published` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// Ids of the sources of this answer; all of the article's when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Id>,
    /// When the editor wants to look at this answer again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
    /// The last day on which the answer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// What was changed after publication, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
}

/// A change to an answer after publication.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The day of the change.
    pub on: NaiveDate,
    /// Whether something was wrong or something was added.
    pub kind: RevisionKind,
    /// What changed, for readers.
    #[schemars(length(min = 1))]
    pub note: String,
}

/// Why an answer was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RevisionKind {
    /// What stood there was wrong.
    Correction,
    /// What stood there was right then; there is news.
    Update,
}

/// What an editor promises readers about an article's answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The largest share of wrong answers among all answers, 0 to 0.5.
    #[schemars(range(min = 0.0, max = 0.5))]
    pub max_wrong: f64,
}

/// A name for an article, an entry or a source: 1 to 48 of `a-z`, `0-9` and `-`.
///
/// Short enough that a button's callback data (64 bytes) and a deep link (64 characters) hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(extend("pattern" = r"^[a-z0-9-]{1,48}$"))]
pub struct Id(String);

impl Entry {
    /// The ways to ask this entry: its question, then the variants.
    pub fn phrasings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.question).chain(&self.variants).map(String::as_str)
    }
}

impl RevisionKind {
    /// The kind as files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Update => "update",
        }
    }
}

impl Id {
    /// The most characters an id may have.
    pub const MAX_LENGTH: usize = 48;

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = BadId;

    fn try_from(text: String) -> Result<Self, BadId> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if (1..=Self::MAX_LENGTH).contains(&text.len()) && text.chars().all(allowed) {
            return Ok(Self(text));
        }
        Err(BadId(text))
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no [`Id`].
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not an id: 1 to 48 of a-z, 0-9 and -")]
pub struct BadId(String);
