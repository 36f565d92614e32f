//! `attache calibrate`: chooses the thresholds that keep an article's promise.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::terminal::{print, today};
use super::{labelled, session};
use crate::config::Config;
use crate::eval::{self, Calibrated, Outcome};
use crate::faq::Faq;
use crate::knowledge::{self, Article, ChosenThresholds, FORMAT, thresholds};

/// Choose how sure an answer must be for the article's promise to hold
///
/// The promise is `"promise": { "max_wrong": 0.05 }` in the article's file: at most so large a share
/// of its answers is wrong. The labelled questions beside it are asked, and the lowest thresholds
/// are taken with which the promise holds at a certainty of 99.8 %, so for other questions of the
/// kind, too. They go into `<article>.thresholds.json`, which the bot and all subcommands read.
/// Exit status: 0 when they are chosen, 1 when the questions cannot support the promise, 2 when
/// there is nothing to ask or something cannot be read.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {
    /// An article's file, or a folder of them [default: the knowledge of the bot]
    path: Option<PathBuf>,
    /// Ask the questions of this file instead; may be repeated
    #[arg(long, value_name = "FILE")]
    questions: Vec<PathBuf>,
    /// Keep this promise instead of the article's, 0 to 0.5
    #[arg(long, value_name = "SHARE", value_parser = share)]
    max_wrong: Option<f64>,
    /// Print what would be chosen, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=0.5).contains(&share) => Ok(share),
        _ => Err("a promise is a share from 0 to 0.5, such as 0.05 for one wrong answer in twenty".into()),
    }
}

/// Prints what keeps each promise, and writes it.
pub fn run(args: &CalibrateArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let path = args.path.as_ref().unwrap_or(&config.knowledge);
    // A promise that is missing is better known before the wait than after it.
    let promises = promises(path, args.max_wrong)?;
    let faq = session::open_to_calibrate(path, config)?;
    let questions = labelled::questions(path, &args.questions, faq.knowledge())?;
    let contradictions = labelled::contradictions(&questions);
    if !contradictions.is_empty() {
        bail!(contradictions.join("\n"));
    }
    let outcomes = labelled::ask_all(&faq, &questions, today());
    let mut all_kept = true;
    for (file, article, max_wrong) in promises {
        all_kept &= choose(&faq, &file, &article, &outcomes, max_wrong, args.dry_run)?;
    }
    Ok(if all_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The articles that promise something, with their files and the largest share of wrong answers.
fn promises(path: &Path, instead: Option<f64>) -> anyhow::Result<Vec<(PathBuf, Article, f64)>> {
    let promised = |article: &Article| instead.or(article.promise.map(|promise| promise.max_wrong));
    let promises: Vec<_> = knowledge::load_files(path)?
        .into_iter()
        .filter_map(|(file, article)| promised(&article).map(|max_wrong| (file, article, max_wrong)))
        .collect();
    if promises.is_empty() {
        bail!(
            "no article in `{}` makes a promise\n\
             hint: add `\"promise\": {{ \"max_wrong\": 0.05 }}` to its file, or use `--max-wrong 0.05`",
            path.display()
        );
    }
    Ok(promises)
}

/// Chooses for one article; whether its promise can be kept.
fn choose(
    faq: &Faq,
    file: &Path,
    article: &Article,
    outcomes: &[Outcome],
    max_wrong: f64,
    dry_run: bool,
) -> anyhow::Result<bool> {
    let calibrated = match eval::calibrate(faq, article, outcomes, max_wrong) {
        Ok(calibrated) => calibrated,
        Err(refusal) => {
            eprintln!(
                "`{}` cannot promise at most {} wrong answers: {refusal}",
                article.id,
                percent(max_wrong)
            );
            return Ok(false);
        }
    };
    print(&in_words(article, &calibrated, outcomes.len()))?;
    if !dry_run {
        let chosen = chosen(faq, article, calibrated, outcomes.len(), max_wrong);
        let written = thresholds::write(file, &chosen)
            .with_context(|| format!("cannot write beside `{}`", file.display()))?;
        print(&format!("written to {}", written.display()))?;
    }
    Ok(true)
}

fn in_words(article: &Article, calibrated: &Calibrated, questions: usize) -> String {
    let Calibrated { thresholds, answered, wrong, right, answerable, bound } = calibrated;
    format!(
        "{}: answers from a confidence of {:.2}, suggests from {:.2}\n\
         of {questions} questions {answered} are answered, {wrong} of them wrongly; at a certainty of 99.8 %, \
         at most {} of the answers are wrong\n\
         of {answerable} questions that the FAQ answers, {} ({}) are answered rightly",
        article.id,
        thresholds.answer.get(),
        thresholds.suggest.get(),
        percent(*bound),
        right.len(),
        percent(right.len() as f64 / (*answerable).max(1) as f64),
    )
}

fn chosen(
    faq: &Faq,
    article: &Article,
    calibrated: Calibrated,
    questions: usize,
    max_wrong: f64,
) -> ChosenThresholds {
    ChosenThresholds {
        format: FORMAT,
        knowledge: article.id.clone(),
        fingerprint: session::fingerprint(faq, article),
        max_wrong,
        answer: calibrated.thresholds.answer.get(),
        suggest: calibrated.thresholds.suggest.get(),
        questions,
        wrong: calibrated.wrong,
        answered_right: calibrated.right,
    }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 1000.0).round() / 10.0)
}
