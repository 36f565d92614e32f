//! The words that one entry has and another has not.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::faq::Faq;
use crate::knowledge::Entry;
use crate::text::Language;

/// The words that tell two entries apart, the rarest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Separators {
    /// Those of the entry whose questions are taken.
    pub victim: Vec<String>,
    /// Those of the entry that takes them.
    pub thief: Vec<String>,
}

impl Separators {
    /// The words of each of two entries' phrasings and answer that the other has nowhere.
    pub(super) fn between(faq: &Faq, victim: usize, thief: usize) -> Self {
        let (victim, thief) = (faq.entry(victim), faq.entry(thief));
        let language = Language::new(&victim.article.language);
        let mut uses: HashMap<String, usize> = HashMap::new();
        for found in faq.knowledge().entries() {
            let stems: HashSet<String> =
                words(&language, found.entry).into_iter().map(|(stem, _)| stem).collect();
            for stem in stems {
                *uses.entry(stem).or_default() += 1;
            }
        }
        let (ours, theirs) = (words(&language, victim.entry), words(&language, thief.entry));
        Self { victim: apart(&ours, &theirs, &uses), thief: apart(&theirs, &ours, &uses) }
    }
}

/// Each word that says something, by its stem, as it is written first: the phrasings' before the
/// answer's.
fn words(language: &Language, entry: &Entry) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let mut words = Vec::new();
    for text in entry.phrasings().chain([entry.answer.as_str()]) {
        for word in language.words(text) {
            if !word.is_stop && seen.insert(word.stem.clone()) {
                words.push((word.stem.clone(), word.written(text).to_owned()));
            }
        }
    }
    words
}

fn apart(
    ours: &[(String, String)],
    theirs: &[(String, String)],
    uses: &HashMap<String, usize>,
) -> Vec<String> {
    let theirs: HashSet<&str> = theirs.iter().map(|(stem, _)| stem.as_str()).collect();
    let mut apart: Vec<&(String, String)> =
        ours.iter().filter(|(stem, _)| !theirs.contains(stem.as_str())).collect();
    apart.sort_by_key(|(stem, _)| uses.get(stem).copied().unwrap_or(0));
    apart.into_iter().map(|(_, written)| written.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::harbour;
    use super::*;
    use crate::faq::Resources;
    use crate::knowledge::Knowledge;

    #[test]
    fn what_separates_is_what_only_one_has_the_rarest_first() {
        let mut article = harbour();
        article.faq[0].variants = vec!["Is the harbour open in winter?".into()];
        article.faq[1].question = "Who pays for the harbour in summer?".into();
        article.faq[2].question = "May ships moor in winter?".into();
        let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
        let separators = Separators::between(&faq, 0, 1);
        assert_eq!(separators.victim, ["reopen", "open", "winter"]);
        assert_eq!(separators.thief, ["pays", "summer"]);
    }
}
