//! What turns a text into another, though nearly all words are the same: a small word for its opposite, or
//! numbers in another order.

use std::ops::Range;

use super::language::Language;
use super::lists;
use super::words::Word;

impl Language {
    /// Where a question turns round what texts say of the same thing: the "after a blood test" beside "before the
    /// blood test". In languages without a list none does.
    pub fn turned(&self, asked: &[Word], told: &[Vec<Word>]) -> Option<Range<usize>> {
        let ours = self.turning(asked);
        let theirs: Vec<Turning> = told.iter().flat_map(|words| self.turning(words)).collect();
        let turned = ours.iter().find(|our| {
            let is_opposite = |their: &&Turning| {
                their.beside.stem == our.beside.stem
                    && lists::turns(self.code(), &our.word.folded, &their.word.folded)
            };
            let mut opposites = theirs.iter().filter(is_opposite);
            opposites.any(|their| !theirs.contains(our) && !ours.contains(their))
        })?;
        // With it goes the whole of what it goes with: "after a blood test".
        let (start, beside) = (turned.word.span.start, turned.beside.span.start);
        let following = asked.iter().filter(|word| word.span.start >= beside && beside > start);
        let same = following.take_while(|word| !word.is_stop || word.span.start == beside);
        let end = same.last().map_or(turned.word.span.end, |word| word.span.end);
        Some(start..end)
    }

    /// The words that have an opposite, each with the word that it goes with: what follows, or, at the end, what is
    /// before.
    fn turning<'a>(&self, words: &'a [Word]) -> Vec<Turning<'a>> {
        let is_content = |word: &&Word| !word.is_stop || word.is_number();
        let turning = (0..words.len()).filter(|&at| lists::is_turning(self.code(), &words[at].folded));
        turning
            .filter_map(|at| {
                let next = words[at + 1..].iter().find(is_content);
                let beside = next.or_else(|| words[..at].iter().rev().find(is_content))?;
                Some(Turning { word: &words[at], beside })
            })
            .collect()
    }
}

/// A small word that has an opposite, and the word that it goes with.
struct Turning<'a> {
    word: &'a Word,
    beside: &'a Word,
}

impl PartialEq for Turning<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.word.folded == other.word.folded && self.beside.stem == other.beside.stem
    }
}

/// The first number of a question that stands in another place than in a text that has the same ones, with words
/// between: "from 4 to 3" beside "from 3 to 4". A date is written in any order.
pub fn reordered<'a>(asked: &'a [Word], told: &[Word]) -> Option<&'a Word> {
    let (ours, theirs) = (numbers_apart(asked)?, numbers_apart(told)?);
    let sorted = |numbers: &[&Word]| {
        let mut folded: Vec<String> = numbers.iter().map(|word| word.folded.clone()).collect();
        folded.sort_unstable();
        folded
    };
    let differs = ours.iter().zip(&theirs).find(|(our, their)| our.folded != their.folded);
    differs.filter(|_| sorted(&ours) == sorted(&theirs)).map(|(our, _)| *our)
}

/// The number of a question that stands where texts have another one, and only that: the `3.9` of "with Python 3.9"
/// beside "with Python 3.10". Where texts differ in it among themselves, it is an example.
pub fn renumbered<'a>(asked: &'a [Word], told: &[Vec<Word>]) -> Option<&'a Word> {
    let theirs: Vec<(&Word, [Option<&str>; 2])> =
        told.iter().flat_map(|words| placed_numbers(words)).collect();
    let is_theirs = |word: &Word| theirs.iter().any(|(their, _)| their.folded == word.folded);
    let stands = placed_numbers(asked).into_iter().filter(|(word, _)| !is_theirs(word));
    let mut renumbered = stands.filter(|(_, place)| {
        let is_there = |theirs: &[Option<&str>; 2]| {
            place.iter().zip(theirs).any(|(one, other)| one.is_some() && one == other)
        };
        let mut there = theirs.iter().filter(|(_, place)| is_there(place)).map(|(word, _)| &word.folded);
        let first = there.next();
        let is_asked = |number: &String| asked.iter().any(|word| word.folded == *number);
        first.is_some_and(|first| !is_asked(first) && there.all(|next| next == first))
    });
    renumbered.next().map(|(word, _)| word)
}

/// The numbers of a text, each with the stems of the words of content right before and after it.
fn placed_numbers(words: &[Word]) -> Vec<(&Word, [Option<&str>; 2])> {
    let stem = |at: Option<usize>| {
        let word = words.get(at?).filter(|word| !word.is_stop && !word.is_number());
        word.map(|word| word.stem.as_str())
    };
    let numbers = words.iter().enumerate().filter(|(_, word)| word.is_number());
    numbers.map(|(at, word)| (word, [stem(at.checked_sub(1)), stem(Some(at + 1))])).collect()
}

/// The numbers of a text, if no two are next to each other.
fn numbers_apart(words: &[Word]) -> Option<Vec<&Word>> {
    let are_apart = !words.windows(2).any(|pair| pair.iter().all(Word::is_number));
    are_apart.then(|| words.iter().filter(|word| word.is_number()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_word_turns_what_it_goes_with() {
        for (code, asked, told, expected) in [
            (
                "en",
                "can I eat after a blood test",
                "May I eat before the blood test?",
                Some("after a blood test"),
            ),
            ("en", "how do I turn off coloured output", "How do I turn coloured output on?", None),
            ("en", "how do I turn coloured output off", "How do I turn the output on?", Some("off")),
            (
                "en",
                "how do I turn off coloured output",
                "How do I turn on coloured output?",
                Some("off coloured output"),
            ),
            ("en", "is it free below 50 euros", "Is it free above 50 euros?", Some("below 50 euros")),
            ("en", "how do I get to the airport", "How do I get from the airport?", Some("to the airport")),
            (
                "en",
                "from the airport to the town",
                "How do I get to the airport from the town?",
                Some("from the airport"),
            ),
            ("en", "what to eat before and after the test", "May I eat before the test?", None),
            ("en", "may I eat after the exam", "May I eat before the test?", None),
            ("en", "when do I get money after the test", "May I eat after the test?", None),
            ("es", "¿Tienen pan con gluten?", "¿Hay pan sin gluten?", Some("con gluten")),
            ("ru", "Что продают по рецепту?", "Что можно купить без рецепта?", Some("по рецепту")),
            ("xx", "after the test", "before the test", None),
        ] {
            let language = Language::new(code);
            let turned = language.turned(&language.words(asked), &[language.words(told)]);
            assert_eq!(turned.map(|span| &asked[span]), expected, "{asked}");
        }
    }

    #[test]
    fn a_number_stands_in_the_place_of_another() {
        let english = Language::new("en");
        for (asked, told, expected) in [
            ("does it run with Python 3.9", "Does it work with Python 3.10? | Which Python?", Some("3.9")),
            ("is it free above 30 euros", "Is it free above 50 euros?", Some("30")),
            ("is it free above 50 euros", "Is it free above 50 euros?", None),
            ("is it free for 3 people", "Is it free above 50 euros?", None),
            ("what is room 9", "What is room 4? | What is room 5?", None),
            ("how do I get from room 4 to room 9", "What is room 4?", None),
        ] {
            let told: Vec<Vec<Word>> = told.split(" | ").map(|text| english.words(text)).collect();
            let asked = english.words(asked);
            let found = renumbered(&asked, &told);
            assert_eq!(found.map(|word| word.folded.as_str()), expected, "{asked:?}");
        }
    }

    #[test]
    fn numbers_stand_in_an_order() {
        let english = Language::new("en");
        for (asked, told, expected) in [
            ("from version 4 to version 3", "How do I upgrade from version 3 to version 4?", Some("4")),
            ("from version 3 to version 4", "How do I upgrade from version 3 to version 4?", None),
            ("from version 4 to version 2", "How do I upgrade from version 3 to version 4?", None),
            ("on 12 11 2023", "what was on 2023 11 12", None),
        ] {
            let (asked, told) = (english.words(asked), english.words(told));
            let found = reordered(&asked, &told);
            assert_eq!(found.map(|word| word.folded.as_str()), expected, "{asked:?}");
        }
    }
}
