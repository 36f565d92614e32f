//! What asks for nothing that could be looked up: greetings, news of what is done, and questions of mere pronouns.

use super::language::Language;
use super::words::Word;

/// Words for something that was named before.
const PRONOUNS: [&str; 8] = ["it", "this", "that", "these", "those", "they", "them", "one"];

/// Stems of thanks.
const THANKS: [&str; 4] = ["thank", "thanx", "thx", "cheer"];

/// Stems of what has turned out well.
const DONE: [&str; 10] = ["got", "receiv", "arriv", "found", "solv", "work", "fix", "sort", "done", "help"];

/// Stems of what only tells, in so short a sentence, that all is well.
const WELL: [&str; 4] = ["receiv", "arriv", "solv", "sort"];

/// First words of who tells.
const TELLS: [&str; 5] = ["i", "we", "my", "our", "it"];

/// Words for when.
const WHEN: [&str; 5] = ["today", "yesterday", "now", "already", "just"];

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

    /// Whether a message asks nothing: it greets, or tells what is done with thanks or in a few words: "hello there", "I got
    /// my refund, thank you", "my parcel arrived today".
    pub fn is_news(&self, words: &[Word]) -> bool {
        let has = |stems: &[&str]| words.iter().any(|word| stems.contains(&word.stem.as_str()));
        let begins =
            |first: fn(&Self, &str) -> bool| words.first().is_some_and(|word| first(self, &word.folded));
        if self.code() != "en" || has(&WANTS) || begins(Self::is_auxiliary) {
            return false;
        }
        // What arrived damaged or late is a case to ask about.
        let tells = |word: &&Word| {
            let is_when = WHEN.contains(&word.folded.as_str());
            !word.is_stop && !is_when && !WELL.contains(&word.stem.as_str()) && !self.is_filler(&word.folded)
        };
        let telling = words.iter().filter(tells).count();
        let greets = telling == 0 && words.iter().any(|word| self.is_filler(&word.folded));
        let is_short = telling <= 1;
        greets
            || has(&THANKS) && has(&DONE)
            || begins(|_, first| TELLS.contains(&first)) && has(&WELL) && is_short
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
    fn news_of_what_is_done_asks_nothing() {
        let english = Language::new("en");
        for (text, expected) in [
            ("I got my refund, thank you!", true),
            ("thx, that helped", true),
            ("it has arrived, thanks", true),
            ("opening hours, thanks", false),
            ("where is my parcel? it has not arrived, thanks", false),
            ("has my refund arrived? thank you", false),
            ("I got my refund", false),
            ("My parcel arrived today", true),
            ("my order has arrived", true),
            ("My parcel arrived damaged", false),
            ("my parcel has not arrived", false),
            ("parcel arrived", false),
            ("Hello there!", true),
            ("hello, how are you", false),
            ("who are you", false),
        ] {
            assert_eq!(english.is_news(&english.words(text)), expected, "{text}");
        }
    }
}
