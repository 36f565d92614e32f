//! The way to Telegram: calls of its Bot API, the token that they need, and how long to wait between attempts.

pub mod backoff;
pub mod client;
mod ids;
pub mod token;
