//! The writing of a text, which tells many languages apart before a word of it is known.

use unicode_script::{Script, UnicodeScript};

/// How many letters of an alphabet a Chinese character counts for: a word has about five letters
/// and two characters. Names in Latin letters do not make `北京和Moscow` an English text.
const LETTERS_OF_A_CHARACTER: usize = 3;

/// The script in which most of `text` is written; none for a text without letters.
///
/// Japanese counts as Han: no text of it is without.
pub fn script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let (script, weight) = weighed(c.script());
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += weight,
            None => counts.push((script, weight)),
        }
    }
    counts.retain(|(script, _)| !matches!(script, Script::Common | Script::Inherited | Script::Unknown));
    // Of equals the last is taken by `max_by_key`; the first written is the better guess.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

fn weighed(script: Script) -> (Script, usize) {
    match script {
        Script::Han | Script::Hiragana | Script::Katakana => (Script::Han, LETTERS_OF_A_CHARACTER),
        other => (other, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_in_the_script_of_most_of_it() {
        for (text, expected) in [
            ("Is China neutral?", Some(Script::Latin)),
            ("Нейтрален ли Китай?", Some(Script::Cyrillic)),
            ("зачем нужна MCIS?", Some(Script::Cyrillic)),
            ("中国中立吗", Some(Script::Han)),
            ("MCIS是什么会议", Some(Script::Han)),
            ("what does 北 mean", Some(Script::Latin)),
            ("こんにちは", Some(Script::Han)),
            ("2023?! 🙂", None),
        ] {
            assert_eq!(script(text), expected, "{text}");
        }
    }
}
