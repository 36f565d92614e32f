//! The only room that knows Telegram.
//!
//! The way of an update: `polling` or the `webhook` receives it and has it stored before Telegram
//! is told; the `desk` takes it out of the store, `reading` makes teloxide's types of it,
//! `incoming` reads what is asked, `handlers` decide, and `calls` are stored in its place. The
//! `courier` takes these out, the `sender` makes them, and a `remedy` is looked for when Telegram
//! refuses one. Nothing here makes words: those are [`replies`](crate::replies)'. What happens on
//! the way is counted in `metrics`, which an operator sees at the `door`.

mod api;
mod backoff;
mod bot;
mod callback;
mod calls;
mod courier;
mod desk;
mod door;
mod error;
mod handlers;
mod heart;
mod incoming;
mod keyboard;
mod limits;
mod metrics;
mod office;
mod outgoing;
mod polling;
mod profile;
mod reading;
mod remedy;
mod secret;
mod sender;
mod token;
mod webhook;

pub use api::CallError;
pub use bot::{Bot, Respond};
pub use callback::{BadCallback, Callback, MAX_BYTES};
pub use door::PAGES;
pub use error::ServeError;
pub use handlers::respond;
pub use incoming::{Incoming, Tap};
pub use keyboard::keyboard;
pub use limits::Limits;
pub use metrics::Metrics;
pub use outgoing::{Outgoing, Place};
pub use secret::{BadSecret, Secret};
pub use token::{BadToken, Token};
pub use webhook::Webhook;
