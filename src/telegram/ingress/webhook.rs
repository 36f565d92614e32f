//! Receives updates by webhook: Telegram calls, and hears 200 once the update is stored.
//!
//! It never removes the webhook: when a run ends, its successor may have set it already. What
//! stands in front of it (TLS, the way in from outside) is a proxy's business.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use serde::de::IgnoredAny;
use subtle::ConstantTimeEq;
use teloxide::payloads::{GetMe, SetWebhook, SetWebhookSetters};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use super::connect::{MOST_REFUSALS, persist};
use super::http::HttpServer;
use super::secret::Secret;
use crate::store::NewUpdate;
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::{Api, CallError};
use crate::telegram::context::Context;
use crate::telegram::context::panics::{self, caught};
use crate::telegram::error::ServeError;
use crate::telegram::update::parse::{self, ALLOWED};

/// The header that proves that it is Telegram who calls (Bot API, setWebhook).
const SECRET: &str = "x-telegram-bot-api-secret-token";

/// The largest update that is read. Telegram's are far below: a message of 4,096 characters with
/// a hundred entities, which replies to such another, takes some 50 KB.
const LARGEST: usize = 1 << 20;

/// How long the body of a call may take to come.
const BODY: Duration = Duration::from_secs(10);

/// How many updates one commit may hold.
const BATCH: usize = 100;

/// How many calls Telegram makes at once, beyond its default of 40: each takes but a few
/// milliseconds, and this is the most.
const CONNECTIONS: u8 = 100;

/// A kind of bad call is logged once in this time.
const QUIET: Duration = Duration::from_secs(60);

/// Where Telegram is to send updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The address that Telegram calls.
    pub url: Url,
    /// The address that the bot listens on.
    pub listen: SocketAddr,
    /// What Telegram shows to prove that it is it.
    pub secret: Secret,
}

impl Webhook {
    /// Has Telegram call at this address, where the bot listens already.
    ///
    /// # Errors
    /// When Telegram does not do it for some seconds, or does not take the address.
    pub(in crate::telegram) async fn register(&self, api: &Api) -> Result<(), ServeError> {
        let payload = SetWebhook::new(self.url.clone())
            .max_connections(CONNECTIONS)
            .allowed_updates(ALLOWED)
            .secret_token(self.secret.text());
        match persist::<IgnoredAny, _>(api, &payload).await {
            Ok(_) => Ok(()),
            Err(ServeError::NotTheApi { reason: reason @ CallError::Refused { .. }, .. }) => {
                Err(ServeError::WebhookRefused(reason))
            }
            Err(error) => Err(error),
        }
    }

    /// Receives updates by this server and has them stored, until `stop`; then what has begun is ended.
    pub(in crate::telegram) async fn receive(
        self,
        server: HttpServer,
        context: Arc<Context>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) {
        let (intake, mut received) = mpsc::channel(BATCH);
        let storing = Arc::clone(&context);
        // Whose update a panic was at hears nothing from it, and Telegram sends that one again.
        let storing = async move { while caught(store(&storing, &mut received)).await.is_err() {} };
        let _storing = AbortOnDropHandle::new(panics::spawn(storing));
        let (complaints, served) = (Complaints::default(), Arc::clone(&context));
        let receiver = Receiver { context, webhook: self, intake, complaints };
        let calls = Router::new().fallback(receive).with_state(Arc::new(receiver));
        server.serve(served, calls, stop).await;
    }
}

/// Ends when the token is no longer good, as a call has said and others do that change nothing:
/// nobody tells a webhook so.
pub async fn disowned(context: &Context) {
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

/// What answers Telegram's calls.
struct Receiver {
    context: Arc<Context>,
    webhook: Webhook,
    intake: mpsc::Sender<Arrival>,
    complaints: Complaints,
}

/// An update, and who waits to hear whether it is stored.
type Arrival = (NewUpdate, oneshot::Sender<bool>);

async fn receive(State(receiver): State<Arc<Receiver>>, request: Request) -> StatusCode {
    let update = match receiver.read(request).await {
        Ok(update) => update,
        Err((status, kind)) => {
            receiver.complaints.log(kind);
            return status;
        }
    };
    // Telegram sends again what is not stored, to another process if the proxy knows one.
    if !receiver.context.holds_its_lease() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let (stored, is_stored) = oneshot::channel();
    if receiver.intake.send((update, stored)).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match is_stored.await {
        Ok(true) => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl Receiver {
    /// The update that Telegram sends, or why it is none. Nothing is read of a body whose sender
    /// is not known.
    async fn read(&self, request: Request) -> Result<NewUpdate, (StatusCode, &'static str)> {
        if request.uri().path() != self.webhook.url.path() {
            return Err((StatusCode::NOT_FOUND, "a call for another page"));
        }
        if request.method() != Method::POST {
            return Err((StatusCode::METHOD_NOT_ALLOWED, "a call that is no POST"));
        }
        if !self.is_telegrams(&request) {
            return Err((StatusCode::UNAUTHORIZED, "a call without the secret"));
        }
        let too_slow = (StatusCode::REQUEST_TIMEOUT, "a body that does not come");
        let too_large = (StatusCode::PAYLOAD_TOO_LARGE, "a body that is too large");
        let body = timeout(BODY, to_bytes(request.into_body(), LARGEST)).await.map_err(|_| too_slow)?;
        let body = body.map_err(|_| too_large)?;
        let text = String::from_utf8(body.into()).ok().and_then(parse::received);
        text.ok_or((StatusCode::BAD_REQUEST, "a body that is no update"))
    }

    fn is_telegrams(&self, request: &Request) -> bool {
        let shown = request.headers().get(SECRET).map_or(&[][..], |value| value.as_bytes());
        shown.ct_eq(self.webhook.secret.text().as_bytes()).into()
    }
}

/// Stores what arrives, as much in one commit as has come meanwhile.
async fn store(context: &Context, arriving: &mut mpsc::Receiver<Arrival>) {
    let mut arrivals = Vec::with_capacity(BATCH);
    while arriving.recv_many(&mut arrivals, BATCH).await > 0 {
        let (updates, waiting): (Vec<NewUpdate>, Vec<_>) = arrivals.drain(..).unzip();
        let stored = context.attempt(context.store.receive(&updates, context.now())).await;
        context.arrived.notify_one();
        for waiting in waiting {
            // Who has hung up gets the same answer at the next call.
            let _ = waiting.send(stored.is_some());
        }
    }
}

/// Logs each kind of bad call now and then, however many there are.
#[derive(Default)]
struct Complaints(Mutex<HashMap<&'static str, (Instant, u64)>>);

impl Complaints {
    fn log(&self, kind: &'static str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match known.get_mut(kind) {
            Some((since, more)) if now - *since < QUIET => return *more += 1,
            Some((_, more)) => tracing::warn!("{kind} is refused at the webhook, and {more} before it"),
            None => tracing::warn!("{kind} is refused at the webhook"),
        }
        known.insert(kind, (now, 0));
    }
}
