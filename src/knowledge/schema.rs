//! The JSON Schema of knowledge files, made from the types so that the two cannot differ.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::article::Article;

/// The JSON Schema of an article's file.
pub fn schema() -> Value {
    let mut schema = json!({
        "$schema": null,
        "title": "attache knowledge file",
        "description": "One article with its summary, sources and FAQ: what the bot answers from.",
    });
    let Value::Object(generated) = schema_of::<Article>() else {
        return schema;
    };
    for (key, value) in generated {
        if !matches!(key.as_str(), "title" | "description") {
            schema[key] = value;
        }
    }
    schema
}

/// The JSON Schema as the text of `knowledge/schema.json`.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// The JSON Schema of a type.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn schema_file_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/schema.json");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            super::super::write_whole(&path, &schema_text()).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == schema_text(),
            "knowledge/schema.json is not current\nhint: UPDATE_SCHEMA=1 cargo test schema"
        );
    }

    #[test]
    fn schema_says_what_editors_need_to_know() {
        let schema = schema();
        for (pointer, expected) in [
            ("/additionalProperties", json!(false)),
            ("/properties/published/format", json!("date")),
            ("/properties/title/minLength", json!(1)),
            ("/properties/sources/minItems", json!(1)),
            ("/$defs/Id/pattern", json!("^[a-z0-9-]{1,48}$")),
            ("/$defs/Source/properties/url/pattern", json!("^https?://")),
            ("/$defs/Entry/additionalProperties", json!(false)),
            ("/$defs/Promise/properties/max_wrong/maximum", json!(0.5)),
        ] {
            assert_eq!(schema.pointer(pointer), Some(&expected), "{pointer}");
        }
    }
}
