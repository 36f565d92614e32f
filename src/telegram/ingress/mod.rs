//! The ways in: updates that are polled for or that Telegram sends, and the pages that are shown.

pub mod http;
pub mod polling;
pub mod secret;
pub mod webhook;
