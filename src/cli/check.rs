//! `attache check`: every problem of the knowledge at once, with place and hint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::collisions;
use super::terminal::print;
use crate::config::Config;
use crate::eval::{self, Collision};
use crate::knowledge::{self, Knowledge, Problem, Severity};
use crate::replies::{self, MAX_REPLY};

/// Lint the knowledge: every problem at once, with place and hint
///
/// With `--collisions` also the entries that take each other's questions. Each phrasing is asked in
/// noisy copies (typos, another order, its end cut off, stop words dropped), and once as if nobody
/// had thought of it. An entry takes it if it comes before the right one, or keeps it from being
/// answered, in a quarter of the copies; or if a reader who asks nearly so would get its answer.
/// You see the words that tell the two entries apart, and variants to add. They are made of these
/// words, so put them better if you can; they were tried, and with them the collision is gone and no
/// other has come. A large knowledge takes a while.
///
/// Exit status: 0 when all is well or there are only warnings, as collisions are, 1 when something
/// must be mended, 2 when there is nothing to read.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// An article's file, or a folder of them [default: the knowledge of the bot]
    path: Option<PathBuf>,
    /// Find the entries that take each other's questions, and what would help
    #[arg(long)]
    collisions: bool,
    /// Print one JSON object, for programs
    #[arg(long)]
    json: bool,
}

/// Prints what is wrong, and a line that sums it up.
pub fn run(args: &CheckArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let path = args.path.as_ref().unwrap_or(&config.knowledge);
    let today = chrono::Local::now().date_naive();
    let problems = knowledge::check(path, today, MAX_REPLY, &replies::length)?;
    let well = problems.iter().all(|p| p.severity == Severity::Warning);
    let can_be_asked = problems.iter().all(|p| p.severity != Severity::Broken);
    let found = (args.collisions && can_be_asked).then(|| collisions::find(path, config)).transpose()?;
    if args.json {
        let mut report = serde_json::json!({ "well": well, "problems": problems });
        if args.collisions {
            report["collisions"] = serde_json::to_value(&found)?;
        }
        print(&format!("{report:#}"))?;
    } else {
        print_all(path, &problems)?;
        if args.collisions {
            print(&collisions_shown(found.as_deref()))?;
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn collisions_shown(found: Option<&[Collision]>) -> String {
    match found {
        Some(found) => eval::collision_report(found),
        None => "collisions can be looked for once the knowledge can be read".to_owned(),
    }
}

fn print_all(path: &Path, problems: &[Problem]) -> anyhow::Result<()> {
    for problem in problems {
        print(&problem.to_string())?;
    }
    if problems.is_empty() {
        let knowledge = knowledge::load(path)?;
        print(&format!("{}: {}, all well", path.display(), size_of(&knowledge)))?;
    } else {
        print(&sum_of(problems))?;
    }
    Ok(())
}

fn size_of(knowledge: &Knowledge) -> String {
    let phrasings = knowledge.entries().map(|found| 1 + found.entry.variants.len());
    format!(
        "{}, {}, {}",
        counted(knowledge.articles().len(), "article", "articles"),
        counted(knowledge.entries().count(), "entry", "entries"),
        counted(phrasings.sum(), "phrasing", "phrasings"),
    )
}

fn sum_of(problems: &[Problem]) -> String {
    let files: BTreeSet<&PathBuf> = problems.iter().map(|problem| &problem.file).collect();
    let is_warning = |problem: &&Problem| problem.severity == Severity::Warning;
    let warnings = problems.iter().filter(is_warning).count();
    let mut parts = Vec::new();
    if problems.len() > warnings {
        parts.push(counted(problems.len() - warnings, "problem", "problems"));
    }
    if warnings > 0 {
        parts.push(counted(warnings, "warning", "warnings"));
    }
    format!("{} in {}", parts.join(", "), counted(files.len(), "file", "files"))
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_summed_up() {
        let problem = |file: &str, severity| Problem {
            file: file.into(),
            line: None,
            severity,
            what: String::new(),
            hint: String::new(),
        };
        let broken = problem("a.json", Severity::Broken);
        let error = problem("a.json", Severity::Error);
        let warning = problem("b.json", Severity::Warning);
        for (problems, expected) in [
            (vec![broken.clone()], "1 problem in 1 file"),
            (vec![broken, error, warning.clone()], "2 problems, 1 warning in 2 files"),
            (vec![warning.clone(), warning], "2 warnings in 1 file"),
        ] {
            assert_eq!(sum_of(&problems), expected);
        }
    }
}
