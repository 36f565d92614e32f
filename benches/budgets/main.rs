//! Measures what the program promises of speed and size, beside its budgets.
//!
//! `cargo bench --bench budgets`. Ratios, sizes and rates fail the run when they exceed their budget;
//! times depend on the machine and are only marked. `-- briefings` measures these alone. With
//! `--profile dev`, which the gate has built for the tests, sizes are only shown: they are those of a program
//! that nobody deploys.

mod briefings;
mod telegram;
#[path = "../../tests/twin/mod.rs"]
mod twin;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use attache::faq::{Faq, Resources};
use attache::knowledge::{self, Article, Knowledge};
use attache::matcher::Encoder;
use chrono::NaiveDate;
use serde_json::json;

/// Words that questions are made of; with them a thousand entries have about as many
/// different words as a real FAQ of that size.
const TOPICS: usize = 3_000;

fn main() {
    let mut budgets = Budgets::default();
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("budgets");
    if std::env::args().any(|argument| argument == "briefings") {
        briefings::measure(&mut budgets, &cache);
        std::process::exit(budgets.failed.into());
    }
    let encoder = Arc::new(Encoder::built_in().expect("the built-in encoder loads"));
    let faq = |entries| open(synthetic(&encoder, entries), &encoder, &cache);

    ask(&shipped(), &cache);
    budgets.time(
        "ask, process start to reply",
        median(11, || ask(&shipped(), &cache)),
        Duration::from_millis(150),
    );

    let (small, large) = (faq(100), faq(1_000));
    let (question, encoding, rest_small) = split(&small, &encoder, thanks);
    let (_, _, rest_large) = split(&large, &encoder, thanks);
    let (nearly_asked, _, _) = split(&small, &encoder, nearly);
    let exact = exact(&large);
    budgets.time("a question, 100 entries", question, Duration::from_millis(6));
    budgets.time("  with an answer to be judged", nearly_asked, Duration::from_millis(40));
    budgets.time("  all but the encoder", rest_small, Duration::from_micros(300));
    budgets.time("  all but the encoder, 1000 entries", rest_large, Duration::from_millis(1));
    budgets.time("an exact question, 1000 entries", exact, Duration::from_micros(50));
    budgets.ratio("all but the encoder, 100 entries / encoder", rest_small, encoding, 0.3);
    budgets.ratio("all but the encoder, 1000 entries / encoder", rest_large, encoding, 0.8);
    budgets.ratio("an exact question / encoder", exact, encoding, 0.03);
    let (judging, pair) = judged(&small, &encoder, rest_small);
    budgets.ratio("the judge / encoder, question and answer", judging, pair, 1.5);
    drop((small, large));

    let folder = write(&synthetic(&encoder, 1_000));
    ask(&folder, &cache);
    budgets.time(
        "start with a warm cache, 1000 entries",
        median(5, || ask(&folder, &cache)),
        Duration::from_millis(400),
    );
    budgets.size("resident memory, 1000 entries", resident(&folder, &cache), 110);
    // 23 MB of it are the encoder's weights, and 11 the judge's.
    budgets.size("binary", Path::new(BINARY).metadata().map_or(0, |file| file.len()), 62);
    telegram::measure(&mut budgets, &cache, encoding);
    briefings::measure(&mut budgets, &cache);
    std::process::exit(budgets.failed.into());
}

const BINARY: &str = env!("CARGO_BIN_EXE_attache");

/// What was measured, beside what is promised.
#[derive(Default)]
struct Budgets {
    failed: bool,
}

impl Budgets {
    fn time(&mut self, what: &str, measured: Duration, budget: Duration) {
        let mark = if measured <= budget { "" } else { "  (over; this machine may be slow or busy)" };
        println!("{what:<45} {measured:>12.2?}  at most {budget:?}{mark}");
    }

    /// So many a second is a time too.
    fn rate(&mut self, what: &str, measured: f64, budget: f64) {
        let mark = if measured >= budget { "" } else { "  (under; this machine may be slow or busy)" };
        println!("{what:<45} {measured:>12.1}  at least {budget}{mark}");
    }

    fn at_least(&mut self, what: &str, measured: f64, budget: f64) {
        println!("{what:<45} {measured:>12.3}  at least {budget}{}", self.mark(measured >= budget));
    }

    fn ratio(&mut self, what: &str, one: Duration, other: Duration, budget: f64) {
        self.share(what, one.as_secs_f64() / other.as_secs_f64(), budget);
    }

    fn share(&mut self, what: &str, share: f64, budget: f64) {
        println!("{what:<45} {share:>12.3}  at most {budget}{}", self.mark(share <= budget));
    }

    fn size(&mut self, what: &str, bytes: u64, budget: u64) {
        let megabytes = bytes as f64 / 1e6;
        let mark = self.mark_of_release(megabytes <= budget as f64);
        println!("{what:<45} {megabytes:>9.1} MB  at most {budget} MB{mark}");
    }

    /// A share of one size in another.
    fn growth(&mut self, what: &str, share: f64, budget: f64) {
        let mark = self.mark_of_release(share <= budget);
        println!("{what:<45} {share:>12.3}  at most {budget}{mark}");
    }

    /// As [`Budgets::mark`], for what is promised of the program as it is deployed.
    fn mark_of_release(&mut self, holds: bool) -> &'static str {
        match (holds, cfg!(debug_assertions)) {
            (false, true) => "  (over; this is no release build)",
            _ => self.mark(holds),
        }
    }

    fn mark(&mut self, holds: bool) -> &'static str {
        self.failed |= !holds;
        if holds { "" } else { "  FAILED" }
    }
}

/// The repository's own folder of knowledge.
fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// Knowledge of `entries` entries with five phrasings and three sentences of answer each, always the same.
fn synthetic(encoder: &Encoder, entries: usize) -> Article {
    let words = encoder.whole_words();
    let words = &words[words.len() - TOPICS..];
    let mut state = 1_u64;
    let mut phrasing = |length: usize| {
        let mut text = "how do i".to_owned();
        for _ in 0..length {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text = format!("{text} {}", words[(state >> 33) as usize % words.len()]);
        }
        text
    };
    let faq: Vec<_> = (0..entries)
        .map(|number| {
            let variants: Vec<String> = (0..4).map(|_| phrasing(6)).collect();
            let question = phrasing(6);
            let answer = [phrasing(8), phrasing(8), phrasing(8)].join(". ");
            json!({ "id": format!("e{number}"), "question": question, "variants": variants, "answer": answer })
        })
        .collect();
    serde_json::from_value(json!({
        "format": 1, "id": format!("synthetic-{entries}"), "title": "Synthetic", "published": "2024-01-01",
        "language": "en", "summary": "Made up.", "sources": [{ "title": "None", "url": "https://none.example" }],
        "faq": faq
    }))
    .expect("an article")
}

fn open(article: Article, encoder: &Arc<Encoder>, cache: &Path) -> Faq {
    let resources = Resources {
        encoder: Some(Arc::clone(encoder)),
        cache_folder: Some(cache.to_owned()),
        ..Resources::default()
    };
    Faq::new(Knowledge::new(vec![article]), &resources, &|_, _| ())
}

/// An entry's question in other words, which is judged.
fn nearly(question: &str) -> String {
    question.replacen("how do i", "please tell me how i", 1)
}

/// Its words in thanks, for which all is done but to judge: they are not answered.
fn thanks(question: &str) -> String {
    question.replacen("how do i", "thank you, i got the", 1)
}

/// The median times of a question, of its encoding, and of the rest.
fn split(faq: &Faq, encoder: &Encoder, worded: fn(&str) -> String) -> (Duration, Duration, Duration) {
    let entries = faq.knowledge().entries().take(100);
    let questions: Vec<String> = entries.map(|found| worded(&found.entry.question)).collect();
    let timed: Vec<(Duration, Duration)> = questions
        .iter()
        .map(|question| (once(|| encoder.encode(question)), once(|| faq.answer(question, NaiveDate::MIN))))
        .collect();
    let whole = middle(timed.iter().map(|&(_, ask)| ask).collect());
    let encoding = middle(timed.iter().map(|&(encode, _)| encode).collect());
    (whole, encoding, middle(timed.iter().map(|&(encode, ask)| ask.saturating_sub(encode)).collect()))
}

/// The median times of judging, and of encoding what is judged: a question, an entry's, and its answer. `rest` is
/// what a question takes besides. Each is timed beside the other, as a machine is not as fast from one second to the next.
fn judged(faq: &Faq, encoder: &Encoder, rest: Duration) -> (Duration, Duration) {
    let timed = faq.knowledge().entries().take(100).map(|found| {
        let entry = found.entry;
        let question = nearly(&entry.question);
        let pair = format!("{question} {} {}", entry.question, entry.answer);
        let (encoding, encoding_pair) = (once(|| encoder.encode(&question)), once(|| encoder.encode(&pair)));
        let asking = once(|| faq.answer(&question, NaiveDate::MIN));
        (asking.saturating_sub(encoding + rest), encoding_pair)
    });
    let (judging, pairs) = timed.unzip();
    (middle(judging), middle(pairs))
}

fn exact(faq: &Faq) -> Duration {
    let questions: Vec<&str> = faq.knowledge().entries().map(|found| found.entry.question.as_str()).collect();
    middle(questions.iter().map(|question| once(|| faq.answer(question, NaiveDate::MIN))).collect())
}

fn once<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    middle((0..times).map(|_| once(&mut work)).collect())
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ask(knowledge: &Path, cache: &Path) {
    let status = Command::new(BINARY)
        .args(["ask", "is beijing on moscow's side?", "--knowledge"])
        .arg(knowledge)
        .env("CACHE_DIR", cache)
        .output()
        .expect("the program runs")
        .status;
    assert!(status.success());
}

fn write(article: &Article) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("budgets-knowledge");
    let text = serde_json::to_string(article).expect("an article is JSON");
    knowledge::write_whole(&folder.join("synthetic.json"), &text).expect("a folder to write in");
    folder
}

/// The resident memory of a chat after a question, in bytes.
fn resident(knowledge: &Path, cache: &Path) -> u64 {
    use std::io::{BufRead, BufReader, Write};
    let mut chat = Command::new(BINARY)
        .args(["chat", "--knowledge"])
        .arg(knowledge)
        .env("CACHE_DIR", cache)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = chat.stdin.take().expect("a pipe");
    writeln!(stdin, "is beijing on moscow's side?\n/nonsense").expect("the chat listens");
    let stdout = BufReader::new(chat.stdout.take().expect("a pipe"));
    stdout.lines().map_while(Result::ok).find(|line| line.contains("/nonsense")).expect("the chat replies");
    let memory = memory_of(chat.id());
    drop(stdin);
    chat.wait().expect("the chat ends");
    memory
}

/// The resident memory of a process, in bytes; 0 where `/proc` does not tell.
fn memory_of(process: u32) -> u64 {
    memory(process, "VmRSS")
}

/// The most that it was since the process began.
fn peak_memory_of(process: u32) -> u64 {
    memory(process, "VmHWM")
}

fn memory(process: u32, which: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
}
