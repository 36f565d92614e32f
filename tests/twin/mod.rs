//! A strict twin of the Telegram Bot API: a server in this process that the program under test talks to.
//!
//! It refuses what Telegram refuses, in Telegram's words, and some things that Telegram lets pass, saying so.
//! People, chats, time-outs and failures are the test's to command, through [`Twin`]. Media, payments and
//! the rights of administrators it does not know.

#![allow(dead_code, unused_imports, reason = "the suite and the benchmark each use only a part of it")]

mod bodies;
mod chats;
mod faults;
mod html;
mod keyboards;
mod kinds;
mod link;
mod messages;
mod methods;
mod people;
mod profile;
mod queries;
mod records;
mod references;
mod refusal;
mod schema;
mod server;
mod texts;
mod updates;
mod webhook;
mod wire;
mod world;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::runtime::Runtime;

use chats::chat_json;
use world::{Logged, World, unix_now};

pub use faults::Fault;
pub use profile::Profile;
pub use records::{Button, Call, Sent};

/// The bot's token, of the real form: shorter ones are not redacted from error messages.
pub const TOKEN: &str = "123456789:AAH4vXw2kQz9T7cUoPbLmNr1sYdEfGiJh8K";

/// How long a test waits for what should happen at once, on a machine that may be busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server, as its people and its operator see it. Dropping it stops it.
pub struct Twin {
    world: Arc<World>,
    address: SocketAddr,
    runtime: Option<Runtime>,
    folder: tempfile::TempDir,
}

impl Twin {
    /// Starts a server of its own, with nothing in it but the bot @attache_test_bot.
    pub fn start() -> Self {
        let world = Arc::new(World::default());
        let (runtime, address) = server::start(Arc::clone(&world));
        let folder = tempfile::tempdir().expect("a folder can be made");
        Self { world, address, runtime: Some(runtime), folder }
    }

    /// Where it listens, for `TELOXIDE_API_URL`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A folder that lives as long as the twin, for what the bots that it talks to keep.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The only token that it takes.
    pub fn token(&self) -> &'static str {
        TOKEN
    }

    /// Somebody writes to the bot in private. Gives the update's id, as all of these do.
    pub fn private(&self, user: i64, text: &str) -> i64 {
        self.group(user, user, text)
    }

    /// Somebody writes in a group.
    pub fn group(&self, chat: i64, user: i64, text: &str) -> i64 {
        self.message(self.written(chat, self.person(user), text))
    }

    /// Somebody writes in a topic of a group, which exists from then on.
    pub fn in_topic(&self, chat: i64, thread: i64, user: i64, text: &str) -> i64 {
        self.topic(chat, thread);
        let mut fields = self.written(chat, self.person(user), text);
        fields["message_thread_id"] = thread.into();
        fields["is_topic_message"] = true.into();
        self.message(fields)
    }

    /// An administrator writes in a group as the group.
    pub fn as_group(&self, chat: i64, text: &str) -> i64 {
        let mut fields = self.written(chat, chats::anonymous_json(), text);
        fields["sender_chat"] = self.chat(chat);
        self.message(fields)
    }

    fn written(&self, chat: i64, from: Value, text: &str) -> Value {
        let mut fields = json!({"chat": self.chat(chat), "from": from, "text": text});
        let entities = people::entities(text);
        if !entities.is_empty() {
            fields["entities"] = entities.into();
        }
        fields
    }

    /// A message with these fields; id, date, chat 1 and person 1 are filled in where they are not given.
    pub fn message(&self, fields: Value) -> i64 {
        let chat = fields.get("chat").cloned().unwrap_or_else(|| self.chat(1));
        let mut message = json!({"date": unix_now(), "chat": chat, "from": self.person(1)});
        for (name, value) in fields.as_object().expect("a message's fields are an object") {
            message[name] = value.clone();
        }
        self.world.receive(json!({"message": message}))
    }

    /// An update with this one field, its kind; the id is filled in.
    pub fn update(&self, fields: Value) -> i64 {
        self.world.receive(fields)
    }

    /// From now on, the Telegram client of this person speaks this language, or does not tell if there is
    /// none. Until then it speaks English.
    pub fn speaks(&self, user: i64, language: &str) {
        self.world.state().languages.insert(user, language.to_owned());
    }

    /// Somebody taps a button. The message goes along as it is, or as inaccessible if it is gone.
    pub fn tap(&self, chat: i64, user: i64, message_id: i64, data: &str) -> i64 {
        let message = {
            let state = self.world.state();
            let known = state.chats.known(chat).and_then(|chat| chat.messages.get(&message_id));
            known.map(|message| message.json.clone())
        };
        let inaccessible = || json!({"chat": self.chat(chat), "message_id": message_id, "date": 0});
        self.world.receive(json!({"callback_query": {
            "id": people::query_id(),
            "from": self.person(user),
            "message": message.unwrap_or_else(inaccessible),
            "chat_instance": chat.to_string(),
            "data": data,
        }}))
    }

    /// Somebody taps the button of this message whose label has these words in it.
    #[track_caller]
    pub fn press(&self, chat: i64, user: i64, message: &Sent, label: &str) -> i64 {
        self.tap(chat, user, message.message_id, &message.data(label))
    }

    /// Somebody replies to a message of this chat.
    pub fn reply(&self, chat: i64, user: i64, message_id: i64, text: &str) -> i64 {
        let replied = self.message_json(chat, message_id);
        let mut fields = json!({"chat": self.chat(chat), "from": self.person(user), "text": text});
        fields["reply_to_message"] = replied;
        self.message(fields)
    }

    /// Somebody edits what they wrote.
    pub fn edit(&self, chat: i64, message_id: i64, text: &str) -> i64 {
        let mut message = self.message_json(chat, message_id);
        message["text"] = text.into();
        message["edit_date"] = unix_now().into();
        self.world.receive(json!({"edited_message": message}))
    }

    fn message_json(&self, chat: i64, message_id: i64) -> Value {
        let state = self.world.state();
        let known = state.chats.known(chat).and_then(|chat| chat.messages.get(&message_id));
        known.unwrap_or_else(|| panic!("no message {message_id} in chat {chat}")).json.clone()
    }

    /// Somebody types behind the bot's name. Gives the query's id.
    pub fn inline(&self, user: i64, text: &str) -> String {
        let id = people::query_id();
        let query = json!({"id": id, "from": self.person(user), "query": text, "offset": ""});
        self.world.receive(json!({"inline_query": query}));
        id
    }

    /// Somebody, or the bot itself by its id, is an administrator of this group.
    pub fn promote(&self, chat: i64, user: i64) {
        let json = self.chat(chat);
        self.world.state().chats.seen(&json).admins.insert(user);
    }

    /// There is a channel of this id, of which these are administrators; the bot's own id makes it one.
    pub fn channel(&self, id: i64, admins: &[i64]) {
        let mut state = self.world.state();
        let chat = state.chats.seen(&chats::channel_json(id));
        chat.admins.extend(admins);
    }

    /// The bot, though an administrator, lacks this right in a chat.
    pub fn withhold(&self, chat: i64, right: &str) {
        let json = self.chat(chat);
        self.world.state().chats.seen(&json).lacking.insert(right.to_owned());
    }

    /// Somebody forwards a post of a channel to the bot.
    pub fn forward(&self, user: i64, channel: i64) -> i64 {
        let origin = json!({"type": "channel", "date": unix_now(), "chat": chats::channel_json(channel), "message_id": 3});
        let from = self.person(user);
        self.message(json!({
            "chat": self.chat(user), "from": from, "text": "Harbour news", "forward_origin": origin,
        }))
    }

    /// Somebody blocks the bot, or removes it from a group.
    pub fn remove(&self, chat: i64, user: i64) {
        let member = |status: &str| json!({"status": status, "user": world::bot()});
        let mut kicked = member("kicked");
        kicked["until_date"] = 0.into();
        self.update(json!({"my_chat_member": {
            "chat": self.chat(chat), "from": self.person(user), "date": unix_now(),
            "old_chat_member": member("member"), "new_chat_member": kicked,
        }}));
    }

    /// The messages that are pinned in a chat, the latest last.
    pub fn pinned(&self, chat: i64) -> Vec<i64> {
        self.world.state().chats.known(chat).map(|chat| chat.pinned.clone()).unwrap_or_default()
    }

    /// A message of the bot's is gone, or, to the bot, as good as.
    pub fn lose(&self, chat: i64, message_id: i64) {
        let json = self.chat(chat);
        self.world.state().chats.seen(&json).remove(message_id);
    }

    /// The bot's own id.
    pub fn bot_id(&self) -> i64 {
        world::BOT_ID
    }

    /// A topic exists in this group, which is a forum from then on.
    pub fn topic(&self, chat: i64, thread: i64) {
        let json = self.chat(chat);
        self.world.state().chats.seen(&json).open_topic(thread);
    }

    /// The bot is in this chat, though nobody has written there.
    pub fn join(&self, chat: i64) {
        let json = self.chat(chat);
        self.world.state().chats.seen(&json);
    }

    /// The id of the latest message in this chat, anybody's; 0 if there is none.
    pub fn last_message_id(&self, chat: i64) -> i64 {
        self.world.state().chats.known(chat).map_or(0, |chat| chat.next_message_id() - 1)
    }

    /// The bot's messages in this chat as they are now, in order.
    pub fn sent(&self, chat: i64) -> Vec<Sent> {
        let state = self.world.state();
        let messages = state.chats.known(chat).map(|chat| chat.messages.values());
        messages.into_iter().flatten().filter_map(Sent::of).collect()
    }

    /// Blocks until the bot has that many messages in this chat.
    #[track_caller]
    pub fn wait_sent(&self, chat: i64, count: usize) -> Vec<Sent> {
        self.wait(&format!("{count} messages in chat {chat}"), |twin| {
            twin.world.state().chats.known(chat).map_or(0, |chat| chat.sent) >= count
        });
        self.sent(chat)
    }

    /// Blocks until `until`, looking again after each call; panics with the last calls if it takes too long.
    #[track_caller]
    pub fn wait(&self, what: &str, until: impl Fn(&Twin) -> bool) {
        if !self.world.wait(Instant::now() + PATIENCE, || until(self)) {
            let calls = self.calls();
            let last = &calls[calls.len().saturating_sub(20)..];
            let last: Vec<String> = last.iter().map(ToString::to_string).collect();
            panic!("waited {PATIENCE:?} in vain for {what}; the last calls:\n{}", last.join("\n"));
        }
    }

    /// Every call so far.
    pub fn calls(&self) -> Vec<Call> {
        self.world.state().log.iter().map(|logged| logged.call.clone()).collect()
    }

    /// Every call of this method so far.
    pub fn called(&self, method: &str) -> Vec<Call> {
        self.calls().into_iter().filter(|call| call.method == method).collect()
    }

    /// Blocks until there have been that many calls of this method.
    #[track_caller]
    pub fn wait_called(&self, method: &str, count: usize) -> Vec<Call> {
        self.wait(&format!("{count} calls of {method}"), |twin| twin.called(method).len() >= count);
        self.called(method)
    }

    /// What was shown for a moment to those who tapped buttons, in order; nothing to some.
    pub fn notices(&self) -> Vec<String> {
        let text = |call: Call| call.params["text"].as_str().unwrap_or_default().to_owned();
        self.called("answerCallbackQuery").into_iter().map(text).collect()
    }

    /// Blocks until that many taps have been acknowledged.
    #[track_caller]
    pub fn wait_notices(&self, count: usize) -> Vec<String> {
        self.wait_called("answerCallbackQuery", count);
        self.notices()
    }

    /// The calls that were refused for what they were: no faults, no conflicts.
    pub fn refused(&self) -> Vec<Call> {
        let refused = |logged: &&Logged| {
            !logged.faulted && (400..500).contains(&logged.call.status) && logged.call.status != 409
        };
        self.world.state().log.iter().filter(refused).map(|logged| logged.call.clone()).collect()
    }

    /// The ids of queued updates that no offset has confirmed.
    pub fn unconfirmed(&self) -> Vec<i64> {
        self.world.state().queue.unconfirmed()
    }

    /// What the bot has set its commands and descriptions to.
    pub fn profile(&self) -> Profile {
        self.world.state().profile.clone()
    }

    /// The next `times` calls of this method, in this chat or in any, fail so; `usize::MAX`: until cleared.
    pub fn fault(&self, method: &str, chat: Option<i64>, fault: Fault, times: usize) {
        assert!(schema::method(method).is_some(), "there is no method `{method}` that could fail");
        self.world.state().faults.arm(method, chat, fault, times);
    }

    /// Nothing fails any more in this chat.
    pub fn clear_faults_in(&self, chat: i64) {
        self.world.state().faults.clear_in(chat);
    }

    /// Nothing fails any more.
    pub fn clear_faults(&self) {
        self.world.state().faults.clear();
    }

    /// Somebody has set a webhook, or, if the URL is empty, removed it.
    pub fn set_webhook(&self, url: &str) {
        url.clone_into(&mut self.world.state().queue.webhook);
        self.world.arrived.notify_waiters();
    }

    /// What stands behind the webhook's address: the bots that listen here, in turn.
    pub fn put_behind_webhook(&self, backends: &[String]) {
        self.world.state().hook.backends = backends.to_vec();
        self.world.arrived.notify_waiters();
    }

    /// Whether calls are kept. Off, memory does not grow with them.
    pub fn keep_calls(&self, keep: bool) {
        self.world.state().forgets_calls = !keep;
    }

    /// A person's JSON.
    fn person(&self, id: i64) -> Value {
        chats::person_json(id, self.world.state().languages.get(&id).map_or("en", String::as_str))
    }

    /// The chat's JSON as it is, or as it would be.
    fn chat(&self, id: i64) -> Value {
        self.world.state().chats.known(id).map_or_else(|| chat_json(id), |chat| chat.json.clone())
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
