//! `attache eval`: asks labelled questions and says how well they were answered.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::session;
use super::terminal::print;
use crate::config::Config;
use crate::eval::{self, LabelledRecord, Metrics, Outcome};
use crate::faq::Faq;
use crate::knowledge::{Knowledge, LabelledQuestion, LabelledQuestions, labelled};
use crate::replies;

/// Ask labelled questions, and say how well they are answered
///
/// The questions are those of `<article>.questions.json` beside each article. Exit status: 0 when
/// all is well, 1 when more answers are wrong than an article's `promise` allows, 2 when there is
/// nothing to ask or something cannot be read.
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
    /// Write a JSON object a question, one a line
    #[arg(long, value_name = "FILE")]
    per_question: Option<PathBuf>,
}

/// Prints what became of the questions and how good that is.
pub fn run(args: &EvalArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let knowledge = args.path.clone().unwrap_or_else(|| config.knowledge.clone());
    let faq = session::open(&Config { knowledge, ..config.clone() })?;
    let questions = questions(args, config, faq.knowledge())?;
    // A file that cannot be written is better known before the wait than after it.
    let lines = args.per_question.as_deref().map(created).transpose()?;
    let outcomes = ask_all(&faq, &questions);
    if let Some(lines) = lines {
        write_lines(lines, &faq, &outcomes).context("cannot write the file of `--per-question`")?;
    }
    let metrics = Metrics::of(faq.knowledge(), &outcomes);
    if args.json {
        print(&serde_json::to_string_pretty(&metrics)?)?;
    } else {
        print(&eval::report(&faq, &outcomes, &metrics))?;
    }
    let broken = eval::broken_promises(&faq, &outcomes);
    for promise in &broken {
        eprintln!("{promise}");
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ask_all(faq: &Faq, questions: &[LabelledQuestion]) -> Vec<Outcome> {
    let bar = ProgressBar::new(questions.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} questions, {eta} left") {
        bar.set_style(style);
    }
    let outcomes = eval::run(faq, questions, &|done| bar.set_position(done as u64));
    bar.finish_and_clear();
    outcomes
}

fn created(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(BufWriter::new(file))
}

fn write_lines(mut lines: BufWriter<File>, faq: &Faq, outcomes: &[Outcome]) -> anyhow::Result<()> {
    for outcome in outcomes {
        let reply = replies::answer(faq, &outcome.answer);
        serde_json::to_writer(&mut lines, &LabelledRecord::new(faq, outcome, reply.html.as_str()))?;
        lines.write_all(b"\n")?;
    }
    Ok(lines.flush()?)
}

/// The questions to ask, if all of their labels fit the knowledge.
fn questions(
    args: &EvalArgs,
    config: &Config,
    knowledge: &Knowledge,
) -> anyhow::Result<Vec<LabelledQuestion>> {
    let named = !args.questions.is_empty();
    let path = args.path.as_ref().unwrap_or(&config.knowledge);
    let files = if named { args.questions.clone() } else { files_beside(path)? };
    if files.is_empty() {
        bail!("no labelled questions beside `{}`\n{}", path.display(), how_to_label(knowledge));
    }
    let mut questions = Vec::new();
    let mut faults = Vec::new();
    for file in &files {
        let read = labelled::read(file)?;
        faults.extend(faults_of(file, &read, knowledge, named));
        questions.extend(read.questions);
    }
    if !faults.is_empty() {
        bail!(faults.join("\n"));
    }
    if questions.is_empty() {
        bail!("there is no question in `{}`\n{}", files[0].display(), how_to_label(knowledge));
    }
    Ok(questions)
}

/// The files of labelled questions beside the articles at `path`.
fn files_beside(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut articles = vec![path.to_owned()];
    if path.is_dir() {
        let items = fs::read_dir(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        articles = items.map(|item| Ok(item?.path())).collect::<std::io::Result<_>>()?;
        articles.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        articles.sort();
    }
    Ok(articles.iter().map(|article| labelled::path_beside(article)).filter(|file| file.is_file()).collect())
}

fn how_to_label(knowledge: &Knowledge) -> String {
    let article = knowledge.entries().next();
    let (article, entry) =
        article.map_or(("…", "…"), |found| (found.article.id.as_str(), found.entry.id.as_str()));
    format!(
        "hint: write `<article>.questions.json` beside the article, such as\n\
         {{ \"format\": 1, \"knowledge\": \"{article}\", \"questions\": [\n  \
           {{ \"ask\": \"as a reader asks it\", \"expect\": [\"{entry}\"] }},\n  \
           {{ \"ask\": \"what the FAQ does not answer\", \"expect\": [], \"kind\": \"near\" }} ] }}"
    )
}

/// What in a file of labels does not fit the knowledge. A file that the user has `named` may be
/// about another version of the article, as long as its entries are there.
fn faults_of(file: &Path, read: &LabelledQuestions, knowledge: &Knowledge, named: bool) -> Vec<String> {
    let file = file.display();
    let mut faults = Vec::new();
    let articles: Vec<&str> = knowledge.articles().iter().map(|article| article.id.as_str()).collect();
    if !named && !articles.contains(&read.knowledge.as_str()) {
        faults.push(format!(
            "{file}: these questions are about `{}`, and the knowledge is `{}`\n\
             hint: mend `knowledge` there, or name the file with `--questions`",
            read.knowledge,
            articles.join("`, `")
        ));
    }
    let known: HashSet<&str> = knowledge.entries().map(|found| found.entry.id.as_str()).collect();
    let expected = read.questions.iter().flat_map(|question| &question.expect).map(|id| id.as_str());
    let mut unknown: Vec<&str> = Vec::new();
    for id in expected {
        if !known.contains(id) && !unknown.contains(&id) {
            unknown.push(id);
        }
    }
    if !unknown.is_empty() {
        faults.push(format!(
            "{file}: there is no entry `{}`\nhint: expect ids of entries that are there; `attache check` names the lines",
            unknown.join("`, `")
        ));
    }
    faults
}
