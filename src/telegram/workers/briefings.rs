//! Posts briefings: has them planned when they are due or something has changed, and delivers them one
//! after another, within the limit that Telegram sets for bots that write to many.
//!
//! What it works on is the store's: whatever ends it, the next one goes on where it was. A message at
//! which a process died may have been sent, and is sent again; so that there are few of these, none is
//! begun before its time, and most are settled by then.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc, Weekday};
use teloxide::types::ChatId;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::post;
use super::sender::AFTER_FAILURE;
use crate::briefings::{Planner, next_due};
use crate::faq::{Faq, FaqHandle};
use crate::knowledge::Entry;
use crate::replies;
use crate::store::{Edition, NextPost, StoreError, Subscription};
use crate::telegram::context::checkpoints::Checkpoint;
use crate::telegram::context::panics::caught;
use crate::telegram::context::{BETWEEN_LOOKS, Context};
use crate::telegram::effects::calls;
use crate::telegram::effects::effect::Effect;
use crate::telegram::update::place::Place;
use crate::text::LanguageCode;

/// How often it is looked for what is due, which costs a look at an index.
const LOOK: Duration = Duration::from_millis(250);

/// How often it is looked for what has changed without notice: days pass, and answers are given that
/// are no longer right when they arrive.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(60);

/// How many messages may be under way when Telegram takes its time.
const MOST: usize = 30;

/// The hour on Mondays, in UTC, from which operators hear of what is to be reviewed.
const REVIEW_HOUR: u32 = 8;

/// Plans for ever.
pub async fn plan(context: Arc<Context>, faq: Arc<FaqHandle>) {
    for (chat, terms) in &context.settings.briefing_chats {
        let due = next_due(&terms.schedule, context.now()).or(Some(context.now()));
        let new = Subscription { chat: *chat, thread: 0, terms: terms.to_string(), due };
        context.persist(|| context.store.subscribe_named(&new)).await;
    }
    let mut looks = Looks::default();
    let mut arranged = context.arranged.subscribe();
    loop {
        if caught(look(&context, &faq.current(), &mut looks)).await.is_err() {
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
        review(context, current).await;
    }
    context.settings.checkpoints.reach(Checkpoint::Plan, 0);
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

/// Tells operators once a week which answers are past their review.
async fn review(context: &Context, faq: &Faq) {
    let now = context.now();
    let is_time = now.weekday() != Weekday::Mon || now.hour() >= REVIEW_HOUR;
    let overdue = |entry: &Entry| {
        let by = entry.review_by.filter(|_| entry.is_overdue(now.date_naive()))?;
        (!entry.is_withdrawn(now.date_naive())).then(|| (entry.question.clone(), by))
    };
    let mut overdue: Vec<_> = faq
        .knowledge()
        .entries_for(LanguageCode::ENGLISH)
        .iter()
        .filter_map(|found| overdue(found.entry))
        .collect();
    if !is_time || overdue.is_empty() || context.settings.operators.is_empty() {
        return;
    }
    overdue.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let mut calls = Vec::new();
    for operator in &context.settings.operators {
        let reader = context.language_of(*operator).await.unwrap_or(LanguageCode::ENGLISH);
        let place = Place { chat: ChatId(*operator), thread: None, reply_to: None };
        let reply = replies::reviews(&overdue, reader);
        calls.extend(calls::of(&Effect::SendAndForget(place, reply)));
    }
    let week = now.iso_week();
    let name = format!("reviews {}-{}", week.year(), week.week());
    if context.persist(|| context.store.notify(&name, &calls, now)).await {
        context.queued.notify_one();
    }
}

/// Delivers until it is told to end, and then ends what it has begun.
pub async fn deliver(context: Arc<Context>, mut ending: watch::Receiver<bool>) {
    let limit = context.settings.limits.overall();
    let mut under_way = JoinSet::new();
    // What an earlier run of this worker held when it panicked is given back at once.
    let mut looked: Option<Instant> = None;
    loop {
        // A task here catches its own panic, and settles its post itself.
        while under_way.try_join_next().is_some() {}
        // Without a limit one after another; with one, the next goes when it is its time.
        let most = if limit.is_some() { MOST } else { 1 };
        while under_way.len() >= most {
            under_way.join_next().await;
        }
        if *ending.borrow() {
            while under_way.join_next().await.is_some() {}
            return;
        }
        if under_way.is_empty() && looked.is_none_or(|at| at.elapsed() > BETWEEN_LOOKS) {
            context.attempt(context.store.release_posts()).await;
            looked = Some(Instant::now());
        }
        let next = match context.holds_its_lease() {
            true => context.look(context.store.claim_post(limit, context.now())).await,
            false => None,
        };
        match next.unwrap_or(NextPost::None) {
            NextPost::Claimed(post) => {
                let context = Arc::clone(&context);
                under_way.spawn(async move { post::deliver(&context, &post).await });
            }
            NextPost::NotBefore(moment) => {
                let wait = (moment - context.now()).to_std().unwrap_or_default();
                tokio::select! {
                    () = context.settings.clock.sleep(wait) => {}
                    Ok(()) = ending.changed() => {}
                }
            }
            NextPost::None => {
                tokio::select! {
                    Some(_) = under_way.join_next() => {}
                    () = context.planned.notified() => {}
                    () = context.settings.clock.sleep(LOOK) => {}
                    Ok(()) = ending.changed() => {}
                }
            }
        }
    }
}
