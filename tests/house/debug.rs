//! `{:?}` is for people: how it prints a value changes with the names in the code and with what the toolchain
//! and other crates think fit, so nothing that is stored, hashed or compared later may be made of it.
//!
//! Whether a text is stored cannot be seen in the text. What can be seen is the macro that makes it, so the
//! rule is the other way round: `{:?}` may stand in what logs, prints, asserts and panics, and nowhere else. It
//! does not see a type whose `Display` prints another's `Debug` through a call, nor what a program does with
//! a log.

use crate::problem::Problem;
use crate::source::{Kind, Sources, Token};

/// Macros whose texts are read by people and by nothing else.
const FOR_PEOPLE: &[&str] = &[
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "event",
    "println",
    "eprintln",
    "print",
    "eprint",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// Texts with `{:?}` that may be kept.
pub fn kept(sources: &Sources) -> Vec<Problem> {
    sources.iter().flat_map(|(file, source)| kept_in(file, &source.tokens)).collect()
}

fn kept_in<'a>(file: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = Problem> + 'a {
    let texts = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Text);
    texts.filter(|(at, token)| has_debug(&token.text) && !is_for_people(&tokens[..*at])).map(|(_, token)| {
        Problem {
            file: file.to_owned(),
            line: token.line,
            what: "`{:?}` makes a text that may be stored, hashed or compared".to_owned(),
            hint: "write the fields in a form of their own and pin it by a test, or log the value".to_owned(),
        }
    })
}

/// Whether the text has a place for a value as `Debug` prints it.
fn has_debug(text: &str) -> bool {
    let text = text.replace("{{", "");
    text.split('{')
        .skip(1)
        .filter_map(|place| place.split('}').next())
        .any(|place| place.split_once(':').is_some_and(|(_, form)| form.ends_with('?')))
}

/// Whether the innermost macro that is open at the end of `before` is one for people.
fn is_for_people(before: &[Token]) -> bool {
    let mut closed = 0_usize;
    for (at, token) in before.iter().enumerate().rev().filter(|(_, token)| token.kind == Kind::Mark) {
        match token.text.as_str() {
            ")" | "]" | "}" => closed += 1,
            "(" | "[" | "{" if closed > 0 => closed -= 1,
            "(" | "[" | "{" if at >= 2 && before[at - 1].is("!") => {
                return FOR_PEOPLE.contains(&before[at - 2].text.as_str());
            }
            _ => {}
        }
    }
    false
}
