//! The labelled questions of a run: which files hold them, whether they fit, and asking them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};

use crate::eval::{self, Outcome};
use crate::faq::Faq;
use crate::knowledge::{self, FirstLabels, Knowledge, LabelledQuestion, LabelledQuestions};

/// The questions of the `named` files, or of those beside the articles at `path`, if all of their
/// labels fit the knowledge.
pub fn questions(
    path: &Path,
    named: &[PathBuf],
    knowledge: &Knowledge,
) -> anyhow::Result<Vec<LabelledQuestion>> {
    let files = if named.is_empty() { knowledge::question_files(path)? } else { named.to_vec() };
    if files.is_empty() {
        bail!("no labelled questions beside `{}`\n{}", path.display(), how_to_label(knowledge));
    }
    let questions = read_all(&files, !named.is_empty(), &[knowledge])?;
    if questions.is_empty() {
        bail!("there is no question in `{}`\n{}", files[0].display(), how_to_label(knowledge));
    }
    Ok(questions)
}

/// The questions of `files`, if each of their labels fits one of these versions of the knowledge.
pub fn read_all(
    files: &[PathBuf],
    named: bool,
    versions: &[&Knowledge],
) -> anyhow::Result<Vec<LabelledQuestion>> {
    let mut questions = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        let read = knowledge::load_questions(file)?;
        faults.extend(faults_of(file, &read, versions, named));
        questions.extend(read.questions);
    }
    if !faults.is_empty() {
        bail!(faults.join("\n"));
    }
    Ok(questions)
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
fn faults_of(file: &Path, read: &LabelledQuestions, versions: &[&Knowledge], named: bool) -> Vec<String> {
    let file = file.display();
    let mut faults = Vec::new();
    let mut articles: Vec<&str> =
        versions.iter().flat_map(|known| known.articles()).map(|article| article.id.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    if !named && !articles.contains(&read.knowledge.as_str()) {
        faults.push(format!(
            "{file}: these questions are about `{}`, and the knowledge is `{}`\n\
             hint: mend `knowledge` there, or name the file with `--questions`",
            read.knowledge,
            articles.join("`, `")
        ));
    }
    let known: HashSet<&str> =
        versions.iter().flat_map(|known| known.entries()).map(|found| found.entry.id.as_str()).collect();
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

/// Asks every question as if it were the day `today`, with a progress bar.
pub fn ask_all(faq: &Faq, questions: &[LabelledQuestion], today: NaiveDate) -> Vec<Outcome> {
    let bar = ProgressBar::new(questions.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} questions, {eta} left") {
        bar.set_style(style);
    }
    let outcomes = eval::run(faq, questions, today, &|done| bar.set_position(done as u64));
    bar.finish_and_clear();
    outcomes
}

/// Questions that are labelled twice, and not alike.
pub fn contradictions(questions: &[LabelledQuestion]) -> Vec<String> {
    let mut first = FirstLabels::default();
    let contradictions = questions.iter().filter_map(|question| {
        let LabelledQuestion { ask, expect, .. } = question;
        let before = first.contradicted(question, ask, expect.iter().map(|id| id.as_str()))?;
        Some(format!(
            "`{ask}` is labelled {} and {}\nhint: keep the label that is right",
            listed(before),
            listed(question)
        ))
    });
    contradictions.collect()
}

fn listed(question: &LabelledQuestion) -> String {
    let ids: Vec<&str> = question.expect.iter().map(|id| id.as_str()).collect();
    if ids.is_empty() { "as not answered".into() } else { format!("`{}`", ids.join("`, `")) }
}
