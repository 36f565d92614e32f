//! The terms of a FAQ: its words by stem, aliases as one, each weighted by its rarity.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use strsim::jaro_winkler;

use super::letters::Letters;
use crate::text::{Language, Word, are_opposed};

/// A term's place in the [`Vocabulary`].
pub(super) type TermId = u32;

/// Words shorter than this only match exactly: one edit makes another word of them.
const SHORTEST_SIMILAR: usize = 4;

/// How generously words are counted and compared. Tuned on public question sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    /// The Jaro-Winkler similarity from which two words are taken for one with a typo.
    pub(super) similar: f32,
    /// How much a stop word weighs, as a share of what its rarity would give. They matter where
    /// a question has little else ("who are you?").
    pub(super) stop_weight: f32,
}

impl Tolerance {
    /// Beside an encoder, which sees likeness itself and has its typos mended.
    pub(super) const SEMANTIC: Self = Self { similar: 0.93, stop_weight: 0.15 };
    /// Where words are all there is; catches endings that no stemmer knows.
    pub(super) const LEXICAL: Self = Self { similar: 0.87, stop_weight: 0.6 };
}

/// A word or an alias of several words, as the matcher counts it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// The stem, or the name of its alias group.
    pub(super) key: String,
    /// Which words of the text it is made of.
    pub(super) words: Range<usize>,
    /// Whether the language counts it among its stop words.
    pub(super) is_stop: bool,
}

/// The terms of a FAQ's phrasings.
pub(super) struct Vocabulary {
    language: String,
    tolerance: Tolerance,
    aliases: Aliases,
    /// The terms of the phrasings first, then those that only answers have.
    ids: HashMap<String, TermId>,
    /// What the phrasings' terms weigh.
    weights: Vec<f32>,
    forms: Vec<Form>,
    /// The folded words, of phrasings and answers, that need no mending.
    known: HashMap<String, u32>,
    unseen_weight: f32,
}

/// One way in which a term is written.
struct Form {
    letters: Letters,
    term: TermId,
}

impl Vocabulary {
    /// Collects the terms of `phrasings`; the words of `answers` are known, but weigh nothing.
    pub(super) fn new(
        language: &Language,
        aliases: &[Vec<String>],
        tolerance: Tolerance,
        phrasings: &[Vec<Word>],
        answers: &[Vec<Word>],
    ) -> Self {
        let mut vocabulary = Self {
            language: language.code().to_owned(),
            tolerance,
            aliases: Aliases::new(language, aliases),
            ids: HashMap::new(),
            weights: Vec::new(),
            forms: Vec::new(),
            known: HashMap::new(),
            unseen_weight: 0.0,
        };
        let mut counts: Vec<(u32, bool)> = Vec::new();
        for words in phrasings {
            vocabulary.count(words, &mut counts);
        }
        vocabulary.collect_forms(phrasings);
        for term in answers.iter().flat_map(|words| vocabulary.aliases.terms(words)) {
            let next = vocabulary.ids.len() as TermId;
            vocabulary.ids.entry(term.key).or_insert(next);
        }
        let total = phrasings.len() as f32;
        vocabulary.weights = counts
            .iter()
            .map(|&(count, is_stop)| {
                rarity(count as f32, total) * if is_stop { tolerance.stop_weight } else { 1.0 }
            })
            .collect();
        vocabulary.unseen_weight = rarity(0.0, total);
        for word in phrasings.iter().chain(answers).flatten() {
            *vocabulary.known.entry(word.folded.clone()).or_default() += 1;
        }
        vocabulary
    }

    fn count(&mut self, words: &[Word], counts: &mut Vec<(u32, bool)>) {
        let mut seen: Vec<TermId> = Vec::new();
        for term in self.aliases.terms(words) {
            let next = self.ids.len() as TermId;
            let id = *self.ids.entry(term.key).or_insert(next);
            if id == next {
                counts.push((0, term.is_stop));
            }
            if !seen.contains(&id) {
                seen.push(id);
                counts[id as usize].0 += 1;
            }
        }
    }

    /// Notes each way in which a term of one word is written, for finding it despite typos.
    fn collect_forms(&mut self, phrasings: &[Vec<Word>]) {
        let mut seen: HashSet<&str> = HashSet::new();
        for words in phrasings {
            for term in self.aliases.terms(words) {
                let [word] = &words[term.words] else { continue };
                let letters = Letters::of(&word.folded);
                if letters.len() < SHORTEST_SIMILAR || word.is_number() || !seen.insert(&word.folded) {
                    continue;
                }
                self.forms.extend(self.ids.get(&term.key).map(|&term| Form { letters, term }));
            }
        }
    }

    /// The terms of a text's words.
    pub(super) fn terms(&self, words: &[Word]) -> Vec<Term> {
        self.aliases.terms(words)
    }

    /// The id of a term that some phrasing or answer has.
    pub(super) fn id(&self, key: &str) -> Option<TermId> {
        self.ids.get(key).copied()
    }

    /// The id of a term that some phrasing has.
    pub(super) fn phrasing_id(&self, key: &str) -> Option<TermId> {
        self.id(key).filter(|&id| (id as usize) < self.weights.len())
    }

    /// How many terms the phrasings have.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// How much a term says about its phrasing: a BM25-like inverse document frequency.
    pub(super) fn weight(&self, id: TermId) -> f32 {
        self.weights[id as usize]
    }

    /// How much a question's term weighs; one that no phrasing has, as much as the rarest.
    pub(super) fn query_weight(&self, term: &Term) -> f32 {
        match self.phrasing_id(&term.key) {
            Some(id) => self.weight(id),
            None if term.is_stop => self.unseen_weight * self.tolerance.stop_weight,
            None => self.unseen_weight,
        }
    }

    /// The terms that `term`, which stands for `words`, matches, best first, with their
    /// similarity: itself at 1, and those whose writing is so near that it may be a typo.
    pub(super) fn matches(&self, term: &Term, words: &[Word]) -> Vec<(TermId, f32)> {
        let mut found: Vec<(TermId, f32)> =
            self.phrasing_id(&term.key).map(|id| (id, 1.0)).into_iter().collect();
        let [word] = &words[term.words.clone()] else { return found };
        if term.is_stop || word.is_number() {
            return found;
        }
        let letters = Letters::of(&word.folded);
        for form in &self.forms {
            if let Some(similarity) = similarity(&letters, &form.letters, self.tolerance.similar)
                && !found.iter().any(|&(id, _)| id == form.term)
                && !are_opposed(&self.language, &word.folded, form.letters.text())
            {
                found.push((form.term, similarity));
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }

    /// How often the FAQ uses a folded word; 0 when it does not.
    pub(super) fn uses(&self, folded: &str) -> u32 {
        self.known.get(folded).copied().unwrap_or(0)
    }

    /// The folded words of the FAQ.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}

fn rarity(count: f32, total: f32) -> f32 {
    (1.0 + (total - count + 0.5) / (count + 0.5)).ln()
}

/// How similar two words are, if that is at least `threshold`.
fn similarity(one: &Letters, other: &Letters, threshold: f32) -> Option<f32> {
    if one.len().min(other.len()) < SHORTEST_SIMILAR || !one.may_be_similar(other, threshold) {
        return None;
    }
    let similarity = jaro_winkler(one.text(), other.text()) as f32;
    (similarity >= threshold).then_some(similarity)
}

/// Groups of words that count as one term.
struct Aliases {
    /// By the first stem: the stems of an alias and the name of its group, longest first.
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Aliases {
    fn new(language: &Language, groups: &[Vec<String>]) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for group in groups {
            let Some(name) = group.first() else { continue };
            for alias in group {
                let stems: Vec<String> = language.words(alias).into_iter().map(|word| word.stem).collect();
                let Some(first) = stems.first().cloned() else { continue };
                by_first.entry(first).or_default().push((stems, format!("={name}")));
            }
        }
        for aliases in by_first.values_mut() {
            aliases.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
        }
        Self { by_first }
    }

    fn terms(&self, words: &[Word]) -> Vec<Term> {
        let mut terms = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let alias = self
                .by_first
                .get(&word.stem)
                .into_iter()
                .flatten()
                .find(|(stems, _)| starts_with(&words[at..], stems));
            let (key, length, is_stop) = match alias {
                Some((stems, name)) => (name.clone(), stems.len(), false),
                None => (word.stem.clone(), 1, word.is_stop),
            };
            terms.push(Term { key, words: at..at + length, is_stop });
            at += length;
        }
        terms
    }
}

fn starts_with(words: &[Word], stems: &[String]) -> bool {
    words.len() >= stems.len() && words.iter().zip(stems).all(|(word, stem)| word.stem == *stem)
}
