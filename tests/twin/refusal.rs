//! Why the twin did not do what it was asked, in the form that Telegram gives it.

use serde_json::{Value, json};

/// Said where the real server would have let it pass.
pub const STRICTER: &str = "(the twin is stricter than Telegram)";

/// The error half of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub status: u16,
    pub description: String,
    pub parameters: Option<Value>,
}

impl Refusal {
    /// A refusal with this status, its description given in full.
    pub fn new(status: u16, description: impl Into<String>) -> Self {
        Self { status, description: description.into(), parameters: None }
    }

    /// A 400 in the real server's words.
    pub fn bad_request(what: &str) -> Self {
        Self::new(400, format!("Bad Request: {what}"))
    }

    /// A 400 for what the real server would let pass or pass over.
    pub fn stricter(what: &str) -> Self {
        Self::bad_request(&format!("{what} {STRICTER}"))
    }

    /// The same with `parameters`, which tell the bot what to do about it.
    pub fn with(self, parameters: Value) -> Self {
        Self { parameters: Some(parameters), ..self }
    }

    /// The body of the response.
    pub fn body(&self) -> Value {
        let mut body = json!({"ok": false, "error_code": self.status, "description": self.description});
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}
