//! Has briefings planned when they are due or something has changed.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use super::notices;
use crate::briefings::{Planner, next_due};
use crate::faq::Faq;
use crate::store::{ChatId, Edition, StoreError, Subscription};
use crate::telegram::context::Context;
use crate::telegram::context::checkpoints::Checkpoint;
use crate::telegram::context::panics::{AFTER_FAILURE, caught};
use crate::telegram::effects::calls;

/// How often it is looked for what is due, which costs a look at an index.
const LOOK: Duration = Duration::from_millis(250);

/// How often it is looked for what has changed without notice: days pass, and answers are given that
/// are no longer right when they arrive.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(60);

/// Plans for ever.
pub async fn run(context: Arc<Context>) {
    for (chat, terms) in &context.settings.briefing_chats {
        let due = next_due(&terms.schedule, context.now()).or(Some(context.now()));
        let new = Subscription { topic: ChatId(*chat).into(), terms: terms.to_string(), due };
        context.persist(|| context.store.subscribe_named(&new)).await;
    }
    let mut looks = Looks::default();
    let mut arranged = context.arranged.subscribe();
    loop {
        if caught(look(&context, &context.faq.current(), &mut looks)).await.is_err() {
            // Whatever it was at, all is looked at again.
            tracing::error!("the planning of briefings panicked; it is tried again");
            looks = Looks::default();
            context.settings.clock.sleep(AFTER_FAILURE).await;
        }
        tokio::select! {
            () = context.settings.clock.sleep(LOOK) => {}
            Ok(()) = arranged.changed() => looks = Looks::default(),
        }
    }
}

/// What the planner has looked at already; nothing of it once a chat has chosen otherwise.
#[derive(Default)]
struct Looks {
    /// When it last looked for what has changed.
    at: Option<DateTime<Utc>>,
    /// The FAQ as it was then.
    known: Option<Arc<Faq>>,
    /// The editions that are current.
    renewed: HashSet<Edition>,
}

/// Looks once for what has changed and for what is due.
async fn look(context: &Context, current: &Arc<Faq>, looks: &mut Looks) {
    let is_another = looks.known.as_ref().is_none_or(|known| !Arc::ptr_eq(known, current));
    if is_another || looks.at.is_none_or(|at| context.now() - at >= LOOK_AGAIN) {
        (looks.at, looks.known) = (Some(context.now()), Some(Arc::clone(current)));
        if is_another {
            looks.renewed.clear();
        }
        if context.look(keep_current(context, current, &mut looks.renewed)).await.is_none() {
            looks.at = None;
        }
        notices::review(context, current).await;
    }
    context.settings.checkpoints.reach(Checkpoint::Plan, None);
    let begun = Instant::now();
    let planned = context.look(planner(context, current).plan_due(context.now())).await.unwrap_or_default();
    if planned > 0 {
        tracing::info!("a briefing to {planned} chats is planned, in {:?}", begun.elapsed());
        context.planned.notify_one();
    }
}

fn planner<'a>(context: &'a Context, faq: &'a Faq) -> Planner<'a> {
    Planner {
        store: &context.store,
        knowledge: faq.knowledge(),
        bot: &context.me.username,
        form: &|reply| calls::bodies(reply),
    }
}

async fn keep_current(
    context: &Context,
    faq: &Faq,
    renewed: &mut HashSet<Edition>,
) -> Result<(), StoreError> {
    let changed = planner(context, faq).keep_current(renewed, context.now()).await?;
    if changed > 0 {
        tracing::info!("{changed} posts are brought up to date");
        context.planned.notify_one();
    }
    Ok(())
}
