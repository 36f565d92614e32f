//! How long functions and files are.

use crate::problem::Problem;
use crate::source::{Kind, Source, Sources, Token, closing};

/// A function is at most this long, from its `fn` to its last bracket, without blank lines and comments.
const LONGEST_FUNCTION: usize = 60;
/// Half of the functions of `src` are no longer than this.
const MEDIAN_FUNCTION: usize = 9;
/// A file has at most so many lines, with its comments and with the tests in it.
const LONGEST_FILE: usize = 400;

struct Function<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

/// Functions and files that are too long, and functions that are too long as a whole.
pub fn too_long(sources: &Sources) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        sources.iter().filter_map(|(file, source)| long_file(file, source)).collect();
    for (file, source) in sources {
        problems.extend(functions(&source.tokens).filter_map(|function| long_function(file, &function)));
    }
    problems.extend(long_median(sources));
    problems
}

fn long_file(file: &str, source: &Source) -> Option<Problem> {
    let lines = source.text.lines().count();
    (lines > LONGEST_FILE).then(|| Problem {
        file: file.to_owned(),
        line: LONGEST_FILE + 1,
        what: format!("the file has {lines} lines, and {LONGEST_FILE} are the most"),
        hint: "move a part of it that has a name of its own to a file of its own".to_owned(),
    })
}

fn long_function(file: &str, function: &Function<'_>) -> Option<Problem> {
    (function.lines > LONGEST_FUNCTION).then(|| Problem {
        file: file.to_owned(),
        line: function.line,
        what: format!(
            "`{}` has {} lines, and {LONGEST_FUNCTION} are the most",
            function.name, function.lines
        ),
        hint: "give the steps in it names, as functions".to_owned(),
    })
}

fn long_median(sources: &Sources) -> Option<Problem> {
    let of_crate = sources.iter().filter(|(file, _)| file.starts_with("src/"));
    let mut lines: Vec<usize> =
        of_crate.flat_map(|(_, source)| functions(&source.tokens)).map(|function| function.lines).collect();
    lines.sort_unstable();
    let median = lines.get(lines.len() / 2).copied().unwrap_or_default();
    (median > MEDIAN_FUNCTION).then(|| Problem {
        file: "src".to_owned(),
        line: 1,
        what: format!(
            "half of the {} functions have {median} lines or more, and {MEDIAN_FUNCTION} are the most",
            lines.len()
        ),
        hint: "give the steps in long functions names, as functions".to_owned(),
    })
}

/// The functions that have a body.
fn functions(tokens: &[Token]) -> impl Iterator<Item = Function<'_>> {
    let is_named = |pair: &&[Token]| pair[0].is("fn") && pair[1].kind == Kind::Word;
    let starts = tokens.windows(2).enumerate().filter(move |(_, pair)| is_named(pair));
    starts.filter_map(|(at, pair)| {
        let end = closing(tokens, body(tokens, at)?);
        let lines = lines(&tokens[at..=end]);
        Some(Function { name: &pair[1].text, line: pair[0].line, lines })
    })
}

/// The bracket that opens the body of the function at `at`; none if it is only declared.
fn body(tokens: &[Token], mut at: usize) -> Option<usize> {
    loop {
        let token = tokens.get(at)?;
        match token.text.as_str() {
            "{" if token.kind == Kind::Mark => return Some(at),
            ";" if token.kind == Kind::Mark => return None,
            "(" | "[" if token.kind == Kind::Mark => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
}

/// How many lines have code on them.
fn lines(tokens: &[Token]) -> usize {
    let mut lines = 0;
    let mut last = 0;
    for token in tokens {
        lines += (token.line.max(last + 1)..=token.end).count();
        last = last.max(token.end);
    }
    lines
}
