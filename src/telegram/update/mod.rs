//! What comes from Telegram: updates, read into what is asked of the bot.

pub mod callback;
pub mod incoming;
pub mod parse;
pub mod place;
