//! Calls the Bot API: teloxide's payloads over our own connection.
//!
//! teloxide's own requests sleep ten seconds inside a call that met an HTTP 5xx, hide the status,
//! and take an answer that they cannot decode for a failed call. A bot that keeps nobody waiting,
//! and sends nothing again that was sent, has to see what happened.

use std::time::Duration;

use reqwest::{Client, StatusCode, redirect};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use url::Url;

use super::token::Token;

/// How long an answer may take, beside what the payload itself asks the server to wait, unless
/// the caller has reasons of its own.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection may take to open.
const CONNECT: Duration = Duration::from_secs(5);

/// A Bot API server, and the bot's access to it.
pub struct Api {
    client: Client,
    address: Url,
    token: Token,
}

/// Why a call gave no result. No error holds the token.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The server says why it did not do it.
    #[error("{description} ({code})")]
    Refused {
        /// The HTTP status.
        code: u16,
        /// The reason.
        description: String,
        /// After how long the same call may be made again.
        retry_after: Option<Duration>,
        /// What the chat has become.
        migrated_to: Option<i64>,
    },
    /// Something else than a Bot API server answered, such as a proxy in front of it.
    #[error("the answer is none of the Bot API's (HTTP {0})")]
    Foreign(u16),
    /// There was no answer.
    #[error("{0}")]
    Unreachable(String),
}

/// What every method answers (Bot API, Making requests).
#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    /// An access to the server at `address`, whose path is kept.
    ///
    /// # Errors
    /// When the system has no way to make connections.
    pub fn new(address: &Url, token: Token) -> Result<Self, CallError> {
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            // The address holds the token: it must not go on to wherever a redirect leads.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(unreachable)?;
        Ok(Self { client, address: address.clone(), token })
    }

    /// The server, for messages to people.
    pub fn server(&self) -> String {
        self.address.origin().ascii_serialization()
    }

    /// Calls a method. The result is what the caller makes of it, since a result that cannot be
    /// decoded does not undo the call.
    pub async fn call<R: DeserializeOwned, P: Payload + Serialize>(
        &self,
        payload: &P,
    ) -> Result<R, CallError> {
        let wait = payload.timeout_hint().unwrap_or_default() + PATIENCE;
        self.post(P::NAME, payload, wait).await
    }

    /// Calls a method by its name, with parameters in their JSON form.
    pub async fn call_method<R: DeserializeOwned>(
        &self,
        name: &str,
        parameters: &Value,
        patience: Duration,
    ) -> Result<R, CallError> {
        self.post(name, parameters, patience).await
    }

    async fn post<R: DeserializeOwned>(
        &self,
        name: &str,
        parameters: &impl Serialize,
        wait: Duration,
    ) -> Result<R, CallError> {
        let response = self.client.post(self.method(name)).timeout(wait).json(parameters).send().await;
        let response = response.map_err(unreachable)?;
        let status = response.status();
        let body = response.bytes().await.map_err(unreachable)?;
        self.result(status, &body)
    }

    fn method(&self, name: &str) -> String {
        let base = self.address.as_str().trim_end_matches('/');
        // teloxide's names begin with a capital, which Telegram takes and other servers may not.
        let (first, rest) = name.split_at_checked(1).unwrap_or_default();
        format!("{base}/bot{}/{}{rest}", self.token.secret(), first.to_lowercase())
    }

    fn result<R: DeserializeOwned>(&self, status: StatusCode, body: &[u8]) -> Result<R, CallError> {
        let foreign = |_| CallError::Foreign(status.as_u16());
        let envelope: Envelope<'_> = serde_json::from_slice(body).map_err(foreign)?;
        if envelope.ok {
            let result = envelope.result.map_or("null", RawValue::get);
            return serde_json::from_str(result).map_err(foreign);
        }
        Err(CallError::Refused {
            code: envelope.error_code.unwrap_or(status.as_u16()),
            description: self.token.redacted(&envelope.description.unwrap_or_default()),
            retry_after: envelope.parameters.retry_after.map(Duration::from_secs),
            migrated_to: envelope.parameters.migrate_to_chat_id,
        })
    }
}

/// The reason without the address, which holds the token.
fn unreachable(error: reqwest::Error) -> CallError {
    if error.is_timeout() {
        return CallError::Unreachable("no answer in time".into());
    }
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    CallError::Unreachable(cause.to_string())
}

impl CallError {
    /// Whether the same call may well succeed a little later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Refused { code, .. } => *code == 429 || *code >= 500,
            // What a proxy finds wrong with a call stays wrong.
            Self::Foreign(status) => !matches!(status, 400 | 413 | 414 | 431),
            Self::Unreachable(_) => true,
        }
    }

    /// The status with which the server refused, if it did.
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            Self::Foreign(_) | Self::Unreachable(_) => None,
        }
    }
}
