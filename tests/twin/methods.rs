//! The methods by name, and those too small for a file of their own.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::world::{Answer, BOT_ID, Params, World, bot};
use super::{chats, messages, profile, queries};

/// Does what the method does. `getUpdates` waits, and is the server's business.
pub fn run(world: &World, method: &str, params: &Params) -> Answer {
    match method {
        "sendMessage" => messages::send(world, params),
        "editMessageText" => messages::edit_text(world, params),
        "editMessageReplyMarkup" => messages::edit_markup(world, params),
        "deleteMessage" => messages::delete(world, params),
        "forwardMessage" => messages::forward(world, params),
        "copyMessage" => messages::copy(world, params),
        "pinChatMessage" | "unpinChatMessage" => messages::pin(world, params, method == "pinChatMessage"),
        "answerCallbackQuery" => queries::answer_callback(world, params),
        "answerInlineQuery" => queries::answer_inline(world, params),
        "setMyCommands" => profile::set_commands(world, params),
        "deleteMyCommands" => profile::delete_commands(world, params),
        "getMyCommands" => profile::commands(world, params),
        "setMyDescription" => profile::set_description(world, params),
        "getMyDescription" => profile::description(world, params),
        "setMyShortDescription" => profile::set_short_description(world, params),
        "getMyShortDescription" => profile::short_description(world, params),
        "getMe" => Ok(me()),
        "setWebhook" => set_webhook(world, params),
        "deleteWebhook" => delete_webhook(world, params),
        "getWebhookInfo" => Ok(webhook_info(world)),
        "sendChatAction" => send_chat_action(world, params),
        "getChat" => chat(world, params),
        "getChatMember" => chat_member(world, params),
        "getChatAdministrators" => chat_administrators(world, params),
        "leaveChat" => leave_chat(world, params),
        "close" | "logOut" => Ok(true.into()),
        _ => Err(Refusal::new(404, "Not Found: method not found")),
    }
}

fn me() -> Value {
    let mut me = bot();
    let abilities = [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_guest_queries", false),
        ("supports_inline_queries", true),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
        ("allows_users_to_create_topics", false),
        ("can_manage_bots", false),
    ];
    for (ability, has) in abilities {
        me[ability] = has.into();
    }
    me
}

fn set_webhook(world: &World, params: &Params) -> Answer {
    let url = params["url"].as_str().unwrap_or_default();
    if !url.is_empty() && !url.starts_with("https://") {
        return Err(Refusal::bad_request("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    let secret = params.get("secret_token").and_then(Value::as_str).unwrap_or_default();
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if secret.len() > 256 || !secret.bytes().all(is_letter) {
        return Err(Refusal::bad_request("secret token contains unallowed characters"));
    }
    change_webhook(world, url, params);
    Ok(true.into())
}

fn delete_webhook(world: &World, params: &Params) -> Answer {
    change_webhook(world, "", params);
    Ok(true.into())
}

fn change_webhook(world: &World, url: &str, params: &Params) {
    let mut state = world.state();
    url.clone_into(&mut state.queue.webhook);
    state.hook.secret = params.get("secret_token").and_then(Value::as_str).unwrap_or_default().to_owned();
    state.queue.allow(params);
    if params.get("drop_pending_updates") == Some(&Value::Bool(true)) {
        state.queue.drop_pending();
    }
    drop(state);
    world.arrived.notify_waiters();
}

fn webhook_info(world: &World) -> Value {
    let state = world.state();
    let mut info = json!({
        "url": state.queue.webhook,
        "has_custom_certificate": false,
        "pending_update_count": state.queue.unconfirmed().len(),
    });
    if !state.queue.allowed().is_empty() {
        info["allowed_updates"] = json!(state.queue.allowed());
    }
    info
}

fn send_chat_action(world: &World, params: &Params) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    chat.check_thread(params.get("message_thread_id").and_then(Value::as_i64))?;
    Ok(true.into())
}

fn chat(world: &World, params: &Params) -> Answer {
    let mut state = world.state();
    let mut json = state.chats.writable(&params["chat_id"])?.json.clone();
    json["accent_color_id"] = 0.into();
    json["max_reaction_count"] = 11.into();
    json["accepted_gift_types"] = json!({
        "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
        "premium_subscription": true, "gifts_from_channels": true,
    });
    Ok(json)
}

fn chat_member(world: &World, params: &Params) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    match params["user_id"].as_i64() {
        Some(user) if chat.admins.contains(&user) => {
            let kind = chat.kind().to_owned();
            let person = if user == BOT_ID { bot() } else { chats::person_json(user, "en") };
            let mut member = json!({
                "status": "administrator", "user": person, "can_be_edited": false, "is_anonymous": false,
            });
            let right = if kind == "channel" { "can_post_messages" } else { "can_pin_messages" };
            member[right] = (user != BOT_ID || !chat.lacking.contains(right)).into();
            Ok(member)
        }
        Some(BOT_ID) if chat.kind() == "channel" => Err(Refusal::bad_request("member list is inaccessible")),
        Some(BOT_ID) => Ok(json!({"status": "member", "user": bot()})),
        Some(user) if chat.people.contains(&user) => {
            Ok(json!({"status": "member", "user": chats::person_json(user, "en")}))
        }
        _ => Err(Refusal::bad_request("user not found")),
    }
}

/// Nobody is one: the twin's chats have no owner.
fn chat_administrators(world: &World, params: &Params) -> Answer {
    match world.state().chats.writable(&params["chat_id"])?.kind() {
        "private" => Err(Refusal::bad_request("there are no administrators in the private chat")),
        _ => Ok(json!([])),
    }
}

fn leave_chat(world: &World, params: &Params) -> Answer {
    let mut state = world.state();
    let chat = state.chats.writable(&params["chat_id"])?;
    if chat.kind() == "private" {
        return Err(Refusal::bad_request("chat member status can't be changed in private chats"));
    }
    chat.left = true;
    Ok(true.into())
}
