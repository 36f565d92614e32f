//! Makes `src/matcher/calibration.json`: how signals become a confidence, and from which
//! confidence on the bot answers.
//!
//! `cargo run --release --example fit_calibration -- FOLDER` prints what it chose and why;
//! `--help` says how it does so. The same sets give the same file, byte for byte.

mod chance;
mod fit;
mod judge;
mod judged;
mod rows;
#[cfg(test)]
#[path = "../scoreboard/samples.rs"]
#[expect(dead_code, reason = "the scoreboard's tests use more of it")]
mod samples;
#[path = "../scoreboard/sets.rs"]
mod sets;
mod simulate;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use attache::matcher::{Calibration, Confidence, Encoder, Logistic, Shipped, Thresholds};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};

use judge::Judgement;
use rows::{Row, Rows};

/// Exit status for bad usage or bad input, as `attache` has it.
const BAD_INPUT: u8 = 2;

/// The share of wrong ones among the answers to simulated FAQs of domains left out, from the
/// threshold on. They are asked more that they do not know than a FAQ in use, and nearer. With an
/// encoder this is where, on the public sets themselves, one answer in ten is wrong; without one,
/// suggestions are to be preferred to answers.
const WRONG: [(bool, f64); 2] = [(true, 0.15), (false, 0.10)];

/// The confidence from which on an entry is suggested: of those one in four is worth a look.
const SUGGEST: f32 = 0.25;

/// Fit the confidence to public question sets, and write it down
///
/// Small FAQs are cut out of each set: 4 to 85 % of its entries, two in five of them about one
/// topic, with 0 to 5 variants. They are asked the set's questions to entries that they have, to
/// entries that they do not have (two thirds from the third that is nearest), and those that the
/// set itself does not answer; one in ten has a typo, and one in ten is cut down to keywords. A
/// logistic function is fitted to whether the best entry is right; every domain (a set's name
/// before the first `-`) weighs the same. Each domain is left out in turn to choose the threshold
/// and for the figures printed, which are those of the whole sets.
///
/// With `--judged`, sets with real answers and near misses are asked as they are. How likely an
/// entry is about what is asked is fitted to all questions but near misses, as likeness is deaf to
/// what makes these; how likely its answer answers, by the judge's odds, is fitted to all.
#[derive(Debug, Parser)]
#[command(name = "fit_calibration", max_term_width = 100)]
struct Args {
    /// A folder of sets, each a folder with `knowledge.json` and `questions.json`
    folder: PathBuf,
    /// Only these sets, with commas between
    #[arg(long, value_name = "SET,SET", value_delimiter = ',')]
    sets: Vec<String>,
    /// Fit how judged answers are weighed, to sets with answers that the judge was not trained on
    #[arg(long)]
    judged: bool,
    /// Where to write what was chosen [default: where the program has it]
    #[arg(long)]
    output: Option<PathBuf>,
    /// Print what would be chosen, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn run(args: &Args) -> anyhow::Result<()> {
    let encoder = Arc::new(Encoder::built_in()?);
    let (text, place) = if args.judged {
        let sets = sets::read_all(&args.folder, &args.sets, usize::MAX)?;
        (serde_json::to_string_pretty(&judged::fit(&sets, &encoder)?)?, "src/matcher/judged.json")
    } else {
        let with_encoder = calibration(&rows(args, Some(&encoder))?, true)?;
        let without_encoder = calibration(&rows(args, None)?, false)?;
        let shipped = Shipped { with_encoder, without_encoder };
        (serde_json::to_string_pretty(&shipped)?, "src/matcher/calibration.json")
    };
    if args.dry_run {
        println!("{text}");
        return Ok(());
    }
    let output = args.output.as_deref().unwrap_or(Path::new(place));
    fs::write(output, text + "\n").with_context(|| format!("cannot write `{}`", output.display()))?;
    println!("written to {}", output.display());
    Ok(())
}

/// A bar that counts sets.
fn progress(sets: usize) -> ProgressBar {
    let bar = ProgressBar::new(sets as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} sets, {elapsed}: {msg}") {
        bar.set_style(style);
    }
    bar
}

/// The rows of the sets: with the encoder of those in its language, without it of all.
fn rows(args: &Args, encoder: Option<&Arc<Encoder>>) -> anyhow::Result<Vec<Rows>> {
    let mut sets = sets::read_all(&args.folder, &args.sets, usize::MAX)?;
    sets.retain(|set| encoder.is_none() || set.is_english());
    let bar = progress(sets.len());
    let mut rows = Vec::new();
    for set in &sets {
        bar.set_message(set.name.clone());
        rows.push(Rows::of(set, encoder));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(rows)
}

fn calibration(sets: &[Rows], with_encoder: bool) -> anyhow::Result<Calibration> {
    let mut domains: Vec<&str> = sets.iter().map(|set| set.domain.as_str()).collect();
    domains.sort_unstable();
    domains.dedup();
    if domains.len() < 2 {
        bail!("the sets are all of one domain\nhint: give sets of several, so that each can be left out");
    }
    let unseen: Vec<(&str, Logistic)> = domains
        .iter()
        .map(|domain| (*domain, fit::fit(&by_domain(sets, |other| other != *domain), with_encoder)))
        .collect();
    let wrong = WRONG.iter().find(|(with, _)| *with == with_encoder).map_or(0.1, |(_, wrong)| *wrong);
    let answer = threshold(sets, &unseen, wrong);
    print_table(sets, &unseen, answer, with_encoder);
    let weights = fit::fit(&by_domain(sets, |_| true), with_encoder);
    println!(
        "chosen: {weights:?}, answers from {answer:.2}: {:.0} % wrong on simulated FAQs\n",
        wrong * 100.0
    );
    let thresholds = Thresholds { answer: Confidence::new(answer), suggest: Confidence::new(SUGGEST) };
    Ok(Calibration { weights, thresholds })
}

/// The simulated rows of the domains that are wanted, one group each.
fn by_domain(sets: &[Rows], is_wanted: impl Fn(&str) -> bool) -> Vec<Vec<Row>> {
    let mut groups: Vec<(&str, Vec<Row>)> = Vec::new();
    for set in sets.iter().filter(|set| is_wanted(&set.domain)) {
        match groups.iter_mut().find(|(domain, _)| *domain == set.domain) {
            Some((_, group)) => group.extend(&set.simulated),
            None => groups.push((&set.domain, set.simulated.clone())),
        }
    }
    groups
        .into_iter()
        .map(|(_, group)| group.into_iter().filter(|row| !row.signals.exact).collect())
        .collect()
}

fn of_domain<'a>(unseen: &'a [(&str, Logistic)], domain: &str) -> &'a Logistic {
    let found = unseen.iter().find(|(name, _)| *name == domain);
    found.map(|(_, fitted)| fitted).expect("every domain was left out once")
}

/// The lowest confidence, in hundredths, above which at most `wrong` of the answers to simulated
/// FAQs are wrong, each domain weighing the same.
fn threshold(sets: &[Rows], unseen: &[(&str, Logistic)], wrong: f64) -> f32 {
    let share_wrong = |answer: f32| {
        let (mut answered, mut mistaken) = (0.0, 0.0);
        for (domain, fitted) in unseen {
            let group: Vec<Row> = by_domain(sets, |name| name == *domain).concat();
            let given = group.iter().filter(|row| !row.vetoed && fitted.probability(&row.signals) >= answer);
            answered += given.clone().count() as f64 / group.len() as f64;
            mistaken += given.filter(|row| !row.right).count() as f64 / group.len() as f64;
        }
        mistaken / f64::max(answered, f64::MIN_POSITIVE)
    };
    let falling = (40..=95).rev().map(|hundredth| hundredth as f32 / 100.0);
    falling.take_while(|answer| share_wrong(*answer) <= wrong).last().unwrap_or(1.0)
}

fn print_table(sets: &[Rows], unseen: &[(&str, Logistic)], answer: f32, with_encoder: bool) {
    let alone = if with_encoder { "encoder alone" } else { "characters alone" };
    println!(
        "| set, its domain left out | | AUROC | A@5 | C@w5 | calibration error | answered right | unanswerable answered |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let (mut of_alone, mut of_fits) = (Vec::new(), Vec::new());
    for set in sets {
        of_alone.push(judge::of_cosine(&set.whole));
        of_fits.push(judge::of_fit(&set.whole, of_domain(unseen, &set.domain), answer.into()));
        print_rows(&set.set, alone, &of_alone[of_alone.len() - 1], &of_fits[of_fits.len() - 1]);
    }
    print_rows("mean", alone, &judge::mean(&of_alone), &judge::mean(&of_fits));
    println!();
}

fn print_rows(name: &str, alone: &str, one: &Judgement, other: &Judgement) {
    for (way, judgement) in [(alone, one), ("attache", other)] {
        let figures = [
            judgement.auroc,
            judgement.right_at_5pct_false,
            judgement.right_at_5pct_wrong,
            judgement.calibration_error,
            judgement.answered_right,
            judgement.answered_false,
        ];
        let figures = figures.map(|figure| figure.map_or("–".into(), |figure| format!("{figure:.3}")));
        println!("| {name} | {way} | {} |", figures.join(" | "));
    }
}
