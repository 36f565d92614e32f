//! Looks for variants that end a collision, by trying.

use std::collections::HashSet;

use crate::faq::Faq;
use crate::text::{Language, exact_key};

use super::map::{Pair, Place, Trial, pairs};
use super::noise::terse;
use super::separators::Separators;

/// How many words a variant is given beside those of the phrasing.
const MAX_ADDED: usize = 3;

/// Entries that share more phrasings than this ask the same, and no variant parts them.
const MAX_ROBBED: usize = 4;

/// How many entries that are like a variant are asked again when the FAQ has it.
const NEIGHBOURS: usize = 4;

/// What came of trying.
#[derive(Debug, Default)]
pub(super) struct Advice {
    /// Variants for the victim, with all of which the collision is gone; empty if none was found.
    pub(super) variants: Vec<String>,
    /// How many variants were tried.
    pub(super) tried: usize,
}

/// Variants that end the collision of `pair` and begin none beside `known`.
pub(super) fn found(faq: &Faq, pair: &Pair, known: &[Pair], separators: &Separators) -> Advice {
    let mut advice = Advice::default();
    let mut mended: Option<Faq> = None;
    if pair.robberies.len() > MAX_ROBBED {
        return advice;
    }
    for place in pair.robberies.iter().map(|robbery| robbery.place) {
        let trial = Trial::new(mended.as_ref().unwrap_or(faq));
        // What helps one phrasing may have helped this one too.
        if !is_robbed(&trial, place, pair.thief) {
            continue;
        }
        let helping = variants(&trial, place, separators).into_iter().find_map(|variant| {
            advice.tried += 1;
            let better = trial.faq.with_variant(pair.victim, &variant);
            helps(&trial, &better, &variant, pair, place, known).then_some((variant, better))
        });
        let Some((variant, better)) = helping else {
            return Advice { variants: Vec::new(), tried: advice.tried };
        };
        advice.variants.push(variant);
        mended = Some(better);
    }
    advice
}

/// Variants that may help a robbed phrasing: it in full and in short, with words that tell its
/// entry apart.
fn variants(trial: &Trial<'_>, place: Place, separators: &Separators) -> Vec<String> {
    let (language, phrasing) = (trial.language(place.0), trial.text(place));
    let words = missing(language, phrasing, &central(trial, place.0, &separators.victim));
    let full = phrasing.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = &phrasing[full.len()..];
    let short = terse(language, phrasing);
    let mut variants = Vec::new();
    for count in 1..=words.len().min(MAX_ADDED) {
        let added = words[..count].join(" ");
        variants.push(format!("{full} {added}{end}"));
        variants.extend(short.as_ref().map(|short| format!("{short} {added}")));
    }
    variants.extend(short);
    let mut keys: HashSet<String> =
        trial.phrasings().into_iter().map(|place| exact_key(trial.text(place))).collect();
    variants.retain(|variant| keys.insert(exact_key(variant)));
    variants
}

/// The words, those first that most of the entry's texts have: the rarest are often chance, such as
/// the name in an example.
fn central<'a>(trial: &Trial<'_>, entry: usize, words: &'a [String]) -> Vec<&'a str> {
    let language = trial.language(entry);
    let entry = trial.faq.entry(entry).entry;
    let texts: Vec<HashSet<String>> =
        entry.phrasings().chain([entry.answer.as_str()]).map(|text| stems(language, text)).collect();
    let uses = |word: &str| {
        let stems = stems(language, word);
        texts.iter().filter(|text| stems.is_subset(text)).count()
    };
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|word| std::cmp::Reverse(uses(word)));
    words
}

/// The words of `words` that `text` does not have.
fn missing<'a>(language: &Language, text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let known = stems(language, text);
    words.iter().copied().filter(|word| !stems(language, word).is_subset(&known)).collect()
}

fn stems(language: &Language, text: &str) -> HashSet<String> {
    language.words(text).into_iter().map(|word| word.stem).collect()
}

fn is_robbed(trial: &Trial<'_>, place: Place, thief: usize) -> bool {
    trial.robberies(place).iter().any(|robbery| robbery.thief == thief)
}

/// Whether the phrasing at `place` is safe from the thief in `better`, which has `variant`, and no
/// collision has come for that.
fn helps(trial: &Trial<'_>, better: &Faq, variant: &str, pair: &Pair, place: Place, known: &[Pair]) -> bool {
    let better = Trial::new(better);
    // Most variants that fail do so at what they are for, which is quickly seen.
    if is_robbed(&better, place, pair.thief) {
        return false;
    }
    let robbed: HashSet<Place> = pair.robberies.iter().map(|robbery| robbery.place).collect();
    let touched = touched(trial, pair, variant).into_iter().flat_map(|entry| better.phrasings_of(entry));
    let robberies = touched.flat_map(|place| better.robberies(place));
    // What the pair had at first is for the next variants to mend.
    let others = robberies.filter(|robbery| robbery.thief != pair.thief || !robbed.contains(&robbery.place));
    pairs(others).iter().all(|after| {
        let is_same = |before: &Pair| (before.victim, before.thief) == (after.victim, after.thief);
        !is_same(pair) && known.iter().any(is_same)
    })
}

/// The entries that a variant may touch: the two, and those that are most like it.
fn touched(trial: &Trial<'_>, pair: &Pair, variant: &str) -> Vec<usize> {
    let mut entries = vec![pair.victim, pair.thief];
    for found in trial.faq.survey(variant).matches.iter().take(NEIGHBOURS) {
        if !entries.contains(&found.entry) {
            entries.push(found.entry);
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::harbour_faq_with as faq;

    fn advice(faq: &Faq) -> Vec<Advice> {
        let trial = Trial::new(faq);
        let pairs = pairs(trial.phrasings().into_iter().flat_map(|place| trial.robberies(place)));
        let advice = |pair: &Pair| {
            let separators = Separators::between(faq, pair.victim, pair.thief);
            found(faq, pair, &pairs, &separators)
        };
        pairs.iter().map(advice).collect()
    }

    #[test]
    fn each_robbed_phrasing_gets_a_variant_with_words_that_tell_it_apart() {
        let faq = faq(&[
            &["How do I renew a permit for my boat?", "Boats at the pier"],
            &["How do I renew a permit for my car?", "Cars in the garage"],
        ]);
        let variants: Vec<Vec<String>> = advice(&faq).into_iter().map(|advice| advice.variants).collect();
        assert_eq!(
            variants,
            [["How do I renew a permit for my boat pier?"], ["How do I renew a permit for my car garage?"]]
        );
    }

    #[test]
    fn where_no_variant_helps_none_is_advised() {
        let permit = "How do I renew my parking permit?";
        let advice = advice(&faq(&[&[permit], &[permit]]));
        assert_eq!(advice.len(), 2);
        for advice in advice {
            assert!(advice.variants.is_empty() && advice.tried > 0, "{advice:?}");
        }
    }
}
