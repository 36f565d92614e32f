//! `attache diff`: which questions end otherwise with another version of the knowledge.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;

use super::labelled;
use super::session;
use super::terminal::{print, today};
use crate::config::Config;
use crate::eval::{self, Diff, Version};
use crate::knowledge::{self, Knowledge, LabelledQuestion};

/// Show every question that ends otherwise with another version of the knowledge
///
/// Both versions are asked the labelled questions beside NEW, or beside OLD if NEW has none, and
/// every question and variant of either. A question is lost when it ends worse for the reader:
/// answered rightly is best, then suggested the right entry, then no answer; a wrong answer is
/// worst. Where the FAQ has no answer, saying so is best. It is newly ambiguous when it was
/// answered rightly and the right entry is merely suggested. A label whose entry is in one version
/// alone is asked of both: what was removed is lost.
///
/// The last committed version of an article is had by
/// `git show HEAD:knowledge/article.json > old.json`.
///
/// Exit status: 0 when nothing is lost, 1 when a question is, 2 when something cannot be read.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The version before: an article's file, or a folder of them
    old: PathBuf,
    /// The version after
    new: PathBuf,
    /// Ask the questions of this file, and only those; may be repeated
    #[arg(long, value_name = "FILE")]
    questions: Vec<PathBuf>,
    /// Print one JSON object, for programs
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print a Markdown table, for a pull request
    #[arg(long)]
    markdown: bool,
}

/// Prints the questions that flip, those that are lost first.
pub fn run(args: &DiffArgs, config: &Config) -> anyhow::Result<ExitCode> {
    // The newer version goes last: its vectors are what the cache keeps.
    let old = session::open_at(&args.old, config)?;
    let new = session::open_at(&args.new, config)?;
    let questions = questions(args, old.knowledge(), new.knowledge())?;
    let today = today();
    let before = labelled::ask_all(&old, &questions, today);
    let after = labelled::ask_all(&new, &questions, today);
    let (old_name, new_name) = (args.old.display().to_string(), args.new.display().to_string());
    let diff = Diff::between(
        Version { name: &old_name, faq: &old, outcomes: &before },
        Version { name: &new_name, faq: &new, outcomes: &after },
    );
    print(&shown(args, &diff)?)?;
    Ok(if diff.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is asked: the questions of the files that are named, or all that the versions offer.
fn questions(args: &DiffArgs, old: &Knowledge, new: &Knowledge) -> anyhow::Result<Vec<LabelledQuestion>> {
    let versions = [old, new];
    if args.questions.is_empty() {
        let mut files = knowledge::question_files(&args.new)?;
        if files.is_empty() {
            files = knowledge::question_files(&args.old)?;
        }
        return Ok(eval::questions_of_both(labelled::read_all(&files, false, &versions)?, old, new));
    }
    let questions = eval::each_once(labelled::read_all(&args.questions, true, &versions)?);
    if questions.is_empty() {
        bail!(
            "there is no question in `{}`\nhint: leave `--questions` out to ask every phrasing of both versions",
            args.questions[0].display()
        );
    }
    Ok(questions)
}

fn shown(args: &DiffArgs, diff: &Diff) -> anyhow::Result<String> {
    if args.json {
        return Ok(serde_json::to_string_pretty(diff)?);
    }
    Ok(if args.markdown { diff.markdown() } else { diff.text() })
}
