//! Briefings: what is posted, when, and to whom.
//!
//! Each chat has [`Terms`], of which its [`Schedule`] says when a briefing is due. The [`Planner`] writes
//! into the store what chats are to show: digests, and corrections of what they were told. Whoever
//! delivers them, and in which form, is not known here.

mod planner;
mod schedule;
mod terms;
mod zones;

pub use planner::{Form, Planner, version_of};
pub use schedule::{Frequency, MOST_LATE, Quiet, Schedule, Turn, next_due, quiet_until, turn};
pub use terms::{Terms, UnknownWord};
pub use zones::{CITIES, Zone, city, zone};
