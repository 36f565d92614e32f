//! The knowledge of the bot: articles with their FAQ, and where each statement comes from.
//!
//! This room reads, checks and writes the files of editors. It matches nothing and renders
//! nothing; time and rendering, where a check needs them, are passed in.

mod article;
mod check;
mod citation;
mod entries;
mod error;
mod files;
mod import;
mod json;
mod load;
mod problem;
mod questions;
mod schema;
mod slug;
mod stamp;
pub mod thresholds;
mod translation;
mod version;
mod write;

pub use article::{Article, BadId, Entry, FORMAT, Id, Promise, Revision, RevisionKind, Source};
pub use check::check;
pub use citation::Citation;
pub use entries::{EntryRef, Knowledge};
pub use error::LoadError;
pub use files::{question_files, questions_beside};
pub use import::{Format, ImportError, ImportOptions, Imported, Refusal, import};
pub use load::{load, load_files, load_questions};
pub use problem::{Problem, Severity};
pub use questions::{FirstLabels, LabelledQuestion, LabelledQuestions, QuestionKind};
pub use schema::{schema, schema_text};
pub use stamp::Stamp;
pub use thresholds::ChosenThresholds;
pub use version::Version;
pub use write::write_whole;
