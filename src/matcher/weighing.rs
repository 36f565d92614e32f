//! How likely each candidate is to be right, and what is held against it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

use super::accounting::{Account, Asked, Ledger, Reading, Strictness, Veto};
use super::calibration;
use super::candidate::{Candidate, Signals};
use super::confidence::Confidence;
use super::judge::{Case, JUDGE, MAX_ANSWER};
use super::query::Query;
use super::search::Matcher;
use super::verdict::{LEAD, MAX_SUGGESTIONS, Match};
use super::vocabulary::Term;
use crate::text::{Word, is_picture, renumbered, reordered};

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

/// Of so many phrasings the judge reads one: more of them differ less. It reads [`MOST_READINGS`] of the first entry at
/// most, and no further where it is sure. Of the shipped article's 449 answerable questions, with a hundred phrasings an
/// entry, .84 are answered where it reads one, and .94 where it reads four; on FAQs of one to three
/// phrasings an entry reading all lets half as many near misses again pass.
const PHRASINGS_PER_READING: usize = 4;

/// The most phrasings of the first entry that the judge reads.
pub const MOST_READINGS: usize = 4;

/// Odds that leave four fifths of a confidence: the judge reads no further. A reading takes longer than all else.
const SURE: f32 = 1.0;

/// How close behind the first entry those are, by score, which the judge reads as well where it is not sure of the first.
const CLOSE: f32 = 0.05;

/// What a lead of 1 in the score is worth of the judge's odds where it has read several entries. On 20 minimal pairs that
/// the judge had not seen the right entry then comes first in .725 instead of .696, for a third more readings.
const SCORE_IN_ODDS: f32 = 30.0;

/// Odds below which the order is that of the scores: how much an entry does not answer says nothing. On COVID-QA, of
/// whose long answers the judge reads a part, the right entry comes first in .783 instead of .767, elsewhere as often.
const UNLIKELY: f32 = -1.0;

impl Matcher {
    /// `candidates`, which are best first, with their confidence. Those that may be answered or suggested are held to
    /// account, and the judge may put them in another order.
    pub fn matches(&self, query: &Query, candidates: Vec<Candidate>) -> Vec<Match> {
        let asked = OnceCell::new();
        let held = candidates.into_iter().enumerate().map(|(rank, candidate)| {
            let is_held = !candidate.signals.exact && rank < MAX_SUGGESTIONS;
            let account =
                is_held.then(|| self.account(query, asked.get_or_init(|| self.asked(query)), &candidate));
            (candidate, account.unwrap_or_default())
        });
        let mut held: Vec<(Candidate, Account)> = held.collect();
        self.hold_first(query, &mut held);
        if self.judge(query, &mut held) {
            self.hold_first(query, &mut held);
        }
        let mut limit = if self.is_gibberish(query) { Confidence::default() } else { Confidence::CERTAIN };
        let weighed = held.into_iter().map(|(candidate, account)| {
            let Candidate { entry, phrasing, sentence, signals, .. } = candidate;
            // One that is ranked lower is never given a higher confidence.
            limit = limit.min(self.confidence(&signals, &account));
            Match { entry, phrasing, sentence, confidence: limit, signals, account }
        });
        weighed.collect()
    }

    fn confidence(&self, signals: &Signals, account: &Account) -> Confidence {
        if self.evidence.is_some() {
            // Of what is forbidden the judge's word says nothing: it is as likely as it is like the question.
            let odds = signals.odds.filter(|_| account.veto.is_none());
            return calibration::judged(&Signals { odds, ..*signals });
        }
        let is_unlikely = account.veto.is_some() && self.strictness == Strictness::Strict;
        calibration::confidence(signals).scaled(if is_unlikely { VETOED_SHARE } else { 1.0 })
    }

    /// What a candidate does not account for, and what forbids it.
    fn account(&self, query: &Query, asked: &Asked<'_>, candidate: &Candidate) -> Account {
        let mut account = self.ledgers[candidate.entry].account(asked, candidate.phrasing);
        let told = |rival: usize| Veto::OutOfScope(self.texts[self.phrasings() + rival].clone());
        account.veto = candidate.rival.map(told).or_else(|| account.veto.take());
        account.veto = account.veto.take().or_else(|| self.turned(query, candidate, &mut account));
        account.veto = account.veto.take().or_else(|| self.led_away(query, candidate, &account));
        account
    }

    /// Holds against the first candidate what forbids to answer at all.
    fn hold_first(&self, query: &Query, held: &mut [(Candidate, Account)]) {
        if let Some((candidate, account)) = held.first_mut()
            && !candidate.signals.exact
            && account.veto.is_none()
        {
            account.veto = self.unasked(query, candidate);
        }
    }

    /// Where answers are read, has the judge read the first candidate that may be suggested. If it is not sure of that
    /// one, it reads those close behind, too, and else those that fit alike. They are put in the order of scores and
    /// odds; says whether that is another one. Where the first is forbidden and stands alone, nothing is to be read.
    fn judge(&self, query: &Query, held: &mut [(Candidate, Account)]) -> bool {
        let suggest = self.default_thresholds().suggest;
        let may_be_suggested = |signals: &Signals| calibration::judged(signals) >= suggest;
        let Some((first, account)) = held.first().filter(|_| self.evidence.is_some()) else { return false };
        let (highest, first_entry) = (first.signals.score, first.entry);
        let behind = |held: &[(Candidate, Account)], reach: f32| {
            let is_close = |signals: &Signals| highest - signals.score < reach && may_be_suggested(signals);
            held[1..]
                .iter()
                .take(MAX_SUGGESTIONS - 1)
                .take_while(|(candidate, _)| is_close(&candidate.signals))
                .count()
        };
        let is_settled = account.veto.is_some() && behind(held, CLOSE) == 0;
        if first.signals.exact || !may_be_suggested(&first.signals) || is_settled {
            return false;
        }
        let odds = self.odds(query, first.entry, first.phrasing, MOST_READINGS);
        held[0].0.signals.odds = odds;
        let read = 1 + behind(held, if odds > Some(SURE) { LEAD } else { CLOSE });
        for (candidate, _) in &mut held[1..read] {
            candidate.signals.odds = self.odds(query, candidate.entry, candidate.phrasing, 1);
        }
        let standing = |(candidate, _): &(Candidate, Account)| {
            let odds = candidate.signals.odds.map_or(UNLIKELY, |odds| odds.max(UNLIKELY));
            SCORE_IN_ODDS * candidate.signals.score + odds
        };
        held[..read].sort_by(|one, other| standing(other).total_cmp(&standing(one)));
        held[0].0.entry != first_entry
    }

    /// Whether neither the FAQ nor the encoder knows a word of the question that says something: what its pieces are
    /// like means nothing.
    fn is_gibberish(&self, query: &Query) -> bool {
        let Some(semantic) = self.semantic.as_ref().filter(|_| self.evidence.is_some()) else { return false };
        if self.exact.has(&query.key) {
            return false;
        }
        let is_unknown = |(term, matches): (&Term, &Vec<_>)| {
            let mut words = query.words[term.words.clone()].iter();
            matches.is_empty() && words.all(|word| semantic.encoder().splits(&word.folded))
        };
        let terms = query.terms.iter().zip(query.matches(&self.vocabulary));
        let mut telling = terms.filter(|(term, _)| !term.is_stop).peekable();
        telling.peek().is_some() && telling.all(is_unknown)
    }

    /// What the judge says of an entry by its nearest phrasing, where answers are read: the logarithm of the odds that it
    /// answers. Of an entry with many phrasings, which differ little, it reads so many at most, and the one that it likes
    /// best counts.
    pub fn odds(&self, query: &Query, entry: usize, phrasing: usize, readings: usize) -> Option<f32> {
        let (evidence, semantic) = (self.evidence.as_ref()?, self.semantic.as_ref()?);
        let direction = query.sentence.get()?.direction();
        let tokens = |text: &str| semantic.encoder().tokens(text);
        let sentences: Vec<Vec<u32>> = evidence.sentences(entry).map(tokens).collect();
        let answer = nearest(&sentences, &semantic.cosines(&evidence.vectors(entry), &direction)).concat();
        let question = tokens(&query.text);
        let texts = &self.texts[self.ranges[entry].clone()];
        let mut others: Vec<(usize, f32)> =
            semantic.cosines(&self.ranges[entry], &direction).into_iter().enumerate().collect();
        others.retain(|&(place, _)| place != phrasing);
        others.sort_by(|one, other| other.1.total_cmp(&one.1));
        let read = (texts.len() / PHRASINGS_PER_READING).clamp(1, readings);
        let mut best: Option<f32> = None;
        for place in iter::once(phrasing).chain(others.into_iter().map(|(place, _)| place)).take(read) {
            let case = Case { question: &question, phrasing: &tokens(&texts[place]), answer: &answer };
            let odds = JUDGE.odds(case);
            best = odds.map(|odds| best.map_or(odds, |best| best.max(odds))).or(best);
            if best > Some(SURE) {
                break;
            }
        }
        best
    }

    /// What turns the question round from an entry, whatever else they have in common.
    fn turned(&self, query: &Query, candidate: &Candidate, account: &mut Account) -> Option<Veto> {
        let texts = &self.texts[self.ranges[candidate.entry].clone()];
        let text = &texts[candidate.phrasing];
        if let Some(picture) = other_picture(&query.text, text) {
            return Some(Veto::Name(picture.into()));
        }
        let (asked, nearest) = (&query.words, [self.language.words(text)]);
        if let Some(number) = reordered(asked, &nearest[0]) {
            return Some(Veto::Negation(query.written(number)));
        }
        let differs =
            self.language.turned(asked, &nearest).is_some() || renumbered(asked, &nearest).is_some();
        if !differs {
            return None;
        }
        // Another of its phrasings may say it as the question does.
        let all: Vec<Vec<Word>> = texts.iter().map(|text| self.language.words(text)).collect();
        if let Some(span) = self.language.turned(asked, &all) {
            let said = query.text[span].to_owned();
            account.unaccounted = vec![said.clone()];
            return Some(Veto::Negation(said));
        }
        let number = query.written(renumbered(asked, &all)?);
        account.unaccounted.contains(&number).then_some(Veto::Number(number))
    }

    /// What keeps a message from being answered by whatever entry but one that says the same. Where answers are not
    /// read, entries are often commands, which may say as little: "cancel it".
    fn unasked(&self, query: &Query, candidate: &Candidate) -> Option<Veto> {
        self.evidence.as_ref()?;
        if self.language.is_news(&query.words) {
            return Some(Veto::News);
        }
        let phrasing =
            self.language.words(&self.texts[self.ranges[candidate.entry].start + candidate.phrasing]);
        if let Some(pronoun) = self.language.pronoun(&query.words)
            && self.language.pronoun(&phrasing).is_none()
        {
            return Some(Veto::Pronoun(query.written(pronoun)));
        }
        let asked = self.content(&query.words);
        let says_all = |ledger: &&Ledger| ledger.has_phrasing_with(&asked);
        let is_all = self.content(&phrasing) == asked;
        let is_of_several = !asked.is_empty() && !is_all && self.ledgers.iter().filter(says_all).count() > 1;
        is_of_several.then(|| Veto::OneOfSeveral(query.text.clone()))
    }

    /// The stems of words that say what a text is about.
    fn content<'a>(&self, words: &'a [Word]) -> BTreeSet<&'a str> {
        let says = |word: &&Word| !word.is_stop && !self.language.is_filler(&word.folded);
        words.iter().filter(says).map(|word| word.stem.as_str()).collect()
    }

    fn asked<'a>(&'a self, query: &'a Query) -> Asked<'a> {
        let reading = match (&self.semantic, &self.evidence) {
            (None, _) => Reading::Words,
            (Some(_), None) => Reading::Phrasings,
            (Some(_), Some(_)) => Reading::Answers,
        };
        let Self { strictness, language, vocabulary, names, name_terms, .. } = self;
        Asked::new(query, *strictness, reading, language, vocabulary, names, name_terms)
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

/// A picture of the question, where the phrasing has others.
fn other_picture(asked: &str, told: &str) -> Option<char> {
    let mut theirs = told.chars().filter(|&c| is_picture(c)).peekable();
    theirs.peek()?;
    let theirs: Vec<char> = theirs.collect();
    let mut ours = asked.chars().filter(|&c| is_picture(c));
    ours.find(|c| !theirs.contains(c))
}

/// The sentences of an answer that the judge reads: all, or those nearest to the question, in their order.
fn nearest<'a>(sentences: &'a [Vec<u32>], cosines: &[f32]) -> Vec<&'a [u32]> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    order.sort_by(|&one, &other| cosines[other].total_cmp(&cosines[one]));
    let whole: usize = sentences.iter().map(Vec::len).sum();
    let mut room = MAX_ANSWER;
    let mut fits = |place: usize| {
        let length = sentences[place].len();
        let is_shown = whole <= MAX_ANSWER || place == order[0] || length <= room;
        room -= if is_shown { length.min(room) } else { 0 };
        is_shown
    };
    let mut shown: Vec<usize> = order.iter().copied().filter(|&place| fits(place)).collect();
    shown.sort_unstable();
    shown.into_iter().map(|place| sentences[place].as_slice()).collect()
}

/// Whether no word is between two places of a text.
fn are_neighbours(text: &str, one: &Range<usize>, next: &Range<usize>) -> bool {
    text.get(one.end..next.start).is_some_and(|between| !between.contains(char::is_alphanumeric))
}
