//! Reads the knowledge anew when its files change, and tells the operators when it cannot be read.

use std::future::pending;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::notices;
use crate::knowledge::Stamp;
use crate::telegram::context::Context;

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
pub async fn run(context: Arc<Context>) {
    let Some((path, mut read)) = context.settings.watched.clone() else { return pending().await };
    let mut told: Option<String> = None;
    loop {
        sleep(LOOK).await;
        if Stamp::of(&path) == read {
            continue;
        }
        read = still(&path).await;
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
                    told = Some(notices::broken(&context, &problem).await);
                }
            }
        }
    }
}

/// The files as they are once they are left alone.
async fn still(path: &Path) -> Stamp {
    let mut seen = Stamp::of(path);
    for _ in 0..MOST_WAITS {
        sleep(STILL).await;
        let before = std::mem::replace(&mut seen, Stamp::of(path));
        if before == seen {
            break;
        }
    }
    seen
}
