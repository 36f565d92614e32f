//! Question sets: a folder of folders, each with a FAQ and labelled questions to it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use attache::knowledge::{self, Knowledge, LabelledQuestion, labelled};
use attache::matcher::Encoder;
use attache::text::Language;

/// A FAQ with labelled questions to it.
pub struct Set {
    /// The name of its folder.
    pub name: String,
    /// The FAQ.
    pub knowledge: Knowledge,
    /// The questions.
    pub questions: Vec<LabelledQuestion>,
    /// The numbers of the entries that answer each question, in the order of the questions.
    pub expected: Vec<Vec<usize>>,
}

impl Set {
    /// What its questions are about: the name before the first `-`. Sets of one domain are of one
    /// making, and a method that is fitted to one has seen the others.
    pub fn domain(&self) -> &str {
        self.name.split('-').next().unwrap_or(&self.name)
    }

    /// The language of the FAQ, or of its first article.
    pub fn language(&self) -> Language {
        Language::new(&self.knowledge.articles()[0].language)
    }

    /// Whether the built-in encoder was trained on its language.
    pub fn is_english(&self) -> bool {
        Encoder::built_in_knows(&self.language())
    }

    /// The question and the variants of each entry.
    pub fn phrasings(&self) -> Vec<Vec<&str>> {
        self.knowledge
            .entries()
            .map(|found| {
                let question = std::iter::once(&found.entry.question);
                question.chain(&found.entry.variants).map(String::as_str).collect()
            })
            .collect()
    }
}

/// The sets in `folder`, or those of them that are `named`, by name; of each at most `limit`
/// questions, evenly spread.
pub fn read_all(folder: &Path, named: &[String], limit: usize) -> anyhow::Result<Vec<Set>> {
    let paths = paths(folder)?;
    let is_there = |name: &String| paths.iter().any(|path| name_of(path) == *name);
    if let Some(name) = named.iter().find(|name| !is_there(name)) {
        let there: Vec<String> = paths.iter().map(|path| name_of(path)).collect();
        bail!("there is no set `{name}` in `{}`\nhint: there are {}", folder.display(), there.join(", "));
    }
    let wanted = paths.iter().filter(|path| named.is_empty() || named.contains(&name_of(path)));
    wanted.map(|path| read(path, limit)).collect()
}

/// The folders in `folder` that hold a set, by name.
fn paths(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let is_set = |path: &PathBuf| knowledge_file(path).is_file() && questions_file(path).is_file();
    if is_set(&folder.to_owned()) {
        bail!(
            "`{}` is a set itself\nhint: give the folder that it lies in, and `--sets {}`",
            folder.display(),
            name_of(folder)
        );
    }
    let items =
        fs::read_dir(folder).with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    let mut paths = items.map(|item| Ok(item?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.retain(is_set);
    paths.sort();
    if paths.is_empty() {
        bail!(
            "no question set in `{}`\nhint: a set is a folder there with `knowledge.json` and `questions.json`",
            folder.display()
        );
    }
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn knowledge_file(set: &Path) -> PathBuf {
    set.join("knowledge.json")
}

fn questions_file(set: &Path) -> PathBuf {
    labelled::path_beside(&knowledge_file(set))
}

fn read(path: &Path, limit: usize) -> anyhow::Result<Set> {
    let knowledge = knowledge::load(&knowledge_file(path))?;
    let file = questions_file(path);
    let questions = spread(&labelled::read(&file)?.questions, limit);
    if questions.is_empty() {
        bail!("there is no question in `{}`\nhint: label some, or leave the set out", file.display());
    }
    let expected = expected(&knowledge, &questions).with_context(|| file.display().to_string())?;
    Ok(Set { name: name_of(path), knowledge, questions, expected })
}

/// At most `limit` of the items, from beginning to end.
pub fn spread<T: Clone>(items: &[T], limit: usize) -> Vec<T> {
    let count = items.len().min(limit);
    (0..count).map(|at| items[at * items.len() / count].clone()).collect()
}

fn expected(knowledge: &Knowledge, questions: &[LabelledQuestion]) -> anyhow::Result<Vec<Vec<usize>>> {
    let mut numbers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, found) in knowledge.entries().enumerate() {
        numbers.entry(found.entry.id.as_str()).or_default().push(number);
    }
    let of_question = |question: &LabelledQuestion| {
        let mut expected = Vec::new();
        for id in &question.expect {
            let Some(numbers) = numbers.get(id.as_str()) else {
                bail!(
                    "there is no entry `{id}`, which `{}` expects\nhint: expect ids of entries",
                    question.ask
                );
            };
            expected.extend(numbers);
        }
        Ok(expected)
    };
    questions.iter().map(of_question).collect()
}
