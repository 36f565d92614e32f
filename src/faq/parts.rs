//! Two questions in one message.

/// What ends a question.
const ENDS: [char; 4] = ['?', '？', '؟', '\n'];

/// The questions of a message, each with its mark; the whole message, if it is but one.
pub(super) fn parts(message: &str) -> Vec<&str> {
    let parts = message.split_inclusive(ENDS).map(str::trim);
    parts.filter(|part| part.contains(char::is_alphanumeric)).collect()
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
