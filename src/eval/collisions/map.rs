//! Which phrasings go to other entries, and which entries thus collide.

use std::collections::{BTreeMap, HashSet};

use crate::faq::{Answer, Faq};
use crate::matcher::{Match, Verdict};
use crate::text::{Language, exact_key};

use super::noise::noisy_copies;

/// From this share of its noisy copies on, a phrasing is robbed.
const SMALL_SHARE: f64 = 0.25;

/// A phrasing that loses fewer copies is not robbed: one typo may make another word of any word.
const FEWEST_LOST: usize = 2;

/// From this share of the best entry's on, another's share competes: its score is .035 lower.
const COMPETING: f32 = 0.5;

/// A phrasing: the number of its entry, and its place among the entry's own.
pub(super) type Place = (usize, usize);

/// A phrasing that goes to another entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Robbery {
    pub(super) place: Place,
    pub(super) thief: usize,
    pub(super) unless_known: bool,
    pub(super) copies: usize,
    pub(super) lost: Vec<String>,
}

/// An entry and another that takes its questions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) victim: usize,
    pub(super) thief: usize,
    /// The worst first.
    pub(super) robberies: Vec<Robbery>,
}

/// A FAQ that is asked its own phrasings.
pub(super) struct Trial<'a> {
    pub(super) faq: &'a Faq,
    /// Each article's language and each entry's number of it.
    languages: Vec<Language>,
    language_of: Vec<usize>,
    /// The stems of each entry's phrasings.
    stems: Vec<HashSet<String>>,
    /// The normal forms of each entry's phrasings.
    keys: Vec<HashSet<String>>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(faq: &'a Faq) -> Self {
        let articles = faq.knowledge().articles();
        let languages: Vec<Language> =
            articles.iter().map(|article| Language::new(&article.language)).collect();
        let entries = || {
            articles
                .iter()
                .enumerate()
                .flat_map(|(number, article)| article.faq.iter().map(move |entry| (number, entry)))
        };
        let stems_of = |text: &str, language: &Language| -> Vec<String> {
            language.words(text).into_iter().filter(|word| !word.is_stop).map(|word| word.stem).collect()
        };
        Self {
            stems: entries()
                .map(|(at, entry)| {
                    entry.phrasings().flat_map(|text| stems_of(text, &languages[at])).collect()
                })
                .collect(),
            keys: entries().map(|(_, entry)| entry.phrasings().map(exact_key).collect()).collect(),
            language_of: entries().map(|(at, _)| at).collect(),
            languages,
            faq,
        }
    }

    /// The language of an entry.
    pub(super) fn language(&self, entry: usize) -> &Language {
        &self.languages[self.language_of[entry]]
    }

    /// Every phrasing of every entry.
    pub(super) fn phrasings(&self) -> Vec<Place> {
        (0..self.language_of.len()).flat_map(|entry| self.phrasings_of(entry)).collect()
    }

    /// Every phrasing of an entry.
    pub(super) fn phrasings_of(&self, entry: usize) -> impl Iterator<Item = Place> + use<> {
        (0..1 + self.faq.entry(entry).entry.variants.len()).map(move |phrasing| (entry, phrasing))
    }

    /// The text of a phrasing.
    pub(super) fn text(&self, (entry, phrasing): Place) -> &str {
        self.faq.entry(entry).entry.phrasings().nth(phrasing).unwrap_or_default()
    }

    /// What other entries take of a phrasing, if that is more than a little.
    pub(super) fn robberies(&self, place: Place) -> Vec<Robbery> {
        let (victim, phrasing) = place;
        let copies = noisy_copies(self.language(victim), self.text(place));
        let mut lost: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for copy in &copies {
            if let Some(thief) = self.thief_of_copy(place, copy) {
                lost.entry(thief).or_default().push(copy.clone());
            }
        }
        let fewest = FEWEST_LOST.max((SMALL_SHARE * copies.len() as f64).ceil() as usize);
        lost.retain(|_, lost| lost.len() >= fewest);
        let known_thief = self.answering(victim, &self.faq.survey_without(victim, phrasing));
        if let Some(thief) = known_thief {
            lost.entry(thief).or_default();
        }
        let robbery = |(thief, lost)| Robbery {
            place,
            thief,
            unless_known: known_thief == Some(thief),
            copies: copies.len(),
            lost,
        };
        lost.into_iter().map(robbery).collect()
    }

    /// The entry to which a noisy copy goes, or which keeps it from being answered.
    fn thief_of_copy(&self, place: Place, copy: &str) -> Option<usize> {
        let answer = self.faq.survey(copy);
        let thief = self.competitor(place.0, &answer)?;
        let is_theirs = self.keys[thief].contains(&exact_key(copy));
        (!is_theirs && self.tells_apart(place, copy, thief)).then_some(thief)
    }

    /// The entry that comes before the victim, or so near to it that it is not answered.
    fn competitor(&self, victim: usize, answer: &Answer) -> Option<usize> {
        let (best, second) = (answer.matches.first()?, answer.matches.get(1));
        if !self.is_same(best.entry, victim) {
            return (best.confidence >= answer.thresholds.suggest).then_some(best.entry);
        }
        let second = second.filter(|second| !self.is_same(second.entry, victim))?;
        let competes = second.signals.share >= COMPETING * best.signals.share;
        let is_answered = matches!(answer.verdict, Verdict::Answer(_)) || best.account.veto.is_some();
        (competes && !is_answered).then_some(second.entry)
    }

    /// The other entry whose answer a reader gets.
    fn answering(&self, victim: usize, answer: &Answer) -> Option<usize> {
        match &answer.verdict {
            Verdict::Answer(Match { entry, .. }) if !self.is_same(*entry, victim) => Some(*entry),
            _ => None,
        }
    }

    /// Whether a copy has a word left that tells its phrasing from the other entry, if there was
    /// one: what remains without it is as much a question to the other.
    fn tells_apart(&self, place: Place, copy: &str, thief: usize) -> bool {
        let language = self.language(place.0);
        let words = language.words(self.text(place));
        let mut telling =
            words.iter().filter(|word| !word.is_stop && !self.stems[thief].contains(&word.stem)).peekable();
        if telling.peek().is_none() {
            return true;
        }
        let left = language.words(copy);
        // A misspelt word has another stem and is there still.
        left.len() >= words.len() || telling.any(|word| left.iter().any(|left| left.stem == word.stem))
    }

    /// Whether two numbers are of one entry and its translation.
    fn is_same(&self, one: usize, other: usize) -> bool {
        one == other || self.faq.entry(one).entry.id == self.faq.entry(other).entry.id
    }
}

/// The robberies by victim and thief, the worst pair first.
pub(super) fn pairs(robberies: impl IntoIterator<Item = Robbery>) -> Vec<Pair> {
    let mut by_pair: BTreeMap<(usize, usize), Vec<Robbery>> = BTreeMap::new();
    for robbery in robberies {
        by_pair.entry((robbery.place.0, robbery.thief)).or_default().push(robbery);
    }
    let mut pairs: Vec<Pair> = by_pair
        .into_iter()
        .map(|((victim, thief), mut robberies)| {
            robberies.sort_by_key(|robbery| std::cmp::Reverse(loss(robbery)));
            Pair { victim, thief, robberies }
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.robberies.iter().map(loss).sum::<usize>()));
    pairs
}

/// How much a phrasing loses: a wrong answer to its own wording counts as all of its copies.
fn loss(robbery: &Robbery) -> usize {
    robbery.lost.len() + if robbery.unless_known { robbery.copies.max(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::harbour_faq_with as faq;

    fn colliding(entries: &[&[&str]]) -> Vec<String> {
        let faq = faq(entries);
        let trial = Trial::new(&faq);
        let pairs = pairs(trial.phrasings().into_iter().flat_map(|place| trial.robberies(place)));
        let id = |number| faq.entry(number).entry.id.as_str();
        let mut pairs: Vec<String> =
            pairs.iter().map(|pair| format!("{} {}", id(pair.victim), id(pair.thief))).collect();
        pairs.sort();
        pairs
    }

    #[test]
    fn entries_with_nearly_one_wording_collide_and_others_do_not() {
        let permit = "How do I renew my parking permit?";
        let both = vec!["x0 x1", "x1 x0"];
        let cases: [(&[&[&str]], Vec<&str>); 6] = [
            (&[], vec![]),
            (&[&[permit], &["How can I renew my parking permit?"]], both.clone()),
            (&[&[permit], &[permit]], both),
            (&[&[permit], &["Who renews the roof of the museum?"]], vec![]),
            // A phrasing that no other entry comes near is taken by nobody, even held out.
            (&[&[permit, "Resident sticker expired, what then?"]], vec![]),
            // The other phrasings of the entry speak for it.
            (&[&[permit, "How to renew a parking permit?"], &["Where can I buy a boat?"]], vec![]),
        ];
        for (entries, expected) in cases {
            assert_eq!(colliding(entries), expected, "{entries:?}");
        }
    }

    #[test]
    fn the_pair_that_loses_most_comes_first() {
        let robbery = |victim, thief, unless_known, lost: &[&str]| Robbery {
            place: (victim, 0),
            thief,
            unless_known,
            copies: 6,
            lost: lost.iter().map(|text| (*text).to_owned()).collect(),
        };
        let pairs = pairs([
            robbery(0, 1, false, &["a", "b"]),
            robbery(1, 0, true, &[]),
            robbery(2, 0, false, &["a", "b", "c"]),
            robbery(0, 1, false, &["c", "d"]),
        ]);
        let order: Vec<Place> = pairs.iter().map(|pair| (pair.victim, pair.thief)).collect();
        assert_eq!(order, [(1, 0), (0, 1), (2, 0)]);
    }

    #[test]
    fn a_copy_without_the_words_that_tell_it_apart_is_a_question_to_both() {
        let faq = faq(&[&["Where do I moor a yacht in winter?"], &["Where do I moor a yacht?"]]);
        let trial = Trial::new(&faq);
        for (copy, expected) in [
            ("where do i moor a yacht", false),
            ("winter where moor yacht", true),
            ("where do i moor a yacht in wintr", true),
        ] {
            assert_eq!(trial.tells_apart((6, 0), copy, 7), expected, "{copy}");
        }
        // Where nothing tells them apart, each copy counts.
        assert!(trial.tells_apart((7, 0), "moor yacht", 6));
    }

    #[test]
    fn of_two_entries_with_one_wording_one_loses_its_careless_copies() {
        let permit = "How do I renew my parking permit?";
        let faq = faq(&[&[permit], &[permit]]);
        let trial = Trial::new(&faq);
        let robbery = &trial.robberies((7, 0))[0];
        assert_eq!((robbery.thief, robbery.copies, robbery.lost.len()), (6, 6, 6), "{robbery:?}");
    }
}
