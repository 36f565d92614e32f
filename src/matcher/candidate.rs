//! Entries as candidates for a question, with the signals that speak for each.

use super::blend::{Blend, Likeness};
use super::evidence::AnswerLikeness;
use super::lexical::Coverage;

/// How peaked the softmax over the entries' scores is. At .05 a lead of .1 takes most of the
/// probability, which is about what a lead of .1 is worth on public question sets.
const TEMPERATURE: f32 = 0.05;

/// How many of an entry's phrasings speak for it beside the best one.
const CLOSEST_PHRASINGS: usize = 3;

/// What speaks for an entry. All shares and cosines are about 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signals {
    /// The score of the best phrasing: its likeness to the question.
    pub score: f32,
    /// How the words of the best phrasing and of the question cover each other.
    pub coverage: Coverage,
    /// The cosine of the best phrasing by meaning; absent without an encoder.
    pub cosine: Option<f32>,
    /// The cosine of the best phrasing by character n-grams.
    pub characters: f32,
    /// The mean likeness (cosine, else character cosine) of the three closest phrasings.
    pub closest: f32,
    /// The entry's share in a softmax over all entries' scores.
    pub share: f32,
    /// How evenly that softmax is spread: 0 one entry stands out, 1 none does.
    pub spread: f32,
    /// The share of the question's word weight that no phrasing of the FAQ has.
    pub unknown: f32,
    /// What the judge says of an entry that it has read: the logarithm of the odds that its answer answers.
    pub odds: Option<f32>,
    /// Whether the question is one of the entry's own phrasings.
    pub exact: bool,
}

impl Signals {
    /// What speaks for an entry when the question is one of its own phrasings.
    pub const EXACT: Self = Self {
        score: 1.0,
        coverage: Coverage { question: 1.0, phrasing: 1.0 },
        cosine: None,
        characters: 1.0,
        closest: 1.0,
        share: 1.0,
        spread: 0.0,
        unknown: 0.0,
        odds: None,
        exact: true,
    };
}

/// An entry with what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The entry's place among the matcher's entries.
    pub entry: usize,
    /// The place of its best phrasing among its own: 0 is the question, the rest the variants.
    pub phrasing: usize,
    /// The place of the sentence of its answer that is nearest to the question, where answers are read.
    pub sentence: Option<usize>,
    /// What speaks for it.
    pub signals: Signals,
    /// The out-of-scope question that is most like the question, if it is more so than the entry.
    pub rival: Option<usize>,
}

/// The out-of-scope question that is most like the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rival {
    /// Its place among them.
    pub(super) number: usize,
    /// How like it is, as entries are.
    pub(super) score: f32,
}

/// How much more like the question an out-of-scope question has to be than an entry to keep it
/// from being answered. Some of a small FAQ's rarer wordings are a little nearer to one of a
/// hundred such questions: on 75 questions that the shipped article answers, with the meaning
/// alone, 12 are nearer at all, 7 by .02 and 2 by .05; of 60 near misses 42, 40 and 35.
const RIVAL_LEAD: f32 = 0.02;

/// An entry's likeness to the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct EntryLikeness<'a> {
    /// That of its phrasings.
    pub(super) phrasings: &'a [Likeness],
    /// That of its answer, where it is read.
    pub(super) answer: Option<AnswerLikeness>,
}

/// The entries, best first, at most `limit`; an entry in `exact` goes first whatever its score. The
/// closest out-of-scope question is their `rival`.
pub(super) fn ranked<'a>(
    entries: impl Iterator<Item = EntryLikeness<'a>>,
    rival: Option<Rival>,
    unknown: f32,
    exact: &[usize],
    limit: usize,
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = entries
        .enumerate()
        .filter_map(|(entry, likeness)| candidate(entry, likeness, rival, unknown, exact.contains(&entry)))
        .collect();
    spread_shares(&mut candidates);
    let order = |a: &Candidate, b: &Candidate| {
        let (one, other) = (&a.signals, &b.signals);
        other.exact.cmp(&one.exact).then(other.score.total_cmp(&one.score)).then(a.entry.cmp(&b.entry))
    };
    if candidates.len() > limit {
        candidates.select_nth_unstable_by(limit, order);
        candidates.truncate(limit);
    }
    candidates.sort_by(order);
    candidates
}

fn candidate(
    entry: usize,
    likeness: EntryLikeness<'_>,
    rival: Option<Rival>,
    unknown: f32,
    exact: bool,
) -> Option<Candidate> {
    let EntryLikeness { phrasings, answer } = likeness;
    let (phrasing, best) =
        phrasings.iter().enumerate().max_by(|a, b| a.1.score.total_cmp(&b.1.score).then(b.0.cmp(&a.0)))?;
    let signals = Signals {
        score: answer.map_or(best.score, |answer| Blend::SEMANTIC.with_answer(best, &answer)),
        coverage: best.coverage,
        cosine: best.cosine,
        characters: best.characters,
        closest: closest(phrasings),
        share: 0.0,
        spread: 0.0,
        unknown,
        odds: None,
        exact,
    };
    // Questions that are out of scope have no answer: they are compared with phrasings alone.
    let leads = |rival: &Rival| rival.score >= best.score + RIVAL_LEAD;
    let rival = rival.filter(leads).map(|rival| rival.number);
    Some(Candidate { entry, phrasing, sentence: answer.map(|answer| answer.sentence), signals, rival })
}

fn closest(phrasings: &[Likeness]) -> f32 {
    let mut nearest = [f32::NEG_INFINITY; CLOSEST_PHRASINGS];
    for mut nearness in phrasings.iter().map(Likeness::nearness) {
        for place in &mut nearest {
            if nearness > *place {
                std::mem::swap(&mut nearness, place);
            }
        }
    }
    let counted = phrasings.len().min(CLOSEST_PHRASINGS);
    nearest[..counted].iter().sum::<f32>() / counted as f32
}

/// Fills in each candidate's share and the spread of all.
fn spread_shares(candidates: &mut [Candidate]) {
    let highest =
        candidates.iter().map(|candidate| candidate.signals.score).fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for candidate in candidates.iter_mut() {
        candidate.signals.share = ((candidate.signals.score - highest) / TEMPERATURE).exp();
        total += candidate.signals.share;
    }
    let mut entropy = 0.0;
    for candidate in candidates.iter_mut() {
        candidate.signals.share /= total;
        let share = candidate.signals.share;
        entropy -= if share > 0.0 { share * share.ln() } else { 0.0 };
    }
    let spread = entropy / (candidates.len() as f32 + 1.0).ln();
    for candidate in candidates {
        candidate.signals.spread = spread;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(score: f32) -> Likeness {
        Likeness { score, coverage: Coverage::default(), cosine: Some(score), characters: 0.0 }
    }

    #[test]
    fn an_out_of_scope_question_is_a_rival_where_it_is_clearly_closer() {
        for (score, expected) in
            [(Some(0.75), [Some(3), Some(3)]), (Some(0.71), [None, Some(3)]), (None, [None, None])]
        {
            let rival = score.map(|score| Rival { number: 3, score });
            let entries = [[likeness(0.4)], [likeness(0.7)]];
            let entries = entries.iter().map(|phrasings| EntryLikeness { phrasings, answer: None });
            let found = ranked(entries, rival, 0.0, &[], 5);
            assert_eq!(found.iter().map(|found| found.entry).collect::<Vec<_>>(), [1, 0]);
            assert_eq!(found.iter().map(|found| found.rival).collect::<Vec<_>>(), expected);
        }
    }
}
