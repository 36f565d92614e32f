//! Telegram's HTML, parsed as its server does, error strings and byte offsets included.
//!
//! The server refuses what a browser would forgive, and forgives some of what HTML forbids: bare
//! attributes, `</>` as an end of anything, an entity without its semicolon.

use serde_json::{Value, json};

use super::{link, references};

/// The tags that there are, with the entity that each makes.
const TAGS: [(&str, &str); 16] = [
    ("a", "text_link"),
    ("b", "bold"),
    ("strong", "bold"),
    ("i", "italic"),
    ("em", "italic"),
    ("s", "strikethrough"),
    ("strike", "strikethrough"),
    ("del", "strikethrough"),
    ("u", "underline"),
    ("ins", "underline"),
    ("tg-spoiler", "spoiler"),
    ("span", "spoiler"),
    ("tg-emoji", "custom_emoji"),
    ("pre", "pre"),
    ("code", "code"),
    ("blockquote", "blockquote"),
];

const LONE_SURROGATE: &str = "Text contains invalid Unicode characters after decoding HTML entities, check \
    for unmatched surrogate code units";

/// Text without its markup, and what the markup said of it. Offsets and lengths are in UTF-16 units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formatted {
    pub text: String,
    pub entities: Vec<Entity>,
}

/// A stretch of text with a meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub kind: &'static str,
    pub offset: usize,
    pub length: usize,
    /// The link's URL, the code's language, the emoji's id; empty where there is none.
    pub argument: String,
}

impl Entity {
    /// The entity as the API gives it.
    pub fn json(&self) -> Value {
        let mut json = json!({"type": self.kind, "offset": self.offset, "length": self.length});
        match self.kind {
            "text_link" => json["url"] = self.argument.clone().into(),
            "custom_emoji" => json["custom_emoji_id"] = self.argument.clone().into(),
            "pre" if !self.argument.is_empty() => json["language"] = self.argument.clone().into(),
            _ => {}
        }
        json
    }
}

/// Parses `html`; the error is what follows "can't parse entities: ".
pub fn parse(html: &str) -> Result<Formatted, String> {
    let mut parser = Parser { bytes: html.as_bytes(), html, ..Parser::default() };
    while parser.at < html.len() {
        parser.step()?;
    }
    match parser.open.last() {
        Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name)),
        None if parser.surrogates => Err(LONE_SURROGATE.to_owned()),
        None => Ok(parser.formatted()),
    }
}

#[derive(Default)]
struct Parser<'a> {
    html: &'a str,
    bytes: &'a [u8],
    at: usize,
    text: String,
    units: usize,
    open: Vec<OpenTag>,
    entities: Vec<Entity>,
    surrogates: bool,
}

struct OpenTag {
    name: String,
    argument: String,
    offset: usize,
    text_start: usize,
}

impl Parser<'_> {
    fn step(&mut self) -> Result<(), String> {
        let rest = &self.html[self.at..];
        let letter = rest.chars().next().unwrap_or_default();
        match letter {
            '<' if rest[1..].starts_with('/') => self.end_tag(),
            '<' => self.start_tag(),
            '&' if self.reference().is_some() => {
                let code = self.take_reference();
                self.push(code);
                Ok(())
            }
            _ => {
                self.at += letter.len_utf8();
                self.push(letter as u32);
                Ok(())
            }
        }
    }

    fn push(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(letter) => {
                self.text.push(letter);
                self.units += letter.len_utf16();
            }
            None => self.surrogates = true,
        }
    }

    /// The byte at `at`, or 0 at the end, as in the server's zero-terminated strings.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.at < self.bytes.len() && wanted(self.peek()) {
            self.at += 1;
        }
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        self.skip_while(|byte| !is_space(byte) && byte != b'>');
        if self.peek() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let name = self.html[begin + 1..self.at].to_ascii_lowercase();
        if !TAGS.iter().any(|(tag, _)| *tag == name) {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let argument = self.attributes(&name, begin)?;
        if name == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.at += 1;
        self.open.push(OpenTag { name, argument, offset: self.units, text_start: self.text.len() });
        Ok(())
    }

    /// Reads up to the `>`, and gives what of the attributes matters to this tag.
    fn attributes(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let mut argument = String::new();
        loop {
            self.skip_while(is_space);
            if self.peek() == b'>' {
                return Ok(argument);
            }
            let start = self.at;
            self.skip_while(|byte| !is_space(byte) && !b"=>/\"'".contains(&byte));
            let name = &self.html[start..self.at];
            if name.is_empty() {
                return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
            }
            let value = self.attribute_value(tag, begin)?;
            if let Some(meant) = meaning(tag, name, value) {
                argument = meant;
            }
        }
    }

    fn attribute_value(&mut self, tag: &str, begin: usize) -> Result<Option<String>, String> {
        let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
        self.skip_while(is_space);
        match self.peek() {
            0 => return Err(unclosed()),
            b'=' => self.at += 1,
            _ => return Ok(None),
        }
        self.skip_while(is_space);
        let value = match self.peek() {
            0 => return Err(unclosed()),
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => self.name_token()?,
        };
        if self.peek() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        Ok(Some(value))
    }

    fn quoted(&mut self, quote: u8) -> String {
        self.at += 1;
        let mut value = String::new();
        while let Some(letter) = self.html[self.at..].chars().next() {
            if letter == '&' && self.reference().is_some() {
                let code = self.take_reference();
                value.extend(char::from_u32(code));
                continue;
            }
            self.at += letter.len_utf8();
            if letter == char::from(quote) {
                break;
            }
            value.push(letter);
        }
        value
    }

    fn name_token(&mut self) -> Result<String, String> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
        if self.peek() != b'>' && !is_space(self.peek()) && self.peek() != 0 {
            return Err(format!("Unexpected end of name token at byte offset {start}"));
        }
        Ok(self.html[start..self.at].to_ascii_lowercase())
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        self.skip_while(|byte| !is_space(byte) && byte != b'>');
        let found = self.html[begin + 2..self.at].to_ascii_lowercase();
        self.skip_while(is_space);
        if self.peek() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !found.is_empty() && found != open.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{found}>\"",
                open.name
            ));
        }
        self.close(open)
    }

    /// Makes the entity of a tag that has ended; a tag around nothing makes none.
    fn close(&mut self, tag: OpenTag) -> Result<(), String> {
        let length = self.units - tag.offset;
        if length == 0 {
            return Ok(());
        }
        let kind = TAGS.iter().find(|(name, _)| *name == tag.name).map_or("bold", |(_, kind)| kind);
        let entity = Entity { kind, offset: tag.offset, length, argument: tag.argument };
        match kind {
            "custom_emoji" if entity.argument.parse::<i64>().unwrap_or_default() == 0 => {
                return Err("Invalid custom emoji identifier specified".to_owned());
            }
            "text_link" => self.close_link(entity, tag.text_start),
            "blockquote" if !entity.argument.is_empty() => {
                self.entities.push(Entity { kind: "expandable_blockquote", ..entity });
            }
            "pre" | "code" => self.close_code(entity),
            _ => self.entities.push(entity),
        }
        Ok(())
    }

    /// A link without `href` leads where its text says; one that leads nowhere is dropped without a word.
    fn close_link(&mut self, mut entity: Entity, text_start: usize) {
        if entity.argument.is_empty() {
            entity.argument = self.text[text_start..].to_owned();
        }
        if link::problem(&entity.argument).is_none() {
            self.entities.push(entity);
        }
    }

    /// `<pre>` and `<code class="language-…">` around the same text are one entity, with a language.
    fn close_code(&mut self, entity: Entity) {
        let same = |last: &&mut Entity| {
            let other = if entity.kind == "pre" { "code" } else { "pre" };
            (last.kind, last.offset, last.length) == (other, entity.offset, entity.length)
        };
        match self.entities.last_mut().filter(same) {
            Some(last) if last.kind == "code" && !last.argument.is_empty() => last.kind = "pre",
            Some(last) if last.kind == "pre" && !entity.argument.is_empty() => {
                last.argument = entity.argument;
            }
            _ => self.entities.push(entity),
        }
    }

    /// The character reference at `at` with its end, if it is one that the server knows.
    fn reference(&self) -> Option<(u32, usize)> {
        references::read(&self.html[self.at..]).map(|(code, length)| (code, self.at + length))
    }

    /// Takes the reference that is known to be at `at`.
    fn take_reference(&mut self) -> u32 {
        let (code, end) = self.reference().unwrap_or((u32::from(b'&'), self.at + 1));
        self.at = end;
        code
    }

    fn formatted(self) -> Formatted {
        let mut entities = self.entities;
        entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length));
        Formatted { text: self.text, entities }
    }
}

/// What an attribute says, for the few that say something. A bare one counts only on `blockquote`.
fn meaning(tag: &str, name: &str, value: Option<String>) -> Option<String> {
    match (tag, name, value) {
        ("blockquote", "expandable", _) => Some("expandable".to_owned()),
        ("a", "href", value) | ("tg-emoji", "emoji-id", value) => value,
        ("code", "class", Some(value)) => value.strip_prefix("language-").map(str::to_owned),
        ("span", "class", Some(value)) => value.strip_prefix("tg-").map(str::to_owned),
        _ => None,
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0b)
}
