//! Takes updates out of the inbox and handles them: chats side by side, each in its order.
//!
//! That an update is handled and what is to be done about it are stored as one: whatever kills
//! the bot, it has either not happened or is not forgotten.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use chrono::Utc;
use teloxide::types::Update;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant, sleep};

use super::incoming::{self, Incoming};
use super::office::Office;
use super::outgoing::Outgoing;
use super::{calls, reading};
use crate::replies;
use crate::store::{Claimed, Ending, Handled, NewCall};
use crate::text::LanguageCode;

/// How many updates may be worked on. It bounds what is claimed at once.
const MOST: usize = 64;

/// How often a handler may fail at an update. What failed by chance succeeds the second time.
const MOST_FAILURES: i16 = 3;

/// How soon to see whether another process has left updates.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// How often to see whether something is held that is not worked on.
pub(super) const BETWEEN_LOOKS: Duration = Duration::from_secs(15);

/// Handles until it is told to end and nothing is left.
pub async fn work(office: Arc<Office>, mut ending: watch::Receiver<bool>) {
    let cores = Arc::new(Semaphore::new(available_parallelism().map_or(1, usize::from)));
    let (mut under_way, mut ids) = (JoinSet::new(), HashSet::new());
    let mut looked = Instant::now();
    loop {
        if looked.elapsed() > BETWEEN_LOOKS {
            office.attempt(office.store.release_updates_but(&ids)).await;
            looked = Instant::now();
        }
        let claimed = claim(&office, MOST - under_way.len()).await;
        ids.extend(claimed.iter().map(|update| update.id));
        if *ending.borrow() && claimed.is_empty() && under_way.is_empty() {
            return;
        }
        for update in claimed {
            under_way.spawn(handle(Arc::clone(&office), Arc::clone(&cores), update));
        }
        tokio::select! {
            Some(handled) = under_way.join_next() => {
                for update in end(&office, handled.ok(), &mut under_way).await {
                    ids.remove(&update.id);
                }
            }
            () = office.arrived.notified() => {}
            () = sleep(LOOK_AGAIN) => {}
            Ok(()) = ending.changed() => {}
        }
    }
}

async fn claim(office: &Office, free: usize) -> Vec<Claimed> {
    if free == 0 || !office.holds_its_lease() {
        return Vec::new();
    }
    office.attempt(office.store.claim_updates(free)).await.unwrap_or_default()
}

/// Ends this one, and along with it those that are done as well.
async fn end(office: &Office, first: Option<Handled>, under_way: &mut JoinSet<Handled>) -> Vec<Handled> {
    let others = std::iter::from_fn(|| under_way.try_join_next()).filter_map(Result::ok);
    let handled: Vec<Handled> = first.into_iter().chain(others).collect();
    office.persist(|| office.store.end_updates(&handled, Utc::now())).await;
    office.queued.notify_one();
    handled
}

/// Handles an update on a thread that may think, of which there are as many as cores.
async fn handle(office: Arc<Office>, cores: Arc<Semaphore>, claimed: Claimed) -> Handled {
    let id = claimed.id;
    let _core = cores.acquire().await;
    let ending = spawn_blocking(move || {
        // Whatever is logged at all says which update it is about.
        let _span = tracing::error_span!("update", id).entered();
        let begun = Instant::now();
        let ending = handled(&office, &claimed);
        office.metrics.update_handled(reading::kind(&claimed.body), &ending, begun.elapsed());
        ending
    });
    let ending = ending.await;
    Handled { id, ending: ending.unwrap_or(Ending::Failed) }
}

fn handled(office: &Office, claimed: &Claimed) -> Ending {
    // What nobody can read asks nothing.
    let read = catch_unwind(|| reading::update(&claimed.body));
    let Ok(Some(update)) = read else { return Ending::Answered(Vec::new()) };
    let incoming = match catch_unwind(AssertUnwindSafe(|| incoming::read(&update, &office.me))) {
        Ok(Ok(incoming)) => incoming,
        Ok(Err(silence)) => {
            tracing::debug!("update {} gets no reply: {silence:?}", claimed.id);
            return Ending::Answered(Vec::new());
        }
        Err(_) => return failed(claimed, &update, None),
    };
    tracing::debug!("update {} is answered", claimed.id);
    // What a reader chose would be looked up here.
    let reader = incoming::reader(&update, None);
    match catch_unwind(AssertUnwindSafe(|| as_calls(&(office.respond)(&incoming, reader)))) {
        Ok(calls) => Ending::Answered(calls),
        Err(_) => failed(claimed, &update, Some(&incoming)),
    }
}

fn failed(claimed: &Claimed, update: &Update, incoming: Option<&Incoming>) -> Ending {
    if claimed.failures + 1 < MOST_FAILURES {
        tracing::warn!("a handler panicked at update {}; it is tried again", update.id.0);
        return Ending::Failed;
    }
    tracing::error!("a handler panicked {MOST_FAILURES} times at update {}; it is set aside", update.id.0);
    let reader = incoming::reader(update, None);
    Ending::SetAside(as_calls(&incoming.map(|asked| apology(asked, reader)).unwrap_or_default()))
}

fn as_calls(outgoing: &[Outgoing]) -> Vec<NewCall> {
    outgoing.iter().flat_map(calls::of).collect()
}

fn apology(incoming: &Incoming, reader: LanguageCode) -> Vec<Outgoing> {
    let acknowledged = match incoming {
        Incoming::Tap(tap) => Some(Outgoing::Acknowledge(tap.query.clone(), None)),
        _ => None,
    };
    let said = incoming::place(incoming).map(|place| Outgoing::Send(place, replies::failed(reader)));
    acknowledged.into_iter().chain(said).collect()
}
