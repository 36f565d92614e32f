//! Holds `attache` against the usual ways of matching, on the same questions, in one run.
//!
//! `cargo run --release --example scoreboard -- FOLDER` prints Markdown tables; `--help` says what
//! stands in them. One file a family of methods: `edits`, `words`, `grams`, `meaning`, and `bot`
//! for `attache` itself.

mod bot;
mod contest;
mod edits;
mod figures;
mod grams;
mod meaning;
mod method;
mod platt;
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
use indicatif::{ProgressBar, ProgressStyle};

use contest::{Column, Sheet};
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
    /// A folder of sets, each a folder with `knowledge.json` and `questions.json`
    folder: PathBuf,
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

Examples:
  RTEN_NUM_THREADS=1 cargo run --release --example scoreboard -- sets/
  cargo run --release --example scoreboard -- sets/ --sets clinc150-1shot,banking77-5shot --detail
  cargo run --release --example scoreboard -- sets/ --limit 200";

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
    let bar = ProgressBar::new(sets.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} sets, {elapsed}: {msg}") {
        bar.set_style(style);
    }
    let mut sheets = Vec::new();
    for set in sets {
        if bar.is_hidden() {
            eprintln!("{}: {} questions", set.name, set.questions.len());
        }
        sheets.push(Sheet::of(set, encoder, &|method| bar.set_message(format!("{}, {method}", set.name))));
        bar.inc(1);
    }
    bar.finish_and_clear();
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
