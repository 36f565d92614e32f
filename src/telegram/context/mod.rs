//! What the bot's tasks share.

pub mod checkpoints;
pub mod clock;
pub mod limits;
pub mod members;
pub mod metrics;
pub mod panics;
pub mod settings;

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};

use crate::faq::FaqHandle;
use crate::store::{ChatId, LEASE, Store, StoreError};
use crate::telegram::api::client::Api;
use crate::telegram::effects::effect::Choice;
use crate::telegram::effects::pseudonyms::Pseudonyms;
use crate::telegram::update::incoming::Me;
use crate::text::LanguageCode;
use members::Members;
use metrics::Metrics;
use settings::Settings;

/// How long before its end a lease counts no more: what begins now should end within it, and the
/// clocks of two machines are never quite the same.
const MARGIN: Duration = Duration::from_secs(2);

/// How often to see whether something is held that is not worked on.
pub const BETWEEN_LOOKS: Duration = Duration::from_secs(15);

/// How long to wait until a database that failed is asked again.
const AFTER_FAILURE: Duration = Duration::from_millis(500);

/// What the bot's tasks share, and by what they wake each other.
pub struct Context {
    /// The way to Telegram.
    pub api: Arc<Api>,
    /// The bot itself.
    pub me: Me,
    /// Where it keeps what it must not lose.
    pub store: Store,
    /// By what readers are found again in it.
    pub pseudonyms: Pseudonyms,
    /// What it answers from.
    pub faq: Arc<FaqHandle>,
    /// What was chosen for it.
    pub settings: Settings,
    /// What it has counted.
    pub metrics: Metrics,
    /// Notified when updates have been stored.
    pub arrived: Notify,
    /// Notified when calls have been queued.
    pub queued: Notify,
    /// Notified when the knowledge has been read anew.
    pub reloaded: Notify,
    /// Changed when a chat has chosen something about briefings.
    pub arranged: watch::Sender<()>,
    /// Notified when briefings have been planned.
    pub planned: Notify,
    /// Who runs which chat.
    pub members: Members,
    /// Notified when Telegram has refused the token.
    pub refused: Notify,
    /// When this process last gave a sign of life.
    beaten: Mutex<Option<Instant>>,
    is_in_trouble: AtomicBool,
    /// How often the store is yet to overwrite what it has deleted.
    erasures: AtomicU8,
}

/// How often, once a beat, what was deleted of a reader is overwritten: the message that tells
/// them so is on its way meanwhile, and is deleted after them.
const ERASURES: u8 = 4;

impl Context {
    /// A context in which nothing has happened.
    pub fn new(
        api: Arc<Api>,
        me: Me,
        store: Store,
        pseudonyms: Pseudonyms,
        faq: Arc<FaqHandle>,
        settings: Settings,
    ) -> Self {
        Self {
            api,
            me,
            store,
            pseudonyms,
            faq,
            settings,
            metrics: Metrics::default(),
            arrived: Notify::new(),
            queued: Notify::new(),
            reloaded: Notify::new(),
            arranged: watch::Sender::default(),
            planned: Notify::new(),
            members: Members::default(),
            refused: Notify::new(),
            beaten: Mutex::new(None),
            is_in_trouble: AtomicBool::new(false),
            erasures: AtomicU8::new(0),
        }
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.settings.clock.now()
    }

    /// The time since a moment in milliseconds since 1970; none if another machine's clock is ahead.
    pub fn since(&self, moment: i64) -> Duration {
        Duration::from_millis(u64::try_from(self.now().timestamp_millis() - moment).unwrap_or_default())
    }

    /// The language that somebody has chosen, if they have.
    pub async fn language_of(&self, person: ChatId) -> Option<LanguageCode> {
        let settings = self.persist(|| self.store.settings(person, person)).await;
        let chosen = settings.iter().find(|setting| setting.name == Choice::Language.name());
        chosen.map(|setting| LanguageCode::of(&setting.value)).filter(|code| code.is_known())
    }

    /// Has what was deleted overwritten soon.
    pub fn erase(&self) {
        self.erasures.store(ERASURES, Ordering::Relaxed);
    }

    /// Whether something is to be overwritten now.
    pub fn erases(&self) -> bool {
        let one_less = |left: u8| left.checked_sub(1);
        self.erasures.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
    }

    /// Reads the knowledge anew: the number of its entries, or what is wrong with it.
    pub async fn reload(&self) -> Result<usize, String> {
        let Some(reload) = self.settings.reload.clone() else {
            return Err("this bot's knowledge is in the program".into());
        };
        let read = spawn_blocking(move || reload()).await;
        read.unwrap_or_else(|_| Err("the reading of it failed".into()))
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
            Err(error) => self.note_trouble(&error),
        }
    }

    /// As [`Context::attempt`], for what mostly reads: that it succeeds does not say that the store can be
    /// written to again.
    pub async fn look<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
        match work.await {
            Ok(done) => Some(done),
            Err(error) => self.note_trouble(&error),
        }
    }

    /// Notes trouble, and logs it if it is new.
    fn note_trouble<T>(&self, trouble: &StoreError) -> Option<T> {
        if !self.is_in_trouble.swap(true, Ordering::Relaxed) {
            tracing::error!("{trouble}; trying again, and Telegram keeps what comes meanwhile");
        }
        None
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
