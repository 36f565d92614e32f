//! Holds `attache` against the usual ways of matching, on the same questions, in one run.
//!
//! `cargo run --release --example scoreboard -- FOLDER` prints Markdown tables; `--help` says what
//! stands in them. One file a family of methods: `edits`, `words`, `grams`, `meaning`, and `bot`
//! for `attache` itself. With `--published` it is held against what others published, in `published`.

mod bot;
mod contest;
mod edits;
mod figures;
mod grams;
mod meaning;
mod method;
mod platt;
mod progress;
mod published;
#[cfg(test)]
mod samples;
mod sets;
mod table;
mod timing;
mod words;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use attache::matcher::Encoder;
use clap::Parser;

use contest::{Column, Sheet};
use progress::Progress;
use sets::Set;

/// Exit status for bad usage or bad input, as `attache` has it.
const BAD_INPUT: u8 = 2;

/// Hold attache against the usual ways of matching, on public question sets
///
/// Every method ranks the entries of every set for every question; an entry is as good as its best
/// phrasing. Tables in Markdown go to stdout, progress to stderr.
#[derive(Debug, Parser)]
#[command(name = "scoreboard", max_term_width = 100, after_help = AFTER_HELP)]
struct Args {
    /// A folder of sets, each a folder with `knowledge.json` and `questions.json`; with --published one
    /// with the repositories that are named below
    folder: PathBuf,
    /// Hold attache against what others published of HINT3 and CLINC150 instead
    #[arg(long, conflicts_with_all = ["sets", "limit", "detail"])]
    published: bool,
    /// Only these sets, with commas between
    #[arg(long, value_name = "SET,SET", value_delimiter = ',')]
    sets: Vec<String>,
    /// At most so many questions of each set, evenly spread, for a quick look
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Print all figures of every set, too
    #[arg(long)]
    detail: bool,
}

const AFTER_HELP: &str = "\
Methods:
  Levenshtein        normalised similarity of lower-cased whole questions
  token-set ratio    of fuzzywuzzy and rapidfuzz
  BM25               over phrasings, on stems without stop words, k1 1.2, b .75; the score is
                     divided by the question's words, so that it compares across questions
  character n-grams  cosine of tf-idf of 2 to 4 characters in a row
  encoder alone      cosine of the built-in sentence encoder; it knows English only
  attache            the whole of it, through its own harness, with its default settings

Columns:
  top-1, top-3       share of answerable questions with a right entry first, among the first three
  AUROC              how well the best score tells answerable questions from others; .5 is chance
  A@5                share of answerable questions that are right above the score which 5 % of
                     the unanswerable ones exceed
  answered right     share of answerable questions that get a right answer
  wrong answers      those that are wrong, of all answers
  calibration error  how far probabilities are from the share of right ones; 0 is best
  µs a question      median, one question at a time; building an index is not counted. The encoder
                     uses all cores for a question unless RTEN_NUM_THREADS=1 leaves it one
AUROC and A@5 are of sets with unanswerable questions. Means are over sets that have the figure;
answers are summed up.

The columns up to A@5 need only a score. For the rest, attache has probabilities of its own. Every
other method gets a logistic function of its score, fitted to the sets of all other domains (a
domain is a set's name before the first `-`; for English, English sets; each domain counts the
same), and answers from the probability on from which attache does. With sets of one domain there
are none. attache's own constants were fitted to FAQs simulated from CLINC150, BANKING77, COVID-QA
and nlp.js, all four: on these sets it has seen the domain, and the others have not.

With --published, FOLDER has two repositories as their authors publish them, HINT3 (ODbL 1.0) and
oos-eval (CC BY 3.0): `git clone https://github.com/hellohaptik/HINT3` and
`git clone https://github.com/clinc/oos-eval`. The training sentences of a label become the question
and the variants of an entry, and the test sentences are asked:
  in-scope accuracy    share of in-scope questions that get their own entry's answer
  out-of-scope recall  share of out-of-scope questions that get no answer
  points               thresholds .1 to .9 of a platform on each of three bots, where its recall is
                       .5 to .95; attache answers from the lowest confidence on that gives it at
                       least the same recall, and wins where its accuracy is then higher
  MCC                  Matthews' correlation of right and given labels, out of scope being one
All is through attache's own harness, with its default settings. It takes some minutes.

Examples:
  RTEN_NUM_THREADS=1 cargo run --release --example scoreboard -- sets/
  cargo run --release --example scoreboard -- sets/ --sets clinc150-1shot,banking77-5shot --detail
  cargo run --release --example scoreboard -- sets/ --limit 200
  cargo run --release --example scoreboard -- --published repositories/";

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
    if args.published {
        let tables = published::tables(&args.folder)?;
        return Ok(io::stdout().lock().write_all(tables.as_bytes())?);
    }
    let limit = args.limit.map_or(usize::MAX, |limit| limit as usize);
    let sets = sets::read_all(&args.folder, &args.sets, limit)?;
    if std::env::var_os("RTEN_NUM_THREADS").is_none() {
        eprintln!("note: the encoder uses all cores for a question; RTEN_NUM_THREADS=1 times it on one");
    }
    let encoder = Arc::new(Encoder::built_in()?);
    let mut sheets = ask_all(&sets, &encoder);
    contest::decide_all(&mut sheets);
    if !sheets.iter().flat_map(|sheet| &sheet.columns).all(Column::is_decided) {
        eprintln!("note: no probabilities for some sets, as there is no other domain to fit them to");
    }
    Ok(print(&sheets, args.detail)?)
}

fn ask_all<'a>(sets: &'a [Set], encoder: &Arc<Encoder>) -> Vec<Sheet<'a>> {
    let progress = Progress::over(sets.len());
    let mut sheets = Vec::new();
    for set in sets {
        progress.begin(set);
        sheets.push(Sheet::of(set, encoder, &|method| progress.tell(set, method)));
        progress.count();
    }
    progress.finish();
    sheets
}

fn print(sheets: &[Sheet<'_>], detail: bool) -> io::Result<()> {
    let (english, other): (Vec<&Sheet<'_>>, Vec<&Sheet<'_>>) =
        sheets.iter().partition(|sheet| sheet.set.is_english());
    let mut tables = Vec::new();
    for (name, group) in [("English", &english), ("Other languages", &other)] {
        if !group.is_empty() {
            tables.push(table::of_means(&format!("{name}, means over {} sets", group.len()), group));
        }
    }
    tables.push(table::of_top1(&[english, other].concat()));
    if detail {
        tables.extend(sheets.iter().map(table::of_set));
    }
    io::stdout().lock().write_all(tables.join("\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_is_compared_whole() {
        let parsed = |words: &[&str]| Args::try_parse_from([&["scoreboard"], words].concat());
        for words in [["--published", "folder"], ["folder", "--published"]] {
            let args = parsed(&words).unwrap();
            assert!(args.published && args.folder.ends_with("folder"), "{words:?}");
        }
        assert!(parsed(&["--published"]).is_err());
        for option in ["--detail", "--limit=3", "--sets=a"] {
            assert!(parsed(&["--published", "folder", option]).is_err(), "{option}");
            assert!(parsed(&["folder", option]).is_ok(), "{option}");
        }
    }
}
