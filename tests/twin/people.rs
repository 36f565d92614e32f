//! What Telegram adds to what people do: entities in what they write, ids of their queries.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use super::texts::units;

/// The commands and mentions in a text, as the server marks them.
pub fn entities(text: &str) -> Vec<Value> {
    let mut entities = Vec::new();
    let mut before = ' ';
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let found = match letter {
            '/' if is_free(before) => command(&text[at + 1..]).map(|length| ("bot_command", length)),
            '@' if is_free(before) => mention(&text[at + 1..]).map(|length| ("mention", length)),
            _ => None,
        };
        before = letter;
        let Some((kind, length)) = found.filter(|_| at >= end) else { continue };
        end = at + 1 + length;
        entities.push(json!({"type": kind, "offset": units(&text[..at]), "length": length + 1}));
    }
    entities
}

/// A query's id, like the real ones: long, and no two the same.
pub fn query_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(4_382_113_007_000_000_001);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

fn is_free(before: char) -> bool {
    !before.is_alphanumeric() && before != '_' && before != '/'
}

/// The length of `help` or `help@bot`, without its slash.
fn command(rest: &str) -> Option<usize> {
    let length = word(rest);
    let addressed = rest[length..].strip_prefix('@').and_then(mention).map_or(0, |name| name + 1);
    (1..=64).contains(&length).then_some(length + addressed)
}

fn mention(rest: &str) -> Option<usize> {
    Some(word(rest)).filter(|length| (3..=32).contains(length))
}

fn word(rest: &str) -> usize {
    rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}
