//! The tasks that work on what is stored, each on its own.

pub mod briefings;
pub mod heartbeat;
pub mod inbox;
pub mod lookup;
pub mod notices;
pub mod outbox;
pub mod planner;
pub mod post;
pub mod profile;
pub mod refusal;
pub mod reload;
pub mod sender;
pub mod tidying;
pub mod typing;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::telegram::context::Context;
use crate::telegram::context::panics::spawn_worker;
use crate::telegram::handlers::facts::Respond;

/// How long what has begun may take to end.
const DEADLINE: Duration = Duration::from_secs(15);

/// The workers of a bot. One that panics is begun anew.
pub struct Workers {
    /// Those that are ended at once: nobody waits for what they do.
    helpers: Vec<AbortOnDropHandle<()>>,
    /// Those that end what they have begun, one after another: what is handled queues calls.
    stages: Vec<Stage>,
    /// Those that go on until the others have ended.
    keepers: Vec<AbortOnDropHandle<()>>,
}

/// A worker that is told to end, and then waited for.
struct Stage {
    task: AbortOnDropHandle<()>,
    ending: CancellationToken,
}

impl Workers {
    /// Starts all of them.
    pub async fn start(context: &Arc<Context>, respond: &Arc<Respond>) -> Self {
        // Nothing is claimed by a process that has not given a sign of life.
        heartbeat::beat(context).await;
        let respond = Arc::clone(respond);
        Self {
            helpers: vec![
                endless("reload", context, reload::run),
                endless("introduction", context, profile::run),
                endless("planner", context, planner::run),
            ],
            stages: vec![
                stage("inbox worker", context, move |context, ending| {
                    inbox::run(context, Arc::clone(&respond), ending)
                }),
                stage("outbox worker", context, outbox::run),
                stage("briefings worker", context, briefings::run),
            ],
            keepers: vec![
                endless("heartbeat", context, heartbeat::run),
                endless("tidying", context, tidying::run),
            ],
        }
    }

    /// Ends what has begun, and leaves to the next run what cannot be ended in time.
    pub async fn end(self, context: &Context) {
        tracing::info!("ending; what has begun is ended first");
        drop(self.helpers);
        let ended = timeout(DEADLINE, async {
            for stage in self.stages {
                stage.ending.cancel();
                // Nobody aborts it, and its panics are values.
                let _ = stage.task.await;
            }
        });
        if ended.await.is_err() {
            tracing::warn!("not all could be answered in time; the next run does");
        }
        drop(self.keepers);
        context.attempt(context.store.leave()).await;
        context.store.close().await;
    }
}

/// Starts a worker that works until its handle is dropped.
fn endless<W>(
    name: &'static str,
    context: &Arc<Context>,
    work: impl Fn(Arc<Context>) -> W + Send + 'static,
) -> AbortOnDropHandle<()>
where
    W: Future<Output = ()> + Send + 'static,
{
    let context = Arc::clone(context);
    spawn_worker(name, move || work(Arc::clone(&context)))
}

/// Starts a worker that works until it is told to end and nothing is left.
fn stage<W>(
    name: &'static str,
    context: &Arc<Context>,
    work: impl Fn(Arc<Context>, CancellationToken) -> W + Send + 'static,
) -> Stage
where
    W: Future<Output = ()> + Send + 'static,
{
    let ending = CancellationToken::new();
    let told = ending.clone();
    Stage { task: endless(name, context, move |context| work(context, told.clone())), ending }
}
