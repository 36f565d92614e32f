//! The bot's life: it finds its server, receives, answers, and ends when it is told.

use std::sync::Arc;
use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::payloads::{DeleteWebhook, GetMe, SendMessage, SetWebhook, SetWebhookSetters};
use teloxide::requests::Payload;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::api::backoff::Backoff;
use super::api::client::{Api, CallError};
use super::api::token::Token;
use super::context::Context;
use super::context::panics::{self, spawn_worker};
use super::context::settings::Settings;
use super::effects::calls;
use super::effects::pseudonyms::Pseudonyms;
use super::error::ServeError;
use super::handlers;
use super::handlers::facts::{Facts, Respond};
use super::ingress::http::Door;
use super::ingress::polling::{MOST_REFUSALS, Polling};
use super::ingress::webhook::{CONNECTIONS, Webhook};
use super::update::incoming::{Incoming, Me};
use super::update::parse;
use super::workers::briefings;
use super::workers::heartbeat;
use super::workers::inbox;
use super::workers::outbox;
use super::workers::profile;
use super::workers::reload;
use crate::faq::FaqHandle;
use crate::replies::Reply;
use crate::store::Store;

/// How long the server is looked for at the start.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long what has begun may take to end.
const DEADLINE: Duration = Duration::from_secs(15);

/// A bot that its server knows.
pub struct Bot {
    api: Arc<Api>,
    me: Me,
    settings: Settings,
    webhook: Option<Webhook>,
}

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
        Ok(Self { api: Arc::new(api), me, settings: Settings::default(), webhook: None })
    }

    /// With these settings.
    #[must_use]
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Called by Telegram there, instead of asking it for updates.
    #[must_use]
    pub fn with_webhook(mut self, webhook: Option<Webhook>) -> Self {
        self.webhook = webhook;
        self
    }

    /// Its name, without the `@`.
    pub fn username(&self) -> &str {
        &self.me.username
    }

    /// Posts these replies once in a chat, given by its number or its `@name`. Gives how many messages
    /// that were.
    ///
    /// # Errors
    /// When the server refuses one, or is not found for some seconds; those before it are posted.
    pub async fn post(&self, chat: &str, replies: &[Reply]) -> Result<usize, ServeError> {
        let messages: Vec<String> = replies.iter().flat_map(calls::bodies).collect();
        for message in &messages {
            let mut body: Value = serde_json::from_str(message).unwrap_or_default();
            body["chat_id"] = chat.parse::<i64>().map_or_else(|_| chat.into(), Into::into);
            self.post_one(chat, &body).await?;
        }
        Ok(messages.len())
    }

    async fn post_one(&self, chat: &str, body: &Value) -> Result<(), ServeError> {
        let until = Instant::now() + PATIENCE;
        let mut backoff = Backoff::new();
        loop {
            let sent = self.api.call_method::<IgnoredAny>(SendMessage::NAME, body, PATIENCE).await;
            let Err(reason) = sent else { return Ok(()) };
            let wait = backoff.after(&reason);
            // What may have been sent is not sent again.
            let is_certain = reason.code().is_some();
            if !is_certain || !reason.is_passing() || Instant::now() + wait > until {
                return Err(ServeError::NotPosted { chat: chat.to_owned(), reason });
            }
            sleep(wait).await;
        }
    }

    /// Removes a webhook, so that updates can be polled for.
    ///
    /// # Errors
    /// When the server does not do it for some seconds.
    pub async fn delete_webhook(&self) -> Result<(), ServeError> {
        persist::<IgnoredAny, _>(&self.api, &DeleteWebhook::new()).await.map(drop)
    }

    /// Answers from `faq` until `stop`, and keeps in `store` what must not be lost, with readers
    /// hashed by `pseudonyms`.
    ///
    /// # Errors
    /// When there is no point in going on.
    pub async fn serve(
        self,
        store: Store,
        pseudonyms: Pseudonyms,
        faq: Arc<FaqHandle>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let known = Arc::clone(&faq);
        let respond = Arc::new(move |incoming: &Incoming, facts: &Facts| {
            handlers::respond(&known.current(), incoming, facts)
        });
        self.run(store, pseudonyms, faq, respond, stop).await
    }

    /// As [`Bot::serve`], with `respond` to say what is done about what is asked.
    ///
    /// # Errors
    /// When there is no point in going on.
    pub async fn run(
        self,
        store: Store,
        pseudonyms: Pseudonyms,
        faq: Arc<FaqHandle>,
        respond: Arc<Respond>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        store.belong_to(self.me.user_id()).await?;
        let door = match self.webhook.as_ref().map(|webhook| webhook.listen).or(self.settings.listen) {
            Some(address) => Some(Door::open(address).await?),
            None => None,
        };
        if let Some(webhook) = &self.webhook {
            have_called(&self.api, webhook).await?;
        }
        let context = Arc::new(Context::new(self.api, self.me, store, pseudonyms, self.settings));
        let staff = Staff::start(&context, &faq, &respond).await;
        let ended = match (self.webhook, door) {
            (Some(webhook), Some(door)) => tokio::select! {
                () = webhook.receive(door, Arc::clone(&context), stop) => Ok(()),
                () = disowned(&context) => Err(ServeError::BadToken),
            },
            (_, door) => {
                let pages = door.map(|door| panics::spawn(door.show(Arc::clone(&context))));
                let ended = poll(&context, stop).await;
                pages.inspect(JoinHandle::abort);
                ended
            }
        };
        staff.end(&context).await;
        ended
    }
}

/// Has Telegram call at the door, which is open.
async fn have_called(api: &Api, webhook: &Webhook) -> Result<(), ServeError> {
    let payload = SetWebhook::new(webhook.url.clone())
        .max_connections(CONNECTIONS)
        .allowed_updates(parse::ALLOWED)
        .secret_token(webhook.secret.text());
    match persist::<IgnoredAny, _>(api, &payload).await {
        Ok(_) => Ok(()),
        Err(ServeError::NotTheApi { reason: reason @ CallError::Refused { .. }, .. }) => {
            Err(ServeError::WebhookRefused(reason))
        }
        Err(error) => Err(error),
    }
}

/// Polls until `stop`, or there is no point in going on.
async fn poll(context: &Context, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    let mut polling = Polling::new(&context.api);
    let ended = tokio::select! {
        ended = receive(context, &mut polling) => ended,
        () = stop => Ok(()),
    };
    if !matches!(ended, Err(ServeError::BadToken)) {
        polling.confirm().await;
    }
    ended
}

/// Ends when the token is no longer good, as a call has said and others do that change nothing:
/// nobody tells a webhook so.
async fn disowned(context: &Context) {
    loop {
        context.refused.notified().await;
        let mut backoff = Backoff::new();
        for refusals in 0.. {
            match context.api.call::<IgnoredAny, _>(&GetMe::new()).await {
                Err(error) if error.code() == Some(401) && refusals < MOST_REFUSALS => {
                    sleep(backoff.after(&error)).await;
                }
                Err(error) if error.code() == Some(401) => return,
                _ => break,
            }
        }
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

/// Receives updates and has them stored, until there is no point in going on.
async fn receive(context: &Context, polling: &mut Polling<'_>) -> Result<(), ServeError> {
    loop {
        let updates = polling.next().await?;
        let Some(last) = updates.last() else { continue };
        context.persist(|| context.store.receive(&updates, context.now())).await;
        // Only now may Telegram forget them.
        polling.advance(last.id + 1);
        context.arrived.notify_one();
    }
}

/// Shows what the bot is, and again whenever its knowledge has changed.
async fn introduce(context: Arc<Context>, faq: Arc<FaqHandle>) {
    loop {
        context.metrics.knowledge(&faq.current());
        profile::show(&context.api, faq.current().knowledge()).await;
        context.reloaded.notified().await;
    }
}

/// The tasks that work on what is stored.
struct Staff {
    heart: JoinHandle<()>,
    tidying: JoinHandle<()>,
    watcher: JoinHandle<()>,
    introduction: JoinHandle<()>,
    desk: (JoinHandle<()>, watch::Sender<bool>),
    courier: (JoinHandle<()>, watch::Sender<bool>),
    planner: JoinHandle<()>,
    briefer: (JoinHandle<()>, watch::Sender<bool>),
}

impl Staff {
    async fn start(context: &Arc<Context>, faq: &Arc<FaqHandle>, respond: &Arc<Respond>) -> Self {
        // Nothing is claimed by a process that has not given a sign of life.
        heartbeat::beat_once(context).await;
        let (introduced, planned, respond) = (Arc::clone(faq), Arc::clone(faq), Arc::clone(respond));
        Self {
            heart: for_ever("heartbeat", context, heartbeat::beat),
            tidying: for_ever("tidying", context, heartbeat::tidy),
            watcher: for_ever("watcher", context, reload::watch),
            introduction: for_ever("introduction", context, move |context| {
                introduce(context, Arc::clone(&introduced))
            }),
            desk: until_told("inbox worker", context, move |context, ending| {
                inbox::work(context, Arc::clone(&respond), ending)
            }),
            courier: until_told("outbox worker", context, outbox::deliver),
            planner: for_ever("planner", context, move |context| {
                briefings::plan(context, Arc::clone(&planned))
            }),
            briefer: until_told("briefings worker", context, briefings::deliver),
        }
    }

    /// Ends what has begun, and leaves to the next run what cannot be ended in time.
    async fn end(mut self, context: &Context) {
        tracing::info!("ending; what has begun is ended first");
        self.introduction.abort();
        self.watcher.abort();
        self.planner.abort();
        let ended = timeout(DEADLINE, async {
            for (task, end) in [&mut self.desk, &mut self.courier, &mut self.briefer] {
                // A task that has ended hears nothing, and needs not.
                let _ = end.send(true);
                let _ = task.await;
            }
        });
        if ended.await.is_err() {
            tracing::warn!("not all could be answered in time; the next run does");
        }
        for task in [&self.desk.0, &self.courier.0, &self.briefer.0, &self.heart, &self.tidying] {
            task.abort();
        }
        context.attempt(context.store.leave()).await;
        context.store.close().await;
    }
}

/// Starts a worker that works until it is aborted.
fn for_ever<W>(
    name: &'static str,
    context: &Arc<Context>,
    work: impl Fn(Arc<Context>) -> W + Send + 'static,
) -> JoinHandle<()>
where
    W: Future<Output = ()> + Send + 'static,
{
    let context = Arc::clone(context);
    spawn_worker(name, move || work(Arc::clone(&context)))
}

/// Starts a worker that works until it is told to end and nothing is left.
fn until_told<W>(
    name: &'static str,
    context: &Arc<Context>,
    work: impl Fn(Arc<Context>, watch::Receiver<bool>) -> W + Send + 'static,
) -> (JoinHandle<()>, watch::Sender<bool>)
where
    W: Future<Output = ()> + Send + 'static,
{
    let (end, ending) = watch::channel(false);
    (for_ever(name, context, move |context| work(context, ending.clone())), end)
}
