//! Methods that send, change, move and delete messages.

use std::time::Instant;

use serde_json::{Value, json};

use super::chats::{Chat, Message, Outgoing};
use super::html::{Entity, Formatted};
use super::refusal::Refusal;
use super::world::{Answer, Params, World, bot, unix_now};
use super::{keyboards, texts};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are \
    exactly the same as a current content and reply markup of the message";

/// `sendMessage`
pub fn send(world: &World, params: &Params) -> Answer {
    let formatted = texts::formatted(params, "text", "message is too long")?;
    keyboards::check(params.get("reply_markup"))?;
    check_extras(params)?;
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    chat.check_thread(thread(params))?;
    let replied = replied(chat, params.get("reply_parameters"))?;
    let mut json = draft(chat, thread(params), &formatted);
    set_markup(&mut json, params.get("reply_markup"));
    if let Some(replied) = replied {
        json["reply_to_message"] = replied;
    }
    Ok(post(chat, json, text(params, "text"), params))
}

/// `editMessageText`
pub fn edit_text(world: &World, params: &Params) -> Answer {
    let formatted = texts::formatted(params, "text", "MESSAGE_TOO_LONG")?;
    edit(world, params, |json| set_text(json, &formatted))
}

/// `editMessageReplyMarkup`
pub fn edit_markup(world: &World, params: &Params) -> Answer {
    edit(world, params, |_| {})
}

fn edit(world: &World, params: &Params, change: impl Fn(&mut Value)) -> Answer {
    keyboards::check(params.get("reply_markup"))?;
    let mut state = world.state();
    if let Some(inline) = params.get("inline_message_id").and_then(Value::as_str) {
        return state.queries.check_inline_message(inline).map(|()| true.into());
    }
    let chat_id = params.get("chat_id").ok_or_else(|| Refusal::bad_request("chat_id is empty"))?;
    let message = state.chats.writable(chat_id)?.editable(message_id(params)?)?;
    let mut edited = message.json.clone();
    change(&mut edited);
    set_markup(&mut edited, params.get("reply_markup"));
    if edited == message.json {
        return Err(Refusal::bad_request(NOT_MODIFIED));
    }
    edited["edit_date"] = unix_now().into();
    message.json = edited.clone();
    if let Some(sent) = &mut message.sent {
        sent.edits += 1;
        sent.html = params.get("text").and_then(Value::as_str).map_or(sent.html.clone(), str::to_owned);
    }
    Ok(edited)
}

/// `deleteMessage`
pub fn delete(world: &World, params: &Params) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    let id = message_id(params)?;
    match chat.messages.get(&id) {
        None => return Err(Refusal::bad_request("message to delete not found")),
        Some(message) if message.sent.is_none() && chat.kind() != "private" => {
            return Err(Refusal::bad_request("message can't be deleted"));
        }
        Some(_) => chat.remove(id),
    }
    Ok(true.into())
}

/// `forwardMessage`
pub fn forward(world: &World, params: &Params) -> Answer {
    let original = original(world, params, "message to forward not found")?;
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    chat.check_thread(thread(params))?;
    let mut json = draft(chat, thread(params), &content(&original));
    json["forward_origin"] =
        json!({"type": "hidden_user", "sender_user_name": "Ana", "date": original["date"]});
    Ok(post(chat, json, text_of(&original), params))
}

/// `copyMessage`
pub fn copy(world: &World, params: &Params) -> Answer {
    keyboards::check(params.get("reply_markup"))?;
    check_extras(params)?;
    let original = original(world, params, "message to copy not found")?;
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    chat.check_thread(thread(params))?;
    replied(chat, params.get("reply_parameters"))?;
    let mut json = draft(chat, thread(params), &content(&original));
    set_markup(&mut json, params.get("reply_markup"));
    let message = post(chat, json, text_of(&original), params);
    Ok(json!({"message_id": message["message_id"]}))
}

/// `pinChatMessage` and `unpinChatMessage`, which without a message unpins the latest.
pub fn pin(world: &World, params: &Params, is_to_pin: bool) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    match params.get("message_id").and_then(Value::as_i64) {
        Some(id) if !chat.messages.contains_key(&id) => Err(Refusal::bad_request("message to pin not found")),
        _ if chat.lacking.contains("can_pin_messages") => {
            Err(Refusal::bad_request("not enough rights to manage pinned messages in the chat"))
        }
        id => {
            let id = id.or(chat.pinned.last().copied()).unwrap_or_default();
            chat.pinned.retain(|pinned| *pinned != id);
            if is_to_pin {
                chat.pinned.push(id);
            }
            Ok(true.into())
        }
    }
}

/// What would need an account that this bot has not.
fn check_extras(params: &Params) -> Result<(), Refusal> {
    if params.contains_key("business_connection_id") {
        return Err(Refusal::bad_request("business connection not found"));
    }
    if params.get("allow_paid_broadcast") == Some(&Value::Bool(true)) {
        return Err(Refusal::bad_request("FLOODSKIP_NOT_ALLOWED"));
    }
    Ok(())
}

/// The message that is replied to, as it goes along with the reply; none if it may be missing and is.
fn replied(chat: &Chat, reply: Option<&Value>) -> Result<Option<Value>, Refusal> {
    let Some(reply) = reply else { return Ok(None) };
    let elsewhere = reply.get("chat_id").is_some_and(|id| super::chats::number(id) != Some(chat.id()));
    let found = reply["message_id"].as_i64().and_then(|id| chat.messages.get(&id));
    let Some(message) = found.filter(|_| !elsewhere) else {
        return match reply["allow_sending_without_reply"] == true {
            true => Ok(None),
            false => Err(Refusal::bad_request("message to be replied not found")),
        };
    };
    let quote = reply["quote"].as_str().unwrap_or_default();
    if !message.json["text"].as_str().unwrap_or_default().contains(quote) {
        return Err(Refusal::bad_request("QUOTE_TEXT_INVALID"));
    }
    let mut json = message.json.clone();
    // Replies do not nest in the API.
    json.as_object_mut().map(|fields| fields.shift_remove("reply_to_message"));
    Ok(Some(json))
}

/// A message of the bot's, not yet posted.
fn draft(chat: &Chat, thread: Option<i64>, formatted: &Formatted) -> Value {
    let mut json = json!({"message_id": chat.next_message_id()});
    match chat.kind() {
        "channel" => json["sender_chat"] = chat.json.clone(),
        _ => json["from"] = bot(),
    }
    json["chat"] = chat.json.clone();
    json["date"] = unix_now().into();
    if let Some(thread) = thread {
        json["message_thread_id"] = thread.into();
        json["is_topic_message"] = true.into();
    }
    set_text(&mut json, formatted);
    json
}

fn set_text(json: &mut Value, formatted: &Formatted) {
    json["text"] = formatted.text.clone().into();
    let entities: Vec<Value> = formatted.entities.iter().map(Entity::json).collect();
    set_or_remove(json, "entities", (!entities.is_empty()).then(|| entities.into()));
}

/// Only inline keyboards belong to a message; other markups change the person's screen.
fn set_markup(json: &mut Value, markup: Option<&Value>) {
    let has_buttons = |markup: &&Value| {
        markup["inline_keyboard"].as_array().is_some_and(|rows| rows.iter().any(|row| row != &json!([])))
    };
    set_or_remove(json, "reply_markup", markup.filter(has_buttons).cloned());
}

fn set_or_remove(json: &mut Value, name: &str, value: Option<Value>) {
    let Some(fields) = json.as_object_mut() else { return };
    match value {
        Some(value) => drop(fields.insert(name.to_owned(), value)),
        None => drop(fields.shift_remove(name)),
    }
}

fn post(chat: &mut Chat, json: Value, html: &str, params: &Params) -> Value {
    let parse_mode = params.get("parse_mode").and_then(Value::as_str).map(str::to_owned);
    let sent = Outgoing { html: html.to_owned(), parse_mode, edits: 0, at: Instant::now() };
    chat.keep(Message { json: json.clone(), sent: Some(sent) });
    json
}

/// The message that is to be copied or forwarded.
fn original(world: &World, params: &Params, missing: &str) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["from_chat_id"])?;
    let message = chat.messages.get(&message_id(params)?);
    message.map(|message| message.json.clone()).ok_or_else(|| Refusal::bad_request(missing))
}

fn content(original: &Value) -> Formatted {
    Formatted { text: text_of(original).to_owned(), entities: Vec::new() }
}

fn text_of(message: &Value) -> &str {
    message["text"].as_str().unwrap_or_default()
}

fn text<'a>(params: &'a Params, name: &str) -> &'a str {
    params.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn thread(params: &Params) -> Option<i64> {
    params.get("message_thread_id").and_then(Value::as_i64)
}

fn message_id(params: &Params) -> Result<i64, Refusal> {
    let id = params.get("message_id").and_then(Value::as_i64);
    id.ok_or_else(|| Refusal::bad_request("message identifier is not specified"))
}
