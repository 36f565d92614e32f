//! Everything that the server knows, behind one lock that is held only to look or to change, never to think.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use tokio::sync::Notify;

use super::chats::{Chats, Message};
use super::faults::Faults;
use super::profile::Profile;
use super::queries::Queries;
use super::records::Call;
use super::refusal::Refusal;
use super::schema;
use super::updates::Queue;
use super::webhook::Hook;

/// The parameters of a call, in the form that the schema wants.
pub type Params = Map<String, Value>;

/// What a method gives.
pub type Answer = Result<Value, Refusal>;

/// The bot's own id.
pub const BOT_ID: i64 = 123_456_789;

/// How long a wait lasts without a call before it looks again.
const SECOND_LOOK: Duration = Duration::from_millis(50);

/// The server's state, with the two ways to wait for a change of it.
#[derive(Default)]
pub struct World {
    state: Mutex<State>,
    /// Wakes polls.
    pub arrived: Notify,
    beats: Mutex<u64>,
    beaten: Condvar,
}

/// What the lock guards.
#[derive(Default)]
pub struct State {
    pub chats: Chats,
    pub queue: Queue,
    pub hook: Hook,
    pub faults: Faults,
    pub queries: Queries,
    pub profile: Profile,
    /// The languages of people's clients, where they are not English.
    pub languages: HashMap<i64, String>,
    pub log: Vec<Logged>,
    pub forgets_calls: bool,
}

/// A call, and whether a fault took the place of the method.
#[derive(Clone)]
pub struct Logged {
    pub call: Call,
    pub faulted: bool,
}

impl World {
    /// The state, locked.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a call, and wakes those who wait for one.
    pub fn log(&self, call: Call, faulted: bool) {
        let mut state = self.state();
        if !state.forgets_calls {
            state.log.push(Logged { call, faulted });
        }
        drop(state);
        self.beat();
    }

    /// Wakes those who wait for something to happen.
    pub fn beat(&self) {
        *self.beats.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.beaten.notify_all();
    }

    /// Blocks until `happened`, looking again after each call and now and then, since not all that a test
    /// waits for comes by a call; false when the deadline comes first.
    pub fn wait(&self, deadline: Instant, happened: impl Fn() -> bool) -> bool {
        loop {
            let seen = *self.beats.lock().unwrap_or_else(PoisonError::into_inner);
            if happened() {
                return true;
            }
            if Instant::now() >= deadline {
                return false;
            }
            let beats = self.beats.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.beaten.wait_timeout_while(beats, SECOND_LOOK, |beats| *beats == seen));
        }
    }

    /// Queues an update, and remembers the chat, topic, message and query that come with it.
    pub fn receive(&self, update: Value) -> i64 {
        let Value::Object(update) = update else { panic!("an update is an object") };
        let (kind, mut body) = update.into_iter().next().expect("an update has one field, its kind");
        assert!(schema::is_update_kind(&kind), "there are no updates of kind `{kind}`");
        let mut state = self.state();
        state.number(&kind, &mut body);
        state.remember(&kind, &body);
        let id = state.queue.push(&kind, body);
        drop(state);
        self.arrived.notify_waiters();
        id
    }
}

impl State {
    /// Gives a message that has none the next id in its chat.
    fn number(&mut self, kind: &str, body: &mut Value) {
        if kind == "message" && body["message_id"].is_null() {
            body["message_id"] = self.chats.seen(&body["chat"]).next_message_id().into();
        }
    }

    fn remember(&mut self, kind: &str, body: &Value) {
        let from = body["from"]["id"].as_i64();
        let message = if kind == "callback_query" { &body["message"] } else { body };
        if message["chat"].is_object() {
            let chat = self.chats.seen(&message["chat"]);
            chat.left = matches!(body["new_chat_member"]["status"].as_str(), Some("left" | "kicked"));
            chat.people.extend(from);
            if message["is_topic_message"] == true {
                chat.open_topic(message["message_thread_id"].as_i64().unwrap_or_default());
            }
            if matches!(kind, "message" | "edited_message" | "channel_post" | "edited_channel_post") {
                chat.keep(Message { json: body.clone(), sent: None });
            }
        }
        self.queries.remember(kind, body);
    }
}

/// The bot as a user.
pub fn bot() -> Value {
    json!({"id": BOT_ID, "is_bot": true, "first_name": "Attache", "username": "attache_test_bot"})
}

/// Seconds since 1970, as Telegram dates things.
pub fn unix_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
