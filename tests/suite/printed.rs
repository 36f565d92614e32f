//! What the program prints, word for word.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::generated;
use crate::newsroom::harbour;
use crate::program::{Program, Ran};

/// A program that knows the harbour, and matches by words alone: then all machines compute the same.
fn program() -> Program {
    knowing(&harbour())
}

fn knowing(article: &Value) -> Program {
    Program::new()
        .with("ENCODER", "off")
        .with("KNOWLEDGE", "knowledge")
        .with_file("knowledge/harbour.json", format!("{article:#}"))
}

/// With labelled questions beside the article.
fn labelled(program: Program, questions: &Value) -> Program {
    let questions = json!({ "format": 1, "knowledge": "harbour", "questions": questions });
    program.with_file("knowledge/harbour.questions.json", questions.to_string())
}

/// The names of the subcommands, as the help lists them.
pub fn subcommands(help: &str) -> Vec<&str> {
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.trim_start().split(' ').next());
    names.filter(|name| *name != "help").collect()
}

#[test]
fn help() {
    let program = program();
    let help = program.run(&["--help"]);
    assert_snapshot!("help", help);
    let names = subcommands(&help.stdout);
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        assert_snapshot!(format!("help-{name}"), program.run(&[name, "--help"]));
    }
}

#[test]
fn ask() {
    let mut article = harbour();
    article["faq"][0]["revisions"] =
        json!([{ "on": "2024-03-05", "kind": "correction", "note": "Not in April." }]);
    let program = knowing(&article);
    let asked = [
        "When does the Genoa harbour reopen? What did the repair cost?",
        "When does the Trieste harbour reopen?",
        "best pizza recipe",
        "🙂",
    ];
    let said =
        asked.map(|question| format!("$ attache ask \"{question}\"\n{}", program.run(&["ask", question])));
    assert_snapshot!("ask", said.join("\n"));
}

#[test]
fn ask_explain() {
    let explained = |question: &str| {
        let ran = program().run(&["ask", "--explain", question]);
        format!("$ attache ask --explain \"{question}\"\n{ran}")
    };
    let asked = [
        "When does the Genoa harbour reopen?",
        "when dose the genoa harbour open agian",
        "What did the repair cost in Trieste?",
    ];
    assert_snapshot!("ask-explain", asked.map(explained).join("\n"));
}

#[test]
fn chat() {
    let typed = "/help\n/faq\n2\n/why\nWhen does the Trieste harbour reopen?\n1\n/sources\n/brief\n\
                 /subscribe\n/language\n/privacy\n/nonsense\n/quit\n";
    assert_snapshot!("chat", program().run_typing(&["chat"], typed));
    // Told nothing, it says how to become a bot.
    assert_snapshot!("chat-without-a-token", program().run_typing(&[], ""));
}

/// One of each sort of fault that an editor makes.
const BROKEN: &str = r#"{
  "format": 1,
  "id": "harbour",
  "title": "The harbour reopens",
  "published": "2024-3-1",
  "language": "en",
  "summary": 7,
  "sources": [{ "id": "port", "title": "Port authority", "url": "ftp://port.example/news" }],
  "faq": [
    {
      "id": "opening",
      "question": "When does the harbour open?",
      "variants": ["opening day"],
      "anwser": "On 1 April.",
      "sources": ["prot"]
    },
    { "id": "opening", "question": "Opening day!", "answer": "On 1 April." }
  ]
}
"#;

#[test]
fn check() {
    let check = |name: &str, content: &str| {
        let ran = Program::new().with_file(name, content).run(&["check", name]);
        format!("$ attache check {name}\n{ran}")
    };
    let sound = format!("{:#}", harbour());
    let said = [
        check("sound.json", &sound),
        check("broken.json", BROKEN),
        check("half.json", &BROKEN[..300]),
        check("list.json", "[]"),
        check("notes.txt", "Nothing."),
    ];
    assert_snapshot!("check", said.join("\n\n"));
}

#[test]
fn check_collisions() {
    let mut article = harbour();
    article["faq"] = json!([
        {
            "id": "boat", "question": "How do I renew the harbour fishing permit for a boat?", "answer": "At the port.",
            "variants": ["What does the skipper need?"]
        },
        {
            "id": "ship", "question": "How do I renew the harbour fishing permit for a ship?", "answer": "At the town hall.",
            "variants": ["Which papers has the captain?"]
        },
    ]);
    assert_snapshot!("check-collisions", knowing(&article).run(&["check", "--collisions"]));
}

/// What was measured, without what differs from run to run: the latencies, and how wide their column is.
fn without_latency(ran: &Ran) -> String {
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words[0] == "latency" { words[..2].join(" ") } else { words.join(" ") }
    };
    let text = ran.to_string();
    let parts = text.split("\n\n").map(|part| match part.contains("latency p50") {
        true => part.lines().map(line).collect::<Vec<_>>().join("\n"),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn eval() {
    let questions = json!([
        { "ask": "when does the genoa harbour reopen", "expect": ["when"] },
        { "ask": "cost of the repair", "expect": ["cost"] },
        { "ask": "What did the repair cost?", "expect": ["when"] },
        { "ask": "When does the Trieste harbour reopen?", "expect": [], "kind": "near" },
        { "ask": "best pizza recipe", "expect": [], "kind": "far" },
    ]);
    assert_snapshot!("eval", without_latency(&labelled(program(), &questions).run(&["eval"])));
    assert_snapshot!("eval-without-questions", program().run(&["eval"]));
    let misspelt = json!([{ "ask": "when?", "expect": ["wen"] }]);
    assert_snapshot!("eval-of-unknown-entries", labelled(program(), &misspelt).run(&["eval"]));
}

#[test]
fn a_promise_that_is_broken() {
    let mut article = harbour();
    article["promise"] = json!({ "max_wrong": 0.1 });
    let questions = json!([{ "ask": "What did the repair cost?", "expect": ["when"] }]);
    let ran = labelled(knowing(&article), &questions).run(&["eval"]);
    assert_snapshot!(ran.stderr, @"`harbour` promised at most 10 % wrong answers, 100 % were: `What did the repair cost?`");
}

#[test]
fn diff() {
    let mut new = harbour();
    new["faq"][1]["question"] = "What was spent on the quay?".into();
    new["faq"].as_array_mut().unwrap().push(json!({
        "id": "ferries", "question": "Which ferries call at the harbour?", "answer": "All but one."
    }));
    let program = program().with_file("new.json", format!("{new:#}"));
    let old = "knowledge/harbour.json";
    assert_snapshot!("diff", program.run(&["diff", old, "new.json"]));
    assert_snapshot!("diff-markdown", program.run(&["diff", old, "new.json", "--markdown"]));
    assert_snapshot!("diff-of-nothing", program.run(&["diff", old, old]));
}

/// An article as an author hands it in, not without faults.
pub const ARTICLE: &str = "date 2024-03-01 The ferry line returns to the harbour. It was gone for years.

The works took longer than planned.

Overall, the town gains a second front door.

FAQs

1. When does the harbour open?

On 1 April.

2. Who paid?
The region did:
1. a first half
2. a second half

3) Is there an answer?

Sources:

– [Port authority](https://port.example/news)
– hearsay
";

#[test]
fn import() {
    let program = Program::new().with("KNOWLEDGE", "knowledge").with_file("harbour.txt", ARTICLE);
    assert_snapshot!("import", program.run(&["import", "harbour.txt"]));
    assert_snapshot!("import-again", program.run(&["import", "harbour.txt"]));
    assert_snapshot!("import-to-stdout", program.run(&["import", "harbour.txt", "-o", "-"]));
    let empty = program.with_file("empty.md", "");
    assert_snapshot!("import-of-nothing", empty.run(&["import", "empty.md"]));
    assert_snapshot!("import-of-no-file", empty.run(&["import", "missing.md"]));
}

#[test]
fn calibrate() {
    let program = Program::new().with("ENCODER", "off").with("KNOWLEDGE", "knowledge");
    let program = generated::promise(program);
    assert_snapshot!("calibrate-dry-run", program.run(&["calibrate", "--dry-run"]));
    assert_snapshot!("calibrate", program.run(&["calibrate"]));
    assert_snapshot!("calibrate-too-strictly", program.run(&["calibrate", "--max-wrong", "0.001"]));
    let none = self::program();
    assert_snapshot!("calibrate-without-a-promise", none.run(&["calibrate"]));
    let contradictory = json!([
        { "ask": "What did the repair cost?", "expect": ["cost"] },
        { "ask": "what did the REPAIR cost", "expect": [] },
    ]);
    let ran = labelled(none, &contradictory).run(&["calibrate", "--max-wrong", "0.1"]);
    assert_snapshot!("calibrate-with-contradictions", ran);
}

#[test]
fn brief() {
    let mut article = harbour();
    article["summary"] = "It reopens.\n\nFerries <come> first & yachts later.".into();
    article["faq"][0]["revisions"] =
        json!([{ "on": "2024-03-05", "kind": "correction", "note": "Not in April." }]);
    let program = knowing(&article);
    assert_snapshot!("brief", program.run(&["brief"]));
    assert_snapshot!("brief-text", program.run(&["brief", "--text"]));
    assert_snapshot!("brief-html", program.run(&["brief", "--html"]));
    assert_snapshot!("brief-send-without-a-token", program.run(&["brief", "--send", "-77"]));
}
