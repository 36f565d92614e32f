//! The queue of updates, and the rules of `getUpdates`: who waits, what is confirmed, what comes again.
//!
//! Handing updates out takes nothing from the queue; only an offset does. So a poll that is broken off loses
//! nothing.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::refusal::Refusal;

/// Kinds that come only to those who ask for them.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

const TERMINATED: &str = "Conflict: terminated by other getUpdates request; make sure that only one bot \
    instance is running";
const WEBHOOK_ACTIVE: &str = "Conflict: can't use getUpdates method while webhook is active; use \
    deleteWebhook to delete the webhook first";

/// All updates that no offset has confirmed, and what the last poll was like.
#[derive(Default)]
pub struct Queue {
    pending: VecDeque<(i64, Value)>,
    last_id: i64,
    /// Empty for the default: all kinds but those on request.
    allowed: Vec<String>,
    last_poll: Option<(i64, Instant)>,
    /// Counts polls, so that each can see whether it is still the latest.
    polls: u64,
    pub webhook: String,
}

/// One `getUpdates` request on its way.
pub struct Poll {
    number: u64,
    offset: i64,
    limit: usize,
    pub until: Instant,
}

impl Queue {
    /// Queues an update of this kind, if the bot wants such; gives its id either way.
    pub fn push(&mut self, kind: &str, body: Value) -> i64 {
        // Real ids begin somewhere and rise by one.
        self.last_id = if self.last_id == 0 { 700_000_001 } else { self.last_id + 1 };
        if self.allows(kind) {
            self.pending.push_back((self.last_id, json!({"update_id": self.last_id, kind: body})));
        }
        self.last_id
    }

    fn allows(&self, kind: &str) -> bool {
        match self.allowed.is_empty() {
            true => !ON_REQUEST.contains(&kind),
            false => self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(kind)),
        }
    }

    /// Ids that are not confirmed, in order.
    pub fn unconfirmed(&self) -> Vec<i64> {
        self.pending.iter().map(|(id, _)| *id).collect()
    }

    /// What nobody has confirmed, in order.
    pub fn pending(&self) -> impl Iterator<Item = (i64, &Value)> {
        self.pending.iter().map(|(id, update)| (*id, update))
    }

    /// A webhook has taken this one.
    pub fn take(&mut self, taken: i64) {
        self.pending.retain(|(id, _)| *id != taken);
    }

    /// Forgets everything that waits.
    pub fn drop_pending(&mut self) {
        self.pending.clear();
    }

    /// Keeps `allowed_updates` if they are given; omitted, the previous ones stay.
    pub fn allow(&mut self, params: &Map<String, Value>) {
        if let Some(Value::Array(kinds)) = params.get("allowed_updates") {
            self.allowed = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }

    /// What the bot wants, as `getWebhookInfo` tells it.
    pub fn allowed(&self) -> &[String] {
        &self.allowed
    }

    /// Begins a poll, which ends the one that may be waiting.
    pub fn begin(&mut self, params: &Map<String, Value>, now: Instant) -> Result<Poll, Refusal> {
        self.polls += 1;
        if !self.webhook.is_empty() {
            return Err(Refusal::new(409, WEBHOOK_ACTIVE));
        }
        self.allow(params);
        let number = |name: &str, default: i64| params.get(name).and_then(Value::as_i64).unwrap_or(default);
        let offset = number("offset", 0);
        let mut limit = number("limit", 100).clamp(1, 100);
        let mut timeout = number("timeout", 0).clamp(0, 50);
        if let Some(since) = self.since_same(offset, now) {
            timeout = if since < Duration::from_secs(3) { timeout.max(3) } else { timeout };
            limit = if since < Duration::from_millis(500) { 1 } else { limit };
        }
        self.last_poll = Some((offset, now));
        self.confirm(offset);
        let until = now + Duration::from_secs(timeout.unsigned_abs());
        Ok(Poll { number: self.polls, offset, limit: limit.unsigned_abs() as usize, until })
    }

    /// How long ago the previous poll was, if it had the same offset.
    fn since_same(&self, offset: i64, now: Instant) -> Option<Duration> {
        let (last, at) = self.last_poll?;
        (last == offset).then(|| now.duration_since(at))
    }

    fn confirm(&mut self, offset: i64) {
        match offset {
            0 => {}
            1.. => while self.pending.pop_front_if(|(id, _)| *id < offset).is_some() {},
            _ => {
                let kept = usize::try_from(-offset).unwrap_or(usize::MAX);
                let forgotten = self.pending.len().saturating_sub(kept);
                self.pending.drain(..forgotten);
            }
        }
    }

    /// What a poll gets at this moment: updates, a conflict, or nothing yet.
    pub fn look(&self, poll: &Poll) -> Result<Option<Value>, Refusal> {
        if !self.webhook.is_empty() {
            return Err(Refusal::new(409, "Conflict: terminated by setWebhook request"));
        }
        if self.polls != poll.number {
            return Err(Refusal::new(409, TERMINATED));
        }
        let wanted = self.pending.iter().filter(|(id, _)| *id >= poll.offset);
        let updates: Vec<Value> = wanted.take(poll.limit).map(|(_, update)| update.clone()).collect();
        Ok((!updates.is_empty()).then(|| Value::from(updates)))
    }
}

/// The refusal of a poll that another one has ended.
pub fn terminated() -> Refusal {
    Refusal::new(409, TERMINATED)
}
