//! What the bot wants done, as calls that can be stored and made later.

use serde::Serialize;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters, EditMessageText, EditMessageTextSetters, SendMessage,
    SendMessageSetters,
};
use teloxide::requests::Payload;
use teloxide::types::{ChatId, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters};

use super::keyboard::keyboard;
use super::outgoing::{Outgoing, Place};
use crate::knowledge::MAX_REPLY;
use crate::replies::{Html, Reply};
use crate::store::NewCall;

/// The calls that do it, in their order.
pub fn of(outgoing: &Outgoing) -> Vec<NewCall> {
    match outgoing {
        Outgoing::Send(place, reply) => send(*place, reply),
        Outgoing::Edit(chat, message, reply) => vec![edit(*chat, *message, reply)],
        Outgoing::Acknowledge(query, notice) => {
            let payload = AnswerCallbackQuery::new(query.clone());
            let payload = match notice {
                Some(notice) => payload.text(notice),
                None => payload,
            };
            // It waits for nothing, and nothing waits for it.
            vec![NewCall { is_ordered: false, ..call(ChatId(0), &payload) }]
        }
    }
}

/// A reply in several messages if it is too long for one; the buttons are under the last.
fn send(place: Place, reply: &Reply) -> Vec<NewCall> {
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
    messages.map(|message| call(place.chat, &message)).collect()
}

fn edit(chat: ChatId, message: MessageId, reply: &Reply) -> NewCall {
    let parts = reply.html.split(MAX_REPLY);
    let payload = EditMessageText::new(chat, message, parts[0].as_str())
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview())
        .reply_markup(keyboard(reply));
    call(chat, &payload)
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

fn call<P: Payload + Serialize>(chat: ChatId, payload: &P) -> NewCall {
    // Our payloads are plain text and numbers, which always have a JSON form.
    let body = serde_json::to_string(payload).unwrap_or_default();
    NewCall { chat: chat.0, is_ordered: true, method: P::NAME.to_owned(), body }
}
