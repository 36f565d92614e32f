//! Which updates have been received, and which are handled.
//!
//! Telegram forgets an update once a later offset is asked for, so the offset stays at the first
//! that is not handled: a bot that is killed gets it again. Later ones are fetched meanwhile,
//! along with those that wait. When these fill the window, they are put into the [`Spool`], and
//! the offset moves past them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::spool::Spool;

/// The most updates that one call gives (Bot API, getUpdates).
pub const WINDOW: u8 = 100;

/// How many updates may wait in the spool, a few megabytes. With more, new ones are fetched only
/// as the old are handled.
const MOST_SPOOLED: usize = 10_000;

/// What is received and not yet handled, or not yet forgotten by Telegram.
pub struct Inbox {
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    /// Updates that Telegram would give again: those that wait, as they came, and those handled.
    known: BTreeMap<u32, Option<String>>,
    /// Updates that wait although the offset has moved past them.
    spooled: BTreeSet<u32>,
    spool: Spool,
    /// The offset after the last batch.
    next: Option<u32>,
}

impl Inbox {
    /// An inbox that keeps what must wait in `spool`.
    pub fn new(spool: Spool) -> Self {
        let state = State { known: BTreeMap::new(), spooled: BTreeSet::new(), spool, next: None };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    /// Takes up what an earlier run left in the spool: updates as they came, by their number.
    pub fn resume(&self) -> Vec<(u32, String)> {
        let mut state = self.state();
        let left = state.spool.read();
        state.spooled.extend(left.iter().map(|(id, _)| *id));
        left
    }

    /// The first update that is not handled, or what follows the last one: what to ask for.
    pub fn offset(&self) -> Option<u32> {
        let state = self.state();
        state.first_waiting().or(state.next)
    }

    /// Takes a batch as it came, and gives the updates of it that had not come before.
    pub fn receive(&self, batch: Vec<(u32, String)>) -> Vec<(u32, String)> {
        let mut state = self.state();
        let is_full = batch.len() == usize::from(WINDOW);
        let last = batch.last().map(|(id, _)| *id);
        let new: Vec<(u32, String)> = batch.into_iter().filter(|(id, raw)| state.is_new(*id, raw)).collect();
        if !new.is_empty() {
            state.next = last.map(|last| last + 1);
        } else if is_full {
            state.move_to_spool(MOST_SPOOLED);
        }
        state.forget();
        new
    }

    /// Takes note that an update is handled.
    pub fn handled(&self, id: u32) {
        let mut state = self.state();
        if state.spooled.remove(&id) {
            let is_empty = state.spooled.is_empty();
            state.spool.remove(id, is_empty);
        } else {
            state.known.insert(id, None);
        }
        self.changed.notify_waiters();
    }

    /// Puts what still waits into the spool, for the next run.
    pub fn leave(&self) {
        let mut state = self.state();
        state.move_to_spool(usize::MAX);
        state.forget();
    }

    /// Returns once no update holds the offset back.
    pub async fn settled(&self) {
        self.until(|state| state.first_waiting().is_none()).await;
    }

    /// Returns once every update is handled.
    pub async fn drained(&self) {
        self.until(|state| state.first_waiting().is_none() && state.spooled.is_empty()).await;
    }

    async fn until(&self, holds: impl Fn(&State) -> bool) {
        loop {
            let changed = self.changed.notified();
            if holds(&self.state()) {
                return;
            }
            changed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn first_waiting(&self) -> Option<u32> {
        self.known.iter().find(|(_, waiting)| waiting.is_some()).map(|(id, _)| *id)
    }

    fn is_new(&mut self, id: u32, raw: &str) -> bool {
        if self.known.contains_key(&id) || self.spooled.contains(&id) {
            return false;
        }
        // After a week without updates Telegram begins anew at any number, and may come again to
        // those that are known as handled.
        if self.next.is_some_and(|next| id < next) {
            self.known.retain(|_, waiting| waiting.is_some());
        }
        self.known.insert(id, Some(raw.to_owned()));
        true
    }

    /// Moves what waits to the spool, if that takes it: without one, the offset has to stay.
    fn move_to_spool(&mut self, limit: usize) {
        let waiting = self.known.iter().filter_map(|(id, raw)| Some((*id, raw.as_deref()?)));
        let waiting: Vec<(u32, &str)> = waiting.collect();
        if waiting.is_empty() || self.spooled.len() + waiting.len() > limit || !self.spool.add(&waiting) {
            return;
        }
        tracing::warn!("{} updates wait for Telegram to take their replies", waiting.len());
        let ids: BTreeSet<u32> = waiting.iter().map(|(id, _)| *id).collect();
        self.known.retain(|id, _| !ids.contains(id));
        self.spooled.extend(ids);
    }

    /// Forgets what Telegram will not give again.
    fn forget(&mut self) {
        if let Some(first) = self.first_waiting().or(self.next) {
            self.known = self.known.split_off(&first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(ids: std::ops::Range<u32>) -> Vec<(u32, String)> {
        ids.map(|id| (id, format!("{{\"update_id\":{id}}}"))).collect()
    }

    fn ids(batch: &[(u32, String)]) -> Vec<u32> {
        batch.iter().map(|(id, _)| *id).collect()
    }

    fn receive(inbox: &Inbox, batch: std::ops::Range<u32>) -> Vec<u32> {
        ids(&inbox.receive(numbered(batch)))
    }

    #[test]
    fn the_offset_stays_at_the_first_that_waits() {
        let inbox = Inbox::new(Spool::none());
        assert_eq!(inbox.offset(), None);
        assert_eq!(receive(&inbox, 7..10), [7, 8, 9]);
        inbox.handled(7);
        inbox.handled(9);
        assert_eq!(inbox.offset(), Some(8));
        assert_eq!(receive(&inbox, 8..11), [10]);
        inbox.handled(8);
        inbox.handled(10);
        assert_eq!(inbox.offset(), Some(11));
    }

    #[test]
    fn an_answer_with_one_known_update_makes_it_forget_nothing() {
        let inbox = Inbox::new(Spool::none());
        receive(&inbox, 8..51);
        (9..51).for_each(|id| inbox.handled(id));
        // Asked twice within half a second, Telegram gives only the first one.
        assert_eq!(receive(&inbox, 8..9), [0; 0]);
        inbox.handled(8);
        assert_eq!(receive(&inbox, 8..9), [0; 0]);
        assert_eq!(inbox.offset(), Some(51));
    }

    #[test]
    fn a_jump_to_lower_numbers_is_followed() {
        let inbox = Inbox::new(Spool::none());
        receive(&inbox, 5..7);
        (5..7).for_each(|id| inbox.handled(id));
        assert_eq!(receive(&inbox, 2..4), [2, 3]);
        (2..4).for_each(|id| inbox.handled(id));
        assert_eq!(inbox.offset(), Some(4));
        assert_eq!(receive(&inbox, 4..7), [4, 5, 6]);
    }

    #[test]
    fn without_a_spool_a_full_window_waits() {
        let inbox = Inbox::new(Spool::none());
        receive(&inbox, 0..100);
        receive(&inbox, 0..100);
        assert_eq!(inbox.offset(), Some(0));
    }

    #[tokio::test]
    async fn what_fills_the_window_is_spooled_and_outlives_the_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bot").join("spool.jsonl");
        let inbox = Inbox::new(Spool::at(path.clone()));
        receive(&inbox, 0..100);
        assert_eq!(inbox.offset(), Some(0));
        receive(&inbox, 0..100);
        assert_eq!(inbox.offset(), Some(100));
        inbox.settled().await;
        assert_eq!(receive(&inbox, 100..101), [100]);
        (3..100).for_each(|id| inbox.handled(id));
        inbox.leave();
        assert_eq!(inbox.offset(), Some(101));

        let next = Inbox::new(Spool::at(path.clone()));
        assert_eq!(next.resume(), [numbered(0..3), numbered(100..101)].concat());
        (0..3).chain([100]).for_each(|id| next.handled(id));
        next.drained().await;
        assert_eq!(Inbox::new(Spool::at(path)).resume(), []);
    }
}
