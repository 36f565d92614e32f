//! Reads the knowledge anew when its files change, and tells the operators when it cannot be read.

use std::sync::Arc;
use std::time::Duration;

use teloxide::types::ChatId;
use tokio::time::sleep;
use xxhash_rust::xxh3::xxh3_64;

use crate::knowledge::Stamp;
use crate::replies;
use crate::store::NewCall;
use crate::telegram::context::Context;
use crate::telegram::effects::calls;
use crate::telegram::effects::effect::Effect;
use crate::telegram::update::place::Place;
use crate::text::LanguageCode;

/// How often the files are looked at, which costs a few system calls.
const LOOK: Duration = Duration::from_millis(300);

/// How long files must be left alone to be read: one that is being written is not.
const STILL: Duration = Duration::from_millis(200);

/// How often at most this is waited for; who writes without a pause is read all the same.
const MOST_WAITS: usize = 5;

/// How long knowledge may be broken until operators hear of it: an editor who saves file by file
/// is not at fault.
const FORGIVEN: Duration = Duration::from_secs(1);

/// Watches for ever.
pub async fn watch(context: Arc<Context>) {
    let Some((path, mut read)) = context.settings.watched.clone() else {
        return std::future::pending().await;
    };
    let mut told: Option<String> = None;
    loop {
        sleep(LOOK).await;
        let mut seen = Stamp::of(&path);
        if seen == read {
            continue;
        }
        for _ in 0..MOST_WAITS {
            sleep(STILL).await;
            let before = std::mem::replace(&mut seen, Stamp::of(&path));
            if before == seen {
                break;
            }
        }
        read = seen;
        match context.reload().await {
            Ok(entries) => {
                tracing::info!("the knowledge has changed; {entries} entries are in use");
                context.reloaded.notify_one();
                if let Some(name) = told.take() {
                    context.persist(|| context.store.forget_notice(&name)).await;
                }
            }
            Err(problem) => {
                sleep(FORGIVEN).await;
                if Stamp::of(&path) == read {
                    told = Some(tell(&context, &problem).await);
                }
            }
        }
    }
}

/// Tells each operator once, whatever the number of processes that see it. Gives the name under
/// which that is known.
async fn tell(context: &Context, problem: &str) -> String {
    tracing::error!("the knowledge has changed and cannot be read; the last good one is in use: {problem}");
    let name = format!("broken {:016x}", xxh3_64(problem.as_bytes()));
    let mut calls = Vec::new();
    for operator in &context.settings.operators {
        calls.extend(told(context, *operator, problem).await);
    }
    context.persist(|| context.store.notify(&name, &calls, context.now())).await;
    context.queued.notify_one();
    name
}

async fn told(context: &Context, operator: i64, problem: &str) -> Vec<NewCall> {
    let reader = context.language_of(operator).await.unwrap_or(LanguageCode::ENGLISH);
    let place = Place { chat: ChatId(operator), thread: None, reply_to: None };
    calls::of(&Effect::SendAndForget(place, replies::broken(problem, reader)))
}
