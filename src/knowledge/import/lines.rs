//! What single lines of an article say by their form: a number, a question, a date.

use chrono::NaiveDate;

/// Whether a line starts with a question's number.
pub(super) fn is_numbered(line: &str) -> bool {
    question(line).is_some()
}

/// The text behind a number such as `1.`, `1)` or `１．`.
pub(super) fn question(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let behind = text.trim_start_matches(digit);
    let digits = text.len() - behind.len();
    let rest = behind.strip_prefix(['.', ')', '．', '）', '、'])?;
    let spaced = rest.starts_with(char::is_whitespace) || !behind.starts_with(['.', ')']);
    // Four digits and more are a year or an amount.
    let short = (1..=3).contains(&text[..digits].chars().count());
    (short && spaced).then_some(rest.trim_start())
}

/// Splits a question, over several lines if it must be, from an answer in the same paragraph.
pub(super) fn question_and_rest(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().position(|line| asks(line)).unwrap_or(0);
    let (question, rest) = lines.split_at((last + 1).min(lines.len()));
    (question.join(" "), rest.join("\n"))
}

/// Whether a text ends as a question does.
pub(super) fn asks(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}

/// The day that a text starts with, as `date 2024-01-31`, and the text behind it.
pub(super) fn dated(text: &str) -> Option<(NaiveDate, &str)> {
    let word = text.get(..4)?;
    if !word.eq_ignore_ascii_case("date") {
        return None;
    }
    let rest = text[4..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let date = day(rest.get(..10)?)?;
    Some((date, rest[10..].trim_start()))
}

/// The day of a text in the form `2024-01-31`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The start of a text, for quoting it in a note.
pub(super) fn first_line(text: &str) -> String {
    /// Enough to find the place by.
    const LENGTH: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let start: String = line.chars().take(LENGTH).collect();
    if start.len() < text.len() {
        return format!("{start}…");
    }
    start
}
