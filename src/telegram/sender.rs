//! Does in Telegram what the bot wants done.
//!
//! A call that may still succeed is made again until it does, so that no answer is lost to a
//! weak network; one that never will is logged and let go.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::IgnoredAny;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters, EditMessageText, EditMessageTextSetters, SendMessage,
    SendMessageSetters, SetMyCommands, SetMyDescription, SetMyShortDescription,
};
use teloxide::requests::Payload;
use teloxide::types::{CallbackQueryId, ChatId, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters};
use tokio::time::{Instant, sleep};

use super::api::{Api, CallError};
use super::backoff::Backoff;
use super::keyboard::keyboard;
use super::outgoing::{Outgoing, Place};
use crate::knowledge::MAX_REPLY;
use crate::replies::{Html, Reply};

/// How long a message is worth trying for. Later its reader has gone, or has asked again.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// How long Telegram may take to answer for a message. One that is given up too early may have
/// been sent, and is sent again.
const ANSWER: Duration = Duration::from_secs(60);

/// How long a button waits for its acknowledgement before Telegram gives it up.
const TAP_PATIENCE: Duration = Duration::from_secs(10);

/// Sends, edits and acknowledges.
#[derive(Clone)]
pub struct Sender {
    api: Arc<Api>,
}

/// A payload, and what may have to change about it.
pub(super) trait Deliverable: Payload + Serialize {
    const PATIENCE: Duration = PATIENCE;
    const ANSWER: Duration = ANSWER;

    /// Addresses it to what its chat has become.
    fn readdress(&mut self, _: ChatId) {}
}

impl Deliverable for SetMyCommands {}
impl Deliverable for SetMyDescription {}
impl Deliverable for SetMyShortDescription {}

impl Deliverable for SendMessage {
    fn readdress(&mut self, chat: ChatId) {
        self.chat_id = chat.into();
    }
}

impl Deliverable for EditMessageText {
    fn readdress(&mut self, chat: ChatId) {
        self.chat_id = chat.into();
    }
}

impl Deliverable for AnswerCallbackQuery {
    const PATIENCE: Duration = TAP_PATIENCE;
    const ANSWER: Duration = TAP_PATIENCE;
}

impl Sender {
    /// A sender by way of `api`.
    pub fn new(api: Arc<Api>) -> Self {
        Self { api }
    }

    /// Does it, or logs why it cannot be done.
    pub async fn deliver(&self, outgoing: &Outgoing) {
        match outgoing {
            Outgoing::Send(place, reply) => self.send(*place, reply).await,
            Outgoing::Edit(chat, message, reply) => self.edit(*chat, *message, reply).await,
            // The answer does not wait for this.
            Outgoing::Acknowledge(query, notice) => {
                let (sender, query, notice) = (self.clone(), query.clone(), notice.clone());
                tokio::spawn(async move { sender.acknowledge(&query, notice).await });
            }
        }
    }

    /// Sends a reply, in several messages if it is too long for one; the buttons are under the
    /// last.
    async fn send(&self, place: Place, reply: &Reply) {
        let parts = reply.html.split(MAX_REPLY);
        let last = parts.len() - 1;
        for (number, part) in parts.iter().enumerate() {
            let mut message = message(place, part);
            let keyboard = keyboard(reply);
            if number == last && !keyboard.inline_keyboard.is_empty() {
                message = message.reply_markup(keyboard);
            }
            self.insist(message).await;
        }
    }

    async fn edit(&self, chat: ChatId, message: MessageId, reply: &Reply) {
        let parts = reply.html.split(MAX_REPLY);
        let payload = EditMessageText::new(chat, message, parts[0].as_str())
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview())
            .reply_markup(keyboard(reply));
        self.insist(payload).await;
    }

    async fn acknowledge(&self, query: &CallbackQueryId, notice: Option<String>) {
        let payload = AnswerCallbackQuery::new(query.clone());
        self.insist(match notice {
            Some(notice) => payload.text(notice),
            None => payload,
        })
        .await;
    }

    /// Makes a call until it is done or hopeless, or the server asks to wait longer than it is
    /// worth. A call that was cut off may have been done, and is then done twice.
    pub(super) async fn insist<P: Deliverable>(&self, mut payload: P) {
        let until = Instant::now() + P::PATIENCE;
        let mut backoff = Backoff::new();
        let mut may_move = true;
        loop {
            let error = match self.api.call_within::<IgnoredAny, P>(P::ANSWER, &payload).await {
                Ok(_) => return,
                Err(error) => error,
            };
            if let (CallError::Refused { migrated_to: Some(chat), .. }, true) = (&error, may_move) {
                payload.readdress(ChatId(*chat));
                may_move = false;
                continue;
            }
            let wait = backoff.after(&error);
            if !may_be_repeated(&error) || Instant::now() + wait > until {
                return log_failure(P::NAME, &error);
            }
            tracing::debug!("{} waits {wait:?}: {error}", P::NAME);
            sleep(wait).await;
        }
    }
}

fn message(place: Place, html: &Html) -> SendMessage {
    let mut message = SendMessage::new(place.chat, html.as_str())
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    if let Some(thread) = place.thread {
        message = message.message_thread_id(thread);
    }
    if let Some(replied) = place.reply_to {
        message = message.reply_parameters(ReplyParameters::new(replied).allow_sending_without_reply());
    }
    message
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// Whether to try again. A token that is refused (401, 404) ends the whole run elsewhere; what
/// waits here is then answered by the next run.
fn may_be_repeated(error: &CallError) -> bool {
    error.is_passing() || matches!(error.code(), Some(401 | 404))
}

fn log_failure(method: &str, error: &CallError) {
    match error {
        // A page turned to itself by a second tap: it shows what it should.
        CallError::Refused { description, .. } if description.contains("message is not modified") => {}
        CallError::Refused { code: 403, .. } => tracing::info!("{method}: nobody is there: {error}"),
        _ => tracing::warn!("{method} is given up: {error}"),
    }
}
