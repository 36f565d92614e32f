//! Takes out of a text what may say who wrote it.

/// What stands in place of an address, a name with `@`, or a link.
const ADDRESS: &str = "[address]";

/// What stands in place of a telephone number, a card's, or any other long one.
const NUMBER: &str = "[number]";

/// How many digits, with the marks that are put between them, make a number that may be somebody's.
/// The shortest telephone numbers that lead to a person have seven.
const DIGITS: usize = 7;

/// How many digits make one if nothing stands between them. Years have four.
const DIGITS_IN_A_ROW: usize = 6;

/// The text without e-mail addresses, links, names with `@`, telephone numbers and long rows of
/// digits. A day such as 2023-11-12 stays.
pub fn scrubbed(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        if is_address(bare) { format!("{ADDRESS}{}", &word[bare.len()..]) } else { word.to_owned() }
    });
    without_numbers(&words.collect::<String>())
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_name = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let links = ["://", "www.", "t.me/", "telegram.me/", "mailto:", "tel:"];
    lower.split(['@', '＠']).skip(1).any(is_name) || links.iter().any(|link| lower.contains(link))
}

fn without_numbers(text: &str) -> String {
    let mut scrubbed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at(at);
        let run = run(from);
        // A number may begin with these.
        let is_private = is_private(run);
        let before = if is_private { before.trim_end_matches(['+', '(']) } else { before };
        scrubbed.push_str(before);
        scrubbed.push_str(if is_private { NUMBER } else { run });
        rest = &from[run.len()..];
    }
    scrubbed + rest
}

/// Digits, and what is put between the digits of one number, up to the last digit.
fn run(text: &str) -> &str {
    let is_between = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '.' | '(' | ')' | '/' | '\u{2011}');
    let mut end = 0;
    let mut between = 0;
    for (at, c) in text.char_indices() {
        if c.is_numeric() {
            (end, between) = (at + c.len_utf8(), 0);
        } else if is_between(c) && between < 2 {
            between += 1;
        } else {
            break;
        }
    }
    &text[..end]
}

fn is_private(run: &str) -> bool {
    let groups: Vec<usize> = run
        .split(|c: char| !c.is_numeric())
        .map(|group| group.chars().count())
        .filter(|&digits| digits > 0)
        .collect();
    let is_day = matches!(groups[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    let is_years = matches!(groups[..], [4, 4]);
    let is_long = groups.iter().sum::<usize>() >= DIGITS && !is_day && !is_years;
    is_long || groups.iter().any(|&digits| digits >= DIGITS_IN_A_ROW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_say_who_wrote_is_taken_out() {
        for (text, expected) in [
            ("write to ana.b+x@mail.example, please", "write to [address] please"),
            ("ask @ana_99 or t.me/ana_99!", "ask [address] or [address]"),
            ("call +7 (495) 123-45-67 now", "call [number] now"),
            ("call 495.123.4567", "call [number]"),
            ("my card 4111 1111 1111 1111.", "my card [number]."),
            ("номер ８９１２３４５６７", "номер [number]"),
            ("passport 123456", "passport [number]"),
            ("see https://x.example/?u=ana", "see [address]"),
            ("٠١٢٣٤٥٦٧٨", "[number]"),
        ] {
            assert_eq!(scrubbed(text), expected);
        }
    }

    #[test]
    fn what_questions_are_about_stays() {
        for text in [
            "what happened on 2023-11-12, or 12.11.2023?",
            "from 2022 to 2023, 2022-2023",
            "is it 5 @ 3?",
            "5,000 troops in 2023",
            "what is the 8th point of 10?",
            "",
            "  two\n lines ",
        ] {
            assert_eq!(scrubbed(text), text);
        }
    }
}
