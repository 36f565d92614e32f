//! Queries that want an answer: taps on buttons, and inline searches.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::world::{Answer, Params, World};
use super::{keyboards, texts};

const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

const MAX_NOTICE: usize = 200;
const MAX_RESULTS: usize = 50;
const MAX_ID_BYTES: usize = 64;

/// Which queries are open, and which inline messages there are.
#[derive(Default)]
pub struct Queries {
    open: HashMap<String, String>,
    inline_messages: HashSet<String>,
}

impl Queries {
    /// Opens the query of this update, if it is one.
    pub fn remember(&mut self, kind: &str, body: &Value) {
        if let Some(id) = body["id"].as_str() {
            self.open.insert(id.to_owned(), kind.to_owned());
        }
        self.inline_messages.extend(body["inline_message_id"].as_str().map(str::to_owned));
    }

    /// A query can be answered once.
    fn close(&mut self, kind: &str, id: &Value) -> Result<(), Refusal> {
        let id = id.as_str().unwrap_or_default();
        match self.open.get(id).is_some_and(|open| open == kind) {
            true => drop(self.open.remove(id)),
            false => return Err(Refusal::bad_request(TOO_OLD)),
        }
        Ok(())
    }

    /// Refuses an inline message that nobody has sent.
    pub fn check_inline_message(&self, id: &str) -> Result<(), Refusal> {
        match self.inline_messages.contains(id) {
            true => Ok(()),
            false => Err(Refusal::bad_request("MESSAGE_ID_INVALID")),
        }
    }
}

/// `answerCallbackQuery`
pub fn answer_callback(world: &World, params: &Params) -> Answer {
    let notice = params.get("text").and_then(Value::as_str).unwrap_or_default();
    if texts::units(notice) > MAX_NOTICE {
        return Err(Refusal::bad_request("MESSAGE_TOO_LONG"));
    }
    world.state().queries.close("callback_query", &params["callback_query_id"])?;
    Ok(true.into())
}

/// `answerInlineQuery`
pub fn answer_inline(world: &World, params: &Params) -> Answer {
    let results: Vec<&Map<String, Value>> =
        params["results"].as_array().into_iter().flatten().filter_map(Value::as_object).collect();
    if results.len() > MAX_RESULTS {
        return Err(Refusal::bad_request("RESULTS_TOO_MUCH"));
    }
    if params.get("next_offset").and_then(Value::as_str).is_some_and(|offset| offset.len() > MAX_ID_BYTES) {
        return Err(Refusal::bad_request("NEXT_OFFSET_INVALID"));
    }
    check_button(params.get("button"))?;
    let mut ids = HashSet::new();
    for result in results {
        check_result(result)?;
        if !ids.insert(result["id"].as_str()) {
            return Err(Refusal::bad_request("RESULT_ID_DUPLICATE"));
        }
    }
    world.state().queries.close("inline_query", &params["inline_query_id"])?;
    Ok(true.into())
}

fn check_result(result: &Map<String, Value>) -> Result<(), Refusal> {
    let id = result["id"].as_str().unwrap_or_default();
    if !(1..=MAX_ID_BYTES).contains(&id.len()) {
        return Err(Refusal::bad_request("RESULT_ID_INVALID"));
    }
    if result["title"].as_str().is_none_or(|title| title.trim().is_empty()) {
        return Err(Refusal::bad_request("ARTICLE_TITLE_EMPTY"));
    }
    keyboards::check(result.get("reply_markup"))?;
    let content = result["input_message_content"].as_object().cloned().unwrap_or_default();
    texts::formatted(&content, "message_text", "message is too long").map(drop)
}

/// The button above the results opens a private chat with this as `/start`'s parameter.
fn check_button(button: Option<&Value>) -> Result<(), Refusal> {
    let Some(start) = button.and_then(|button| button["start_parameter"].as_str()) else { return Ok(()) };
    let letters = start.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    match letters && (1..=64).contains(&start.len()) {
        true => Ok(()),
        false => Err(Refusal::bad_request("START_PARAM_INVALID")),
    }
}
