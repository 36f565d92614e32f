//! The only room that knows Telegram.
//!
//! It turns replies into what the Bot API takes. Receiving and sending belong here too.

mod callback;
mod keyboard;

pub use callback::{BadCallback, Callback, MAX_BYTES};
pub use keyboard::keyboard;
