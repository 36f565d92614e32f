//! What the bot says of itself: its commands and descriptions, per scope and language.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::texts::units;
use super::world::{Answer, Params, World};

const MAX_COMMANDS: usize = 100;
const MAX_DESCRIPTION: usize = 512;
const MAX_SHORT_DESCRIPTION: usize = 120;

/// What was set, as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// By scope, as JSON text without white space, and language code; the default is `{"type":"default"}`.
    pub commands: BTreeMap<(String, String), Value>,
    /// By language code, empty for everybody else.
    pub descriptions: BTreeMap<String, String>,
    pub short_descriptions: BTreeMap<String, String>,
}

/// `setMyCommands`
pub fn set_commands(world: &World, params: &Params) -> Answer {
    let commands = params["commands"].as_array().cloned().unwrap_or_default();
    if commands.len() > MAX_COMMANDS {
        return Err(Refusal::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    commands.iter().try_for_each(check_command)?;
    let key = scope(world, params)?;
    world.state().profile.commands.insert(key, commands.into());
    Ok(true.into())
}

/// `deleteMyCommands`
pub fn delete_commands(world: &World, params: &Params) -> Answer {
    let key = scope(world, params)?;
    world.state().profile.commands.remove(&key);
    Ok(true.into())
}

/// `getMyCommands`
pub fn commands(world: &World, params: &Params) -> Answer {
    let key = scope(world, params)?;
    Ok(world.state().profile.commands.get(&key).cloned().unwrap_or_else(|| json!([])))
}

/// `setMyDescription`
pub fn set_description(world: &World, params: &Params) -> Answer {
    let (language, text) = described(params, "description", MAX_DESCRIPTION)?;
    world.state().profile.descriptions.insert(language, text);
    Ok(true.into())
}

/// `setMyShortDescription`
pub fn set_short_description(world: &World, params: &Params) -> Answer {
    let (language, text) = described(params, "short_description", MAX_SHORT_DESCRIPTION)?;
    world.state().profile.short_descriptions.insert(language, text);
    Ok(true.into())
}

/// `getMyDescription`
pub fn description(world: &World, params: &Params) -> Answer {
    let text = world.state().profile.descriptions.get(&language(params)?).cloned();
    Ok(json!({"description": text.unwrap_or_default()}))
}

/// `getMyShortDescription`
pub fn short_description(world: &World, params: &Params) -> Answer {
    let text = world.state().profile.short_descriptions.get(&language(params)?).cloned();
    Ok(json!({"short_description": text.unwrap_or_default()}))
}

fn check_command(command: &Value) -> Result<(), Refusal> {
    let name = command["command"].as_str().unwrap_or_default();
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !(1..=32).contains(&name.len()) || !name.bytes().all(is_letter) {
        return Err(Refusal::bad_request("BOT_COMMAND_INVALID"));
    }
    let description = command["description"].as_str().unwrap_or_default();
    match (1..=256).contains(&units(description.trim())) {
        true => Ok(()),
        false => Err(Refusal::bad_request("BOT_COMMAND_DESCRIPTION_INVALID")),
    }
}

/// Scope and language of the commands that are meant; a scope's chat must be known.
fn scope(world: &World, params: &Params) -> Result<(String, String), Refusal> {
    let scope = params.get("scope").cloned().unwrap_or_else(|| json!({"type": "default"}));
    if let Some(chat) = scope.get("chat_id") {
        world.state().chats.writable(chat)?;
    }
    Ok((scope.to_string(), language(params)?))
}

fn described(params: &Params, name: &str, longest: usize) -> Result<(String, String), Refusal> {
    let text = params.get(name).and_then(Value::as_str).unwrap_or_default();
    match units(text) <= longest {
        true => Ok((language(params)?, text.to_owned())),
        false => Err(Refusal::bad_request(&format!("{name} is too long"))),
    }
}

fn language(params: &Params) -> Result<String, Refusal> {
    let code = params.get("language_code").and_then(Value::as_str).unwrap_or_default();
    let valid = code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
    match valid {
        true => Ok(code.to_owned()),
        false => Err(Refusal::bad_request("invalid language code specified")),
    }
}
