//! Keyboards beyond their form: what a button may do, how long its data may be, how many there may be.

use serde_json::{Map, Value};

use super::link;
use super::refusal::Refusal;

const MAX_BUTTONS: usize = 100;
const MAX_MARKUP_BYTES: usize = 10_240;
const MAX_DATA_BYTES: usize = 64;
const MAX_COPY_TEXT: usize = 256;

/// What is on a button besides what it does.
const LOOKS: [&str; 3] = ["text", "icon_custom_emoji_id", "style"];

/// Checks `reply_markup`, which the schema has checked for form.
pub fn check(markup: Option<&Value>) -> Result<(), Refusal> {
    let Some(rows) = markup.and_then(|markup| markup["inline_keyboard"].as_array()) else {
        return Ok(());
    };
    let buttons: Vec<&Map<String, Value>> =
        rows.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_object).collect();
    let bytes = markup.map_or(0, |markup| markup.to_string().len());
    if buttons.len() > MAX_BUTTONS || bytes > MAX_MARKUP_BYTES {
        return Err(Refusal::bad_request("REPLY_MARKUP_TOO_LONG"));
    }
    buttons.into_iter().try_for_each(check_button)
}

fn check_button(button: &Map<String, Value>) -> Result<(), Refusal> {
    if button["text"].as_str().is_none_or(|text| text.trim().is_empty()) {
        return Err(Refusal::stricter("can't parse inline keyboard button: text must be non-empty"));
    }
    let mut actions = button.iter().filter(|(name, _)| !LOOKS.contains(&name.as_str()));
    let action = actions.next().filter(|(name, value)| *name != "callback_data" || *value != "");
    if actions.next().is_some() {
        return Err(Refusal::stricter("can't parse inline keyboard button: it has more than one action"));
    }
    match action {
        Some((name, value)) => check_action(name, value),
        None => Err(Refusal::bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        )),
    }
}

fn check_action(name: &str, value: &Value) -> Result<(), Refusal> {
    match name {
        "callback_data" if text(value).len() > MAX_DATA_BYTES => {
            Err(Refusal::bad_request("BUTTON_DATA_INVALID"))
        }
        "url" => check_link("inline keyboard button URL", text(value), link::problem(text(value))),
        "web_app" => {
            let url = text(&value["url"]);
            let problem = (!url.starts_with("https://")).then_some("Only HTTPS links are allowed");
            check_link("inline keyboard button Web App URL", url, problem.or_else(|| link::problem(url)))
        }
        "copy_text" if !(1..=MAX_COPY_TEXT).contains(&text(&value["text"]).chars().count()) => {
            Err(Refusal::bad_request("BUTTON_COPY_TEXT_INVALID"))
        }
        "pay" | "callback_game" => Err(Refusal::bad_request("BUTTON_TYPE_INVALID")),
        _ => Ok(()),
    }
}

fn check_link(what: &str, url: &str, problem: Option<&str>) -> Result<(), Refusal> {
    match problem {
        Some(problem) => Err(Refusal::bad_request(&format!("{what} '{url}' is invalid: {problem}"))),
        None => Ok(()),
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
