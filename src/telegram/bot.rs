//! The bot's life: it finds its server, receives, answers, and ends when it is told.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::de::IgnoredAny;
use teloxide::payloads::{DeleteWebhook, GetMe};
use teloxide::requests::Payload;
use teloxide::types::Update;
use tokio::time::{Instant, sleep, timeout};

use super::api::{Api, CallError};
use super::backoff::Backoff;
use super::error::ServeError;
use super::inbox::Inbox;
use super::incoming::{self, Incoming, Me};
use super::outgoing::Outgoing;
use super::polling::Polling;
use super::queues::{Line, Queues};
use super::sender::Sender;
use super::spool::Spool;
use super::{Token, handlers, profile, reading};
use crate::faq::Faq;
use crate::replies;
use crate::text::LanguageCode;

/// How long the server is looked for at the start.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long updates in one batch may hold up the next one. Telegram gives only one update to
/// who asks for the same offset again within half a second.
const GRACE: Duration = Duration::from_millis(600);

/// How long what has begun may take to end.
const DEADLINE: Duration = Duration::from_secs(15);

/// A bot that its server knows.
pub struct Bot {
    api: Arc<Api>,
    me: Me,
    spool: Option<std::path::PathBuf>,
}

/// What a bot does about what is asked of it by a reader of this language.
pub type Respond = dyn Fn(&Incoming, LanguageCode) -> Vec<Outgoing> + Send + Sync;

impl Bot {
    /// Finds the server and asks it who the bot is.
    ///
    /// # Errors
    /// When the server does not accept the token, or is not found for some seconds.
    pub async fn connect(server: &url::Url, token: Token) -> Result<Self, ServeError> {
        let api = Api::new(server, token).map_err(|reason| {
            let server = server.origin().ascii_serialization();
            ServeError::Unreachable { server, reason }
        })?;
        let me = persist::<Me, _>(&api, &GetMe::new()).await?;
        Ok(Self { api: Arc::new(api), me, spool: None })
    }

    /// With a folder in which updates are kept that must wait longer than Telegram keeps them.
    #[must_use]
    pub fn with_folder(mut self, folder: &Path) -> Self {
        self.spool = Some(folder.join(format!("waiting-{}.jsonl", self.me.id)));
        self
    }

    /// Its name, without the `@`.
    pub fn username(&self) -> &str {
        &self.me.username
    }

    /// Removes a webhook, so that updates can be polled for.
    ///
    /// # Errors
    /// When the server does not do it for some seconds.
    pub async fn delete_webhook(&self) -> Result<(), ServeError> {
        persist::<IgnoredAny, _>(&self.api, &DeleteWebhook::new()).await.map(drop)
    }

    /// Answers from `faq` until `stop`.
    ///
    /// # Errors
    /// When there is no point in going on.
    pub async fn serve(self, faq: Arc<Faq>, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let sender = Sender::new(Arc::clone(&self.api));
        let known = Arc::clone(&faq);
        let introduction = tokio::spawn(async move { profile::show(&sender, known.knowledge()).await });
        let served =
            self.serve_with(move |incoming, reader| handlers::respond(&faq, incoming, reader), stop).await;
        introduction.abort();
        served
    }

    /// As [`Bot::serve`], with another way to respond, and without introducing itself: for tests
    /// of what happens around the responses.
    ///
    /// # Errors
    /// When there is no point in going on.
    pub async fn serve_with(
        self,
        respond: impl Fn(&Incoming, LanguageCode) -> Vec<Outgoing> + Send + Sync + 'static,
        stop: impl Future<Output = ()>,
    ) -> Result<(), ServeError> {
        let inbox = Inbox::new(self.spool.map_or_else(Spool::none, Spool::at));
        let sender = Sender::new(Arc::clone(&self.api));
        let desk = Arc::new(Desk { me: self.me, respond: Box::new(respond), sender, inbox });
        let worker = Arc::clone(&desk);
        let queues = Queues::new(move |received| handle(Arc::clone(&worker), received));
        let mut polling = Polling::new(&self.api);
        let ended = tokio::select! {
            ended = receive(&desk.inbox, &queues, &mut polling) => ended,
            () = stop => Ok(()),
        };
        if !matches!(ended, Err(ServeError::BadToken)) {
            end(&desk.inbox, &queues, &polling).await;
        }
        ended
    }
}

/// Makes a call that the bot cannot begin without.
async fn persist<R: serde::de::DeserializeOwned, P: Payload + serde::Serialize>(
    api: &Api,
    payload: &P,
) -> Result<R, ServeError> {
    let server = || api.server();
    let until = Instant::now() + PATIENCE;
    let mut backoff = Backoff::new();
    loop {
        let reason = match api.call::<R, P>(payload).await {
            Ok(result) => return Ok(result),
            Err(reason) => reason,
        };
        if matches!(reason.code(), Some(401 | 404)) {
            return Err(ServeError::BadToken);
        }
        if matches!(reason, CallError::Foreign(status) if status < 500) || !reason.is_passing() {
            return Err(ServeError::NotTheApi { server: server(), reason });
        }
        let wait = backoff.after(&reason);
        if Instant::now() + wait > until {
            return Err(ServeError::Unreachable { server: server(), reason });
        }
        tracing::warn!("no answer from {}: {reason}; trying again", server());
        sleep(wait).await;
    }
}

/// An update with its number, unless it is of a form that cannot be read.
type Received = (u32, Option<Update>);

/// Receives updates and has them handled, until there is no point in going on.
async fn receive(
    inbox: &Inbox,
    queues: &Arc<Queues<Received>>,
    polling: &mut Polling<'_>,
) -> Result<(), ServeError> {
    let mut updates = inbox.resume();
    loop {
        for (id, raw) in updates {
            let update = reading::update(&raw);
            queues.give(line(update.as_ref()), (id, update));
        }
        // What takes longer is asked for again, along with what has come since.
        let _ = timeout(GRACE, inbox.settled()).await;
        updates = inbox.receive(polling.next(inbox.offset()).await?);
    }
}

/// Ends what has begun, and leaves to the next run what cannot be ended in time.
async fn end(inbox: &Inbox, queues: &Queues<Received>, polling: &Polling<'_>) {
    tracing::info!("ending; what has begun is ended first");
    if timeout(DEADLINE, inbox.drained()).await.is_err() {
        tracing::warn!("not all could be answered in time; the next run does");
        queues.abort();
        inbox.leave();
    }
    if let Some(offset) = inbox.offset() {
        polling.confirm(offset).await;
    }
}

fn line(update: Option<&Update>) -> Line {
    let chat = update.and_then(Update::chat).map(|chat| chat.id.0);
    let person = || i64::try_from(update?.from()?.id.0).ok();
    Line(chat.or_else(person).unwrap_or_default())
}

/// Where updates are handled.
struct Desk {
    me: Me,
    respond: Box<Respond>,
    sender: Sender,
    inbox: Inbox,
}

async fn handle(desk: Arc<Desk>, (id, update): Received) {
    if let Some(update) = &update {
        let responses = catch_unwind(AssertUnwindSafe(|| desk.responses(update)));
        for outgoing in responses.unwrap_or_default() {
            desk.sender.deliver(&outgoing).await;
        }
    }
    desk.inbox.handled(id);
}

impl Desk {
    fn responses(&self, update: &Update) -> Vec<Outgoing> {
        let id = update.id.0;
        let incoming = match incoming::read(update, &self.me) {
            Ok(incoming) => incoming,
            Err(silence) => {
                tracing::debug!("update {id} gets no reply: {silence:?}");
                return Vec::new();
            }
        };
        // What a reader chose would be looked up here.
        let reader = incoming::reader(update, None);
        tracing::debug!("update {id} is answered");
        catch_unwind(AssertUnwindSafe(|| (self.respond)(&incoming, reader))).unwrap_or_else(|_| {
            tracing::error!("a handler panicked at update {id}; its reader is told");
            apology(&incoming, reader)
        })
    }
}

fn apology(incoming: &Incoming, reader: LanguageCode) -> Vec<Outgoing> {
    let acknowledged = match incoming {
        Incoming::Tap(tap) => Some(Outgoing::Acknowledge(tap.query.clone(), None)),
        _ => None,
    };
    let said = incoming::place(incoming).map(|place| Outgoing::Send(place, replies::failed(reader)));
    acknowledged.into_iter().chain(said).collect()
}
