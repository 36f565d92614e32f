//! `attache eval`: asks labelled questions and says how well they were answered.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use chrono::NaiveDate;

use super::labelled;
use super::session;
use super::terminal::{print, today};
use crate::config::Config;
use crate::eval::{self, LabelledRecord, Metrics, Outcome};
use crate::faq::Faq;
use crate::knowledge::thresholds;
use crate::replies;
use crate::text::LanguageCode;

/// Ask labelled questions, and say how well they are answered
///
/// The questions are those of `<article>.questions.json` beside each article, and each is answered as
/// a reader's message would be today: an answer past its `valid_until` is not given. A message that
/// gets two answers is right if both entries are among those that it expects, and as sure as the less
/// sure of the two. Exit status: 0 when
/// all is well, 1 when more answers are wrong than an article's `promise` allows, or when one is lost
/// that was right when `attache calibrate` chose the thresholds, 2 when there is nothing to ask or
/// something cannot be read.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// An article's file, or a folder of them [default: the knowledge of the bot]
    path: Option<PathBuf>,
    /// Ask the questions of this file instead; may be repeated
    #[arg(long, value_name = "FILE")]
    questions: Vec<PathBuf>,
    /// Print one JSON object, for programs
    #[arg(long)]
    json: bool,
    /// Write a JSON object a question, one a line; an array of them for a message with several answers
    #[arg(long, value_name = "FILE")]
    per_question: Option<PathBuf>,
    /// Write a page for the browser, with plots and every question
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Prints what became of the questions and how good that is.
pub fn run(args: &EvalArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let path = args.path.as_ref().unwrap_or(&config.knowledge);
    let faq = session::open_at(path, config)?;
    let questions = labelled::questions(path, &args.questions, faq.knowledge())?;
    // A file that cannot be written is better known before the wait than after it.
    let lines = args.per_question.as_deref().map(created).transpose()?;
    let page = args.html.as_deref().map(created).transpose()?;
    let today = today();
    let outcomes = labelled::ask_all(&faq, &questions, today);
    if let Some(lines) = lines {
        write_lines(lines, &faq, &outcomes, config.language, today)
            .context("cannot write the file of `--per-question`")?;
    }
    let metrics = Metrics::of(faq.knowledge(), &outcomes);
    if let Some(page) = page {
        write_page(page, &eval::page(&faq, &outcomes, &metrics))
            .context("cannot write the page of `--html`")?;
    }
    if args.json {
        print(&serde_json::to_string_pretty(&metrics)?)?;
    } else {
        print(&eval::report(&faq, &outcomes, &metrics))?;
    }
    let broken = eval::broken_promises(&faq, &outcomes);
    for promise in &broken {
        eprintln!("{promise}");
    }
    let all_kept = tell_what_is_lost(path, &outcomes)?;
    Ok(if broken.is_empty() && all_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether all that was answered rightly when thresholds were chosen still is.
fn tell_what_is_lost(path: &Path, outcomes: &[Outcome]) -> anyhow::Result<bool> {
    let mut all_kept = true;
    for chosen in thresholds::read_all(path)? {
        let lost = eval::lost(&chosen.answered_right, outcomes);
        if !lost.is_empty() {
            all_kept = false;
            eprintln!(
                "`{}` was right on {} when its thresholds were chosen, and is not any more: `{}`\n\
                 hint: give the entry a variant of that kind again, or accept the loss with `attache calibrate`",
                chosen.knowledge,
                if lost.len() == 1 { "a question" } else { "questions" },
                lost.join("`, `")
            );
        }
    }
    Ok(all_kept)
}

fn created(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).map_err(|error| {
        anyhow!("cannot write `{}`: {error}\nhint: name a file in a folder that is there", path.display())
    })?;
    Ok(BufWriter::new(file))
}

fn write_lines(
    mut lines: BufWriter<File>,
    faq: &Faq,
    outcomes: &[Outcome],
    reader: LanguageCode,
    today: NaiveDate,
) -> anyhow::Result<()> {
    for outcome in outcomes {
        let record = |answer| {
            let reply = replies::answer(faq, answer, reader, today);
            LabelledRecord::new(faq, outcome, answer, reply.html.as_str())
        };
        let records: Vec<LabelledRecord> = outcome.answers.iter().map(record).collect();
        writeln!(lines, "{}", eval::json(&records)?)?;
    }
    Ok(lines.flush()?)
}

fn write_page(mut file: BufWriter<File>, page: &str) -> anyhow::Result<()> {
    file.write_all(page.as_bytes())?;
    Ok(file.flush()?)
}
