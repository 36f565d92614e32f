//! A text's words: found by Unicode's rules (UAX #29), folded and stemmed.
//!
//! Where writing does not part words (Chinese, Japanese, Thai, …), overlapping pairs of
//! characters stand for them: they need no dictionary and search about as well as segments.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use super::language::Language;
use super::normalise::{folded, is_grade};

/// About how many bytes of text a word and the space after it take.
const AVERAGE_LENGTH: usize = 6;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its normal form; see [`folded`].
    pub folded: String,
    /// Its stem in the text's language.
    pub stem: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Whether it is one of the language's stop words.
    pub is_stop: bool,
    /// Whether it begins with a capital letter.
    pub is_capitalised: bool,
    /// Whether it turns a statement around, as `not` does, or the `t` of `don't`.
    pub is_negation: bool,
}

impl Word {
    /// The word as it is written in `text`, which it was found in.
    pub fn written<'a>(&self, text: &'a str) -> &'a str {
        &text[self.span.clone()]
    }

    /// Whether the word has a digit in it, or a sign as `C++` has: it is what it is to the letter.
    pub fn is_number(&self) -> bool {
        self.folded.chars().any(|c| c.is_ascii_digit() || is_grade(c))
    }
}

impl Language {
    /// The words of `text`, in order.
    pub fn words(&self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / AVERAGE_LENGTH + 1);
        let mut run: Option<Range<usize>> = None;
        for (start, piece) in text.unicode_word_indices() {
            let span = start..start + piece.len() + grade(piece, &text[start + piece.len()..]);
            if !is_unspaced(piece) {
                self.push_pairs(text, run.take(), &mut words);
                self.push_parts(text, span, &mut words);
                continue;
            }
            run = match run {
                Some(open) if open.end == span.start => Some(open.start..span.end),
                open => {
                    self.push_pairs(text, open, &mut words);
                    Some(span)
                }
            };
        }
        self.push_pairs(text, run, &mut words);
        words
    }

    /// Pushes a spaced word's parts between apostrophes: `Moscow’s` is `Moscow` and `s`.
    fn push_parts(&self, text: &str, span: Range<usize>, words: &mut Vec<Word>) {
        let mut start = span.start;
        for part in text[span].split_inclusive(['\'', '’', 'ʼ', '‘']) {
            let bare = part.trim_end_matches(['\'', '’', 'ʼ', '‘']);
            words.extend(self.word(text, start..start + bare.len()));
            start += part.len();
        }
    }

    /// Pushes each pair of neighbouring characters of a run without spaces, or its only one.
    fn push_pairs(&self, text: &str, run: Option<Range<usize>>, words: &mut Vec<Word>) {
        let Some(run) = run else { return };
        let clusters: Vec<(usize, &str)> = text[run.clone()].grapheme_indices(true).collect();
        if let [(at, only)] = clusters[..] {
            words.extend(self.word(text, run.start + at..run.start + at + only.len()));
        }
        for pair in clusters.windows(2) {
            let (first, (second, last)) = (pair[0].0, pair[1]);
            words.extend(self.word(text, run.start + first..run.start + second + last.len()));
        }
    }

    fn word(&self, text: &str, span: Range<usize>) -> Option<Word> {
        let surface = &text[span.clone()];
        let folded = folded(surface);
        if folded.is_empty() {
            return None;
        }
        Some(Word {
            stem: self.stem(&folded),
            is_stop: self.is_stop_word(&folded),
            is_negation: self.is_negation(&folded) || is_not(&text[..span.start], &folded),
            is_capitalised: surface.starts_with(char::is_uppercase),
            folded,
            span,
        })
    }
}

/// How many signs after a word are part of it, in bytes: two for `C++`. Behind a number they say "or more".
fn grade(piece: &str, after: &str) -> usize {
    let rest = after.trim_start_matches(is_grade);
    let is_name = piece.chars().all(char::is_alphabetic) && !rest.starts_with(char::is_alphanumeric);
    if is_name { after.len() - rest.len() } else { 0 }
}

/// Whether a folded word is what an apostrophe leaves of `not`: `before` ends in `n'`.
fn is_not(before: &str, folded: &str) -> bool {
    folded == "t" && before.strip_suffix(['\'', '’']).is_some_and(|before| before.ends_with(['n', 'N']))
}

/// Whether `piece` is written in a script that does not part words by spaces.
pub fn is_unspaced(piece: &str) -> bool {
    let Some(first) = piece.chars().next() else { return false };
    matches!(
        first.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(tag: &str, text: &str) -> Vec<String> {
        Language::new(tag).words(text).iter().map(|word| word.written(text).to_owned()).collect()
    }

    #[test]
    fn words_are_found_in_any_writing() {
        for (tag, text, expected) in [
            ("en", "Moscow’s six-day visit?", "Moscow s six day visit"),
            ("fr", "qu'est-ce que l’Union", "qu est ce que l Union"),
            ("zh", "中国支持俄罗斯吗？", "中国 国支 支持 持俄 俄罗 罗斯 斯吗"),
            ("zh", "北京 and 明 斯克", "北京 and 明 斯克"),
            ("he", "מה שלומך?", "מה שלומך"),
            ("en", "!!! 🙂", ""),
            ("en", "C++, C# or C? A+, 16+ and a+b", "C++ C# or C A+ 16 and a b"),
        ] {
            assert_eq!(surfaces(tag, text).join(" "), expected, "{text}");
        }
        assert!(surfaces("th", "ราคาเท่าไร").len() > 3);
    }

    #[test]
    fn a_negation_is_one_in_its_language() {
        for (tag, text, expected) in [
            ("en", "China doesn't, and will not", "t not"),
            ("en", "a t shirt, a T-shirt", ""),
            ("ru", "министр не едет", "не"),
            ("fr", "il ne rouvre pas, rouvre-t-il", "ne pas"),
            ("pt", "no porto não", "não"),
        ] {
            let words = Language::new(tag).words(text);
            let negations: Vec<&str> =
                words.iter().filter(|word| word.is_negation).map(|word| word.written(text)).collect();
            assert_eq!(negations.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_word_knows_its_place_and_stem() {
        let words = Language::new("en").words("The Ministers’ talks");
        assert_eq!(words[1].span, 4..13);
        assert_eq!(words[1].stem, "minist");
        assert!(words[0].is_stop && !words[1].is_stop);
    }
}
