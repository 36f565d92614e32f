//! What the bot's tasks share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::api::Api;
use super::bot::Respond;
use super::incoming::Me;
use super::limits::Limits;
use super::metrics::Metrics;
use crate::store::{LEASE, Store, StoreError};

/// How long before its end a lease counts no more: what begins now should end within it, and the
/// clocks of two machines are never quite the same.
const MARGIN: Duration = Duration::from_secs(2);

/// How long to wait until a database that failed is asked again.
const AFTER_FAILURE: Duration = Duration::from_millis(500);

/// The bot's means, and the bells by which its tasks call each other.
pub struct Office {
    /// The way to Telegram.
    pub api: Arc<Api>,
    /// The bot itself.
    pub me: Me,
    /// How it answers.
    pub respond: Box<Respond>,
    /// Where it keeps what it must not lose.
    pub store: Store,
    /// How fast chats get messages.
    pub limits: Limits,
    /// What it has counted.
    pub metrics: Arc<Metrics>,
    /// Rings when updates have been stored.
    pub arrived: Notify,
    /// Rings when calls have been queued.
    pub queued: Notify,
    /// When this process last gave a sign of life.
    beaten: Mutex<Option<Instant>>,
    is_in_trouble: AtomicBool,
}

impl Office {
    /// An office in which nothing has happened.
    pub fn new(
        api: Arc<Api>,
        me: Me,
        respond: Box<Respond>,
        store: Store,
        limits: Limits,
        metrics: Arc<Metrics>,
    ) -> Self {
        let (arrived, queued) = (Notify::new(), Notify::new());
        let (beaten, is_in_trouble) = (Mutex::new(None), AtomicBool::new(false));
        Self { api, me, respond, store, limits, metrics, arrived, queued, beaten, is_in_trouble }
    }

    /// Does something with the store until it succeeds.
    pub async fn persist<T, F>(&self, work: impl Fn() -> F) -> T
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        loop {
            if let Some(done) = self.attempt(work()).await {
                return done;
            }
            sleep(AFTER_FAILURE).await;
        }
    }

    /// Does something with the store, or logs that it cannot be done.
    pub async fn attempt<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
        match work.await {
            Ok(done) => {
                if self.is_in_trouble.swap(false, Ordering::Relaxed) {
                    tracing::info!("the database is back");
                }
                Some(done)
            }
            Err(error) => {
                if !self.is_in_trouble.swap(true, Ordering::Relaxed) {
                    tracing::error!("{error}; trying again, and Telegram keeps what comes meanwhile");
                }
                None
            }
        }
    }

    /// Notes a sign of life that began at this moment and was taken.
    pub fn beaten(&self, at: Instant) {
        *self.beaten.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// Whether what this process has claimed is still its own.
    pub fn holds_its_lease(&self) -> bool {
        let beaten = *self.beaten.lock().unwrap_or_else(PoisonError::into_inner);
        beaten.is_some_and(|at| at.elapsed() < LEASE - MARGIN)
    }

    /// Whether the store works, as far as is known.
    pub fn is_ready(&self) -> bool {
        self.holds_its_lease() && !self.is_in_trouble.load(Ordering::Relaxed)
    }
}
