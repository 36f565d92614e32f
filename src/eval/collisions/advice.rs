//! Looks for a variant that ends a collision, by trying.

use std::collections::HashSet;

use crate::text::{Language, exact_key};

use super::map::{Pair, Place, Robbery, Trial, pairs};
use super::noise::terse;
use super::separators::Separators;

/// How many words a variant is given beside those of the phrasing.
const MAX_ADDED: usize = 3;

/// How many of the robbed phrasings variants are made of.
const MAX_ROBBED: usize = 2;

/// What came of trying.
pub(super) struct Advice {
    /// A variant with which the collision is gone.
    pub(super) variant: Option<String>,
    /// How many variants were tried.
    pub(super) tried: usize,
}

/// The first variant that ends the collision of `pair` and begins none beside `known`.
pub(super) fn found(trial: &Trial<'_>, pair: &Pair, known: &[Pair], separators: &Separators) -> Advice {
    let mut tried = 0;
    for variant in variants(trial, pair, separators) {
        tried += 1;
        if helps(trial, pair, known, &variant) {
            return Advice { variant: Some(variant), tried };
        }
    }
    Advice { variant: None, tried }
}

/// Variants that may help: what is robbed, in full and in short, with words that tell it apart.
fn variants(trial: &Trial<'_>, pair: &Pair, separators: &Separators) -> Vec<String> {
    let language = trial.language(pair.victim);
    let central = central(trial, pair.victim, &separators.victim);
    let mut keys: HashSet<String> =
        trial.phrasings().into_iter().map(|place| exact_key(trial.text(place))).collect();
    let mut variants = Vec::new();
    for robbery in pair.robberies.iter().take(MAX_ROBBED) {
        let phrasing = trial.text(robbery.place);
        let words = missing(language, phrasing, &central);
        let full = phrasing.trim_end_matches(|c: char| !c.is_alphanumeric());
        let end = &phrasing[full.len()..];
        let short = terse(language, phrasing);
        for count in 1..=words.len().min(MAX_ADDED) {
            let added = words[..count].join(" ");
            variants.push(format!("{full} {added}{end}"));
            variants.extend(short.as_ref().map(|short| format!("{short} {added}")));
        }
        variants.extend(short);
    }
    variants.retain(|variant| keys.insert(exact_key(variant)));
    variants
}

/// The words, those first that most of the entry's texts have: the rarest are often chance, such as
/// the name in an example.
fn central<'a>(trial: &Trial<'_>, entry: usize, words: &'a [String]) -> Vec<&'a str> {
    let language = trial.language(entry);
    let stems =
        |text: &str| -> HashSet<String> { language.words(text).into_iter().map(|word| word.stem).collect() };
    let entry = trial.faq.entry(entry).entry;
    let texts: Vec<HashSet<String>> = entry.phrasings().chain([entry.answer.as_str()]).map(stems).collect();
    let uses = |word: &str| {
        let stems = stems(word);
        texts.iter().filter(|text| stems.is_subset(text)).count()
    };
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|word| std::cmp::Reverse(uses(word)));
    words
}

/// The words of `words` that `text` does not have.
fn missing<'a>(language: &Language, text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let stems: HashSet<String> = language.words(text).into_iter().map(|word| word.stem).collect();
    let is_there = |word: &str| language.words(word).iter().all(|word| stems.contains(&word.stem));
    words.iter().copied().filter(|word| !is_there(word)).collect()
}

/// Whether the collision is gone when the victim has `variant`, and none has come for that.
fn helps(trial: &Trial<'_>, pair: &Pair, known: &[Pair], variant: &str) -> bool {
    let mended = trial.faq.with_variant(pair.victim, variant);
    let mended = Trial::new(&mended);
    let robbed: Vec<Place> = pair.robberies.iter().map(|robbery| robbery.place).collect();
    // Most variants fail at what they are for, which is quickly seen.
    if collide(&mended, pair, robbed) {
        return false;
    }
    let others = neighbours(trial, pair, variant).into_iter().flat_map(|entry| mended.phrasings_of(entry));
    let after = pairs(others.flat_map(|place| mended.robberies(place)));
    after.iter().all(|after| {
        (after.victim, after.thief) != (pair.victim, pair.thief)
            && known.iter().any(|before| (before.victim, before.thief) == (after.victim, after.thief))
    })
}

fn collide(trial: &Trial<'_>, pair: &Pair, places: Vec<Place>) -> bool {
    let is_theirs = |robbery: &Robbery| robbery.thief == pair.thief;
    places.into_iter().any(|place| trial.robberies(place).iter().any(is_theirs))
}

/// The entries that a variant may touch: the two, and those that are most like it.
fn neighbours(trial: &Trial<'_>, pair: &Pair, variant: &str) -> Vec<usize> {
    let mut entries = vec![pair.victim, pair.thief];
    let like = trial.faq.survey(variant).matches;
    for found in like.iter().take(4) {
        if !entries.contains(&found.entry) {
            entries.push(found.entry);
        }
    }
    entries
}
