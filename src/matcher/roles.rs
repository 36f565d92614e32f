//! Who acts in a sentence, and which names it has.
//!
//! The encoder hardly hears the difference between who supports whom, so word order must tell.

use std::collections::HashSet;

use super::vocabulary::{TermId, Vocabulary};
use crate::text::{Language, Word};

/// The FAQ's names in one text.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    /// All of them, in order.
    pub(super) names: Vec<TermId>,
    /// Those that act: the one behind a "by", or else the first that is not the place or aim of something, with those
    /// that stand beside it or that an "and" joins to it. None where no verb is to be seen.
    pub(super) agents: Vec<TermId>,
}

/// A name in a text, and the words around it.
struct Mention<'a> {
    id: TermId,
    before: &'a str,
    /// How many words are between it and the one before it.
    gap: usize,
}

impl Roles {
    /// Reads the roles of the FAQ's `names` in a text, given by its words.
    pub(super) fn of(
        language: &Language,
        words: &[Word],
        vocabulary: &Vocabulary,
        names: &HashSet<TermId>,
    ) -> Self {
        let mentions = mentions(language, words, vocabulary, names);
        let is_sentence = words.iter().any(|word| language.is_auxiliary(&word.folded));
        let agents = if is_sentence { agents(language, &mentions) } else { Vec::new() };
        let mut names: Vec<TermId> = Vec::new();
        for mention in mentions {
            if !names.contains(&mention.id) {
                names.push(mention.id);
            }
        }
        Self { names, agents }
    }

    /// Whether others act in another text than in this one, as far as both tell.
    pub(super) fn contradict(&self, other: &Self) -> bool {
        let told = !self.agents.is_empty() && !other.agents.is_empty();
        told && !self.agents.iter().any(|id| other.agents.contains(id))
    }

    /// Whether another text has all names of this one.
    pub(super) fn are_within(&self, other: &Self) -> bool {
        self.names.iter().all(|id| other.names.contains(id))
    }
}

fn mentions<'a>(
    language: &Language,
    words: &'a [Word],
    vocabulary: &Vocabulary,
    names: &HashSet<TermId>,
) -> Vec<Mention<'a>> {
    let mut mentions = Vec::new();
    let mut end = 0;
    for term in vocabulary.terms(words) {
        // A country, its people and its capital are one, whichever of them the FAQ names.
        let known = |stem: &str| vocabulary.id(stem).filter(|id| names.contains(id));
        let country = language.same_country(&term.key).iter().filter_map(|stem| known(stem)).min();
        let Some(id) = country.or_else(|| known(&term.key)) else { continue };
        let before = words[..term.words.start].iter().rev().find(|word| word.folded != "the");
        let before = before.map_or("", |word| word.folded.as_str());
        mentions.push(Mention { id, before, gap: term.words.start - end });
        end = term.words.end;
    }
    mentions
}

fn agents(language: &Language, mentions: &[Mention<'_>]) -> Vec<TermId> {
    if let Some(by) = mentions.iter().find(|mention| mention.before == "by") {
        return vec![by.id];
    }
    // Names side by side, and those that an "and" joins, are one: "the Moscow Conference", "with China and Belarus".
    let mut groups = mentions.chunk_by(|_, next| match next.before {
        "and" | "or" => next.gap <= 1,
        _ => next.gap == 0,
    });
    let acts = |group: &&[Mention<'_>]| !language.is_preposition(group[0].before);
    groups.find(acts).into_iter().flatten().map(|mention| mention.id).collect()
}
