//! Compares a file with the JSON Schema of its type, and says in plain words where it differs.

use boon::{Compiler, ErrorKind, SchemaIndex, Schemas, Type, Types, ValidationError};
use schemars::JsonSchema;
use serde_json::Value;

use super::super::article::Article;
use super::super::json::{Document, Node};
use super::super::problem::Severity;
use super::super::questions::LabelledQuestions;
use super::super::schema::schema_of;
use super::findings::Findings;
use super::names::{listed, nearest, place};

/// What the compiler calls the schema; nothing is read from there.
const ADDRESS: &str = "memory:///schema.json";

/// A JSON Schema, compiled.
pub(super) struct Shape {
    schema: Value,
    compiled: Schemas,
    root: Option<SchemaIndex>,
}

impl Shape {
    /// The shape of an article's file.
    pub(super) fn of_article() -> Self {
        Self::of::<Article>()
    }

    /// The shape of a file of labelled questions.
    pub(super) fn of_questions() -> Self {
        Self::of::<LabelledQuestions>()
    }

    fn of<T: JsonSchema>() -> Self {
        let schema = schema_of::<T>();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        let mut compiled = Schemas::new();
        // Reading by serde still refuses what a schema that does not compile would have found.
        let added = compiler.add_resource(ADDRESS, schema.clone());
        let root = added.ok().and_then(|()| compiler.compile(ADDRESS, &mut compiled).ok());
        Self { schema, compiled, root }
    }

    /// Notes where the document differs from this shape.
    pub(super) fn check(&self, document: &Document<'_>, findings: &mut Findings) {
        let value: Value = match serde_json::from_str(document.text()) {
            Ok(value) => value,
            Err(_) => return,
        };
        let Some(root) = self.root else {
            return;
        };
        if let Err(error) = self.compiled.validate(&value, root) {
            self.explain(&error, document.root(), findings);
        }
    }

    fn explain(&self, error: &ValidationError<'_, '_>, root: Node<'_>, findings: &mut Findings) {
        let pointer = error.instance_location.to_string();
        let node = root.at(&pointer).unwrap_or(root);
        let name = || place(root, &pointer);
        match &error.kind {
            ErrorKind::Schema { .. } | ErrorKind::Group | ErrorKind::Reference { .. } => {
                for cause in &error.causes {
                    self.explain(cause, root, findings);
                }
            }
            ErrorKind::Required { want } => {
                for key in want {
                    missing(key, node, &name(), findings);
                }
            }
            ErrorKind::AdditionalProperties { got } => {
                let known = self.known_keys(error);
                for key in got {
                    unknown(key, node, &name(), &known, findings);
                }
            }
            ErrorKind::Type { want, .. } => wrong_type(*want, node, &pointer, &name(), findings),
            // Of the ways in which a value may be something or null, the something is explained.
            ErrorKind::AnyOf => {
                if let Some(error) = error.causes.iter().find(|way| !wants_null(way)) {
                    self.explain(error, root, findings);
                }
            }
            ErrorKind::Enum { want } => {
                let options: Vec<&str> = want.iter().filter_map(Value::as_str).collect();
                not_an_option(&options, node, &name(), findings);
            }
            ErrorKind::OneOf(None) => not_an_option(&self.options(error), node, &name(), findings),
            // The value has the right type; the guard may have said more plainly what is wrong.
            _ if findings.know(node) => {}
            kind => {
                let what = format!("{}: {kind}", name());
                findings.broken(node, what, "compare it with `knowledge/schema.json`");
            }
        }
    }

    /// The keys of the object that forbids others.
    fn known_keys(&self, error: &ValidationError<'_, '_>) -> Vec<&str> {
        let keys = self.part(error, "properties").and_then(Value::as_object);
        keys.into_iter().flat_map(|keys| keys.keys()).map(String::as_str).collect()
    }

    /// The texts of which a value must be one.
    fn options(&self, error: &ValidationError<'_, '_>) -> Vec<&str> {
        let ways = self.part(error, "oneOf").and_then(Value::as_array);
        ways.into_iter().flatten().filter_map(|way| way["const"].as_str()).collect()
    }

    /// What a keyword says where the schema was not met.
    fn part(&self, error: &ValidationError<'_, '_>, keyword: &str) -> Option<&Value> {
        let (_, owner) = error.schema_url.split_once('#')?;
        self.schema.pointer(owner)?.get(keyword)
    }
}

/// Notes the keys that an object gives twice: readers of JSON differ in which one they take.
pub(super) fn check_duplicate_keys(node: Node<'_>, findings: &mut Findings) {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    for (key, line, value) in node.keys() {
        match seen.iter().find(|(known, _)| *known == key) {
            Some((_, first)) => findings.add_at(
                Severity::Broken,
                line,
                format!("`{key}` is given twice"),
                format!("keep one of the two; the first is in line {first}"),
            ),
            None => seen.push((key, line)),
        }
        check_duplicate_keys(value, findings);
    }
    for item in node.items() {
        check_duplicate_keys(item, findings);
    }
}

fn wants_null(error: &ValidationError<'_, '_>) -> bool {
    matches!(&error.kind, ErrorKind::Type { want, .. } if want.iter().all(|kind| kind == Type::Null))
}

fn missing(key: &str, node: Node<'_>, owner: &str, findings: &mut Findings) {
    let mut hint = format!("add `{}`", example(key));
    if owner.starts_with("entry") {
        hint += ", or delete the entry";
    }
    let named = match key {
        "title" | "summary" | "sources" | "question" | "answer" | "note" => key.into(),
        _ => format!("`{key}`"),
    };
    findings.broken(node, format!("{owner} has no {named}"), hint);
}

fn unknown(key: &str, node: Node<'_>, owner: &str, known: &[&str], findings: &mut Findings) {
    let line = node.keys().find(|(name, ..)| *name == key).map(|(_, line, _)| line);
    let hint = match nearest(key, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("delete it; the keys here are {}", listed(known.iter().copied())),
    };
    let what = format!("{owner} has an unknown key `{key}`");
    findings.add_at(Severity::Broken, line.unwrap_or(node.line()), what, hint);
}

fn wrong_type(wanted: Types, node: Node<'_>, pointer: &str, name: &str, findings: &mut Findings) {
    let wanted = wanted.iter().find(|one| *one != Type::Null).unwrap_or(Type::Null);
    let key = pointer.rsplit('/').next().unwrap_or_default();
    let owner_is_entry = pointer.starts_with("/faq/");
    let hint = match wanted {
        Type::Array if owner_is_entry && key == "sources" => "list the ids of sources".into(),
        Type::String if key.parse::<usize>().is_ok() => "put it in double quotes".into(),
        Type::Object => "write it in braces, as `{ \"key\": value }`".into(),
        _ => format!("write it as `{}`", example(key)),
    };
    let what = format!("{name} is {}, not {}", node.kind(), plain(wanted));
    findings.broken(node, what, hint);
}

fn plain(kind: Type) -> &'static str {
    match kind {
        Type::Null => "null",
        Type::Boolean => "true or false",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::String => "a text",
        Type::Array => "a list",
        Type::Object => "an object",
    }
}

fn not_an_option(options: &[&str], node: Node<'_>, name: &str, findings: &mut Findings) {
    let what = match node.text() {
        Some(text) => format!("{name} is `{text}`, which it cannot be"),
        None => format!("{name} is {}, not a text", node.kind()),
    };
    findings.broken(node, what, format!("write one of {}", listed(options.iter().copied())));
}

/// A key with a value of the right form.
fn example(key: &str) -> String {
    let value = match key {
        "format" => "1",
        "max_wrong" => "0.05",
        "id" | "knowledge" | "translation_of" => "\"a-short-name\"",
        "language" => "\"en\"",
        "published" | "as_of" | "review_by" | "valid_until" | "on" => "\"2024-01-31\"",
        "url" => "\"https://…\"",
        "kind" => "\"correction\"",
        "sources" => "[{ \"title\": \"…\", \"url\": \"https://…\" }]",
        "faq" | "questions" | "revisions" => "[{ … }]",
        "variants" | "out_of_scope" | "expect" => "[\"…\"]",
        "aliases" => "[[\"…\", \"…\"]]",
        _ => "\"…\"",
    };
    format!("\"{key}\": {value}")
}
