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

/// The form under which two wordings are the same: [`folded`], with nothing left but letters
/// and digits. Empty for a text that has neither.
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
        }
    }
    key
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
