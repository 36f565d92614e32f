//! What the twin remembers of the bot's doings, for tests to read.

use std::fmt;
use std::time::Instant;

use serde_json::{Value, json};

use super::chats::Message;
use super::world::Params;

/// A message of the bot's, as it is now.
#[derive(Clone, Debug)]
pub struct Sent {
    pub message_id: i64,
    /// The text as the bot gave it.
    pub html: String,
    /// The text as people see it.
    pub text: String,
    pub parse_mode: Option<String>,
    pub reply_to: Option<i64>,
    pub thread: Option<i64>,
    pub buttons: Vec<Vec<Button>>,
    pub edits: usize,
    pub at: Instant,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    pub text: String,
    pub data: Option<String>,
    pub url: Option<String>,
}

/// A request that came, whatever became of it.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method's proper name, whatever case it came in.
    pub method: String,
    /// The parameters, nested JSON decoded, up to the first that was refused.
    pub params: Value,
    /// 0 where a fault prevented any response.
    pub status: u16,
    pub error: Option<String>,
    /// When it came; calls are in the order in which they were done.
    pub at: Instant,
}

impl Call {
    /// A call that has come, and of which nothing is known yet.
    pub fn arrived() -> Self {
        Self { method: String::new(), params: json!({}), status: 0, error: None, at: Instant::now() }
    }

    /// The parameters, which are an object.
    pub fn fields(&self) -> &Params {
        self.params.as_object().expect("parameters are an object")
    }
}

impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = self.error.as_deref().unwrap_or_default();
        write!(formatter, "{} {} {error} {}", self.status, self.method, self.params)
    }
}

impl Sent {
    /// The message as a record, if the bot sent it.
    pub fn of(message: &Message) -> Option<Self> {
        let sent = message.sent.as_ref()?;
        let json = &message.json;
        let rows = json["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let row = |row: &Value| row.as_array().into_iter().flatten().map(Button::of).collect();
        Some(Self {
            message_id: json["message_id"].as_i64().unwrap_or_default(),
            html: sent.html.clone(),
            text: json["text"].as_str().unwrap_or_default().to_owned(),
            parse_mode: sent.parse_mode.clone(),
            reply_to: json["reply_to_message"]["message_id"].as_i64(),
            thread: json["message_thread_id"].as_i64(),
            buttons: rows.map(row).collect(),
            edits: sent.edits,
            at: sent.at,
        })
    }
}

impl Sent {
    /// The data of the button whose label has this in it.
    #[track_caller]
    pub fn data(&self, label: &str) -> String {
        let button = self.buttons.iter().flatten().find(|button| button.text.contains(label));
        let data = button.and_then(|button| button.data.clone());
        data.unwrap_or_else(|| panic!("no button `{label}` under:\n{self}"))
    }
}

/// As people see it: the text, and each row of buttons in a line.
impl fmt::Display for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.html)?;
        for row in &self.buttons {
            let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.text)).collect();
            write!(formatter, "\n{}", labels.join(" "))?;
        }
        Ok(())
    }
}

impl Button {
    fn of(json: &Value) -> Self {
        let field = |name: &str| json[name].as_str().map(str::to_owned);
        Self { text: field("text").unwrap_or_default(), data: field("callback_data"), url: field("url") }
    }
}
