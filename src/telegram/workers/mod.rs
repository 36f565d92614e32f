//! The tasks that work on what is stored, each on its own.

pub mod briefings;
pub mod heartbeat;
pub mod inbox;
pub mod lookup;
pub mod outbox;
pub mod post;
pub mod profile;
pub mod refusal;
pub mod reload;
pub mod sender;
