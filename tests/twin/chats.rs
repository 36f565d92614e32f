//! The chats as the server remembers them: who they are, their topics, and their messages as they are now.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use serde_json::{Value, json};

use super::refusal::Refusal;

/// All chats that the bot can know of, by id.
#[derive(Default)]
pub struct Chats(HashMap<i64, Chat>);

/// One chat.
pub struct Chat {
    pub json: Value,
    pub topics: BTreeSet<i64>,
    pub people: BTreeSet<i64>,
    pub admins: BTreeSet<i64>,
    /// The rights that administrators do not have here, by their names.
    pub lacking: BTreeSet<String>,
    /// The pinned messages, the latest last.
    pub pinned: Vec<i64>,
    pub messages: BTreeMap<i64, Message>,
    pub left: bool,
    /// How many of the messages are the bot's.
    pub sent: usize,
}

/// A message as the API gives it, and how the bot sent it if it did.
#[derive(Clone)]
pub struct Message {
    pub json: Value,
    pub sent: Option<Outgoing>,
}

/// What of a bot's message is not to be read off its JSON.
#[derive(Clone)]
pub struct Outgoing {
    pub html: String,
    pub parse_mode: Option<String>,
    pub edits: usize,
    pub at: Instant,
}

impl Chats {
    /// The chat of a `chat_id`, a number or a @username, if the bot can write there.
    pub fn writable(&mut self, chat_id: &Value) -> Result<&mut Chat, Refusal> {
        match self.0.get_mut(&self.id_of(chat_id)) {
            None => Err(Refusal::bad_request("chat not found")),
            Some(chat) if chat.left => Err(Refusal::new(403, chat.farewell())),
            Some(chat) => Ok(chat),
        }
    }

    fn id_of(&self, chat_id: &Value) -> i64 {
        let named = |name: &str| self.0.values().find(|chat| chat.json["username"] == name).map(Chat::id);
        match chat_id.as_str().and_then(|text| text.strip_prefix('@')) {
            Some(name) => named(name).unwrap_or_default(),
            None => number(chat_id).unwrap_or_default(),
        }
    }

    /// The chat, if it is known.
    pub fn known(&self, id: i64) -> Option<&Chat> {
        self.0.get(&id)
    }

    /// The chat of this JSON, which becomes known if it was not.
    pub fn seen(&mut self, json: &Value) -> &mut Chat {
        let id = json["id"].as_i64().expect("a chat has an id");
        self.0.entry(id).or_insert_with(|| Chat::new(json.clone()))
    }
}

impl Chat {
    fn new(json: Value) -> Self {
        Self {
            json,
            topics: BTreeSet::new(),
            people: BTreeSet::new(),
            admins: BTreeSet::new(),
            lacking: BTreeSet::new(),
            pinned: Vec::new(),
            messages: BTreeMap::new(),
            left: false,
            sent: 0,
        }
    }

    /// The chat's id.
    pub fn id(&self) -> i64 {
        self.json["id"].as_i64().unwrap_or_default()
    }

    /// Private, group, supergroup or channel.
    pub fn kind(&self) -> &str {
        self.json["type"].as_str().unwrap_or("private")
    }

    fn farewell(&self) -> String {
        match self.kind() {
            "private" => "Forbidden: bot was blocked by the user".to_owned(),
            kind => format!("Forbidden: bot is not a member of the {kind} chat"),
        }
    }

    /// The id that the next message here gets.
    pub fn next_message_id(&self) -> i64 {
        self.messages.last_key_value().map_or(1, |(id, _)| id + 1)
    }

    /// Keeps a message under its own id, in place of any that has it.
    pub fn keep(&mut self, message: Message) {
        let id = message.json["message_id"].as_i64().expect("a message has an id");
        self.remove(id);
        self.sent += usize::from(message.sent.is_some());
        self.messages.insert(id, message);
    }

    /// Removes a message, if it is there.
    pub fn remove(&mut self, id: i64) {
        if let Some(Message { sent: Some(_), .. }) = self.messages.remove(&id) {
            self.sent -= 1;
        }
    }

    /// Makes the topic exist, which makes the chat a forum.
    pub fn open_topic(&mut self, thread: i64) {
        self.topics.insert(thread);
        if self.kind() == "supergroup" {
            self.json["is_forum"] = true.into();
        }
    }

    /// Refuses a topic that does not exist here.
    pub fn check_thread(&self, thread: Option<i64>) -> Result<(), Refusal> {
        match thread {
            Some(thread) if !self.topics.contains(&thread) => {
                Err(Refusal::bad_request("message thread not found"))
            }
            _ => Ok(()),
        }
    }

    /// The bot's message that it may edit.
    pub fn editable(&mut self, id: i64) -> Result<&mut Message, Refusal> {
        match self.messages.get_mut(&id) {
            None => Err(Refusal::bad_request("message to edit not found")),
            Some(message) if message.sent.is_none() => Err(Refusal::bad_request("message can't be edited")),
            Some(message) => Ok(message),
        }
    }
}

/// A channel's JSON.
pub fn channel_json(id: i64) -> Value {
    json!({"id": id, "type": "channel", "title": "The Harbour News", "username": "harbour_news"})
}

/// A number, also when it comes as text.
pub fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// A chat's JSON when only its id is known: people's are positive.
pub fn chat_json(id: i64) -> Value {
    match id {
        0.. => json!({"id": id, "type": "private", "first_name": "Ana"}),
        _ => json!({"id": id, "type": "supergroup", "title": "Readers"}),
    }
}

/// A person's JSON, with the language of their client if that tells it.
pub fn person_json(id: i64, language: &str) -> Value {
    let mut person = json!({"id": id, "is_bot": false, "first_name": "Ana"});
    if !language.is_empty() {
        person["language_code"] = language.into();
    }
    person
}

/// Who stands for administrators that write as their group.
pub fn anonymous_json() -> Value {
    json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"})
}
