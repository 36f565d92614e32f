//! What is chosen for a bot by whoever runs it.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::checkpoints::Checkpoints;
use super::clock::Clock;
use super::limits::Limits;
use crate::briefings::Terms;
use crate::knowledge::Stamp;
use crate::store::Retention;

/// Reads the knowledge anew and puts it in place of the old: the number of its entries, or what is
/// wrong with it.
pub type Reload = dyn Fn() -> Result<usize, String> + Send + Sync;

/// What is chosen for a bot.
#[derive(Clone, Default)]
pub struct Settings {
    /// How fast chats get messages.
    pub limits: Limits,
    /// How long questions are kept.
    pub retention: Retention,
    /// Who may ask for numbers and have the knowledge read anew, by user id.
    pub operators: BTreeSet<i64>,
    /// Which chats get briefings that have not asked for them, and on which terms.
    pub briefing_chats: Vec<(i64, Terms)>,
    /// What time it is.
    pub clock: Clock,
    /// Where the bot listens for pages about itself; a webhook has them as well.
    pub listen: Option<SocketAddr>,
    /// How the knowledge is read anew; not at all when absent.
    pub reload: Option<Arc<Reload>>,
    /// The knowledge that is read anew when it changes, as it was when it was read.
    pub watched: Option<(PathBuf, Stamp)>,
    /// What happens at the checkpoints of the workers.
    pub checkpoints: Checkpoints,
}
