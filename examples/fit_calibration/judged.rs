//! How sure an answer is that was read and judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::bail;
use attache::knowledge::QuestionKind;
use attache::matcher::{
    Confidence, Encoder, EntryText, FaqTexts, JudgedCalibration, Logistic, Matcher, Odds, Signals,
    Strictness, Thresholds, VectorCache, Veto,
};

use crate::fit;
use crate::progress;
use crate::rows::Row;
use crate::sets::{Set, spread};

/// The share of near misses that may be answered where questions are read leniently, and where strictly.
const NEAR: [f64; 2] = [0.09, 0.06];

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
    /// Odds among them, also where the program would not ask for them.
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
        let Some(best) = lenient.all_candidates(&query).into_iter().next().filter(|best| !best.signals.exact)
        else {
            continue;
        };
        let Some(odds) = lenient.odds(&query, &best) else {
            bail!("the answers of `{}` say no more than its questions\nhint: leave the set out", set.name);
        };
        let veto = |matcher: &Matcher| {
            let found = matcher.matches(&query, vec![best]).pop();
            found.and_then(|found| found.account.veto)
        };
        heard.push(Heard {
            signals: Signals { odds: Some(odds), ..best.signals },
            right: expected.contains(&best.entry),
            in_scope: !expected.is_empty(),
            kind,
            vetoes: [veto(&lenient), veto(&strict)],
        });
    }
    Ok(heard)
}

impl Heard {
    fn is_near(&self) -> bool {
        self.kind == Some(QuestionKind::Near)
    }

    /// How likely it is about what is asked, and how likely it is then that it answers.
    fn confidence(&self, weights: &Logistic, odds: Odds) -> (f64, f64) {
        let heard = self.signals.odds.unwrap_or_default();
        let evidence = f64::from(odds.weight * heard + odds.constant);
        (f64::from(weights.probability(&self.signals)), 1.0 / (1.0 + (-evidence).exp()))
    }
}

fn fitted(sets: &[&[Heard]]) -> JudgedCalibration {
    // To take one entry for another is as bad as to answer what no entry does: all rows weigh the same.
    let row = |heard: &Heard| {
        let (signals, right) = (heard.signals, heard.right);
        Row { signals, right, in_scope: right, vetoed: false }
    };
    let relevant = |set: &&[Heard]| set.iter().filter(|heard| !heard.is_near()).map(row).collect();
    let groups: Vec<Vec<Row>> = sets.iter().map(relevant).collect();
    let weights = fit::fit(&groups, true);
    let rows: Vec<&Heard> = sets.iter().flat_map(|set| set.iter()).collect();
    let odds = fit_odds(&rows, &weights);
    let right = rows.iter().filter(|heard| heard.right);
    let relevances: Vec<f64> = right.map(|heard| heard.confidence(&weights, odds).0).collect();
    let suggest = Confidence::new(lowest(&relevances, 1.0 - LOST));
    let thresholds = [0, 1].map(|strictness| {
        let near = rows.iter().filter(|heard| heard.is_near());
        let confidences: Vec<f64> = near
            .map(|heard| {
                let (relevance, share) = heard.confidence(&weights, odds);
                if heard.vetoes[strictness].is_some() { 0.0 } else { relevance * share }
            })
            .collect();
        Thresholds { answer: Confidence::new(lowest(&confidences, NEAR[strictness])), suggest }
    });
    let [thresholds, strict] = thresholds;
    JudgedCalibration { weights, odds, thresholds, strict }
}

/// The weights of the odds that make what is right most likely: right is what is relevant and answers.
fn fit_odds(rows: &[&Heard], weights: &Logistic) -> Odds {
    let (mut weight, mut constant) = (1.0, 0.0);
    for _ in 0..STEPS {
        let odds = Odds { weight: weight as f32, constant: constant as f32 };
        let (mut of_weight, mut of_constant) = (0.0, 0.0);
        for heard in rows {
            let (relevance, share) = heard.confidence(weights, odds);
            let likely = (relevance * share).clamp(1e-6, 1.0 - 1e-6);
            let pull = if heard.right { 1.0 / likely } else { -1.0 / (1.0 - likely) };
            let slope = pull * relevance * share * (1.0 - share);
            of_weight += slope * f64::from(heard.signals.odds.unwrap_or_default());
            of_constant += slope;
        }
        weight += STEP * of_weight / rows.len() as f64;
        constant += STEP * of_constant / rows.len() as f64;
    }
    let rounded = |weight: f64| ((weight * 1000.0).round() / 1000.0) as f32;
    Odds { weight: rounded(weight), constant: rounded(constant) }
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
        let judged = |heard: &Heard| heard.confidence(&fitted.weights, fitted.odds);
        let is_answered = |heard: &Heard| {
            let (relevance, share) = judged(heard);
            relevance * share >= f64::from(thresholds.answer.get()) && heard.vetoes[strictness].is_none()
        };
        let is_suggested = |heard: &Heard| judged(heard).0 >= f64::from(thresholds.suggest.get());
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
            let (relevance, share) = heard.confidence(&fitted.weights, fitted.odds);
            let Some(veto) =
                heard.vetoes[strictness].as_ref().filter(|_| relevance * share >= threshold.into())
            else {
                continue;
            };
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
        Veto::Thanks => "thanks",
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
        Heard { signals, right, in_scope: right, kind, vetoes: [None, None] }
    }

    #[test]
    fn better_odds_make_an_answer_likelier() {
        let rows: Vec<Heard> =
            (0..100).map(|at| heard((at - 50) as f32 / 10.0, at >= 40 && at % 7 > 0)).collect();
        let certain = Logistic { constant: 9.0, ..Logistic::default() };
        let odds = fit_odds(&rows.iter().collect::<Vec<_>>(), &certain);
        let share = |at| heard(at, true).confidence(&certain, odds).1;
        assert!(share(3.0) > 0.7 && share(-3.0) < 0.2, "{odds:?}");
    }

    #[test]
    fn a_threshold_is_the_lowest_that_few_reach() {
        let values: Vec<f64> = (0..100).map(|at| f64::from(at) / 100.0).collect();
        assert_eq!((lowest(&values, 0.1), lowest(&values, 0.0), lowest(&[], 0.1)), (0.9, 1.0, 0.01));
    }
}
