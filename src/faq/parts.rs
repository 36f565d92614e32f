//! What is a question by its marks, and two of them in one message.

/// What ends a sentence that asks.
const QUESTION_MARKS: [char; 3] = ['?', '？', '؟'];

/// The questions of a message, each with its mark; the whole message, if it is but one.
pub(super) fn parts(message: &str) -> Vec<&str> {
    let ends = |c: char| c == '\n' || QUESTION_MARKS.contains(&c);
    let parts = message.split_inclusive(ends).map(str::trim);
    parts.filter(|part| part.contains(char::is_alphanumeric)).collect()
}

/// Whether the text says itself that it asks.
pub(super) fn has_question_mark(text: &str) -> bool {
    text.contains(QUESTION_MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_parted_behind_each_question() {
        for (message, expected) in [
            ("when?", &["when?"][..]),
            ("When is it? And where?!", &["When is it?", "And where?"]),
            ("when\nwhere", &["when", "where"]),
            ("何时？在哪里？", &["何时？", "在哪里？"]),
            ("really??? ", &["really?"]),
            ("?!", &[]),
        ] {
            assert_eq!(parts(message), expected, "{message}");
        }
    }
}
