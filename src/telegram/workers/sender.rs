//! Makes one call that the outbox holds, and says what became of it.

use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::payloads::{AnswerCallbackQuery, AnswerInlineQuery, SendMessage};
use teloxide::requests::Payload;
use tracing::Instrument;

use super::refusal::{self, Remedy};
use crate::store::{Delivered, QueuedCall, Settled};
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::CallError;
use crate::telegram::context::Context;
use crate::telegram::context::checkpoints::Checkpoint;
use crate::telegram::context::panics::{Panicked, caught};

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

/// How often the program may panic at a call or a post. What failed by chance succeeds the second time.
pub const MOST_FAILURES: i16 = 3;

/// How long a call or a post waits at which the program panicked.
pub const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Makes the call, and counts it. One that was cut off may have been done, and is then done twice.
pub async fn deliver(context: &Context, call: QueuedCall) -> Settled {
    // Whatever is logged at all says which update it is about.
    let span = tracing::error_span!("update", id = call.update());
    let settled = caught(attempt(context, &call)).instrument(span.clone()).await;
    let settled = settled.unwrap_or_else(|Panicked| span.in_scope(|| failed(context, &call)));
    context.metrics.sent(&call.method, &settled.delivered);
    if let (Delivered::Done(_), Some(received), true) =
        (&settled.delivered, call.received_at, call.is_ordered)
    {
        context.metrics.replied(since(context, received));
    }
    settled
}

/// What becomes of a call at which the program panicked.
fn failed(context: &Context, call: &QueuedCall) -> Settled {
    let delivered = if call.failures + 1 < MOST_FAILURES {
        tracing::warn!("{} panicked; it is tried again", call.method);
        Delivered::Failed(context.now() + AFTER_FAILURE)
    } else {
        tracing::error!("{} panicked {MOST_FAILURES} times and is given up", call.method);
        Delivered::Dropped("the program failed at it".into())
    };
    Settled { id: call.id, chat: call.chat, moved_to: None, message: 0, delivered }
}

/// Makes the call, changed if need be, or says why it is not made.
pub async fn attempt(context: &Context, call: &QueuedCall) -> Settled {
    context.settings.checkpoints.reach(Checkpoint::Send, call.chat);
    let (mut delivered, mut moved_to, mut message) = (Delivered::Dropped(String::new()), None, 0);
    let body = serde_json::from_str(&call.body).unwrap_or_default();
    let Some(mut body) = aimed(context, call, body).await else {
        return Settled { id: call.id, chat: call.chat, moved_to, message, delivered };
    };
    for _ in 0..=MOST_CHANGES {
        let chat = moved_to.unwrap_or(call.chat);
        if chat != 0 {
            body["chat_id"] = chat.into();
        }
        // Whose lease has run out has lost the call to somebody else.
        if !context.holds_its_lease() {
            delivered = Delivered::Later(context.now());
            break;
        }
        let error = match context.api.call_method::<Made>(&call.method, &body, patience(call).1).await {
            Ok(made) => {
                message = made.message();
                delivered = done(context, call, chat);
                break;
            }
            Err(error) => error,
        };
        if error.code() == Some(401) {
            context.refused.notify_one();
        }
        match refusal::of(&error, &body) {
            Remedy::Move(chat) if moved_to.is_none() => moved_to = Some(chat),
            Remedy::Change(changed) => body = changed,
            remedy => {
                delivered = given_up_or(remedy, &error, context, call, chat);
                break;
            }
        }
        tracing::debug!("{} is changed: {error}", call.method);
    }
    Settled { id: call.id, chat: call.chat, moved_to, message, delivered }
}

/// What a call made: a message, or nothing that anybody needs to know.
#[derive(Deserialize)]
#[serde(untagged)]
enum Made {
    Message { message_id: i64 },
    Other(IgnoredAny),
}

impl Made {
    fn message(&self) -> i64 {
        match self {
            Self::Message { message_id } => *message_id,
            Self::Other(_) => 0,
        }
    }
}

/// The call's parameters with the message of the reply that it is about, which is known by now:
/// a chat's calls are made in order. Nothing if there is nothing to change, since it was not sent.
async fn aimed(context: &Context, call: &QueuedCall, mut body: Value) -> Option<Value> {
    if call.target == 0 {
        return Some(body);
    }
    let message = context.persist(|| context.store.message_of(call.target)).await;
    if call.method != SendMessage::NAME {
        body["message_id"] = message?.into();
    } else if let Some(message) = message {
        body["reply_parameters"]["message_id"] = message.into();
    }
    Some(body)
}

fn given_up_or(
    remedy: Remedy,
    error: &CallError,
    context: &Context,
    call: &QueuedCall,
    chat: i64,
) -> Delivered {
    let wait = Backoff::wait(call.tries, error);
    match remedy {
        Remedy::Nothing => return done(context, call, chat),
        Remedy::Split(parts) => return Delivered::Split(parts.iter().map(Value::to_string).collect()),
        Remedy::Wait if is_worth_it(context, call, wait) => {
            tracing::debug!("{} waits {wait:?}: {error}", call.method);
            return Delivered::Later(context.now() + wait);
        }
        Remedy::Leave => {
            tracing::info!("{}: nobody is there: {error}", call.method);
            return Delivered::Gone;
        }
        Remedy::Anew => return Delivered::Lost,
        _ => tracing::warn!("{} is given up: {error}", call.method),
    }
    Delivered::Dropped(error.to_string())
}

fn done(context: &Context, call: &QueuedCall, chat: i64) -> Delivered {
    Delivered::Done(if call.is_ordered { context.settings.limits.of_chat(chat) } else { None })
}

/// Whether the call is still of use after this wait.
fn is_worth_it(context: &Context, call: &QueuedCall, wait: Duration) -> bool {
    since(context, call.created_at).saturating_add(wait) < patience(call).0
}

/// The time since a moment in milliseconds since 1970; none if another machine's clock is ahead.
fn since(context: &Context, moment: i64) -> Duration {
    Duration::from_millis(u64::try_from(context.now().timestamp_millis() - moment).unwrap_or_default())
}

/// How long the call is worth trying for, and how long an answer may take.
fn patience(call: &QueuedCall) -> (Duration, Duration) {
    let is_query = [AnswerCallbackQuery::NAME, AnswerInlineQuery::NAME].contains(&call.method.as_str());
    if is_query { (QUERY_PATIENCE, QUERY_PATIENCE) } else { (PATIENCE, ANSWER) }
}
