//! How numbers and questions are written for people.

/// The most characters of a question that are shown. A line of a terminal holds them.
const MAX_SHOWN: usize = 80;

/// A share as per cent, with a decimal where it says something: `5 %`, `7.1 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", (share * 1000.0).round() / 10.0)
}

/// A question on one line, its end left out when it is long.
pub(super) fn cut(question: &str) -> String {
    let line = question.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_per_cent() {
        for (share, expected) in [(0.05, "5 %"), (1.0 / 14.0, "7.1 %"), (1.0, "100 %"), (0.0, "0 %")] {
            assert_eq!(percent(share), expected);
        }
    }

    #[test]
    fn a_long_question_is_cut_between_characters() {
        assert_eq!(cut(" what\n is it? "), "what is it?");
        assert_eq!(cut(&"é".repeat(81)), "é".repeat(80) + "…");
        assert_eq!(cut(&"é".repeat(80)), "é".repeat(80));
    }
}
