//! Reads Rust as far as the house's rules need it: words, marks and literals with their lines.
//!
//! It knows comments, strings, characters and lifetimes, so that no rule takes what a comment says for code.
//! It does not expand macros, and it does not know types.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A string, between its quotes.
    Text,
    /// A character, a number or a lifetime.
    Other,
    /// One mark; `::` is one as well.
    Mark,
}

/// A piece of code.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// As it is written.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The line on which it ends.
    pub end: usize,
}

impl Token {
    /// Whether it is this word or mark.
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mark) && self.text == text
    }
}

/// A file of the project.
pub struct Source {
    /// All of it.
    pub text: String,
    /// Its code without tests: items under `#[cfg(test)]` are left out.
    pub tokens: Vec<Token>,
}

impl Source {
    /// The file that has this text.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), tokens: without_tests(&tokens(text)) }
    }
}

/// The files of the project by their paths, which have slashes and begin at its root.
pub type Sources = BTreeMap<String, Source>;

/// All Rust files in `folder` of the project at `root`.
pub fn read(root: &Path, folder: &str, sources: &mut Sources) {
    let mut entries: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(root, &path, sources);
        } else if path.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            sources.insert(path, Source::new(&text));
        }
    }
}

/// The code of `text`.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(token) = reader.token() {
        tokens.push(token);
    }
    tokens
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let taken = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(taken == '\n');
        Some(taken)
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while self.peek(0).is_some_and(&holds) {
            taken.extend(self.take());
        }
        taken
    }

    fn token(&mut self) -> Option<Token> {
        self.skip_blanks();
        let (line, first) = (self.line, self.peek(0)?);
        let (kind, text) = match first {
            '"' => (Kind::Text, self.string()),
            '\'' => (Kind::Other, self.quoted()),
            _ if is_of_word(first) => self.word(),
            ':' if self.peek(1) == Some(':') => {
                self.at += 2;
                (Kind::Mark, "::".to_owned())
            }
            _ => (Kind::Mark, self.take().into_iter().collect()),
        };
        Some(Token { kind, text, line, end: self.line })
    }

    fn skip_blanks(&mut self) {
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('/')) => drop(self.take_while(|next| next != '\n')),
                (Some('/'), Some('*')) => self.skip_comment(),
                (Some(blank), _) if blank.is_whitespace() => drop(self.take()),
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        let mut depth = 0;
        loop {
            let step = match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => 1,
                (Some('*'), Some('/')) => -1,
                (None, _) => return,
                _ => 0,
            };
            depth += step;
            self.take();
            if step != 0 {
                self.take();
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// A word, a number, or a literal with a letter before its quote.
    fn word(&mut self) -> (Kind, String) {
        let word = self.take_while(is_of_word);
        let is_prefix = matches!(word.as_str(), "r" | "b" | "br" | "c" | "cr");
        match self.peek(0) {
            Some('"') if is_prefix && word.contains('r') => (Kind::Text, self.raw_string()),
            Some('"') if is_prefix => (Kind::Text, self.string()),
            Some('\'') if word == "b" => (Kind::Other, self.quoted()),
            Some('#') if is_prefix && matches!(self.peek(1), Some('#' | '"')) => {
                (Kind::Text, self.raw_string())
            }
            _ if word.starts_with(|first: char| first.is_ascii_digit()) => (Kind::Other, word),
            _ => (Kind::Word, word),
        }
    }

    fn string(&mut self) -> String {
        self.take();
        let mut text = String::new();
        while let Some(next) = self.take() {
            match next {
                '"' => break,
                '\\' => text.extend([Some('\\'), self.take()].into_iter().flatten()),
                _ => text.push(next),
            }
        }
        text
    }

    fn raw_string(&mut self) -> String {
        let fence = format!("\"{}", self.take_while(|next| next == '#'));
        self.take();
        let mut text = String::new();
        while let Some(next) = self.take() {
            text.push(next);
            if text.ends_with(&fence) {
                text.truncate(text.len() - fence.len());
                break;
            }
        }
        text
    }

    /// A character, or a lifetime.
    fn quoted(&mut self) -> String {
        self.take();
        if self.peek(0) != Some('\\') && self.peek(1) != Some('\'') {
            return self.take_while(is_of_word);
        }
        let mut text = String::new();
        while let Some(next) = self.take() {
            match next {
                '\'' => break,
                '\\' => text.extend([Some('\\'), self.take()].into_iter().flatten()),
                _ => text.push(next),
            }
        }
        text
    }
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// Leaves out what stands under `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if rest.len() > TEST.len() && rest.iter().zip(TEST).all(|(token, test)| token.is(test)) {
            at = end_of_item(tokens, at);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the item that begins at `at`, with its attributes, is over.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    while tokens.get(at).is_some_and(|token| token.is("#")) {
        at = closing(tokens, at + 1) + 1;
    }
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" if token.kind == Kind::Mark => return at + 1,
            "{" if token.kind == Kind::Mark => return closing(tokens, at) + 1,
            "(" | "[" if token.kind == Kind::Mark => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    at
}

/// Where the bracket that opens at `at` closes; the last token when it does not.
pub fn closing(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(at).filter(|(_, token)| token.kind == Kind::Mark) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    tokens.len().saturating_sub(1)
}

#[test]
fn takes_no_comment_no_string_and_no_lifetime_for_code() {
    let text = r##"// crate::no
/* crate::no /* nested */ still "no */ fn f<'a>(x: &'a str) -> char { let _ = (b'\'', '"', 'é', r#"crate::"no"#, "\"crate::no"); '\\' }"##;
    let words: Vec<String> =
        tokens(text).into_iter().filter(|token| token.kind == Kind::Word).map(|token| token.text).collect();
    assert_eq!(words.join(" "), "fn f x str char let _");
}

#[test]
fn counts_lines_through_strings_and_comments() {
    let tokens = tokens("/* one\ntwo */ a \"three\nfour\" b\n\nc");
    let lines: Vec<(usize, usize)> = tokens.iter().map(|token| (token.line, token.end)).collect();
    assert_eq!(lines, [(2, 2), (2, 3), (3, 3), (5, 5)]);
}

#[test]
fn leaves_tests_out() {
    let text = "use a; #[cfg(test)] mod tests; fn f() {} #[cfg(test)] #[expect(x)] mod more { fn g() { } } const X: u8 = 1; #[cfg(test)] const Y: [u8; 1] = [1];";
    let source = Source::new(text);
    let rest: Vec<&str> = source.tokens.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(rest.join(" "), "use a ; fn f ( ) { } const X : u8 = 1 ;");
}
