//! Shows whether thresholds that were chosen to keep a promise keep it among other questions.
//!
//! `cargo run --release --example halvings -- FOLDER` halves each set's questions at random, again
//! and again: thresholds are chosen from one half as `attache calibrate` does, and the other half
//! is asked. The same sets give the same table.

#[path = "../fit_calibration/chance.rs"]
mod chance;
#[path = "../scoreboard/sets.rs"]
#[expect(dead_code, reason = "the scoreboard uses more of it")]
mod sets;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use attache::eval::{Ending, Outcome, calibrate, run};
use attache::faq::{Faq, Resources};
use attache::matcher::{Encoder, Thresholds, decide};
use chrono::NaiveDate;
use clap::Parser;
use indicatif::ProgressBar;

use chance::Chance;
use sets::Set;

/// Exit status for bad usage or bad input, as `attache` has it.
const BAD_INPUT: u8 = 2;

/// Halve question sets at random, and see how often a promise is broken
///
/// Of each set with questions that its FAQ does not answer, thresholds for the promises are chosen
/// from a random half and tried on the other. A halving is refused when the questions of its first
/// half cannot support the promise, and broken when the share of wrong answers in the other half is
/// above it. Coverage is the mean share of answerable questions that are answered rightly there.
#[derive(Debug, Parser)]
#[command(name = "halvings", max_term_width = 100)]
struct Args {
    /// A folder of sets, each a folder with `knowledge.json` and `questions.json`
    folder: PathBuf,
    /// How often each set is halved
    #[arg(long, default_value_t = 200)]
    halvings: usize,
    /// The promises, as the largest share of wrong answers
    #[arg(long, value_delimiter = ',', default_value = "0.05,0.1")]
    promises: Vec<f64>,
}

/// What became of the halvings of one set under one promise.
#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    kept: usize,
    broken: usize,
    coverage: f64,
}

fn main() -> ExitCode {
    match measure(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn measure(args: &Args) -> anyhow::Result<()> {
    let encoder = Arc::new(Encoder::built_in()?);
    let mut sets = sets::read_all(&args.folder, &[], usize::MAX)?;
    sets.retain(|set| set.expected.iter().any(Vec::is_empty));
    println!("| set | promise | refused | kept | broken | coverage |");
    println!("|---|---:|---:|---:|---:|---:|");
    for set in &sets {
        let bar = ProgressBar::new(set.questions.len() as u64).with_message(set.name.clone());
        let resources = Resources { encoder: Some(Arc::clone(&encoder)), ..Resources::default() };
        let faq = Faq::new(set.knowledge.clone(), &resources, &|_, _| ());
        let outcomes = run(&faq, &set.questions, NaiveDate::MIN, &|done| bar.set_position(done as u64));
        bar.finish_and_clear();
        for promise in &args.promises {
            let tally = tally(set, &faq, &outcomes, *promise, args.halvings);
            println!(
                "| {} | {promise} | {} | {} | {} | {:.3} |",
                set.name, tally.refused, tally.kept, tally.broken, tally.coverage
            );
        }
    }
    Ok(())
}

fn tally(set: &Set, faq: &Faq, outcomes: &[Outcome], promise: f64, halvings: usize) -> Tally {
    let mut tally = Tally::default();
    for halving in 0..halvings {
        let shuffled = Chance::of(&format!("{} {halving}", set.name)).some(outcomes, outcomes.len());
        let (chosen_from, tried_on) = shuffled.split_at(outcomes.len() / 2);
        let Ok(calibrated) = calibrate(faq, &set.knowledge.articles()[0], chosen_from, promise) else {
            tally.refused += 1;
            continue;
        };
        let endings: Vec<Ending> =
            tried_on.iter().map(|outcome| ending(outcome, calibrated.thresholds)).collect();
        let count = |wanted| endings.iter().filter(|ending| **ending == wanted).count() as f64;
        let (right, wrong) = (count(Ending::AnsweredRight), count(Ending::AnsweredWrong));
        let answerable = tried_on.iter().filter(|outcome| outcome.in_scope()).count() as f64;
        tally.coverage += right / answerable;
        if wrong > promise * (right + wrong) {
            tally.broken += 1;
        } else {
            tally.kept += 1;
        }
    }
    tally.coverage /= f64::max((tally.kept + tally.broken) as f64, 1.0);
    tally
}

/// How a question ends with these thresholds.
fn ending(outcome: &Outcome, thresholds: Thresholds) -> Ending {
    let mut outcome = outcome.clone();
    for answer in &mut outcome.answers {
        answer.verdict = decide(&answer.matches, thresholds);
    }
    outcome.ending()
}
