//! What is known of a language: its stems and its stop words, both from libraries, and lists of
//! other words that mean more than themselves.

use std::collections::HashSet;
use std::fmt;

use rust_stemmers::{Algorithm, Stemmer};

use super::lists;
use super::normalise::folded;

/// A language, by its code, with what is known of it.
///
/// An unknown language works too, without stems and stop words.
pub struct Language {
    code: String,
    stemmer: Option<Stemmer>,
    stop_words: HashSet<String>,
}

impl Language {
    /// The language of `tag`, such as `en` or `zh-Hans`; only its first part counts.
    pub fn new(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        let stop_words = stop_words::lookup(&code).unwrap_or_default();
        Self {
            stemmer: algorithm(&code).map(Stemmer::create),
            // Split at apostrophes as words are: `don't` stops `don` and `t`.
            stop_words: stop_words
                .iter()
                .flat_map(|word| folded(word).split('\'').map(str::to_owned).collect::<Vec<_>>())
                .filter(|word| !word.is_empty())
                .collect(),
            code,
        }
    }

    /// The language's code, such as `en`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The stem of a folded word (Snowball), or the word itself.
    pub fn stem(&self, folded: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(folded).into_owned(),
            None => folded.to_owned(),
        }
    }

    /// Whether a folded word turns a statement around in this language. Of languages without
    /// a list none does.
    pub fn is_negation(&self, folded: &str) -> bool {
        lists::negations(&self.code).contains(&folded)
    }

    /// Whether the stem of a word that ends, refuses or undoes what the rest of a question is
    /// about, in this language. Of languages without a list none does.
    pub fn is_reversal(&self, stem: &str) -> bool {
        lists::reversals(&self.code).contains(&stem)
    }

    /// Whether a folded word shows that a noun follows: "the stop", "its end", "the minister's stop".
    pub fn is_determiner(&self, folded: &str) -> bool {
        lists::determiners(&self.code).contains(&folded)
    }

    /// Whether a folded word is mere politeness or speech about speech. Of languages without a
    /// list none is.
    pub fn is_filler(&self, folded: &str) -> bool {
        lists::fillers(&self.code).contains(&folded)
    }

    /// Whether a folded word is a name, however it is written. Of languages without a list none
    /// is.
    pub fn is_name(&self, folded: &str) -> bool {
        lists::names(&self.code).contains(folded)
    }

    /// Whether there is such a list.
    pub fn lists_names(&self) -> bool {
        !lists::names(&self.code).is_empty()
    }

    /// Whether a folded word makes a sentence of a row of names and nouns.
    pub fn is_auxiliary(&self, folded: &str) -> bool {
        lists::auxiliaries(&self.code).contains(&folded)
    }

    /// Whether a folded word makes the name behind it the place or the aim of what is done, and
    /// not the one that does it.
    pub fn is_preposition(&self, folded: &str) -> bool {
        lists::prepositions(&self.code).contains(&folded)
    }

    /// Whether a folded word carries little meaning of its own.
    pub fn is_stop_word(&self, folded: &str) -> bool {
        self.stop_words.contains(folded)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.code).finish()
    }
}

fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_and_stop_words_follow_the_language() {
        let english = Language::new("en-GB");
        assert_eq!(english.stem("conferences"), english.stem("conference"));
        assert!(english.is_stop_word("the") && english.is_stop_word("don"));
        assert!(!english.is_stop_word("minister"));
        let russian = Language::new("ru");
        assert_eq!(russian.stem("министра"), russian.stem("министр"));
        assert!(russian.is_stop_word("и"));
        let unknown = Language::new("xx");
        assert_eq!(unknown.stem("words"), "words");
        assert!(!unknown.is_stop_word("the"));
    }
}
