//! Takes updates out of the inbox and handles them: chats side by side, each in its order.
//!
//! That an update is handled and what is to be done about it are stored as one: whatever kills
//! the bot, it has either not happened or is not forgotten.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{lookup, typing};
use crate::replies;
use crate::store::{Claimed, Effects, Ending, Handled, NewCall, Note};
use crate::telegram::context::checkpoints::Checkpoint;
use crate::telegram::context::panics::{MOST_FAILURES, Panicked, caught};
use crate::telegram::context::{BETWEEN_LOOKS, Context};
use crate::telegram::effects::calls;
use crate::telegram::effects::effect::Effect;
use crate::telegram::effects::notes;
use crate::telegram::effects::pseudonyms::Subject;
use crate::telegram::handlers;
use crate::telegram::handlers::facts::{Facts, Respond};
use crate::telegram::update::incoming::{self, Incoming};
use crate::telegram::update::parse;
use crate::text::{self, LanguageCode};

/// How many updates may be worked on. It bounds what is claimed at once.
const MOST: usize = 64;

/// How often the bot may die at an update, all but the first time with nothing else at hand. Who
/// kills the bot for reasons of their own hardly meets the same update so often.
const MOST_DEATHS: i16 = 5;

/// How soon to see whether another process has left updates.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Handles until it is told to end and nothing is left.
pub async fn run(context: Arc<Context>, respond: Arc<Respond>, ending: CancellationToken) {
    let responder = Arc::new(Responder::new(respond));
    let (mut under_way, mut ids) = (JoinSet::new(), HashSet::new());
    // What an earlier run of this worker held when it panicked is given back at once.
    let mut looked: Option<Instant> = None;
    loop {
        if looked.is_none_or(|at| at.elapsed() > BETWEEN_LOOKS) {
            context.look(context.store.release_updates_but(&ids)).await;
            looked = Some(Instant::now());
        }
        let claimed = claim(&context, MOST - under_way.len()).await;
        ids.extend(claimed.iter().map(|update| update.id));
        if ending.is_cancelled() && claimed.is_empty() && under_way.is_empty() {
            return;
        }
        for update in claimed {
            under_way.spawn(handle(Arc::clone(&context), Arc::clone(&responder), update));
        }
        tokio::select! {
            Some(Ok(handled)) = under_way.join_next() => {
                for update in end(&context, handled, &mut under_way).await {
                    ids.remove(&update.id);
                }
            }
            () = context.arrived.notified() => {}
            () = sleep(LOOK_AGAIN) => {}
            () = ending.cancelled(), if !ending.is_cancelled() => {}
        }
    }
}

/// What responds, on threads that may think, of which there are as many as cores.
struct Responder {
    respond: Arc<Respond>,
    cores: Semaphore,
}

impl Responder {
    fn new(respond: Arc<Respond>) -> Self {
        Self { respond, cores: Semaphore::new(available_parallelism().map_or(1, usize::from)) }
    }

    /// What is to be done about what is asked. A panic on the thread goes on here.
    async fn effects(&self, incoming: &Arc<Incoming>, facts: Facts) -> Vec<Effect> {
        let _core = self.cores.acquire().await;
        let (respond, incoming) = (Arc::clone(&self.respond), Arc::clone(incoming));
        let span = tracing::Span::current();
        let thought = spawn_blocking(move || span.in_scope(|| respond(&incoming, &facts))).await;
        thought.unwrap_or_else(|lost| resume_unwind(lost.into_panic()))
    }
}

async fn claim(context: &Context, free: usize) -> Vec<Claimed> {
    if free == 0 || !context.holds_its_lease() {
        return Vec::new();
    }
    context.attempt(context.store.claim_updates(free)).await.unwrap_or_default()
}

/// Ends this one, and along with it those that are done as well.
async fn end(context: &Context, first: Handled, under_way: &mut JoinSet<Handled>) -> Vec<Handled> {
    // A task here catches its own panic, and is never aborted, so that each gives a value.
    let others = std::iter::from_fn(|| under_way.try_join_next()).filter_map(Result::ok);
    let handled: Vec<Handled> = std::iter::once(first).chain(others).collect();
    context.persist(|| context.store.end_updates(&handled, context.now())).await;
    context.queued.notify_one();
    if handled.iter().any(arranges) {
        context.arranged.send_replace(());
    }
    handled
}

/// Whether it changes what is to be posted.
fn arranges(handled: &Handled) -> bool {
    let Ending::Answered(effects) = &handled.ending else { return false };
    effects.notes.iter().any(|note| matches!(note, Note::Subscribe { .. } | Note::PostAnew(_)))
}

/// Handles an update. A panic anywhere in that is one failure of this update, and of no other.
async fn handle(context: Arc<Context>, responder: Arc<Responder>, claimed: Claimed) -> Handled {
    let (id, begun) = (claimed.id, Instant::now());
    // Whatever is logged at all says which update it is about.
    let span = tracing::error_span!("update", id);
    let work = async {
        match caught(ending(&context, &responder, &claimed)).await {
            Ok(ending) => ending,
            Err(Panicked) => failed(&context, &claimed).await,
        }
    };
    let ending = work.instrument(span).await;
    context.metrics.update_handled(parse::kind(&claimed.body), &ending, begun.elapsed());
    Handled { id, ending }
}

async fn ending(context: &Arc<Context>, responder: &Responder, claimed: &Claimed) -> Ending {
    if claimed.deaths >= MOST_DEATHS {
        tracing::error!("the bot died {MOST_DEATHS} times at update {}; it is set aside", claimed.id);
        // Its reader hears nothing: what it takes to answer may be deadly.
        return set_aside(context, claimed, Vec::new());
    }
    let Some(update) = parse::update(&claimed.body) else { return nothing() };
    match incoming::read(&update, &context.me) {
        Ok(incoming) => {
            let client = incoming::client_language(&update);
            respond(context, responder, claimed, incoming, client).await
        }
        Err(silence) => {
            tracing::debug!("update {} gets no reply: {silence:?}", claimed.id);
            nothing()
        }
    }
}

/// Responds to what is asked.
async fn respond(
    context: &Arc<Context>,
    responder: &Responder,
    claimed: &Claimed,
    incoming: Incoming,
    client: LanguageCode,
) -> Ending {
    let now = context.now();
    let chat = Some(incoming::asker_and_chat(&incoming).1);
    let checkpoints = &context.settings.checkpoints;
    checkpoints.reach(Checkpoint::Lookup, chat);
    let facts = lookup::gather(context, &incoming, client, claimed.without_settings, now).await;
    let incoming = Arc::new(incoming);
    let wanted = tokio::select! {
        wanted = responder.effects(&incoming, facts) => wanted,
        never = typing::after_a_while(context, &incoming) => match never {},
    };
    match wanted.as_slice() {
        [] => tracing::debug!("update {} gets no reply", claimed.id),
        _ => tracing::debug!("update {} is answered", claimed.id),
    }
    wanted.iter().filter_map(Effect::verdict).for_each(|verdict| context.metrics.verdict(verdict));
    if wanted.iter().any(|wanted| matches!(wanted, Effect::Forget(_))) {
        context.erase();
    }
    let wanted = carried_out(context, wanted).await;
    checkpoints.reach(Checkpoint::Effects, chat);
    let scrub = |asked: &str| {
        checkpoints.reach(Checkpoint::Scrub, chat);
        text::scrubbed(asked)
    };
    Ending::Answered(notes::of(&wanted, claimed.id, &context.pseudonyms, &scrub, now))
}

/// What is left to do once the knowledge has been read anew, if that is wanted. It is done before the
/// update ends: a bot that is killed meanwhile does it again.
async fn carried_out(context: &Context, wanted: Vec<Effect>) -> Vec<Effect> {
    let mut left = Vec::with_capacity(wanted.len());
    for wanted in wanted {
        left.push(match wanted {
            Effect::Reload(place, reader) => {
                handlers::operators::reloaded(place, &context.reload().await, reader)
            }
            other => other,
        });
    }
    left
}

fn nothing() -> Ending {
    Ending::Answered(Effects::default())
}

/// The end of an update at which the bot panicked.
async fn failed(context: &Context, claimed: &Claimed) -> Ending {
    let id = claimed.id;
    if claimed.failures + 1 < MOST_FAILURES {
        tracing::warn!("a handler panicked at update {id}; it is tried again");
        return Ending::Failed;
    }
    tracing::error!("a handler panicked {MOST_FAILURES} times at update {id}; it is set aside");
    // What it takes to apologise may be what panics.
    let apology = caught(apology(context, &claimed.body)).await.unwrap_or_default();
    set_aside(context, claimed, apology.iter().flat_map(calls::of).collect())
}

fn set_aside(context: &Context, claimed: &Claimed, calls: Vec<NewCall>) -> Ending {
    let asker = parse::asker(&claimed.body);
    let asker = asker.map(|asker| context.pseudonyms.hash(Subject::Reader(asker), context.now()).1);
    Ending::SetAside { asker: asker.unwrap_or_default(), calls }
}

/// Says that the bot failed, to whoever would miss a reply.
async fn apology(context: &Context, body: &str) -> Vec<Effect> {
    let Some(update) = parse::update(body) else { return Vec::new() };
    let Ok(incoming) = incoming::read(&update, &context.me) else { return Vec::new() };
    let acknowledged = match &incoming {
        Incoming::Tap(tap) => Some(Effect::Acknowledge(tap.query.clone(), None)),
        _ => None,
    };
    let asker = incoming::asker_and_chat(&incoming).0;
    let reader = context.language_of(asker).await.unwrap_or_else(|| incoming::client_language(&update));
    let said = incoming::place(&incoming).map(|place| Effect::Send(place, replies::failed(reader)));
    acknowledged.into_iter().chain(said).collect()
}
