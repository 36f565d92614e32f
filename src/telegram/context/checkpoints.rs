//! The places in the workers at which a test can have the bot panic. In use, nothing happens there.

use std::fmt;
use std::sync::Arc;

use crate::store::ChatId;

/// A place in a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Checkpoint {
    /// What a handler has to know is looked up.
    Lookup,
    /// A question is scrubbed to be kept.
    Scrub,
    /// What a handler wants becomes calls and notes.
    Effects,
    /// A call is made.
    Send,
    /// What is due is planned.
    Plan,
    /// A briefing is posted.
    Post,
}

/// What a test has happen at a checkpoint, for a chat if it is about one.
type Reached = dyn Fn(Checkpoint, Option<ChatId>) + Send + Sync;

/// What happens at the checkpoints: nothing, unless a test says otherwise.
#[derive(Clone, Default)]
pub struct Checkpoints(Option<Arc<Reached>>);

impl Checkpoints {
    /// Has this happen at each.
    pub fn new(reached: impl Fn(Checkpoint, Option<ChatId>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(reached)))
    }

    /// Has happen what is to happen there.
    pub fn reach(&self, checkpoint: Checkpoint, chat: Option<ChatId>) {
        if let Some(reached) = &self.0 {
            reached(checkpoint, chat);
        }
    }
}

impl fmt::Debug for Checkpoints {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Checkpoints").field(&self.0.is_some()).finish()
    }
}
