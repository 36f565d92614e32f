//! Does what is to be done at one post: sends, edits, pins or deletes it, and says what became of it.

use serde_json::{Value, json};
use teloxide::payloads::{DeleteMessage, EditMessageText, PinChatMessage, SendMessage, UnpinChatMessage};
use teloxide::requests::Payload;
use tracing::Instrument;

use super::sender::{self, Attempt, Call};
use crate::briefings::{Terms, quiet_until};
use crate::store::{ChatId, ClaimedPost, Delivered, MessageId, PostOutcome};
use crate::telegram::context::Context;
use crate::telegram::context::checkpoints::Checkpoint;
use crate::telegram::context::panics::{AFTER_FAILURE, MOST_FAILURES, Panicked, caught};

/// One thing to do at a post.
enum Step {
    Send(Value),
    Edit(MessageId, Value),
    Delete(MessageId),
    Pin(MessageId),
    Unpin(MessageId),
    Nothing,
}

/// Does the next thing at a claimed post, and settles it.
pub async fn deliver(context: &Context, post: &ClaimedPost) {
    let span = tracing::error_span!("briefing");
    let attempt = caught(attempt(context, post)).instrument(span.clone()).await;
    let (outcome, moved_to) =
        attempt.unwrap_or_else(|Panicked| (span.in_scope(|| failed(context, post)), None));
    context.metrics.posted(&outcome);
    let chat = moved_to.unwrap_or(post.key.topic.chat);
    let counts = !matches!(outcome, PostOutcome::Later(_) | PostOutcome::PutOff(_) | PostOutcome::Failed(_));
    let limit = if counts { context.settings.limits.of_chat(chat) } else { None };
    context.persist(|| context.store.settle_post(&post.key, &outcome, moved_to, limit, context.now())).await;
}

/// What becomes of a post at which the program panicked.
fn failed(context: &Context, post: &ClaimedPost) -> PostOutcome {
    if post.failures + 1 < MOST_FAILURES {
        tracing::warn!("a post panicked; it is tried again");
        return PostOutcome::Failed(context.now() + AFTER_FAILURE);
    }
    tracing::error!("a post panicked {MOST_FAILURES} times and is given up");
    PostOutcome::Refused("the program failed at it".into())
}

async fn attempt(context: &Context, post: &ClaimedPost) -> (PostOutcome, Option<ChatId>) {
    context.settings.checkpoints.reach(Checkpoint::Post, Some(post.key.topic.chat));
    let terms: Option<Terms> = post.terms.as_ref().and_then(|terms| terms.parse().ok());
    let step = step(post, terms.as_ref());
    if let (Step::Send(_), Some(terms)) = (&step, &terms)
        && let Some(end) = quiet_until(&terms.schedule, context.now())
    {
        return (PostOutcome::PutOff(end), None);
    }
    let (method, body) = match &step {
        Step::Send(body) => (SendMessage::NAME, body.clone()),
        Step::Edit(_, body) => (EditMessageText::NAME, body.clone()),
        Step::Delete(message) => (DeleteMessage::NAME, json!({ "message_id": message.0 })),
        Step::Pin(message) => {
            (PinChatMessage::NAME, json!({ "message_id": message.0, "disable_notification": true }))
        }
        Step::Unpin(message) => (UnpinChatMessage::NAME, json!({ "message_id": message.0 })),
        Step::Nothing => return (nothing(post), None),
    };
    // A briefing is worth trying for as long as it is wanted.
    let created_at = context.now().timestamp_millis();
    let call = Call { chat: Some(post.key.topic.chat), method, body, tries: post.tries, created_at };
    let attempt = sender::attempt(context, call).await;
    (outcome(post, &step, &attempt), attempt.moved_to)
}

/// What is to be done next, in an order in which nothing is shown that is not to be seen.
fn step(post: &ClaimedPost, terms: Option<&Terms>) -> Step {
    if post.wanted.is_none() {
        return post.message.map_or(Step::Nothing, Step::Delete);
    }
    if let Some(earlier) = post.unpin {
        return Step::Unpin(earlier);
    }
    let body = post.body.as_ref().and_then(|body| serde_json::from_str::<Value>(body).ok());
    match (body, post.message) {
        (Some(body), None) => Step::Send(addressed(body, post, terms)),
        (Some(mut body), Some(message)) if post.shown != post.wanted => {
            body["message_id"] = message.0.into();
            Step::Edit(message, body)
        }
        (_, Some(message)) if post.pin => Step::Pin(message),
        _ => Step::Nothing,
    }
}

fn addressed(mut body: Value, post: &ClaimedPost, terms: Option<&Terms>) -> Value {
    if let Some(thread) = post.key.topic.thread {
        body["message_thread_id"] = thread.0.into();
    }
    if let Some(replied) = post.reply_to {
        body["reply_parameters"] = json!({ "message_id": replied.0, "allow_sending_without_reply": true });
    }
    if terms.is_some_and(|terms| terms.is_silent) {
        body["disable_notification"] = true.into();
    }
    body
}

fn nothing(post: &ClaimedPost) -> PostOutcome {
    match (post.wanted, post.message) {
        (None, _) => PostOutcome::Deleted,
        (Some(wanted), Some(message)) if post.body.is_some() => PostOutcome::Shown(wanted, message),
        _ => PostOutcome::Refused("its content is not there any more".into()),
    }
}

fn outcome(post: &ClaimedPost, step: &Step, attempt: &Attempt) -> PostOutcome {
    let shown = |message| match post.wanted.zip(message) {
        Some((wanted, message)) => PostOutcome::Shown(wanted, message),
        None => PostOutcome::Refused("Telegram did not say which message it is".into()),
    };
    match (&attempt.delivered, step) {
        (Delivered::Later(due), _) => PostOutcome::Later(*due),
        (Delivered::Gone, _) => PostOutcome::Gone,
        // What cannot be deleted, or pinned no more, is left as it is.
        (_, Step::Delete(_)) => PostOutcome::Deleted,
        (_, Step::Unpin(_)) => PostOutcome::Unpinned,
        (Delivered::Done(_), Step::Send(_)) => shown(attempt.message),
        (Delivered::Done(_), Step::Edit(message, _)) => shown(Some(*message)),
        (delivered, Step::Pin(_)) => PostOutcome::Pinned(matches!(delivered, Delivered::Done(_))),
        (Delivered::Lost, Step::Edit(..)) => PostOutcome::Lost,
        (Delivered::Dropped(reason), _) => PostOutcome::Refused(reason.clone()),
        _ => PostOutcome::Refused("it is too long".into()),
    }
}
