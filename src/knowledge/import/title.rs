//! Makes a headline of an article that has none.

use unicode_segmentation::UnicodeSegmentation;

/// A first "sentence" longer than this has lost its full stop somewhere, and is cut at a word.
const MAX_LENGTH: usize = 400;

/// Short forms after which a sentence goes on.
const SHORT_FORMS: [&str; 12] =
    ["Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Col.", "Sen.", "Gov.", "St.", "No.", "vs."];

/// The first sentence of a paragraph, without its full stop.
pub(super) fn first_sentence(paragraph: &str) -> String {
    // A line break would count as the end of a sentence.
    let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut sentence = String::new();
    for part in paragraph.split_sentence_bounds() {
        sentence.push_str(part);
        if !goes_on(&sentence) {
            break;
        }
    }
    let sentence = sentence.trim_end();
    // The full stop of `U.S.` belongs to the word.
    if ends_in_initial(sentence) {
        return cut(sentence);
    }
    cut(sentence.strip_suffix(['.', '。']).unwrap_or(sentence))
}

/// Whether what looks like the end of a sentence is a short form, as in `the U.S. Navy`.
fn goes_on(sentence: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    SHORT_FORMS.contains(&last) || ends_in_initial(sentence)
}

fn ends_in_initial(sentence: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    let Some(word) = last.strip_suffix('.') else {
        return false;
    };
    let mut parts = word.rsplit('.');
    parts.next().is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MAX_LENGTH {
        return text.into();
    }
    let start: String = text.chars().take(MAX_LENGTH).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_makes_a_headline() {
        for (paragraph, expected) in [
            ("The harbour reopens. It was shut.", "The harbour reopens"),
            ("The U.S. Navy left the port. It was quiet.", "The U.S. Navy left the port"),
            ("Dr. Adler spoke\nin St. Malo. It rained.", "Dr. Adler spoke in St. Malo"),
            ("Is it open? Yes.", "Is it open?"),
            ("No end", "No end"),
            ("港口重新开放。很好。", "港口重新开放"),
        ] {
            assert_eq!(first_sentence(paragraph), expected);
        }
        let long = first_sentence(&"word ".repeat(100));
        assert!(long.ends_with("word…"), "{long}");
    }
}
