//! The only room that knows Telegram.
//!
//! It has rooms of its own, from the ground up; each imports only from those above it in this list:
//!
//! - `api`: calls of the Bot API, and how long to wait between attempts
//! - `update`: what comes from Telegram, read into what is asked of the bot
//! - `error`: why the bot cannot run
//! - `effects`: what is to be done, as calls to make and notes to keep
//! - `handlers`: from what is asked, and the facts about it, to what is to be done; plain functions
//! - `context`: what the tasks share
//! - `ingress`: polling, the webhook, and the pages that are shown
//! - `workers`: the tasks that work on what is stored
//! - `bot`: the bot's life
//!
//! The way of an update: `ingress` receives it and has it stored before Telegram is told. The inbox worker takes
//! it out of the store, has it read, looks up the facts, asks the handlers, and stores the calls and notes that this
//! comes to in its place. The outbox worker takes the calls out and has them made, and when Telegram refuses one, looks
//! for what can be done about it. Beside them, briefings are planned and delivered. Nothing here makes words: those
//! are [`replies`](crate::replies)'.

mod api;
mod bot;
mod context;
mod effects;
mod error;
mod handlers;
mod ingress;
mod update;
mod workers;

pub use api::client::CallError;
pub use api::token::{BadToken, Token};
pub use bot::Bot;
pub use context::checkpoints::{Checkpoint, Checkpoints};
pub use context::clock::Clock;
pub use context::limits::Limits;
pub use context::settings::{Reload, Settings};
pub use effects::effect::{Answering, Choice, Effect, Offer, Vote};
pub use effects::keyboard::keyboard;
pub use effects::pseudonyms::{Pseudonyms, Subject};
pub use error::ServeError;
pub use handlers::facts::{BriefingFacts, Facts, Operation, Respond, Rights};
pub use handlers::respond;
pub use ingress::http::PAGES;
pub use ingress::secret::{BadSecret, Secret};
pub use ingress::webhook::Webhook;
pub use update::incoming::{Channel, Incoming, InlineQuestion, Tap};
pub use update::place::{Origin, Place};
