//! HINT3 (Arora and others, 2020): what people asked three shops' bots, and how five platforms did.
//!
//! All is of the first version of the data, as is the paper.

use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::asked::{Asked, Scores, correlation};
use super::repository::Repository;
use super::sentences::{self, Sentence};
use crate::bot;
use crate::sets::Set;
use crate::table::{markdown, share};

const BOTS: [&str; 3] = ["curekart", "powerplay11", "sofmattress"];

/// The platforms, as the names of files have them and as people do.
const PLATFORMS: [(&str, &str); 5] = [
    ("dialogflow", "Dialogflow"),
    ("rasa", "Rasa"),
    ("luis", "LUIS"),
    ("haptik", "Haptik"),
    ("bert", "BERT"),
];

/// The label of questions that are out of scope.
const OUT_OF_SCOPE: &str = "NO_NODES_DETECTED";

/// The out-of-scope recall of the points of a platform's curve that are compared.
///
/// Below it a bot answers more than half of what it has no answer to; above it, the recall hangs on the surest
/// 8 to 35 of the 166 to 708 out-of-scope questions of a bot. Points of a curve that are equal count each.
const COMPARED: RangeInclusive<f64> = 0.5..=0.95;

/// How much of the training sentences a bot has.
#[derive(Clone, Copy, PartialEq)]
enum Training {
    /// All.
    Full,
    /// What the authors left of them, taking out what another sentence entails.
    Subset,
}

impl Training {
    const ALL: [Self; 2] = [Self::Full, Self::Subset];

    /// What it adds to the name of a bot in the names of files.
    fn suffix(self) -> &'static str {
        match self {
            Self::Full => "",
            Self::Subset => "_subset",
        }
    }
}

/// A bot with one of its trainings.
pub struct Bot {
    training: Training,
    /// Its training sentences as a FAQ, and its test questions.
    pub set: Set,
    /// The curves of the platforms, in their order.
    curves: Vec<Vec<Point>>,
}

/// What a platform reaches at one of nine thresholds, .1 to .9, as its authors have it.
#[derive(Debug, Deserialize)]
struct Point {
    #[serde(rename = "Inscope Accuracy")]
    accuracy: f64,
    #[serde(rename = "OOS Recall")]
    recall: f64,
    #[serde(rename = "MCC")]
    correlation: f64,
}

/// A bot, and what `attache` makes of its test questions.
pub struct Measured {
    /// The bot.
    pub bot: Bot,
    /// The questions, in their order.
    pub asked: Vec<Asked>,
}

/// Where it comes from.
pub fn repository() -> Repository {
    let files = trained_bots().flat_map(|(bot, training)| {
        let results = PLATFORMS.iter().map(move |(platform, _)| results_file(platform, bot, training));
        [test_file(bot), training_file(bot, training)].into_iter().chain(results)
    });
    let mut files: Vec<String> = files.collect();
    files.sort();
    files.dedup();
    Repository { name: "HINT3", url: "https://github.com/hellohaptik/HINT3", files }
}

fn trained_bots() -> impl Iterator<Item = (&'static str, Training)> {
    Training::ALL.into_iter().flat_map(|training| BOTS.map(|bot| (bot, training)))
}

fn test_file(bot: &str) -> String {
    format!("dataset/v1/test/{bot}_test.csv")
}

fn training_file(bot: &str, training: Training) -> String {
    format!("dataset/v1/train/{bot}{}_train.csv", training.suffix())
}

fn results_file(platform: &str, bot: &str, training: Training) -> String {
    format!("results/{platform}_{bot}{}.csv", training.suffix())
}

/// The bots of the repository in `folder`, each with each training.
///
/// # Errors
/// If a file cannot be read or has another form.
pub fn read(folder: &Path) -> anyhow::Result<Vec<Bot>> {
    trained_bots().map(|(bot, training)| Bot::read(folder, bot, training)).collect()
}

impl Bot {
    fn read(folder: &Path, name: &str, training: Training) -> anyhow::Result<Self> {
        let file = folder.join(test_file(name));
        let test: Vec<Sentence> = rows(&file)?;
        let sentences: Vec<Sentence> = rows(&folder.join(training_file(name, training)))?;
        let title = format!("{name}{}", training.suffix());
        let set = sentences::set(title, &sentences, &test, OUT_OF_SCOPE)
            .with_context(|| file.display().to_string())?;
        let curve = |(platform, _): &(&str, &str)| rows(&folder.join(results_file(platform, name, training)));
        let curves = PLATFORMS.iter().map(curve).collect::<anyhow::Result<Vec<Vec<Point>>>>()?;
        Ok(Self { training, set, curves })
    }
}

/// The rows of a CSV file with a line of column names.
fn rows<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
    let hint = format!("hint: get it again from {}", repository().url);
    let rows = csv::Reader::from_path(file).and_then(|reader| reader.into_deserialize().collect());
    let rows: Vec<T> = rows.map_err(|error| anyhow!("`{}`: {error}\n{hint}", file.display()))?;
    if rows.is_empty() {
        bail!("there is no row in `{}`\n{hint}", file.display());
    }
    Ok(rows)
}

/// The comparison with every platform at its own recall, and the best correlations, in Markdown.
pub fn tables(bots: &[Measured]) -> String {
    format!(
        "### HINT3: in-scope accuracy at each platform's out-of-scope recall, where that is {} to {}\n\n{}\n\
         ### HINT3: the highest MCC over thresholds from .1 to .9, means of three bots\n\n{}",
        share(*COMPARED.start()),
        share(*COMPARED.end()),
        comparisons(bots),
        correlations(bots)
    )
}

fn of_training(bots: &[Measured], training: Training) -> impl Iterator<Item = &Measured> {
    bots.iter().filter(move |measured| measured.bot.training == training)
}

fn comparisons(bots: &[Measured]) -> String {
    let row = |(at, (_, platform)): (usize, &(&str, &str))| {
        let of = |training| {
            let each = of_training(bots, training);
            cells(&each.flat_map(|it| differences(&it.bot.curves[at], &it.asked)).collect::<Vec<f64>>())
        };
        let mut row = vec![(*platform).to_owned()];
        row.extend(Training::ALL.into_iter().flat_map(of));
        row
    };
    let rows: Vec<Vec<String>> = PLATFORMS.iter().enumerate().map(row).collect();
    let columns = ["points compared", "points won by attache", "mean difference"];
    let of = |training: &str| columns.map(|column| format!("{training}: {column}"));
    let head = [vec!["platform".to_owned()], of("full").to_vec(), of("subset").to_vec()].concat();
    markdown(&head, &rows, 1)
}

/// By how much the in-scope accuracy of `attache` exceeds a platform's at the points that are
/// compared.
fn differences(curve: &[Point], asked: &[Asked]) -> Vec<f64> {
    let compared = curve.iter().filter(|point| COMPARED.contains(&point.recall));
    compared.map(|point| Scores::at_recall(asked, point.recall).accuracy - point.accuracy).collect()
}

/// How many points there are, how many of them `attache` won, a tie not being one, and the mean.
fn cells(differences: &[f64]) -> [String; 3] {
    let won = differences.iter().filter(|difference| **difference > 0.0).count();
    let mean = mean(differences.iter().copied());
    [differences.len().to_string(), won.to_string(), mean.map_or_else(|| "–".to_owned(), signed)]
}

fn correlations(bots: &[Measured]) -> String {
    let row = |name: &str, best: &dyn Fn(&Measured) -> f64| {
        let of = |training| mean(of_training(bots, training).map(best));
        let cells = Training::ALL.map(|training| of(training).map_or_else(|| "–".to_owned(), share));
        [vec![name.to_owned()], cells.to_vec()].concat()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, (_, platform)) in PLATFORMS.iter().enumerate() {
        rows.push(row(platform, &|it| highest(it.bot.curves[at].iter().map(|point| point.correlation))));
    }
    rows.push(row(bot::NAME, &|it| highest(thresholds().map(|cut| correlation(&it.asked, cut)))));
    markdown(&["platform", "full", "subset"].map(str::to_owned), &rows, 1)
}

/// The thresholds of the authors, as confidences.
fn thresholds() -> impl Iterator<Item = f64> {
    (1..=9).map(|tenths| f64::from(tenths) / 10.0)
}

fn highest(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(-1.0, f64::max)
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let numbers: Vec<f64> = numbers.collect();
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// A difference of shares to three decimals with its sign, without the 0 before them: `+.064`.
fn signed(difference: f64) -> String {
    format!("{difference:+.3}").replacen("0.", ".", 1)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn write(folder: &Path, file: &str, text: &str) {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A repository with one question in scope and one out of it a bot, and curves of two points.
    fn published() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in repository().files {
            let text = if file.starts_with("results") {
                "Threshold,Accuracy,Weighted F1,Inscope Accuracy,OOS Recall,MCC\n\
                 0.1,0,0,0.75,0.25,0.5\n0.2,0,0,0.7,0.5,0.25\n0.3,0,0,0.1,0.96,0.2\n"
            } else if file.contains("test") {
                "sentence,label\n\"Who, then?\",WHO\nHi,NO_NODES_DETECTED\n"
            } else {
                "sentence,label\nWho?,WHO\nWhere?,WHERE\n"
            };
            write(folder.path(), &file, text);
        }
        folder
    }

    #[test]
    fn each_bot_is_read_with_both_trainings() {
        let folder = published();
        let bots = read(folder.path()).unwrap();
        let names: Vec<&str> = bots.iter().map(|bot| bot.set.name.as_str()).collect();
        let full = ["curekart", "powerplay11", "sofmattress"];
        assert_eq!(names[..3], full);
        assert_eq!(names[3..], full.map(|bot| format!("{bot}_subset")));
        assert_eq!(bots[0].set.questions[0].ask, "Who, then?");
        assert_eq!(bots[0].set.expected, [vec![0], vec![]]);
        assert_eq!((bots[0].curves.len(), bots[0].curves[0].len()), (5, 3));
        assert_eq!(repository().files.len(), 3 + 6 + 30);
    }

    #[test]
    fn a_file_of_another_form_is_refused() {
        let said = |text: &str| {
            let folder = published();
            write(folder.path(), "results/luis_curekart.csv", text);
            let said = read(folder.path()).err().unwrap().to_string();
            said.replace(&folder.path().display().to_string(), "…")
        };
        let said = [said("Threshold,MCC\n0.1,0.5\n"), said("Threshold,MCC\n")];
        insta::assert_snapshot!(said.join("\n\n"), @r"
        `…/results/luis_curekart.csv`: CSV deserialize error: record 1 (line: 2, byte: 14): missing field `Inscope Accuracy`
        hint: get it again from https://github.com/hellohaptik/HINT3

        there is no row in `…/results/luis_curekart.csv`
        hint: get it again from https://github.com/hellohaptik/HINT3
        ");
    }

    #[test]
    fn attache_is_held_against_each_platform_where_recall_is_worth_comparing() {
        let folder = published();
        let asked =
            |expected, confidence| Asked { expected, closest: Some(0), confidence, is_answered: true };
        let measure = |bot: Bot| {
            // On full training the out-of-scope question is told apart; on the subset it is not.
            let unknown = if bot.training == Training::Full { 0.25 } else { 0.95 };
            Measured { bot, asked: vec![asked(Some(0), 0.9), asked(None, unknown)] }
        };
        let bots: Vec<Measured> = read(folder.path()).unwrap().into_iter().map(measure).collect();
        insta::assert_snapshot!(tables(&bots), @r"
        ### HINT3: in-scope accuracy at each platform's out-of-scope recall, where that is .500 to .950

        | platform | full: points compared | full: points won by attache | full: mean difference | subset: points compared | subset: points won by attache | subset: mean difference |
        |---|---:|---:|---:|---:|---:|---:|
        | Dialogflow | 3 | 3 | +.300 | 3 | 0 | -.700 |
        | Rasa | 3 | 3 | +.300 | 3 | 0 | -.700 |
        | LUIS | 3 | 3 | +.300 | 3 | 0 | -.700 |
        | Haptik | 3 | 3 | +.300 | 3 | 0 | -.700 |
        | BERT | 3 | 3 | +.300 | 3 | 0 | -.700 |

        ### HINT3: the highest MCC over thresholds from .1 to .9, means of three bots

        | platform | full | subset |
        |---|---:|---:|
        | Dialogflow | .500 | .500 |
        | Rasa | .500 | .500 |
        | LUIS | .500 | .500 |
        | Haptik | .500 | .500 |
        | BERT | .500 | .500 |
        | attache | 1.000 | .000 |
        ");
    }
}
