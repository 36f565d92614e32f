//! A JSON text that can be walked with the place of every value.
//!
//! Checks work on it rather than on an [`Article`](super::super::Article), so that they find what is
//! wrong with one value even when another has the wrong type.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::syntax::{self, SyntaxError};

/// JSON and nothing but: editors' other tools read these files too.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// A JSON text, read.
pub(crate) struct Document<'t> {
    text: &'t str,
    root: Value<'t>,
    line_starts: Vec<usize>,
}

impl<'t> Document<'t> {
    /// Reads a text as strict JSON.
    pub(crate) fn parse(text: &'t str) -> Result<Self, SyntaxError> {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT)
            .map_err(|error| syntax::explained(text, &error))?;
        let root = parsed.value.ok_or_else(syntax::empty)?;
        let line_starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Ok(Self { text, root, line_starts })
    }

    /// The text that was read.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { value: &self.root, line_starts: &self.line_starts }
    }
}

/// A value in a [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct Node<'d> {
    value: &'d Value<'d>,
    line_starts: &'d [usize],
}

impl<'d> Node<'d> {
    fn around(self, value: &'d Value<'d>) -> Self {
        Self { value, ..self }
    }

    fn properties(self) -> &'d [ObjectProp<'d>] {
        let object = self.value.as_object();
        object.map_or(&[], |object| &object.properties)
    }

    fn line_at(self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) + 1
    }

    /// The value of a key, if this is an object that has it.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        let found = self.properties().iter().find(|p| p.name.as_str() == key)?;
        Some(self.around(&found.value))
    }

    /// Each key with its line and its value.
    pub(crate) fn keys(self) -> impl Iterator<Item = (&'d str, usize, Self)> {
        self.properties().iter().map(move |property| {
            let line = self.line_at(property.range().start);
            (property.name.as_str(), line, self.around(&property.value))
        })
    }

    /// The values of a list; none when this is no list.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> {
        let array = self.value.as_array();
        let elements: &'d [Value<'d>] = array.map_or(&[], |array| &array.elements);
        elements.iter().map(move |value| self.around(value))
    }

    /// The values of the list under a key; none when there is none.
    pub(crate) fn list(self, key: &str) -> impl Iterator<Item = Self> + use<'d> {
        self.get(key).into_iter().flat_map(Self::items)
    }

    /// Whether this is a list.
    pub(crate) fn is_list(self) -> bool {
        self.value.as_array().is_some()
    }

    /// The text, if this is one.
    pub(crate) fn text(self) -> Option<&'d str> {
        Some(self.value.as_string_lit()?.value.as_ref())
    }

    /// The text under a key, if there is one.
    pub(crate) fn text_of(self, key: &str) -> Option<&'d str> {
        self.get(key)?.text()
    }

    /// The number, if this is one.
    pub(crate) fn number(self) -> Option<f64> {
        self.value.as_number_lit()?.value.parse().ok()
    }

    /// What this is, in plain words.
    pub(crate) fn kind(self) -> &'static str {
        match self.value {
            Value::StringLit(_) => "a text",
            Value::NumberLit(_) => "a number",
            Value::BooleanLit(_) => "true or false",
            Value::Object(_) => "an object",
            Value::Array(_) => "a list",
            Value::NullKeyword(_) => "null",
        }
    }

    /// Where the value starts, in bytes: different for any two values.
    pub(crate) fn offset(self) -> usize {
        self.value.range().start
    }

    /// The line that the value starts on, from 1.
    pub(crate) fn line(self) -> usize {
        self.line_at(self.offset())
    }

    /// The value under a JSON pointer.
    pub(crate) fn at(self, pointer: &str) -> Option<Self> {
        let mut node = self;
        for step in pointer.split('/').skip(1) {
            let key = step.replace("~1", "/").replace("~0", "~");
            let by_index = |index| node.items().nth(index);
            node = node.get(&key).or_else(|| key.parse().ok().and_then(by_index))?;
        }
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a/b\": [\n    1,\n    { \"c\":\n \"d\\u0041\" }\n  ],\n  \"n\": null\n}\n";

    #[test]
    fn every_value_has_its_line() {
        let document = Document::parse(TEXT).unwrap();
        let root = document.root();
        for (pointer, line) in
            [("", 1), ("/a~1b", 2), ("/a~1b/0", 3), ("/a~1b/1", 4), ("/a~1b/1/c", 5), ("/n", 7)]
        {
            assert_eq!(root.at(pointer).unwrap().line(), line, "{pointer}");
        }
        assert!(root.at("/a~1b/2").is_none());
    }

    #[test]
    fn escapes_are_read() {
        let document = Document::parse(TEXT).unwrap();
        let found = document.root().at("/a~1b/1/c").unwrap();
        assert_eq!(found.text(), Some("dA"));
    }
}
