//! Words that belong in some rooms only.

use crate::problem::Problem;
use crate::source::{Kind, Sources, Token};

/// Words that only some files may say.
struct Rule {
    /// A sequence of words and marks; `|` parts alternatives.
    words: &'static [&'static str],
    /// The folders or files that it is about.
    about: &'static [&'static str],
    /// Those among them that may say it.
    but: &'static [&'static str],
    what: &'static str,
    hint: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        words: &["teloxide"],
        about: &["src/"],
        but: &["src/telegram/"],
        what: "Telegram's types are for `telegram` alone",
        hint: "take a type of our own, and translate it in `src/telegram`",
    },
    Rule {
        words: &["println|eprintln|print|eprint", "!"],
        about: &["src/"],
        but: &["src/cli/", "src/main.rs"],
        what: "only `cli` prints",
        hint: "return what is to be said, or log it with `tracing`",
    },
    Rule {
        words: &["env", "::", "var|vars|var_os|vars_os|set_var|remove_var"],
        about: &["src/"],
        but: &["src/config.rs", "src/config/"],
        what: "only `config` reads the environment",
        hint: "read it in `src/config.rs` and pass it as a value",
    },
    Rule {
        words: &["Context|context|Store|Pool|AnyPool|sqlx"],
        about: &["src/telegram/handlers/", "src/telegram/update/", "src/telegram/effects/"],
        but: &[],
        what: "what reads, decides and puts in words knows neither the context nor the store",
        hint: "have it looked up in `workers/lookup.rs`, and take it as a fact",
    },
    Rule {
        words: &["async|await"],
        about: &["src/telegram/handlers/", "src/telegram/update/"],
        but: &[],
        what: "handlers are plain functions",
        hint: "take what is waited for as a fact, and return an effect",
    },
];

/// Words that stand where they do not belong.
pub fn misplaced(sources: &Sources) -> Vec<Problem> {
    RULES.iter().flat_map(|rule| broken(rule, sources)).collect()
}

fn broken<'a>(rule: &'a Rule, sources: &'a Sources) -> impl Iterator<Item = Problem> + 'a {
    let is_in = |file: &str, places: &[&str]| places.iter().any(|place| file.starts_with(place));
    sources.iter().filter(move |(file, _)| is_in(file, rule.about) && !is_in(file, rule.but)).flat_map(
        move |(file, source)| {
            source.tokens.windows(rule.words.len()).filter(|found| is(found, rule.words)).map(|found| {
                Problem {
                    file: file.clone(),
                    line: found[0].line,
                    what: format!("`{}` is said: {}", said(found), rule.what),
                    hint: rule.hint.to_owned(),
                }
            })
        },
    )
}

fn is(found: &[Token], words: &[&str]) -> bool {
    found.iter().zip(words).all(|(token, words)| {
        matches!(token.kind, Kind::Word | Kind::Mark) && words.split('|').any(|word| token.text == word)
    })
}

fn said(found: &[Token]) -> String {
    found.iter().map(|token| token.text.as_str()).collect()
}
