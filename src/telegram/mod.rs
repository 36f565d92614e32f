//! The only room that knows Telegram.
//!
//! The way of an update: `polling` receives it, the `inbox` remembers that it is not handled
//! yet, `reading` makes teloxide's types of it, `queues` keep each chat's order, `incoming`
//! reads what is asked, `handlers` decide, and the `sender` does it. Nothing here makes words: those are [`replies`](crate::replies)'.

mod api;
mod backoff;
mod bot;
mod callback;
mod error;
mod handlers;
mod inbox;
mod incoming;
mod keyboard;
mod outgoing;
mod polling;
mod profile;
mod queues;
mod reading;
mod sender;
mod spool;
mod token;

pub use api::CallError;
pub use bot::{Bot, Respond};
pub use callback::{BadCallback, Callback, MAX_BYTES};
pub use error::ServeError;
pub use handlers::respond;
pub use incoming::{Incoming, Tap};
pub use keyboard::keyboard;
pub use outgoing::{Outgoing, Place};
pub use token::{BadToken, Token};
