//! Takes calls out of the outbox and has them made: chats side by side, each in its order.
//!
//! The order, the limits and the waits are the outbox's: it gives only what can be made now.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::sender;
use crate::store::{QueuedCall, Settled};
use crate::telegram::context::{BETWEEN_LOOKS, Context};

/// How many calls are claimed at once.
const BATCH: usize = 100;

/// How many calls may be under way. Chats that Telegram keeps waiting each hold one, so there are
/// far more than it takes to be fast.
const MOST: usize = 2_000;

/// How soon to see whether a call is due that was not, or whether another process has left some.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Delivers until it is told to end and nothing is left that can be delivered at once.
pub async fn deliver(context: Arc<Context>, mut ending: watch::Receiver<bool>) {
    let (mut under_way, mut ids) = (JoinSet::new(), HashSet::new());
    // What an earlier run of this worker held when it panicked is given back at once.
    let mut looked: Option<Instant> = None;
    loop {
        if looked.is_none_or(|at| at.elapsed() > BETWEEN_LOOKS) {
            context.attempt(context.store.release_calls_but(&ids)).await;
            looked = Some(Instant::now());
        }
        let claimed = claim(&context, MOST - under_way.len()).await;
        ids.extend(claimed.iter().map(|call| call.id));
        let (is_full, is_empty) = (claimed.len() == BATCH, claimed.is_empty());
        for call in claimed {
            let context = Arc::clone(&context);
            under_way.spawn(async move { sender::deliver(&context, call).await });
        }
        if is_full {
            continue;
        }
        if *ending.borrow() && is_empty && under_way.is_empty() {
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
            Ok(()) = ending.changed() => {}
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
