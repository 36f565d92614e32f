//! The bot's life: it finds its server, receives, answers, and ends when it is told.

use std::sync::Arc;

use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::payloads::{DeleteWebhook, GetMe, SendMessage};
use teloxide::requests::Payload;
use tokio::time::{Instant, sleep};

use super::api::backoff::Backoff;
use super::api::client::Api;
use super::api::token::Token;
use super::context::Context;
use super::context::settings::Settings;
use super::effects::calls;
use super::effects::pseudonyms::Pseudonyms;
use super::error::ServeError;
use super::handlers;
use super::handlers::facts::{Facts, Respond};
use super::ingress;
use super::ingress::connect::{PATIENCE, persist};
use super::ingress::http::HttpServer;
use super::ingress::webhook::Webhook;
use super::update::incoming::{Incoming, Me};
use super::workers::Workers;
use crate::faq::FaqHandle;
use crate::replies::Reply;
use crate::store::Store;

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
        store.belong_to(self.me.user_id().0).await?;
        let listen = self.webhook.as_ref().map(|webhook| webhook.listen).or(self.settings.listen);
        let server = match listen {
            Some(address) => Some(HttpServer::bind(address).await?),
            None => None,
        };
        if let Some(webhook) = &self.webhook {
            webhook.register(&self.api).await?;
        }
        let context = Context::new(self.api, self.me, store, pseudonyms, faq, self.settings);
        let context = Arc::new(context);
        let workers = Workers::start(&context, &respond).await;
        let ended = ingress::receive(&context, self.webhook, server, stop).await;
        workers.end(&context).await;
        ended
    }
}
