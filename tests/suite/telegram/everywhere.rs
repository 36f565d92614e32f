//! A message gets the same answers from the harness, in the terminal and in Telegram.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use attache::eval::Record;
use attache::faq::{Faq, Resources};
use attache::knowledge;
use attache::matcher::Encoder;
use attache::text::LanguageCode;
use serde_json::{Value, json};

use super::end;
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::Twin;

/// The articles that are asked about, each with its labelled questions beside it, and how many of
/// these are passed over before the next is asked.
const ARTICLES: [(&str, usize); 4] = [
    ("knowledge/china-defence-visit", 7),
    ("knowledge/china-defence-visit.ru", 1),
    ("knowledge/china-defence-visit.zh", 1),
    ("tests/near-misses/bank", 1),
];

/// Entries whose answers hold until this day. The first is withdrawn in its original alone, and so in
/// every language.
const WITHDRAWN: [(&str, &str, &str); 3] = [
    ("knowledge/china-defence-visit", "belarus-cooperation", "2023-12-31"),
    ("tests/near-misses/bank", "deposit", "2024-05-31"),
    ("tests/near-misses/bank", "activate", "2999-12-31"),
];

const ODD: [&str; 20] = [
    "🙂",
    "???",
    "<b>is china neutral?</b>",
    "Is China neutral & is Russia?",
    "ist China neutral?",
    "is\nchina\nneutral",
    "IS CHINA NEUTRAL",
    "中国中立吗？",
    "هل الصين محايدة؟",
    "china \"neutral\" '",
    "is chnia neutrl",
    "1234567890",
    "-",
    "is china neutral? is russia?",
    "\u{202e}is china neutral",
    "why",
    "not",
    "and belarus?",
    "who is li shangfu",
    "What about the Munich & Paris conferences?",
];

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The program with all of the articles.
fn with_articles(mut program: Program) -> Program {
    for (name, _) in ARTICLES {
        let mut article = read(&format!("{name}.json"));
        for entry in article["faq"].as_array_mut().unwrap() {
            let last = WITHDRAWN.iter().find(|(of, id, _)| *of == name && entry["id"] == *id);
            if let Some((.., last)) = last {
                entry["valid_until"] = (*last).into();
            }
        }
        let file = format!("articles/{}.json", name.rsplit('/').next().unwrap());
        program = program.with_file(&file, article.to_string());
    }
    program.with("KNOWLEDGE", "articles")
}

/// What readers write: labelled questions, what is odd, and two questions in a message.
fn messages() -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut messages = ODD.map(str::to_owned).to_vec();
    let mut own: Vec<(Value, String)> = Vec::new();
    for (name, step) in ARTICLES {
        let labelled = read(&format!("{name}.questions.json"));
        messages.extend(
            labelled["questions"].as_array().unwrap().iter().step_by(step).map(|it| text(&it["ask"])),
        );
        for entry in read(&format!("{name}.json"))["faq"].as_array().unwrap() {
            own.push((entry["id"].clone(), text(&entry["question"])));
            own.push((entry["id"].clone(), text(&entry["variants"][0])));
        }
    }
    for (at, (id, one)) in own.iter().enumerate() {
        // The second of a pair is another entry, an answer that is withdrawn, or beside the point.
        let pairs = own.iter().cycle().skip(at + 2).step_by(5).filter(|(other, _)| other != id).take(2);
        let seconds = pairs.map(|(_, other)| other.as_str()).chain(["And who won the cup?"]);
        messages.extend(seconds.map(|other| format!("{}? {other}", one.trim_end_matches(['?', '？']))));
    }
    messages
}

/// The records of a line: it is one, or an array of them.
fn records(line: &Value) -> Vec<Value> {
    line.as_array().cloned().unwrap_or_else(|| vec![line.clone()])
}

/// What the harness has of each message, without the label and the time.
fn measured(program: &Program, messages: &[String]) -> Vec<Vec<Value>> {
    let questions: Vec<Value> = messages.iter().map(|ask| json!({ "ask": ask, "expect": [] })).collect();
    let labels = json!({ "format": 1, "knowledge": "bank", "questions": questions });
    fs::write(program.folder().join("asked.json"), labels.to_string()).unwrap();
    let ran = program.run(&["eval", "--questions", "asked.json", "--per-question", "lines.jsonl"]);
    assert_ne!(ran.status, 2, "{ran:?}");
    let unlabelled = |mut record: Value| {
        let fields = record.as_object_mut().unwrap();
        assert!(fields.remove("expect").is_some() && fields.remove("latency_us").is_some(), "{fields:?}");
        record
    };
    let lines = fs::read_to_string(program.folder().join("lines.jsonl")).unwrap();
    let lines = lines.lines().map(|line| records(&serde_json::from_str(line).unwrap()));
    lines.map(|records| records.into_iter().map(unlabelled).collect()).collect()
}

/// The same knowledge in this process, for what would take a process a message.
fn opened(program: &Program) -> Faq {
    let resources = Resources {
        encoder: Some(Arc::new(Encoder::built_in().unwrap())),
        cache_folder: Some(program.setting("CACHE_DIR").into()),
        ..Resources::default()
    };
    Faq::new(knowledge::load(&program.folder().join("articles")).unwrap(), &resources, &|_, _| ())
}

#[test]
fn a_message_gets_the_same_answers_from_the_harness_in_the_terminal_and_in_telegram() {
    let twin = Twin::start();
    let program = with_articles(running::program(&twin));
    let bot = Bot::start(&program);
    let messages = messages();
    for (user, message) in (1000..).zip(&messages) {
        twin.private(user, message);
    }
    let measured = measured(&program, &messages);
    assert_eq!(measured.len(), messages.len());
    let (faq, today) = (opened(&program), chrono::Utc::now().date_naive());
    for ((user, message), measured) in (1000..).zip(&messages).zip(&measured) {
        let asked = Record::of_message(&faq, message, LanguageCode::ENGLISH, today);
        assert_eq!(&records(&serde_json::to_value(asked).unwrap()), measured, "{message}");
        let sent = twin.wait_sent(user, measured.len());
        let said: Vec<&str> = sent.iter().map(|sent| sent.html.as_str()).collect();
        let replies: Vec<&str> = measured.iter().map(|record| record["reply"].as_str().unwrap()).collect();
        assert_eq!(said, replies, "{message}");
        assert!(sent.iter().all(|sent| sent.parse_mode.as_deref() == Some("HTML")), "{message}");
    }
    // Of each of these a process is started: some tell as much as all.
    for (message, measured) in messages.iter().zip(&measured).step_by(11) {
        let ran = program.run(&["ask", "--json", "--", message]);
        assert_eq!(&records(&ran.json()), measured, "{message}");
        assert_eq!(ran.stdout.starts_with('['), measured.len() > 1, "{message}");
    }
    holds_every_kind(&measured);
    end(bot, &twin);
}

/// The test is worth little if few of its messages are of the kinds that were answered otherwise.
fn holds_every_kind(measured: &[Vec<Value>]) {
    let is_withdrawn =
        |record: &Value| record["reply"].as_str().unwrap().contains("The editor gave this answer until");
    let count = |is: &dyn Fn(&[Value]) -> bool| measured.iter().filter(|records| is(records)).count();
    let several = count(&|records| records.len() > 1);
    let withdrawn = count(&|records| records.iter().any(is_withdrawn));
    let both = count(&|records| records.len() > 1 && records.iter().any(is_withdrawn));
    assert!(measured.len() >= 300, "{} messages", measured.len());
    assert!(several >= 30 && withdrawn >= 30 && both >= 10, "{several} {withdrawn} {both}");
    let given_up = measured.iter().flatten().filter(|record| is_withdrawn(record));
    for record in given_up {
        let given = (&record["verdict"], &record["entry"], &record["sources"], &record["as_of"]);
        assert_eq!(given, (&json!("unanswered"), &Value::Null, &json!([]), &Value::Null), "{record}");
    }
}
