//! A text on its way into a message: parsed, trimmed, and neither empty nor too long.

use serde_json::{Map, Value};

use super::html::{self, Formatted};
use super::refusal::Refusal;

/// The longest text after parsing, in UTF-16 units.
const MAX_TEXT: usize = 4096;

/// The text of `params[name]` as the message will have it; `too_long` is what the server says if it is.
pub fn formatted(params: &Map<String, Value>, name: &str, too_long: &str) -> Result<Formatted, Refusal> {
    let raw = params.get(name).and_then(Value::as_str).unwrap_or_default();
    if raw.is_empty() {
        return Err(Refusal::bad_request("message text is empty"));
    }
    let mut formatted = parsed(raw, params.get("parse_mode").and_then(Value::as_str))?;
    trim(&mut formatted);
    if formatted.text.is_empty() {
        return Err(Refusal::bad_request("text must be non-empty"));
    }
    if units(&formatted.text) > MAX_TEXT {
        return Err(Refusal::bad_request(too_long));
    }
    Ok(formatted)
}

/// How long a text is, as Telegram counts.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn parsed(raw: &str, parse_mode: Option<&str>) -> Result<Formatted, Refusal> {
    match parse_mode {
        None => Ok(Formatted { text: raw.to_owned(), entities: Vec::new() }),
        Some(mode) if mode.eq_ignore_ascii_case("html") => html::parse(raw)
            .map_err(|problem| Refusal::bad_request(&format!("can't parse entities: {problem}"))),
        Some(mode) => Err(Refusal::stricter(&format!("unsupported parse_mode {mode}"))),
    }
}

/// Cuts white space off both ends, and moves the entities along.
fn trim(formatted: &mut Formatted) {
    let cut = units(&formatted.text) - units(formatted.text.trim_start());
    let text = formatted.text.trim().to_owned();
    let end = units(&text);
    for entity in &mut formatted.entities {
        let stop = (entity.offset + entity.length).saturating_sub(cut).min(end);
        entity.offset = entity.offset.saturating_sub(cut).min(end);
        entity.length = stop.saturating_sub(entity.offset);
    }
    formatted.entities.retain(|entity| entity.length > 0);
    formatted.text = text;
}
