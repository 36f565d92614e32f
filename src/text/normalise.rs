//! Normal forms: what stays of a text when case, accents and punctuation do not count.

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

/// `text` in Unicode compatibility form (NFKC), case folded, without accents and invisible
/// characters, its apostrophes and dashes made plain.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let compatible: String = text.nfkd().filter(|&c| !is_dropped(c)).collect();
    default_case_fold_str(&compatible).nfkd().filter(|&c| !is_dropped(c)).map(plain).nfc().collect()
}

/// The form under which two wordings are the same: [`folded`], with nothing left but letters,
/// digits, and signs that make another thing of them. Empty for a text without letters and digits.
///
/// Spaces go too, so that `U.S.`, `US` and `U S` agree. A separator between two digits
/// stays as one space, or `1.5` would be `15`; only one that groups thousands is dropped.
pub fn exact_key(text: &str) -> String {
    let folded: Vec<char> = folded(text).chars().collect();
    let mut key = String::with_capacity(folded.len());
    for (at, &c) in folded.iter().enumerate() {
        if is_word_char(c) {
            key.push(c);
        } else if separates_digits(&folded, at) {
            key.push(' ');
        } else if carries_meaning(&folded, at) {
            key.push(c);
        }
    }
    key
}

/// Whether the sign at `at` makes another thing of what it stands at: `C++`, `-18`, `<3`, `5 €`, or a picture
/// that words follow.
fn carries_meaning(chars: &[char], at: usize) -> bool {
    let (before, after) = (&chars[..at], &chars[at + 1..]);
    let is_next = |is: fn(char) -> bool| after.iter().find(|c| !c.is_whitespace()).copied().is_some_and(is);
    match chars[at] {
        '+' | '#' => {
            let letter = before.iter().rev().find(|c| !is_grade(**c)).is_some_and(|c| c.is_alphabetic());
            letter && !after.iter().find(|c| !is_grade(**c)).is_some_and(|c| is_word_char(*c))
        }
        '-' => {
            after.first().is_some_and(char::is_ascii_digit) && before.last().is_none_or(|c| c.is_whitespace())
        }
        '<' | '>' => is_next(|c| c.is_ascii_digit()),
        c if is_currency(c) => {
            let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
            is_digit(before.iter().rev().find(|c| !c.is_whitespace())) || is_next(|c| c.is_ascii_digit())
        }
        c => is_picture(c) && after.iter().any(|&c| is_word_char(c)),
    }
}

/// Whether a sign after a letter makes another name of it: `C++`, `C#`, `A+`.
pub(super) fn is_grade(c: char) -> bool {
    matches!(c, '+' | '#')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '₽' | '₴' | '₹' | '₺' | '₸' | '€')
}

/// Whether `c` is a picture (emoji), of those that stand for a thing.
pub fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

fn is_word_char(c: char) -> bool {
    // Vowel signs of Indic and Thai writing are marks, not letters, and carry the word.
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Whether the separator that begins at `at` parts two numbers.
fn separates_digits(chars: &[char], at: usize) -> bool {
    let before = &chars[..at];
    if !before.last().is_some_and(char::is_ascii_digit) {
        return false;
    }
    let rest = &chars[at..];
    let gap = rest.iter().take_while(|&&c| !is_word_char(c)).count();
    let after = &rest[gap..];
    if !after.first().is_some_and(char::is_ascii_digit) {
        return false;
    }
    let leading = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let trailing = after.iter().take_while(|c| c.is_ascii_digit()).count();
    let groups_thousands =
        gap == 1 && matches!(rest[0], ',' | '.' | '\'' | ' ') && leading <= 3 && trailing == 3;
    !groups_thousands
}

/// Whether `c` is an accent or cannot be seen.
fn is_dropped(c: char) -> bool {
    is_invisible(c) || is_accent(c)
}

/// Accents of alphabetic scripts. Voicing marks of kana are letters' parts, and stay.
fn is_accent(c: char) -> bool {
    if !unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{3099}' | '\u{309a}') {
        return false;
    }
    matches!(c.script(), Script::Inherited | Script::Hebrew | Script::Arabic)
}

/// Characters that Unicode says to ignore in display (Default_Ignorable_Code_Point, the ones
/// met in texts): soft hyphen, joiners, direction marks, variation selectors, tags, BOM.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Marks that have a plain twin, and letters whose stroke is no mark to Unicode.
fn plain(c: char) -> char {
    match c {
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ħ' => 'h',
        '‘' | '’' | 'ʼ' | '`' | '´' | '′' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        '‐'..='―' | '−' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_that_differ_in_form_alone_share_a_key() {
        for (one, other) in [
            ("Is China neutral?", "  is CHINA   neutral "),
            ("Café Zürich", "cafe zurich"),
            ("What’s new—today?", "Whats new today"),
            ("the U.S. stance", "The US stance"),
            ("Straße", "STRASSE"),
            ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
            ("co\u{ad}operation\u{200b}", "cooperation"),
            ("20,000 people", "20000 people"),
            ("ёлка", "Елка"),
            ("IŞIK", "ışık"),
            ("Łodzi", "lodzi"),
            ("שָׁלוֹם", "שלום"),
            ("what is 1 + 1", "What is 1+1?"),
            ("is it #1?", "is it 1"),
            ("🙂 is it open 👍", "🙂 Is it open?"),
            ("from 5 - 10 euros", "from 5–10 euros"),
        ] {
            assert_eq!(exact_key(one), exact_key(other), "{one} / {other}");
        }
    }

    #[test]
    fn wordings_that_mean_something_else_keep_their_keys() {
        for (one, other) in [
            ("is 1.5 allowed", "is 15 allowed"),
            ("room 12 34", "room 1234"),
            ("か", "が"),
            ("कि", "कु"),
            ("2023-11-12", "20231112"),
            ("how do I use C++", "how do I use C#"),
            ("how do I use C++?", "How do I use C?"),
            ("does an A+ count", "does an A count"),
            ("stored at -18 degrees", "stored at 18 degrees"),
            ("is <3 allowed", "is >3 allowed"),
            ("what does 5 € buy", "what does 5 $ buy"),
            ("what does 🎁 do", "what does 🔥 do"),
        ] {
            assert_ne!(exact_key(one), exact_key(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_text_without_letters_or_digits_has_an_empty_key() {
        for text in ["", " \t\n", "?!…", "🙂👍", "\u{200b}\u{feff}", "— « »"] {
            assert_eq!(exact_key(text), "", "{text:?}");
        }
    }
}
