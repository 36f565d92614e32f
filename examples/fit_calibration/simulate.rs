//! Small FAQs cut out of a large one, with questions that they answer and questions that they do not.

use attache::matcher::Encoder;
use attache::text::Language;

use crate::chance::Chance;
use crate::sets::Set;

/// How many FAQs are cut out of a set.
pub const FAQS: usize = 12;

/// The smallest and the largest share of a set's entries that a FAQ keeps.
const KEPT: (f64, f64) = (0.04, 0.85);

/// A FAQ of fewer entries is none.
const FEWEST: usize = 3;

/// The most variants that an entry keeps.
const MOST_VARIANTS: usize = 5;

/// How many FAQs are about one topic: entries that are near to one another.
const TOPICAL: f64 = 0.4;

/// How many questions a FAQ is asked at most: of its own entries, of entries that it does not
/// have, and of those that the set itself does not answer.
const ASKED: (usize, usize, usize) = (150, 60, 40);

/// How many of the questions to missing entries are taken from the nearest third of them.
const FROM_NEAREST: f64 = 0.67;

/// How many questions get a typo, and how many are cut down to keywords.
const CHANGED: (f64, f64) = (0.1, 0.1);

/// A FAQ that was cut out of a set.
pub struct Simulated<'a> {
    /// The phrasings and the answer of each entry.
    pub entries: Vec<(Vec<&'a str>, &'a str)>,
    /// The questions, each with the entries of this FAQ that answer it.
    pub questions: Vec<(String, Vec<usize>)>,
}

/// Cuts FAQs out of a set, the same ones each time. Without an `encoder`, none is about one topic.
pub fn faqs<'a>(set: &'a Set, encoder: Option<&Encoder>) -> Vec<Simulated<'a>> {
    let phrasings = set.phrasings();
    let near = encoder.map(|encoder| nearness(encoder, &phrasings));
    (0..FAQS)
        .filter(|_| phrasings.len() > FEWEST)
        .map(|at| faq(set, &phrasings, near.as_deref(), &mut Chance::of(&format!("{} {at}", set.name))))
        .collect()
}

/// How near the entries' questions are to one another, by cosine.
fn nearness(encoder: &Encoder, phrasings: &[Vec<&str>]) -> Vec<Vec<f32>> {
    let vectors: Vec<Vec<f32>> = phrasings.iter().map(|texts| encoder.encode(texts[0])).collect();
    let cosine = |one: &[f32], other: &[f32]| one.iter().zip(other).map(|(x, y)| x * y).sum();
    vectors.iter().map(|one| vectors.iter().map(|other| cosine(one, other)).collect()).collect()
}

fn faq<'a>(
    set: &'a Set,
    phrasings: &[Vec<&'a str>],
    near: Option<&[Vec<f32>]>,
    chance: &mut Chance,
) -> Simulated<'a> {
    let kept = kept(phrasings.len(), near, chance);
    let variants = chance.below(MOST_VARIANTS + 1);
    let answers: Vec<&str> = set.knowledge.entries().map(|found| found.entry.answer.as_str()).collect();
    let entry = |&number: &usize| {
        let texts = phrasings[number].iter().copied().take(1 + variants).collect();
        (texts, answers[number])
    };
    let place = |number: &usize| kept.iter().position(|kept| kept == number);
    let (mut own, mut missing, mut far) = (Vec::new(), Vec::new(), Vec::new());
    for (question, expected) in set.questions.iter().zip(&set.expected) {
        let places: Vec<usize> = expected.iter().filter_map(place).collect();
        match (expected.is_empty(), places.is_empty()) {
            (true, _) => far.push((question.ask.as_str(), places)),
            (false, true) => missing.push((question.ask.as_str(), expected[0])),
            (false, false) => own.push((question.ask.as_str(), places)),
        }
    }
    let missing = missing_questions(&missing, &kept, near, chance);
    let mut asked = chance.some(&own, ASKED.0);
    asked.extend(missing.into_iter().map(|ask| (ask, Vec::new())));
    asked.extend(chance.some(&far, ASKED.2));
    let language = set.language();
    let questions =
        asked.into_iter().map(|(ask, places)| (changed(ask, &language, chance), places)).collect();
    Simulated { entries: kept.iter().map(entry).collect(), questions }
}

fn kept(entries: usize, near: Option<&[Vec<f32>]>, chance: &mut Chance) -> Vec<usize> {
    let share = KEPT.0 + (KEPT.1 - KEPT.0) * chance.share();
    let size = ((entries as f64 * share) as usize).max(FEWEST);
    let mut all: Vec<usize> = (0..entries).collect();
    let is_topical = chance.share() < TOPICAL;
    match near {
        Some(near) if is_topical => {
            let about = &near[chance.below(entries)];
            all.sort_by(|&one, &other| about[other].total_cmp(&about[one]));
            all.truncate(size);
            all
        }
        _ => chance.some(&all, size),
    }
}

/// Questions to entries that the FAQ does not have, most of them to those that are near to one
/// that it has.
fn missing_questions<'a>(
    missing: &[(&'a str, usize)],
    kept: &[usize],
    near: Option<&[Vec<f32>]>,
    chance: &mut Chance,
) -> Vec<&'a str> {
    let nearness = |entry: usize| {
        near.map_or(0.0, |near| kept.iter().map(|&kept| near[entry][kept]).fold(-1.0, f32::max))
    };
    let mut sorted: Vec<(&str, f32)> = missing.iter().map(|&(ask, entry)| (ask, nearness(entry))).collect();
    sorted.sort_by(|one, other| other.1.total_cmp(&one.1));
    let (nearest, others) = sorted.split_at(sorted.len() / 3);
    let from_nearest = (ASKED.1 as f64 * FROM_NEAREST) as usize;
    let mut taken = chance.some(nearest, from_nearest);
    taken.extend(chance.some(others, ASKED.1 - from_nearest));
    taken.into_iter().map(|(ask, _)| ask).collect()
}

fn changed(ask: &str, language: &Language, chance: &mut Chance) -> String {
    let kind = chance.share();
    if kind < CHANGED.0 {
        return with_typo(ask, chance);
    }
    if kind < CHANGED.0 + CHANGED.1 {
        let words = language.words(ask);
        let telling = words.iter().filter(|word| !word.is_stop).map(|word| word.written(ask));
        return telling.collect::<Vec<_>>().join(" ");
    }
    ask.to_owned()
}

/// The text with two neighbouring letters swapped, or one left out.
fn with_typo(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let inside: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|&at| letters[at].is_alphabetic() && letters[at + 1].is_alphabetic())
        .collect();
    if inside.is_empty() {
        return text.to_owned();
    }
    let at = inside[chance.below(inside.len())];
    if chance.share() < 0.5 {
        letters.swap(at, at + 1);
    } else {
        letters.remove(at);
    }
    letters.into_iter().collect()
}
