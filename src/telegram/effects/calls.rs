//! What the bot wants done, as calls that can be stored and made later.

use std::time::Duration;

use serde::Serialize;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters, AnswerInlineQuery, AnswerInlineQuerySetters,
    DeleteMessage, EditMessageText, EditMessageTextSetters, SendMessage, SendMessageSetters,
};
use teloxide::requests::Payload;
use teloxide::types::{
    InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
    InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText, LinkPreviewOptions,
    ParseMode, ReplyParameters,
};

use super::effect::{Answering, Effect, Offer};
use super::keyboard::keyboard;
use crate::knowledge::Id;
use crate::replies::{FROM_INLINE, Html, MAX_REPLY, Reply};
use crate::store::{ChatId, Hold, MessageId, NewCall, NewReply};
use crate::telegram::update::place::Place;

/// The calls that do it, in their order.
pub fn of(effect: &Effect) -> Vec<NewCall> {
    match effect {
        Effect::Send(place, reply) => send(*place, reply),
        // Nothing counts towards a chat's limit for a call that has no order.
        Effect::SendAndForget(place, reply) => {
            send(*place, reply).into_iter().map(|call| NewCall { is_ordered: false, ..call }).collect()
        }
        Effect::Answer(answering) => answer(answering),
        Effect::Hold(answering) => hold(answering),
        Effect::Point(earlier, answering) => {
            answer(answering).into_iter().map(|call| NewCall { target: Some(*earlier), ..call }).collect()
        }
        Effect::Amend(earlier, answering) => {
            let place = answering.origin.place;
            // The sender knows the message by then.
            vec![NewCall { target: Some(*earlier), ..edit(place.chat, NO_MESSAGE, &answering.reply) }]
        }
        Effect::Withdraw { chat, earlier } => {
            let payload = DeleteMessage::new(*chat, NO_MESSAGE.into());
            vec![NewCall { target: Some(*earlier), ..call(Some(*chat), &payload) }]
        }
        Effect::Offer(query, offers, otherwise) => vec![offer(query, offers, otherwise)],
        Effect::Vote(_)
        | Effect::Choose(..)
        | Effect::Spoken(..)
        | Effect::Forget(_)
        | Effect::Subscribe(..)
        | Effect::Unsubscribe(..)
        | Effect::Reload(..)
        | Effect::PostAnew(..)
        | Effect::Retire(_)
        | Effect::Move { .. } => Vec::new(),
        Effect::Edit { chat, message, reply } => vec![edit(*chat, *message, reply)],
        Effect::Acknowledge(query, notice) => {
            let payload = AnswerCallbackQuery::new(query.clone());
            let payload = match notice {
                Some(notice) => payload.text(notice),
                None => payload,
            };
            // It waits for nothing, and nothing waits for it.
            vec![NewCall { is_ordered: false, ..call(None, &payload) }]
        }
    }
}

/// Stands for the message of an earlier reply until that is known.
const NO_MESSAGE: MessageId = MessageId(0);

/// How long a question that was not put to the bot waits for somebody else to reply.
const OTHERS_FIRST: Duration = Duration::from_secs(60);

/// For how many seconds Telegram may show the same again to the same reader. Somebody who types
/// asks the same a few times; an editor who mends an answer wants to see it.
const INLINE_CACHE: u32 = 30;

fn answer(answering: &Answering) -> Vec<NewCall> {
    let mut calls = send(answering.origin.place, &answering.reply);
    if let Some(last) = calls.last_mut() {
        let (thread, asked) = (answering.origin.place.thread, answering.origin.message);
        last.reply = Some(NewReply { thread, asked, given: answering.given.clone() });
    }
    calls
}

fn hold(answering: &Answering) -> Vec<NewCall> {
    let origin = &answering.origin;
    let hold = Some(Hold { time: OTHERS_FIRST, thread: origin.place.thread, asker: origin.asker });
    answer(answering).into_iter().map(|call| NewCall { hold, is_ordered: false, ..call }).collect()
}

fn offer(query: &InlineQueryId, offers: &[Offer], otherwise: &str) -> NewCall {
    let results = offers.iter().map(|offer| {
        let mut text = InputMessageContentText::new(offer.reply.html.as_str());
        text = text.parse_mode(ParseMode::Html).link_preview_options(no_preview());
        let content = InputMessageContent::Text(text);
        let mut article = InlineQueryResultArticle::new(result_id(&offer.entry), &offer.title, content);
        article = article.description(&offer.description);
        let keyboard = keyboard(&offer.reply);
        if !keyboard.inline_keyboard.is_empty() {
            article = article.reply_markup(keyboard);
        }
        InlineQueryResult::Article(article)
    });
    // What is shown depends on the reader's language.
    let mut payload = AnswerInlineQuery::new(query.clone(), results);
    payload = payload.cache_time(INLINE_CACHE).is_personal(true);
    if offers.is_empty() {
        let kind = InlineQueryResultsButtonKind::StartParameter(FROM_INLINE.into());
        payload = payload.button(InlineQueryResultsButton { text: otherwise.to_owned(), kind });
    }
    NewCall { is_ordered: false, ..call(None, &payload) }
}

/// The id of an entry as an inline result; at most 64 bytes (Bot API, InlineQueryResultArticle).
pub fn result_id(entry: &Id) -> String {
    format!("q_{entry}")
}

/// A reply in several messages if it is too long for one; the buttons are under the last.
fn send(place: Place, reply: &Reply) -> Vec<NewCall> {
    messages(place, reply).iter().map(|message| call(Some(place.chat), message)).collect()
}

fn messages(place: Place, reply: &Reply) -> Vec<SendMessage> {
    let parts = reply.html.split(MAX_REPLY);
    let last = parts.len() - 1;
    let messages = parts.iter().enumerate().map(|(number, part)| {
        let message = message(place, part);
        let keyboard = keyboard(reply);
        match number == last && !keyboard.inline_keyboard.is_empty() {
            true => message.reply_markup(keyboard),
            false => message,
        }
    });
    messages.collect()
}

/// A reply as the parameters of its messages, but for the chat.
pub fn bodies(reply: &Reply) -> Vec<String> {
    let place = Place::of(ChatId(0));
    let body = |message| {
        let mut body = serde_json::to_value(message).unwrap_or_default();
        body.as_object_mut().map(|fields| fields.shift_remove("chat_id"));
        body.to_string()
    };
    messages(place, reply).iter().map(body).collect()
}

fn edit(chat: ChatId, message: MessageId, reply: &Reply) -> NewCall {
    let parts = reply.html.split(MAX_REPLY);
    let payload = EditMessageText::new(chat, message.into(), parts[0].as_str())
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview())
        .reply_markup(keyboard(reply));
    call(Some(chat), &payload)
}

fn message(place: Place, html: &Html) -> SendMessage {
    let mut message = SendMessage::new(place.chat, html.as_str())
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    if let Some(thread) = place.thread {
        message = message.message_thread_id(thread.into());
    }
    if let Some(replied) = place.reply_to {
        message =
            message.reply_parameters(ReplyParameters::new(replied.into()).allow_sending_without_reply());
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

fn call<P: Payload + Serialize>(chat: Option<ChatId>, payload: &P) -> NewCall {
    // Our payloads are plain text and numbers, which always have a JSON form.
    let body = serde_json::to_string(payload).unwrap_or_default();
    NewCall {
        chat,
        is_ordered: true,
        method: P::NAME.to_owned(),
        body,
        reply: None,
        target: None,
        hold: None,
    }
}
