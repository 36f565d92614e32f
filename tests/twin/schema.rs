//! What the Bot API's methods take: names, types and what is required, read from `schema.json`.
//!
//! It judges the form of parameters only. Limits, known chats and keyboards are the methods' business.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::kinds::{Fields, Kind, compiled_fields};
use super::refusal::{Refusal, STRICTER};

/// The schema, compiled at first use.
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let raw: Value = serde_json::from_str(include_str!("schema.json")).expect("schema.json is JSON");
    Schema::compiled(&raw)
});

/// How the real server begins the refusal of something inside these types.
const PREFIXES: [(&str, &str); 3] = [
    ("InlineKeyboardButton", "can't parse inline keyboard button: "),
    ("KeyboardButton", "can't parse keyboard button: "),
    ("MessageEntity", "can't parse MessageEntity: "),
];

/// One parameter as it came: text in forms and query strings, a value in JSON bodies, or an uploaded file.
#[derive(Debug)]
pub enum Given {
    Text(String),
    Json(Value),
    File,
}

/// A method by its proper name, with the fields that it takes.
pub struct Method {
    pub name: String,
    fields: Fields,
}

struct Choice {
    values: Vec<String>,
    refusal: String,
}

struct Schema {
    methods: HashMap<String, Method>,
    objects: HashMap<String, Fields>,
    choices: HashMap<String, Choice>,
}

/// The method of this name, whatever its case.
pub fn method(name: &str) -> Option<&'static Method> {
    SCHEMA.methods.get(&name.to_ascii_lowercase())
}

/// Whether there are updates of this kind.
pub fn is_update_kind(kind: &str) -> bool {
    SCHEMA.choices["UpdateKind"].values.iter().any(|known| known == kind)
}

impl Method {
    /// Puts the parameters into `params`, nested JSON text decoded, if each is as the schema wants it.
    pub fn check(&self, given: Vec<(String, Given)>, params: &mut Value) -> Result<(), Refusal> {
        for (name, value) in given {
            let Some(field) = self.fields.iter().find(|field| field.name == name) else {
                return Err(Refusal::stricter(&format!("unknown field \"{name}\" in {}", self.name)));
            };
            let value = SCHEMA.decoded(&field.kind, &name, value).map_err(|problem| sentence(&problem))?;
            if params.get(&name).is_some() {
                return Err(Refusal::stricter(&format!("field \"{name}\" is given twice")));
            }
            params[name] = value;
        }
        match self.fields.iter().find(|field| field.required && is_absent(&field.name, params)) {
            Some(field) => Err(Refusal::bad_request(&missing(&field.name))),
            None => Ok(()),
        }
    }
}

impl Schema {
    fn compiled(raw: &Value) -> Self {
        let table = |key: &str| raw[key].as_object().expect("the schema has tables").clone();
        let method = |(name, fields): (String, Value)| {
            let fields = compiled_fields(raw, &fields);
            (name.to_ascii_lowercase(), Method { name, fields })
        };
        let object = |(name, fields): (String, Value)| {
            fields.is_object().then(|| (name, compiled_fields(raw, &fields)))
        };
        Self {
            methods: table("methods").into_iter().map(method).collect(),
            objects: table("types").into_iter().filter_map(object).collect(),
            choices: table("enumerations").into_iter().map(|(name, raw)| (name, choice(&raw))).collect(),
        }
    }

    /// A top-level value: what is not text in the API may come as JSON text, as on the real server.
    fn decoded(&self, kind: &Kind, name: &str, given: Given) -> Result<Value, String> {
        let value = match given {
            Given::Text(text) => kind.read(text).ok_or_else(|| mistyped(name, kind))?,
            Given::Json(Value::String(text)) if kind.is_structured() => {
                serde_json::from_str(&text).map_err(|_| mistyped(name, kind))?
            }
            Given::Json(value) => value,
            Given::File if matches!(kind, Kind::File) => return Ok(Value::from("(file)")),
            Given::File => return Err(mistyped(name, kind)),
        };
        self.check(kind, name, &value)?;
        Ok(value)
    }

    fn check(&self, kind: &Kind, name: &str, value: &Value) -> Result<(), String> {
        let fits = match kind {
            Kind::Integer => value.is_i64(),
            Kind::Float => value.is_number(),
            Kind::Boolean => value.is_boolean(),
            Kind::Text => value.is_string(),
            Kind::File => false,
            Kind::Constant(constant) => value == constant.as_str(),
            Kind::Choice(choice) => return self.check_choice(choice, kind, name, value),
            Kind::Object(object) => return self.check_object(object, name, value),
            Kind::Array(inner) => return self.check_array(inner, name, value),
            Kind::Union(kinds) => return self.check_union(kind, kinds, name, value),
        };
        if fits { Ok(()) } else { Err(mistyped(name, kind)) }
    }

    fn check_choice(&self, choice: &str, kind: &Kind, name: &str, value: &Value) -> Result<(), String> {
        let text = value.as_str().ok_or_else(|| mistyped(name, kind))?;
        let choice = &self.choices[choice];
        let known = choice.values.iter().any(|known| known.eq_ignore_ascii_case(text));
        if known { Ok(()) } else { Err(choice.refusal.clone()) }
    }

    fn check_array(&self, inner: &Kind, name: &str, value: &Value) -> Result<(), String> {
        let items = value.as_array().ok_or_else(|| format!("Field \"{name}\" must be of type Array"))?;
        items.iter().try_for_each(|item| self.check(inner, name, item))
    }

    fn check_union(&self, union: &Kind, kinds: &[Kind], name: &str, value: &Value) -> Result<(), String> {
        if kinds.iter().any(|kind| self.check(kind, name, value).is_ok()) {
            return Ok(());
        }
        match kinds.iter().max_by_key(|kind| self.likeness(kind, value)) {
            Some(kind) if self.likeness(kind, value) > 0 => self.check(kind, name, value),
            _ => Err(mistyped(name, union)),
        }
    }

    /// How many of the required fields of this object are there, so that the refusal speaks of the
    /// alternative that was meant; 0 where a constant says that it is another.
    fn likeness(&self, kind: &Kind, value: &Value) -> usize {
        let Kind::Object(object) = kind else { return 0 };
        let required = self.objects[object].iter().filter(|field| field.required);
        let mut there = 0;
        for field in required {
            match (&field.kind, value.get(&field.name)) {
                (Kind::Constant(constant), Some(found)) if found != constant.as_str() => return 0,
                (_, Some(_)) => there += 1,
                (_, None) => {}
            }
        }
        there
    }

    fn check_object(&self, object: &str, name: &str, value: &Value) -> Result<(), String> {
        let prefix = PREFIXES.iter().find(|(known, _)| *known == object).map_or("", |(_, prefix)| prefix);
        let map = value.as_object().ok_or_else(|| format!("Field \"{name}\" must be of type Object"))?;
        // Codes stand alone, and what is inside something has its prefix already.
        let is_whole = |problem: &str| problem.starts_with("can't parse") || !problem.contains(' ');
        self.check_fields(object, map).map_err(|problem| match is_whole(&problem) {
            true => problem,
            false => format!("{prefix}{problem}"),
        })
    }

    fn check_fields(&self, object: &str, map: &Map<String, Value>) -> Result<(), String> {
        let fields = &self.objects[object];
        for (name, value) in map {
            let field = fields
                .iter()
                .find(|field| field.name == *name)
                .ok_or_else(|| format!("Unknown field \"{name}\" in {object} {STRICTER}"))?;
            self.check(&field.kind, name, value)?;
        }
        match fields.iter().find(|field| field.required && !map.contains_key(&field.name)) {
            Some(field) => Err(format!("Can't find field \"{}\"", field.name)),
            None => Ok(()),
        }
    }
}

fn choice(raw: &Value) -> Choice {
    let values = raw["values"].as_array().expect("an enumeration has values");
    Choice {
        values: values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        refusal: raw["else"].as_str().expect("an enumeration has a refusal").to_owned(),
    }
}

/// An empty chat is none; an empty text has a refusal of its own.
fn is_absent(name: &str, params: &Value) -> bool {
    params.get(name).is_none_or(|value| value == "" && name.ends_with("chat_id"))
}

fn mistyped(name: &str, kind: &Kind) -> String {
    format!("Field \"{name}\" must be of type {}", kind.title())
}

/// The server's own sentence for a parameter that is not there.
fn missing(name: &str) -> String {
    match name {
        "chat_id" | "from_chat_id" => format!("{name} is empty"),
        "text" | "message_text" => "message text is empty".to_owned(),
        "message_id" => "message identifier is not specified".to_owned(),
        _ => format!("parameter \"{name}\" is required"),
    }
}

/// A problem as the server words it: it begins small, unless it is an error code.
fn sentence(problem: &str) -> Refusal {
    let (first, rest) = problem.split_at(1);
    match problem.contains(' ') {
        true => Refusal::bad_request(&format!("{}{rest}", first.to_ascii_lowercase())),
        false => Refusal::bad_request(problem),
    }
}
