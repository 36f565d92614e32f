//! How sure an answer is that was read and judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::bail;
use attache::knowledge::QuestionKind;
use attache::matcher::{
    Confidence, Encoder, EntryText, FaqTexts, JudgedCalibration, Logistic, MOST_READINGS, Matcher, Odds,
    Signals, Strictness, Thresholds, VectorCache, Veto,
};

use crate::fit;
use crate::progress;
use crate::rows::Row;
use crate::sets::{Set, spread};

/// The share of near misses that may be answered where questions are read leniently, and where strictly.
const NEAR: [f64; 2] = [0.08, 0.06];

/// What a near miss counts: more than half of the sets' questions are some, as they were written to be. Readers ask fewer.
const NEAR_MISS: f64 = 0.15;

/// What a question counts whose first entry is a wrong one, of which the sets have few.
const WRONG_ENTRY: f64 = 3.0;

/// The share of right candidates that are not even suggested.
const LOST: f64 = 0.05;

/// How many questions of the next set each is asked, which for it are on another topic.
const OTHERS: usize = 20;

/// How often the weights of the odds are moved, and how far down the slope.
const STEPS: usize = 3000;

/// See [`STEPS`].
const STEP: f64 = 0.5;

/// What is seen of a question's best candidate.
struct Heard {
    /// What speaks for the entry that is nearest, and whether it is right.
    nearest: (Signals, bool),
    /// What speaks for the one that is first when the judge has read them. Odds among it, also where the program would
    /// not ask for them.
    signals: Signals,
    right: bool,
    /// Whether any entry answers.
    in_scope: bool,
    kind: Option<QuestionKind>,
    /// What forbids an answer, read leniently, and read strictly.
    vetoes: [Option<Veto>; 2],
}

/// Fits to all sets. Prints what a fit to every other set reaches on the rest.
pub fn fit(sets: &[Set], encoder: &Arc<Encoder>) -> anyhow::Result<JudgedCalibration> {
    let bar = progress(sets.len());
    let mut heard = Vec::new();
    for (set, next) in sets.iter().zip(sets.iter().cycle().skip(1)) {
        bar.set_message(set.name.clone());
        heard.push(ask(set, next, encoder)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let all: Vec<&[Heard]> = heard.iter().map(Vec::as_slice).collect();
    println!(
        "| half left out | read | answerable | right | right or suggested | wrong | near | others suggested |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for left_out in 0..2 {
        let half = |is_left: bool| -> Vec<&[Heard]> {
            let numbered = all.iter().enumerate();
            numbered.filter(|(at, _)| (at % 2 == left_out) == is_left).map(|(_, rows)| *rows).collect()
        };
        print(left_out, &half(true), &fitted(&half(false)));
    }
    println!();
    let chosen = fitted(&all);
    print_vetoes(&all, &chosen);
    Ok(chosen)
}

/// Asks a set all its questions that are no entry's own wording, and some of the next set.
fn ask(set: &Set, next: &Set, encoder: &Arc<Encoder>) -> anyhow::Result<Vec<Heard>> {
    let entries = set.knowledge.entries().zip(set.phrasings());
    let entries = entries.map(|(found, phrasings)| EntryText { phrasings, answer: &found.entry.answer });
    let texts = FaqTexts { entries: entries.collect(), ..FaqTexts::default() };
    let matcher = |strictness, cache: &VectorCache| {
        let encoder = Some(Arc::clone(encoder));
        Matcher::new(set.language(), &texts, encoder, Some(strictness), cache, &|_, _| ())
    };
    let lenient = matcher(Strictness::Lenient, &VectorCache::none());
    let strict = matcher(Strictness::Strict, &lenient.vectors());
    let mut heard = Vec::new();
    let theirs = set.questions.iter().zip(&set.expected);
    let theirs = theirs.map(|(question, expected)| (&question.ask, expected.as_slice(), question.kind));
    let others = spread(&next.questions, OTHERS);
    let others = others.iter().map(|question| (&question.ask, [].as_slice(), Some(QuestionKind::Far)));
    for (ask, expected, kind) in theirs.chain(others) {
        let query = lenient.read(ask);
        let candidates = lenient.all_candidates(&query);
        let Some(nearest) = candidates.first().filter(|nearest| !nearest.signals.exact).copied() else {
            continue;
        };
        let best = |matcher: &Matcher| matcher.matches(&query, candidates.clone()).swap_remove(0);
        let (best, strictly) = (best(&lenient), best(&strict));
        let Some(odds) = lenient.odds(&query, best.entry, best.phrasing, MOST_READINGS) else {
            bail!("the answers of `{}` say no more than its questions\nhint: leave the set out", set.name);
        };
        heard.push(Heard {
            nearest: (nearest.signals, expected.contains(&nearest.entry)),
            signals: Signals { odds: Some(odds), ..best.signals },
            right: expected.contains(&best.entry),
            in_scope: !expected.is_empty(),
            kind,
            vetoes: [best.account.veto, strictly.account.veto],
        });
    }
    Ok(heard)
}

impl Heard {
    fn is_near(&self) -> bool {
        self.kind == Some(QuestionKind::Near)
    }

    /// How likely the nearest entry is about what is asked.
    fn relevance(&self, weights: &Logistic) -> f64 {
        weights.probability(&self.nearest.0).into()
    }

    /// How likely the first entry answers.
    fn answers(&self, odds: Odds) -> f64 {
        odds.probability(&self.signals).unwrap_or_default().into()
    }

    /// The confidence in an answer; none where the judge would not be asked.
    fn confidence(&self, calibration: &JudgedCalibration) -> f64 {
        let is_read = self.relevance(&calibration.weights) >= calibration.thresholds.suggest.get().into();
        if is_read { self.answers(calibration.odds) } else { 0.0 }
    }
}

fn fitted(sets: &[&[Heard]]) -> JudgedCalibration {
    // To take one entry for another is as bad as to answer what no entry does: all rows weigh the same.
    let row = |heard: &Heard| {
        let (signals, right) = heard.nearest;
        Row { signals, right, in_scope: right, vetoed: false }
    };
    let relevant = |set: &&[Heard]| set.iter().filter(|heard| !heard.is_near()).map(row).collect();
    let groups: Vec<Vec<Row>> = sets.iter().map(relevant).collect();
    let weights = fit::fit(&groups, true);
    let rows: Vec<&Heard> = sets.iter().flat_map(|set| set.iter()).collect();
    let right = rows.iter().filter(|heard| heard.nearest.1);
    let relevances: Vec<f64> = right.map(|heard| heard.relevance(&weights)).collect();
    let suggest = Confidence::new(lowest(&relevances, 1.0 - LOST));
    let odds = fit_odds(&rows, &weights, suggest);
    let certain = Thresholds { answer: Confidence::CERTAIN, suggest };
    let mut fitted = JudgedCalibration { weights, odds, thresholds: certain, strict: certain };
    let [lenient, strict] = [0, 1].map(|strictness| {
        let near = rows.iter().filter(|heard| heard.is_near());
        let is_forbidden = |heard: &Heard| heard.vetoes[strictness].is_some();
        let confidences: Vec<f64> =
            near.map(|heard| if is_forbidden(heard) { 0.0 } else { heard.confidence(&fitted) }).collect();
        Confidence::new(lowest(&confidences, NEAR[strictness]))
    });
    (fitted.thresholds.answer, fitted.strict.answer) = (lenient, strict);
    fitted
}

/// The weights of odds and share that make what is right most likely, of what the judge reads.
fn fit_odds(rows: &[&Heard], weights: &Logistic, suggest: Confidence) -> Odds {
    let is_read = |heard: &&&Heard| heard.relevance(weights) >= suggest.get().into();
    let read: Vec<&&Heard> = rows.iter().filter(is_read).collect();
    let (mut weight, mut share, mut constant) = (1.0, 1.0, 0.0);
    for _ in 0..STEPS {
        let odds = Odds { weight: weight as f32, share: share as f32, constant: constant as f32 };
        let mut slopes = [0.0; 3];
        for heard in &read {
            let counts = match () {
                () if heard.is_near() => NEAR_MISS,
                () if heard.in_scope && !heard.right => WRONG_ENTRY,
                () => 1.0,
            };
            let pull = counts * (f64::from(u8::from(heard.right)) - heard.answers(odds));
            let said = [heard.signals.odds.unwrap_or_default(), heard.signals.share, 1.0];
            for (slope, said) in slopes.iter_mut().zip(said) {
                *slope += pull * f64::from(said);
            }
        }
        let step = STEP / read.len() as f64;
        weight += step * slopes[0];
        share = f64::max(share + step * slopes[1], 0.0);
        constant += step * slopes[2];
    }
    let rounded = |weight: f64| ((weight * 1000.0).round() / 1000.0) as f32;
    Odds { weight: rounded(weight), share: rounded(share), constant: rounded(constant) }
}

/// The lowest threshold, in hundredths, that at most this share of values reaches.
fn lowest(values: &[f64], share: f64) -> f32 {
    let reached = |threshold: f64| values.iter().filter(|value| **value >= threshold).count();
    let hundredths = (1..100).map(|hundredth| f64::from(hundredth) / 100.0);
    let mut enough = hundredths.filter(|&at| reached(at) as f64 <= share * values.len() as f64);
    enough.next().unwrap_or(1.0) as f32
}

fn print(half: usize, sets: &[&[Heard]], fitted: &JudgedCalibration) {
    let rows: Vec<&Heard> = sets.iter().flat_map(|set| set.iter()).collect();
    for (strictness, name) in ["leniently", "strictly"].into_iter().enumerate() {
        let thresholds = [fitted.thresholds, fitted.strict][strictness];
        let is_answered = |heard: &Heard| {
            heard.confidence(fitted) >= thresholds.answer.get().into() && heard.vetoes[strictness].is_none()
        };
        let is_suggested =
            |heard: &Heard| heard.relevance(&fitted.weights) >= thresholds.suggest.get().into();
        let share = |of: &dyn Fn(&Heard) -> bool, is: &dyn Fn(&Heard) -> bool| {
            let of: Vec<&&Heard> = rows.iter().filter(|heard| of(heard)).collect();
            of.iter().filter(|heard| is(heard)).count() as f64 / of.len() as f64
        };
        let in_scope = |heard: &Heard| heard.in_scope;
        let other = |heard: &Heard| !heard.in_scope && !heard.is_near();
        println!(
            "| {half} | {name} | {} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
            rows.iter().filter(|heard| heard.in_scope).count(),
            share(&in_scope, &|heard| heard.right && is_answered(heard)),
            share(&in_scope, &|heard| heard.right && (is_answered(heard) || is_suggested(heard))),
            share(&in_scope, &|heard| !heard.right && is_answered(heard)),
            share(&|heard| heard.is_near(), &is_answered),
            share(&other, &is_suggested),
        );
    }
}

/// Prints where vetoes stand whose questions would be answered without them.
fn print_vetoes(sets: &[&[Heard]], fitted: &JudgedCalibration) {
    println!("| read | veto | of right answers | of wrong ones | of near misses |");
    println!("|---|---|---|---|---|");
    for (strictness, name) in ["leniently", "strictly"].into_iter().enumerate() {
        let threshold = [fitted.thresholds, fitted.strict][strictness].answer.get();
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for heard in sets.iter().flat_map(|set| set.iter()) {
            let is_likely = heard.confidence(fitted) >= threshold.into();
            let Some(veto) = heard.vetoes[strictness].as_ref().filter(|_| is_likely) else { continue };
            let column = if heard.right { 0 } else { 1 + usize::from(heard.is_near()) };
            counts.entry(kind_of(veto)).or_default()[column] += 1;
        }
        for (veto, [right, wrong, near]) in counts {
            println!("| {name} | {veto} | {right} | {wrong} | {near} |");
        }
    }
    println!();
}

fn kind_of(veto: &Veto) -> &'static str {
    match veto {
        Veto::Name(_) => "name",
        Veto::Number(_) => "number",
        Veto::Negation(_) => "negation",
        Veto::Asking(_) => "asking",
        Veto::Roles => "roles",
        Veto::Meaning(_) => "meaning",
        Veto::OutOfScope(_) => "out of scope",
        Veto::News => "news",
        Veto::Pronoun(_) => "pronoun",
        Veto::OneOfSeveral(_) => "one of several",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(odds: f32, right: bool) -> Heard {
        let signals = Signals { odds: Some(odds), exact: false, ..Signals::EXACT };
        let kind = (!right).then_some(QuestionKind::Near);
        Heard { nearest: (signals, right), signals, right, in_scope: right, kind, vetoes: [None, None] }
    }

    #[test]
    fn better_odds_make_an_answer_likelier() {
        let rows: Vec<Heard> =
            (0..100).map(|at| heard((at - 50) as f32 / 10.0, at >= 40 && at % 7 > 0)).collect();
        let certain = Logistic { constant: 9.0, ..Logistic::default() };
        let odds = fit_odds(&rows.iter().collect::<Vec<_>>(), &certain, Confidence::new(0.5));
        let share = |at| heard(at, true).answers(odds);
        assert!(share(3.0) > 0.7 && share(-3.0) < 0.2, "{odds:?}");
    }

    #[test]
    fn a_threshold_is_the_lowest_that_few_reach() {
        let values: Vec<f64> = (0..100).map(|at| f64::from(at) / 100.0).collect();
        assert_eq!((lowest(&values, 0.1), lowest(&values, 0.0), lowest(&[], 0.1)), (0.9, 1.0, 0.01));
    }
}
