//! The only room that knows Telegram.
//!
//! The way of an update: `polling` or the `webhook` receives it and has it stored before Telegram
//! is told; the `desk` takes it out of the store, `reading` makes teloxide's types of it,
//! `incoming` reads what is asked, `lookup` finds the facts, `handlers` decide, and the `acts` that
//! this comes to, `calls` and notes, are stored in its place. The `courier` takes the calls out,
//! the `sender` makes them, and a `remedy` is looked for when Telegram refuses one. Nothing here
//! makes words: those are [`replies`](crate::replies)'. Beside them,
//! the `briefer` has briefings planned and delivers the `posts`. What happens on the way is counted in
//! `metrics`, which an operator sees at the `door`.

mod acts;
mod api;
mod backoff;
mod bot;
mod briefer;
mod callback;
mod calls;
mod checkpoints;
mod clock;
mod courier;
mod desk;
mod door;
mod error;
mod handlers;
mod heart;
mod incoming;
mod keyboard;
mod keys;
mod limits;
mod lookup;
mod members;
mod metrics;
mod office;
mod outgoing;
mod panics;
mod place;
mod polling;
mod posts;
mod profile;
mod reading;
mod remedy;
mod secret;
mod sender;
mod settings;
mod token;
mod watcher;
mod webhook;

pub use api::CallError;
pub use bot::Bot;
pub use checkpoints::{Checkpoint, Checkpoints};
pub use clock::Clock;
pub use door::PAGES;
pub use error::ServeError;
pub use handlers::facts::{BriefingFacts, Facts, Operation, Respond, Rights};
pub use handlers::respond;
pub use incoming::{Channel, Incoming, InlineQuestion, Tap};
pub use keyboard::keyboard;
pub use keys::{Hashed, Keys};
pub use limits::Limits;
pub use outgoing::{Answering, Choice, Offer, Outgoing, Vote};
pub use place::{Origin, Place};
pub use secret::{BadSecret, Secret};
pub use settings::{Reload, Settings};
pub use token::{BadToken, Token};
pub use webhook::Webhook;
