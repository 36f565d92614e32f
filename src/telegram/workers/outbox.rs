//! Takes calls out of the outbox and has them made: chats side by side, each in its order.
//!
//! The order, the limits and the waits are the outbox's: it gives only what can be made now.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use teloxide::payloads::SendMessage;
use teloxide::requests::Payload;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::sender::{self, Attempt, Call};
use crate::store::{Delivered, QueuedCall, Settled};
use crate::telegram::context::panics::{AFTER_FAILURE, MOST_FAILURES, Panicked, caught};
use crate::telegram::context::{BETWEEN_LOOKS, Context};

/// How many calls are claimed at once.
const BATCH: usize = 100;

/// How many calls may be under way. Chats that Telegram keeps waiting each hold one, so there are
/// far more than it takes to be fast.
const MOST: usize = 2_000;

/// How soon to see whether a call is due that was not, or whether another process has left some.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Delivers until it is told to end and nothing is left that can be delivered at once.
pub async fn run(context: Arc<Context>, ending: CancellationToken) {
    let (mut under_way, mut ids) = (JoinSet::new(), HashSet::new());
    // What an earlier run of this worker held when it panicked is given back at once.
    let mut looked: Option<Instant> = None;
    loop {
        if looked.is_none_or(|at| at.elapsed() > BETWEEN_LOOKS) {
            context.look(context.store.release_calls_but(&ids)).await;
            looked = Some(Instant::now());
        }
        let claimed = claim(&context, MOST - under_way.len()).await;
        ids.extend(claimed.iter().map(|call| call.id));
        let (is_full, is_empty) = (claimed.len() == BATCH, claimed.is_empty());
        for call in claimed {
            let context = Arc::clone(&context);
            under_way.spawn(async move { deliver(&context, call).await });
        }
        if is_full {
            continue;
        }
        if ending.is_cancelled() && is_empty && under_way.is_empty() {
            return;
        }
        tokio::select! {
            Some(Ok(settled)) = under_way.join_next() => {
                for call in settle(&context, settled, &mut under_way).await {
                    ids.remove(&call.id);
                }
            }
            () = context.queued.notified() => {}
            () = sleep(LOOK_AGAIN) => {}
            () = ending.cancelled(), if !ending.is_cancelled() => {}
        }
    }
}

async fn claim(context: &Context, free: usize) -> Vec<QueuedCall> {
    if free == 0 || !context.holds_its_lease() {
        return Vec::new();
    }
    context.attempt(context.store.claim_calls(free.min(BATCH), context.now())).await.unwrap_or_default()
}

/// Settles this one, and along with it those that have ended as well.
async fn settle(context: &Context, first: Settled, under_way: &mut JoinSet<Settled>) -> Vec<Settled> {
    // A task here catches its own panic, and is never aborted, so that each gives a value.
    let others = std::iter::from_fn(|| under_way.try_join_next()).filter_map(Result::ok);
    let settled: Vec<Settled> = std::iter::once(first).chain(others).collect();
    context.persist(|| context.store.settle_calls(&settled, context.now())).await;
    settled
}

/// Makes the call, and counts it. One that was cut off may have been done, and is then done twice.
async fn deliver(context: &Context, call: QueuedCall) -> Settled {
    // Whatever is logged at all says which update it is about.
    let span = tracing::error_span!("update", id = call.update());
    let settled = caught(attempt(context, &call)).instrument(span.clone()).await;
    let settled = settled.unwrap_or_else(|Panicked| span.in_scope(|| failed(context, &call)));
    context.metrics.sent(&call.method, &settled.delivered);
    if let (Delivered::Done(_), Some(received), true) =
        (&settled.delivered, call.received_at, call.is_ordered)
    {
        context.metrics.replied(context.since(received));
    }
    settled
}

async fn attempt(context: &Context, call: &QueuedCall) -> Settled {
    let lost = Attempt { moved_to: None, message: None, delivered: Delivered::Dropped(String::new()) };
    let Attempt { moved_to, message, delivered } = match aimed(context, call).await {
        Some(body) => {
            let (method, tries, created_at) = (call.method.as_str(), call.tries, call.created_at);
            sender::attempt(context, Call { chat: call.chat, method, body, tries, created_at }).await
        }
        None => lost,
    };
    let delivered = match (delivered, moved_to.or(call.chat)) {
        (Delivered::Done(_), Some(chat)) if call.is_ordered => {
            Delivered::Done(context.settings.limits.of_chat(chat))
        }
        (other, _) => other,
    };
    Settled { id: call.id, chat: call.chat, moved_to, message, delivered }
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
    Settled { id: call.id, chat: call.chat, moved_to: None, message: None, delivered }
}

/// The call's parameters with the message of the reply that it is about, which is known by now:
/// a chat's calls are made in order. Nothing if there is nothing to change, since it was not sent.
async fn aimed(context: &Context, call: &QueuedCall) -> Option<Value> {
    let mut body: Value = serde_json::from_str(&call.body).unwrap_or_default();
    let Some(target) = call.target else { return Some(body) };
    let message = context.persist(|| context.store.message_of(target)).await;
    if call.method != SendMessage::NAME {
        body["message_id"] = message?.0.into();
    } else if let Some(message) = message {
        body["reply_parameters"]["message_id"] = message.0.into();
    }
    Some(body)
}
