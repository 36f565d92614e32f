//! Question sets: a folder of folders, each with a FAQ and labelled questions to it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use attache::knowledge::{self, Knowledge, LabelledQuestion};
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
    if !folder.is_dir() {
        bail!("there is no folder `{}`\nhint: give a folder of question sets", folder.display());
    }
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
    knowledge::questions_beside(&knowledge_file(set))
}

fn read(path: &Path, limit: usize) -> anyhow::Result<Set> {
    let knowledge = knowledge::load(&knowledge_file(path))?;
    let file = questions_file(path);
    let questions = spread(&knowledge::load_questions(&file)?.questions, limit);
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
                    "there is no entry `{id}`, which `{}` expects\nhint: expect ids of entries that are there",
                    question.ask
                );
            };
            expected.extend(numbers);
        }
        Ok(expected)
    };
    questions.iter().map(of_question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{article, labelled};

    const QUESTIONS: [&str; 2] = ["Who?", "Where?"];

    fn write(folder: &Path, set: &str, knowledge: &str, questions: &str) {
        fs::create_dir_all(folder.join(set)).unwrap();
        fs::write(folder.join(set).join("knowledge.json"), knowledge).unwrap();
        fs::write(folder.join(set).join("questions.json"), questions).unwrap();
    }

    /// A folder with two sets and a folder that is none.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (set, language) in [("b-en", "en"), ("a-de", "de")] {
            let labelled = labelled(&QUESTIONS, &["When?"]).to_string();
            write(folder.path(), set, &article(language, &QUESTIONS).to_string(), &labelled);
        }
        fs::create_dir(folder.path().join("licences")).unwrap();
        folder
    }

    /// What is said when the sets of `folder` are asked for, with `…` for the folder.
    fn said(folder: &Path, named: &[&str]) -> String {
        let named: Vec<String> = named.iter().map(|&name| name.to_owned()).collect();
        let error = read_all(folder, &named, 9).err().unwrap();
        format!("{error:#}").replace(&folder.display().to_string(), "…")
    }

    #[test]
    fn sets_are_read_by_name_with_the_entries_that_are_expected() {
        let folder = folder();
        let sets = read_all(folder.path(), &[], usize::MAX).unwrap();
        let read: Vec<(&str, &str, bool)> =
            sets.iter().map(|set| (set.name.as_str(), set.domain(), set.is_english())).collect();
        assert_eq!(read, [("a-de", "a", false), ("b-en", "b", true)]);
        assert_eq!(sets[0].phrasings(), [["Who?", "Who? 0"], ["Where?", "Where? 1"]]);
        assert_eq!(sets[0].expected, [vec![0], vec![1], vec![]]);
        let limited = read_all(folder.path(), &["b-en".to_owned()], 2).unwrap();
        let asked: Vec<&str> = limited[0].questions.iter().map(|question| question.ask.as_str()).collect();
        assert_eq!((limited.len(), asked), (1, vec!["Who?", "Where?"]));
    }

    #[test]
    fn questions_are_left_out_evenly() {
        let numbers: Vec<usize> = (0..10).collect();
        for (limit, expected) in [(3, vec![0, 3, 6]), (10, numbers.clone()), (99, numbers.clone())] {
            assert_eq!(spread(&numbers, limit), expected);
        }
    }

    #[test]
    fn what_is_no_folder_of_sets_is_refused_with_what_to_do() {
        let folder = folder();
        let path = folder.path();
        let said: Vec<String> = [
            said(path, &["c-en"]),
            said(&path.join("licences"), &[]),
            said(&path.join("b-en"), &[]),
            said(&path.join("nowhere"), &[]),
        ]
        .into();
        insta::assert_snapshot!(said.join("\n\n"), @r"
        there is no set `c-en` in `…`
        hint: there are a-de, b-en

        no question set in `…`
        hint: a set is a folder there with `knowledge.json` and `questions.json`

        `…` is a set itself
        hint: give the folder that it lies in, and `--sets b-en`

        there is no folder `…`
        hint: give a folder of question sets
        ");
    }

    #[test]
    fn a_set_that_cannot_be_used_is_named_with_its_file() {
        let folder = folder();
        let path = folder.path();
        let sound = article("en", &QUESTIONS).to_string();
        write(path, "a-de", &sound, &labelled(&["Who?", "Where?", "When?"], &[]).to_string());
        let unknown = said(path, &[]);
        write(path, "a-de", &sound, &labelled(&[], &[]).to_string());
        let empty = said(path, &[]);
        write(path, "a-de", "{}", "{}");
        let broken = said(path, &[]);
        let broken = broken.lines().next().unwrap();
        insta::assert_snapshot!(format!("{unknown}\n\n{empty}\n\n{broken}"), @r"
        …/a-de/questions.json: there is no entry `e2`, which `When?` expects
        hint: expect ids of entries that are there

        there is no question in `…/a-de/questions.json`
        hint: label some, or leave the set out

        …/a-de/knowledge.json:1: the file has no `format`
        ");
    }
}
