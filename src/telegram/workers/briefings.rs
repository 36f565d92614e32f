//! Delivers briefings one after another, within the limit that Telegram sets for bots that write to many.
//!
//! What it works on is the store's: whatever ends it, the next one goes on where it was. A message at
//! which a process died may have been sent, and is sent again; so that there are few of these, none is
//! begun before its time, and most are settled by then.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::post;
use crate::store::NextPost;
use crate::telegram::context::{BETWEEN_LOOKS, Context};

/// How often it is looked for what is due, which costs a look at an index.
const LOOK: Duration = Duration::from_millis(250);

/// How many messages may be under way when Telegram takes its time.
const MOST: usize = 30;

/// Delivers until it is told to end, and then ends what it has begun.
pub async fn run(context: Arc<Context>, ending: CancellationToken) {
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
        if ending.is_cancelled() {
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
                    () = ending.cancelled() => {}
                }
            }
            NextPost::None => {
                tokio::select! {
                    Some(_) = under_way.join_next() => {}
                    () = context.planned.notified() => {}
                    () = context.settings.clock.sleep(LOOK) => {}
                    () = ending.cancelled() => {}
                }
            }
        }
    }
}
