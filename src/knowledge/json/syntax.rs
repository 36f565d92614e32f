//! Says in plain words why a text is no JSON.

use jsonc_parser::ParseStringErrorKind;
use jsonc_parser::errors::{ParseError, ParseErrorKind};

/// Why and where a text is no JSON.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) line: usize,
    pub(crate) what: String,
    pub(crate) hint: String,
}

impl SyntaxError {
    fn new(line: usize, what: &str, hint: &str) -> Self {
        Self { line, what: what.into(), hint: hint.into() }
    }
}

/// The error of a text with nothing in it.
pub(crate) fn empty() -> SyntaxError {
    let hint = "write an article into it, or make one from a text with `attache import`";
    SyntaxError::new(1, "the file is empty", hint)
}

/// The parser's error in our words.
pub(crate) fn explained(text: &str, error: &ParseError) -> SyntaxError {
    let second_opinion = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    match second_opinion {
        Some(other) if other.is_eof() => half_written(text, &other),
        Some(other) if is_open_text(&other) => open_text(&other),
        _ => {
            let (what, hint) = words(error.kind());
            SyntaxError::new(error.line_display(), &what, hint)
        }
    }
}

/// The error of a reader that sees what the parser let pass.
pub(crate) fn refused(error: &serde_json::Error) -> SyntaxError {
    if is_open_text(error) {
        return open_text(error);
    }
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    SyntaxError::new(error.line(), what, "compare the place with `knowledge/schema.json`")
}

fn is_open_text(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("control character")
}

fn open_text(error: &serde_json::Error) -> SyntaxError {
    SyntaxError::new(
        error.line(),
        "a text is not closed on its line",
        "close the quotes, or write a line break inside a text as `\\n`",
    )
}

fn half_written(text: &str, error: &serde_json::Error) -> SyntaxError {
    let said = error.to_string();
    let what = ["object", "list", "string"].into_iter().find(|kind| said.contains(kind));
    let inside = match what {
        Some("object") => "an object",
        Some("list") => "a list",
        Some(_) => "a text",
        None => "a value",
    };
    let line = text.trim_end().lines().count().max(1);
    SyntaxError::new(
        line,
        &format!("the file ends in the middle of {inside}"),
        "it may be half written: save it again, or add what closes it",
    )
}

fn words(kind: &ParseErrorKind) -> (String, &'static str) {
    use ParseErrorKind as Kind;
    let (what, hint) = match kind {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            ("a comment, which JSON does not have", "delete the comment")
        }
        Kind::TrailingCommasNotAllowed => ("a comma after the last item", "delete the comma"),
        Kind::ExpectedComma => ("a comma is missing after this", "add a `,`"),
        Kind::SingleQuotedStringsNotAllowed => ("a text in single quotes", "put it in double quotes"),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedWord => {
            ("a word that is not in quotes", "put it in double quotes")
        }
        Kind::ExpectedColonAfterObjectKey => {
            ("a key without a `:` after it", "write each key as `\"key\": value`")
        }
        Kind::ExpectedObjectValue => ("a key without a value", "write each key as `\"key\": value`"),
        Kind::MultipleRootJsonValues => (
            "something follows the end of the article",
            "delete what follows the last `}`, and look for a `}` too many before it",
        ),
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            ("a text is not closed", "add the closing double quote")
        }
        Kind::String(_) => (
            "a backslash that JSON does not know",
            "write a backslash itself as `\\\\`, and letters as themselves",
        ),
        Kind::UnaryPlusNumbersNotAllowed
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::BareDecimalPointNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed => {
            ("a number that JSON does not know", "write it in digits, as `0.05`")
        }
        Kind::NestingDepthExceeded => ("too many brackets inside one another", "delete some"),
        other => {
            return (
                lower_first(&other.to_string()),
                "look for a bracket, comma or quote too many or too few just before this",
            );
        }
    };
    (what.into(), hint)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    /// What is said of each text.
    fn said(texts: &[&str]) -> String {
        let said = texts.iter().map(|text| match Document::parse(text) {
            Ok(_) => format!("{text:?}: read"),
            Err(error) => format!("{text:?}\n  {}: {} | {}", error.line, error.what, error.hint),
        });
        said.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn says_which_mark_makes_a_text_no_json() {
        let texts = [
            "{\n  \"a\": 1,\n}",
            "{\n  \"a\": 1\n  \"b\": 2\n}",
            "{\n  // why\n  \"a\": 1\n}",
            "{ 'a': 1 }",
            "{ a: 1 }",
            "{ \"a\": yes }",
            "{ \"a\" 1 }",
            "{ \"a\": }",
            "{ \"a\": 1 } }",
            "{ \"a\": \"\\q\" }",
            "{ \"a\": +1 }",
        ];
        insta::assert_snapshot!(said(&texts), @r#"
        "{\n  \"a\": 1,\n}"
          2: a comma after the last item | delete the comma
        "{\n  \"a\": 1\n  \"b\": 2\n}"
          2: a comma is missing after this | add a `,`
        "{\n  // why\n  \"a\": 1\n}"
          2: a comment, which JSON does not have | delete the comment
        "{ 'a': 1 }"
          1: a text in single quotes | put it in double quotes
        "{ a: 1 }"
          1: a word that is not in quotes | put it in double quotes
        "{ \"a\": yes }"
          1: a word that is not in quotes | put it in double quotes
        "{ \"a\" 1 }"
          1: a key without a `:` after it | write each key as `"key": value`
        "{ \"a\": }"
          1: unexpected close brace | look for a bracket, comma or quote too many or too few just before this
        "{ \"a\": 1 } }"
          1: something follows the end of the article | delete what follows the last `}`, and look for a `}` too many before it
        "{ \"a\": \"\\q\" }"
          1: a backslash that JSON does not know | write a backslash itself as `\\`, and letters as themselves
        "{ \"a\": +1 }"
          1: a number that JSON does not know | write it in digits, as `0.05`
        "#);
    }

    #[test]
    fn says_where_a_text_ends_too_early() {
        let texts = [
            "",
            " \n ",
            "{\n  \"a\": \"one\n  two\"\n}",
            "{\n  \"a\": \"one\n",
            "{\n  \"a\": [\n    1,\n",
            "{\n  \"a\": \"on",
            "{\n  \"a\":",
        ];
        insta::assert_snapshot!(said(&texts), @r#"
        ""
          1: the file is empty | write an article into it, or make one from a text with `attache import`
        " \n "
          1: the file is empty | write an article into it, or make one from a text with `attache import`
        "{\n  \"a\": \"one\n  two\"\n}": read
        "{\n  \"a\": \"one\n"
          2: a text is not closed on its line | close the quotes, or write a line break inside a text as `\n`
        "{\n  \"a\": [\n    1,\n"
          3: the file ends in the middle of a value | it may be half written: save it again, or add what closes it
        "{\n  \"a\": \"on"
          2: the file ends in the middle of a text | it may be half written: save it again, or add what closes it
        "{\n  \"a\":"
          2: the file ends in the middle of a value | it may be half written: save it again, or add what closes it
        "#);
    }
}
