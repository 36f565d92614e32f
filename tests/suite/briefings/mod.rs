//! Briefings, as chats get them: on time, in place, and corrected when the facts change.

mod choosing;
mod corrections;
mod kills;
mod living;
mod trouble;
mod week;
