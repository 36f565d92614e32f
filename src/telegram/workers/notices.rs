//! What operators are told unasked: each of them once, whatever the number of processes that see it.

use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use xxhash_rust::xxh3::xxh3_64;

use crate::faq::Faq;
use crate::knowledge::Entry;
use crate::replies::{self, Reply};
use crate::store::ChatId;
use crate::telegram::context::Context;
use crate::telegram::effects::calls;
use crate::telegram::effects::effect::Effect;
use crate::telegram::update::place::Place;
use crate::text::LanguageCode;

/// The hour on Mondays, in UTC, from which operators hear of what is to be reviewed.
const REVIEW_HOUR: u32 = 8;

/// Tells operators once a week which answers are past their review.
pub async fn review(context: &Context, faq: &Faq) {
    let now = context.now();
    let is_too_early = now.weekday() == Weekday::Mon && now.hour() < REVIEW_HOUR;
    let overdue = overdue(faq, now.date_naive());
    if is_too_early || overdue.is_empty() || context.settings.operators.is_empty() {
        return;
    }
    let week = now.iso_week();
    let name = format!("reviews {}-{}", week.year(), week.week());
    notify_operators(context, &name, |reader| replies::reviews(&overdue, reader)).await;
}

/// The questions whose answers hold and are past their review, each with the day: the longest ago first.
fn overdue(faq: &Faq, today: NaiveDate) -> Vec<(String, NaiveDate)> {
    let overdue = |entry: &Entry| {
        let by = entry.review_by.filter(|_| entry.is_overdue(today))?;
        (!entry.is_withdrawn(today)).then(|| (entry.question.clone(), by))
    };
    let entries = faq.knowledge().entries_for(LanguageCode::ENGLISH);
    let mut overdue: Vec<_> = entries.iter().filter_map(|found| overdue(found.entry)).collect();
    overdue.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    overdue
}

/// Tells operators that the knowledge cannot be read. Gives the name under which that is known.
pub async fn broken(context: &Context, problem: &str) -> String {
    tracing::error!("the knowledge has changed and cannot be read; the last good one is in use: {problem}");
    let name = format!("broken {:016x}", xxh3_64(problem.as_bytes()));
    notify_operators(context, &name, |reader| replies::broken(problem, reader)).await;
    name
}

/// Tells each operator, unless they have been told under this name.
async fn notify_operators(context: &Context, name: &str, reply: impl Fn(LanguageCode) -> Reply) {
    let mut calls = Vec::new();
    for operator in &context.settings.operators {
        let reader = context.language_of(ChatId(*operator)).await.unwrap_or(LanguageCode::ENGLISH);
        let effect = Effect::SendAndForget(Place::of(ChatId(*operator)), reply(reader));
        calls.extend(calls::of(&effect));
    }
    if context.persist(|| context.store.notify(name, &calls, context.now())).await {
        context.queued.notify_one();
    }
}
