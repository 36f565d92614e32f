//! What asks for nothing that could be looked up: thanks for what is done, and questions of mere pronouns.

use super::language::Language;
use super::words::Word;

/// Words for something that was named before.
const PRONOUNS: [&str; 8] = ["it", "this", "that", "these", "those", "they", "them", "one"];

/// Stems of thanks.
const THANKS: [&str; 4] = ["thank", "thanx", "thx", "cheer"];

/// Stems of what has turned out well.
const DONE: [&str; 10] = ["got", "receiv", "arriv", "found", "solv", "work", "fix", "sort", "done", "help"];

/// First words, and stems anywhere, of who wants to know or to have something.
const WANTS: [&str; 12] =
    ["what", "which", "who", "when", "where", "why", "how", "want", "need", "not", "but", "tell"];

impl Language {
    /// The pronoun that a question is about, if it names nothing but one thing to do with it: "can I cancel it?".
    /// In languages without a list there is none.
    pub fn pronoun<'a>(&self, words: &'a [Word]) -> Option<&'a Word> {
        if self.code() != "en" {
            return None;
        }
        let names = |word: &&Word| !word.is_stop && !self.is_filler(&word.folded);
        let pronoun = words.iter().find(|word| PRONOUNS.contains(&word.folded.as_str()));
        pronoun.filter(|_| words.iter().filter(names).count() <= 1)
    }

    /// Whether a message thanks for what is done, and asks nothing: "I got my refund, thank you".
    pub fn is_thanks(&self, words: &[Word]) -> bool {
        let has = |stems: &[&str]| words.iter().any(|word| stems.contains(&word.stem.as_str()));
        let asks = words.first().is_some_and(|word| self.is_auxiliary(&word.folded));
        self.code() == "en" && has(&THANKS) && has(&DONE) && !has(&WANTS) && !asks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_of_mere_pronouns_names_nothing() {
        let english = Language::new("en");
        for (text, expected) in [
            ("can I cancel it?", Some("it")),
            ("what does it cost", Some("it")),
            ("how do they do that", Some("they")),
            ("can I cancel it by telephone", None),
            ("can I cancel", None),
        ] {
            let words = english.words(text);
            assert_eq!(english.pronoun(&words).map(|word| word.folded.as_str()), expected, "{text}");
        }
        let german = Language::new("de");
        assert_eq!(german.pronoun(&german.words("it")), None);
    }

    #[test]
    fn thanks_for_what_is_done_ask_nothing() {
        let english = Language::new("en");
        for (text, expected) in [
            ("I got my refund, thank you!", true),
            ("thx, that helped", true),
            ("it has arrived, thanks", true),
            ("opening hours, thanks", false),
            ("where is my parcel? it has not arrived, thanks", false),
            ("has my refund arrived? thank you", false),
            ("I got my refund", false),
        ] {
            assert_eq!(english.is_thanks(&english.words(text)), expected, "{text}");
        }
    }
}
