//! How likely each candidate is to be right, and what is held against it.

use std::cell::OnceCell;
use std::ops::Range;

use super::accounting::{Account, Asked, Strictness, Veto};
use super::calibration;
use super::candidate::Candidate;
use super::confidence::Confidence;
use super::query::Query;
use super::search::Matcher;
use super::verdict::{MAX_SUGGESTIONS, Match};

/// What a veto leaves of a confidence where questions are read strictly: such questions are wrong
/// more often than not. Read leniently, a vetoed entry is right as often as any other (11 % of the
/// right ones on CLINC150 and 5 % of what is out of scope are vetoed): the veto forbids the answer,
/// and says nothing of how likely it is.
const VETOED_SHARE: f32 = 0.5;

/// How much nearer a question comes to an entry without the one phrase that the entry does not
/// account for, if that leads away from it. Paraphrases have more such phrases, each of which says
/// less: so every further one is allowed some. On six blind sets of the shipped article, .03 answers 405
/// of 428 answerable questions and 4 of 359 near misses; .02 answers 386 and none.
const LEADS_AWAY: f32 = 0.025;

/// See [`LEADS_AWAY`].
const A_PHRASE_MORE: f32 = 0.01;

impl Matcher {
    /// `candidates` with their confidence, in the same order; those that may be answered or
    /// suggested are held to account.
    pub fn matches(&self, query: &Query, candidates: Vec<Candidate>) -> Vec<Match> {
        let asked = OnceCell::new();
        let mut limit = Confidence::CERTAIN;
        let weighed = candidates.into_iter().enumerate().map(|(rank, candidate)| {
            let account = if candidate.signals.exact || rank >= MAX_SUGGESTIONS {
                Account::default()
            } else {
                let asked = asked.get_or_init(|| self.asked(query));
                let mut account = self.ledgers[candidate.entry].account(asked, candidate.phrasing);
                let told = |rival: usize| Veto::OutOfScope(self.texts[self.phrasings() + rival].clone());
                account.veto = candidate.rival.map(told).or_else(|| account.veto.take());
                account.veto = account.veto.take().or_else(|| self.led_away(query, &candidate, &account));
                account
            };
            let confidence = calibration::confidence(&candidate.signals);
            let is_unlikely = account.veto.is_some() && self.strictness == Strictness::Strict;
            let share = if is_unlikely { VETOED_SHARE } else { 1.0 };
            // The ranking is by score: a lower one is never given a higher confidence.
            limit = limit.min(confidence.scaled(share));
            let Candidate { entry, phrasing, signals, .. } = candidate;
            Match { entry, phrasing, confidence: limit, signals, account }
        });
        weighed.collect()
    }

    fn asked<'a>(&'a self, query: &'a Query) -> Asked<'a> {
        let (strictness, words_alone) = (self.strictness, self.semantic.is_none());
        let Self { language, vocabulary, names, name_terms, .. } = self;
        Asked::new(query, strictness, words_alone, language, vocabulary, names, name_terms)
    }

    /// A veto if the words that the entry does not account for lead away from what it means.
    fn led_away(&self, query: &Query, candidate: &Candidate, account: &Account) -> Option<Veto> {
        if self.strictness == Strictness::Lenient || account.open.is_empty() {
            return None;
        }
        let (semantic, sentence) = (self.semantic.as_ref()?, query.sentence.get()?);
        let phrasings = &self.ranges[candidate.entry];
        let with = semantic.closest(phrasings, &sentence.direction());
        let without = semantic.closest(phrasings, &sentence.without(&account.open));
        let phrases = account.open.chunk_by(|one, next| are_neighbours(&query.text, one, next)).count();
        let allowed = LEADS_AWAY + A_PHRASE_MORE * (phrases - 1) as f32;
        (without - with > allowed).then(|| Veto::Meaning(account.unaccounted.join(", ")))
    }
}

/// Whether no word is between two places of a text.
fn are_neighbours(text: &str, one: &Range<usize>, next: &Range<usize>) -> bool {
    text.get(one.end..next.start).is_some_and(|between| !between.contains(char::is_alphanumeric))
}
