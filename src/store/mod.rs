//! The database: what has been received, what is to be sent, and who is at it.
//!
//! Two engines, one SQL text: SQLite in one file, and PostgreSQL, which several processes share.
//! Rows have types of their own; what is in their bodies is their readers' business. Each process
//! claims rows, works on them, and says what became of them; a row that a process holds is free
//! again when that process has ended or has not been heard of for [`LEASE`].

mod address;
mod chats;
mod database;
mod error;
mod ids;
mod inbox;
mod insights;
mod lock;
mod notes;
mod outbox;
mod planning;
mod posts;
mod receipts;
mod replies;
mod retention;
mod settings;
mod subscriptions;
mod tables;
mod values;
mod workers;

pub use address::{Address, BadAddress};
pub use chats::RateLimit;
pub use database::{Backlog, Store};
pub use error::StoreError;
pub use ids::{ChatId, ContentId, EntryId, MessageId, ReplyId, ThreadId, Topic};
pub use inbox::{Claimed, Effects, Ending, Handled, NewUpdate};
pub use insights::{KeptQuestion, Usage};
pub use notes::{NewQuestion, Note, Vote};
pub use outbox::{Delivered, Hold, NewCall, QueuedCall, Settled, reply_id};
pub use planning::{Edition, EditionPart, Manner, NewPost};
pub use posts::{ClaimedPost, NextPost, PostKey, PostOutcome};
pub use receipts::GivenVersion;
pub use replies::{GivenReply, NewReply};
pub use retention::Retention;
pub use settings::Setting;
pub use subscriptions::{DueTerms, Progress, Subscription};
pub use workers::LEASE;
