//! From a question to ranked entries with a confidence, and a verdict.
//!
//! The matcher is synchronous, does no I/O once it is built, and never fails. It knows entries
//! by their number and their texts; what they belong to is for the floors above.

mod accounting;
mod blend;
mod cache;
mod calibration;
mod candidate;
mod characters;
mod confidence;
mod encoder;
mod evidence;
mod exact;
mod explanation;
mod judge;
mod letters;
mod lexical;
mod mending;
mod names;
mod query;
mod roles;
mod search;
mod semantic;
mod texts;
mod verdict;
mod vocabulary;
mod weighing;

pub use accounting::{Account, Strictness, Veto};
pub use cache::VectorCache;
pub use calibration::{Calibration, JudgedCalibration, Logistic, Odds, Shipped};
pub use candidate::{Candidate, Signals};
pub use confidence::{Confidence, Thresholds};
pub use encoder::{Encoder, EncoderError, EncoderFolder, Pooling, Sentence};
pub use explanation::{Explanation, WordMatch};
pub use lexical::Coverage;
pub use mending::Mend;
pub use query::Query;
pub use search::{MAX_CANDIDATES, Matcher};
pub use semantic::Progress;
pub use texts::{EntryText, FaqTexts};
pub use verdict::{MAX_SUGGESTIONS, Match, Verdict, VerdictName, decide, may_answer};
pub use weighing::MOST_READINGS;
