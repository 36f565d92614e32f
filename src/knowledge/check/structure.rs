//! Compares a file with the JSON Schema of its type, and says in plain words where it differs.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use schemars::JsonSchema;
use serde_json::Value;

use super::super::article::Article;
use super::super::document::{Document, Node};
use super::super::problem::Severity;
use super::super::questions::LabelledQuestions;
use super::super::schema::schema_of;
use super::findings::Findings;
use super::names::{listed, nearest, place};

/// A JSON Schema, compiled.
pub(super) struct Shape {
    schema: Value,
    validator: Option<Validator>,
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
        let options = jsonschema::options().should_validate_formats(true);
        // Reading by serde still refuses what a schema that does not compile would have found.
        let validator = options.build(&schema).ok();
        Self { schema, validator }
    }

    /// Notes where the document differs from this shape.
    pub(super) fn check(&self, document: &Document<'_>, findings: &mut Findings) {
        let value: Value = match serde_json::from_str(document.text()) {
            Ok(value) => value,
            Err(_) => return,
        };
        let errors = self.validator.iter().flat_map(|v| v.iter_errors(&value));
        for error in errors {
            self.explain(&error, document.root(), findings);
        }
    }

    fn explain(&self, error: &ValidationError<'_>, root: Node<'_>, findings: &mut Findings) {
        let pointer = error.instance_path().as_str();
        let node = root.at(pointer).unwrap_or(root);
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let property = property.as_str().unwrap_or_default();
                missing(property, node, &place(root, pointer), findings);
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = self.known_keys(error.schema_path().as_str());
                for key in unexpected {
                    unknown(key, node, &place(root, pointer), &known, findings);
                }
            }
            ValidationErrorKind::Type { kind } => {
                wrong_type(kind, node, pointer, &place(root, pointer), findings);
            }
            ValidationErrorKind::AnyOf { context } => {
                self.explain_best(context, root, findings);
            }
            ValidationErrorKind::OneOfNotValid { context } => {
                not_an_option(&constants(context), node, &place(root, pointer), findings);
            }
            ValidationErrorKind::Enum { options } => {
                let options: Vec<&str> =
                    options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                not_an_option(&options, node, &place(root, pointer), findings);
            }
            // The value has the right type; the guard may have said more plainly what is wrong.
            _ if findings.know(node) => {}
            _ => {
                let what = format!("{}: {}", place(root, pointer), error.masked());
                findings.broken(node, what, "compare it with `knowledge/schema.json`");
            }
        }
    }

    /// Of the ways in which a value may be something or null, explains the something.
    fn explain_best(&self, ways: &[Vec<ValidationError<'static>>], root: Node<'_>, findings: &mut Findings) {
        let errors = ways.iter().find(|errors| !errors.iter().all(wants_null));
        for error in errors.into_iter().flatten() {
            self.explain(error, root, findings);
        }
    }

    /// The keys of the object that forbids others at `schema_path`.
    fn known_keys(&self, schema_path: &str) -> Vec<&str> {
        let owner = schema_path.trim_end_matches("/additionalProperties");
        let properties = self.schema.pointer(&format!("{owner}/properties"));
        let keys = properties.and_then(Value::as_object);
        keys.into_iter().flat_map(|keys| keys.keys()).map(String::as_str).collect()
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

fn wants_null(error: &ValidationError<'_>) -> bool {
    let kind = error.kind();
    matches!(kind, ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::Null) })
}

fn constants<'w>(ways: &'w [Vec<ValidationError<'static>>]) -> Vec<&'w str> {
    ways.iter()
        .flatten()
        .filter_map(|error| match error.kind() {
            ValidationErrorKind::Constant { expected_value } => expected_value.as_str(),
            _ => None,
        })
        .collect()
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

fn wrong_type(kind: &TypeKind, node: Node<'_>, pointer: &str, name: &str, findings: &mut Findings) {
    let wanted = match kind {
        TypeKind::Single(one) => *one,
        TypeKind::Multiple(several) => {
            let mut others = several.into_iter().filter(|one| *one != JsonType::Null);
            others.next().unwrap_or(JsonType::Null)
        }
    };
    let key = pointer.rsplit('/').next().unwrap_or_default();
    let owner_is_entry = pointer.starts_with("/faq/");
    let hint = match wanted {
        JsonType::Array if owner_is_entry && key == "sources" => "list the ids of sources".into(),
        JsonType::String if key.parse::<usize>().is_ok() => "put it in double quotes".into(),
        JsonType::Object => "write it in braces, as `{ \"key\": value }`".into(),
        _ => format!("write it as `{}`", example(key)),
    };
    let what = format!("{name} is {}, not {}", node.kind(), plain(wanted));
    findings.broken(node, what, hint);
}

fn plain(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "true or false",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "a text",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
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
