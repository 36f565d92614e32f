//! Panics as values: what goes wrong in one task is told by that task, and holds nobody else up.
//!
//! Nothing is logged here of the panic itself: the program's panic hook logs its place, and its words
//! may repeat what a reader wrote.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tokio_util::task::AbortOnDropHandle;

/// How often the program may panic at an update, a call or a post. What failed by chance succeeds the second
/// time.
pub const MOST_FAILURES: i16 = 3;

/// How long what the program panicked at waits until it is tried again.
pub const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How long a worker that panicked waits before it begins again. What made it panic may have passed by then.
const PAUSE: Duration = Duration::from_millis(500);

/// The work panicked before it could give anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Gives what `work` gives, or that it panicked.
pub async fn caught<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    // What it shares with others is behind locks that stand a panic, and in the database.
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| Panicked)
}

/// Runs a task, which gives what `work` gives, or that it panicked.
pub fn spawn<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> JoinHandle<Result<T, Panicked>> {
    tokio::spawn(caught(work))
}

/// Runs a worker on a task of its own until it ends, or its handle is dropped. Each time it panics, it is begun
/// anew.
pub fn spawn_worker<W>(name: &'static str, begin: impl Fn() -> W + Send + 'static) -> AbortOnDropHandle<()>
where
    W: Future<Output = ()> + Send + 'static,
{
    AbortOnDropHandle::new(tokio::spawn(async move {
        while caught(begin()).await.is_err() {
            tracing::error!("the {name} panicked; it begins anew");
            sleep(PAUSE).await;
        }
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_value() {
        assert_eq!(caught(async { 7 }).await, Ok(7));
        assert_eq!(caught(async { panic!("at once") }).await, Err::<(), _>(Panicked));
        let later = async {
            sleep(Duration::from_millis(1)).await;
            panic!("after a while")
        };
        assert_eq!(caught(later).await, Err::<(), _>(Panicked));
    }

    #[tokio::test]
    async fn a_worker_that_panics_begins_anew_until_it_ends() {
        let begun = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&begun);
        let worker = spawn_worker("test", move || {
            let times = counted.fetch_add(1, Ordering::Relaxed);
            async move { assert!(times >= 1, "the second time succeeds") }
        });
        worker.await.unwrap();
        assert_eq!(begun.load(Ordering::Relaxed), 2);
    }
}
