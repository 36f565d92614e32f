//! Makes one call, and says what became of it.

use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::payloads::{AnswerCallbackQuery, AnswerInlineQuery};
use teloxide::requests::Payload;

use super::refusal::{Recovery, recovery};
use crate::store::{ChatId, Delivered, MessageId};
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::CallError;
use crate::telegram::context::Context;
use crate::telegram::context::checkpoints::Checkpoint;

/// How long a message is worth trying for. Later its reader has gone, or has asked again.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// How long Telegram may take to answer for a message. One that is given up too early may have
/// been sent, and is sent again.
const ANSWER: Duration = Duration::from_secs(60);

/// How long a button waits for its acknowledgement, and who types for offers, before Telegram gives
/// it up.
const QUERY_PATIENCE: Duration = Duration::from_secs(10);

/// How often a call is changed before it is given up: each change has one reason.
const MOST_CHANGES: usize = 4;

/// A call to make.
pub struct Call<'a> {
    /// The chat that it goes to, if it goes to one.
    pub chat: Option<ChatId>,
    /// The method.
    pub method: &'a str,
    /// Its parameters, but for the chat.
    pub body: Value,
    /// How often it was tried.
    pub tries: i64,
    /// Since when it waits, in milliseconds since 1970.
    pub created_at: i64,
}

/// What became of an attempt at a call.
pub struct Attempt {
    /// What the chat has become, if it has.
    pub moved_to: Option<ChatId>,
    /// The message that it made.
    pub message: Option<MessageId>,
    /// What became of the call. Towards which limit it counts is its maker's to say.
    pub delivered: Delivered,
}

/// Makes the call, changed if need be, or says why it is not made.
pub async fn attempt(context: &Context, mut call: Call<'_>) -> Attempt {
    context.settings.checkpoints.reach(Checkpoint::Send, call.chat);
    let mut moved_to = None;
    let unmade = |moved_to, delivered| Attempt { moved_to, message: None, delivered };
    for _ in 0..=MOST_CHANGES {
        // Whose lease has run out has lost the call to somebody else.
        if !context.holds_its_lease() {
            return unmade(moved_to, Delivered::Later(context.now()));
        }
        if let Some(chat) = moved_to.or(call.chat) {
            call.body["chat_id"] = chat.0.into();
        }
        let error = match context.api.call_method::<Made>(call.method, &call.body, patience(&call).1).await {
            Ok(made) => {
                return Attempt { moved_to, message: made.message(), delivered: Delivered::Done(None) };
            }
            Err(error) => error,
        };
        if error.code() == Some(401) {
            context.refused.notify_one();
        }
        match recovery(&error, &call.body) {
            Recovery::Move(chat) if moved_to.is_none() => moved_to = Some(chat),
            Recovery::Change(changed) => call.body = changed,
            recovery => return unmade(moved_to, given_up_or(recovery, &error, context, &call)),
        }
        tracing::debug!("{} is changed: {error}", call.method);
    }
    unmade(moved_to, Delivered::Dropped(String::new()))
}

/// What a call made: a message, or nothing that anybody needs to know.
#[derive(Deserialize)]
#[serde(untagged)]
enum Made {
    Message { message_id: i32 },
    Other(IgnoredAny),
}

impl Made {
    fn message(&self) -> Option<MessageId> {
        match self {
            Self::Message { message_id } => Some(MessageId(*message_id)),
            Self::Other(_) => None,
        }
    }
}

fn given_up_or(recovery: Recovery, error: &CallError, context: &Context, call: &Call<'_>) -> Delivered {
    let wait = Backoff::wait(call.tries, error);
    match recovery {
        Recovery::Nothing => return Delivered::Done(None),
        Recovery::Split(parts) => return Delivered::Split(parts.iter().map(Value::to_string).collect()),
        Recovery::Wait if is_worth_it(context, call, wait) => {
            tracing::debug!("{} waits {wait:?}: {error}", call.method);
            return Delivered::Later(context.now() + wait);
        }
        Recovery::Leave => {
            tracing::info!("{}: nobody is there: {error}", call.method);
            return Delivered::Gone;
        }
        Recovery::Anew => return Delivered::Lost,
        _ => tracing::warn!("{} is given up: {error}", call.method),
    }
    Delivered::Dropped(error.to_string())
}

/// Whether the call is still of use after this wait.
fn is_worth_it(context: &Context, call: &Call<'_>, wait: Duration) -> bool {
    context.since(call.created_at).saturating_add(wait) < patience(call).0
}

/// How long the call is worth trying for, and how long an answer may take.
fn patience(call: &Call<'_>) -> (Duration, Duration) {
    let is_query = [AnswerCallbackQuery::NAME, AnswerInlineQuery::NAME].contains(&call.method);
    if is_query { (QUERY_PATIENCE, QUERY_PATIENCE) } else { (PATIENCE, ANSWER) }
}
