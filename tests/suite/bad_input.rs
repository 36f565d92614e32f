//! Bad input gets one clear message with the next step, exit status 2 and no panic.

use std::fs;

use insta::{allow_duplicates, assert_snapshot};

use crate::program::{Program, shipped};

fn article() -> String {
    fs::read_to_string(shipped().join("china-defence-visit.json")).unwrap()
}

/// What is said when the knowledge at this path cannot be asked.
#[track_caller]
fn refused(program: &Program, path: &str) -> String {
    let ran = program.run(&["--knowledge", path, "ask", "is china neutral?"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains("hint: "), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr
}

#[test]
fn a_knowledge_file_that_cannot_be_used_is_refused_with_a_hint() {
    let half = &article()[..1500];
    let huge = vec![b' '; 17 << 20];
    let without_sources = article().replacen("\"sources\": [", "\"sourcs\": [", 1);
    let said = [
        ("empty.json", b"".as_slice()),
        ("broken.json", b"{ \"format\": 1, ] }"),
        ("half.json", half.as_bytes()),
        ("list.json", b"[]"),
        ("bytes.json", b"\xff\xfe{}"),
        ("huge.json", &huge),
        ("sources.json", without_sources.as_bytes()),
    ]
    .map(|(name, content)| refused(&Program::new().with_file(name, content), name));
    assert_snapshot!(said.join("\n"), @r#"
    error: empty.json:1: the file is empty
    hint: write an article into it, or make one from a text with `attache import`

    error: broken.json:1: unexpected token in object
    hint: look for a bracket, comma or quote too many or too few just before this

    error: half.json:18: the file ends in the middle of a text
    hint: it may be half written: save it again, or add what closes it

    error: list.json:1: the file is a list, not an object
    hint: write it in braces, as `{ "key": value }`

    error: bytes.json:1: these bytes are no UTF-8 text
    hint: save the file as UTF-8

    error: `huge.json` is larger than 16 MiB
    hint: give the path of an article's file, or of a folder of them

    error: sources.json:1: the file has no sources
    hint: add `"sources": [{ "title": "…", "url": "https://…" }]`
    sources.json:9: the file has an unknown key `sourcs`
    hint: did you mean `sources`?
    sources.json:265: entry `china-stance` cites `mid`, which is no source here
    hint: give a source of the article this `id`
    sources.json:332: entry `moscow-conference` cites `mid`, which is no source here
    hint: give a source of the article this `id`
    sources.json:401: entry `belarus-cooperation` cites `mid`, which is no source here
    hint: give a source of the article this `id`
    "#);
}

#[test]
fn a_path_without_articles_is_refused_with_a_hint() {
    let program = Program::new().with_file("folder/notes.txt", "nothing");
    assert_snapshot!(refused(&program, "missing"), @"
    error: there is no `missing`
    hint: give the path of an article's file, or of a folder of them
    ");
    assert_snapshot!(refused(&program, "folder"), @"
    error: no article in `folder`
    hint: make one from a text with `attache import`
    ");
}

#[test]
fn a_bad_env_file_is_named_without_its_values() {
    for line in
        ["TELOXIDE_TOKEN=\"12345:very-secret", "TELOXIDE_TOKEN=12345:very-secret trailing", "very-secret"]
    {
        let program = Program::new().with_file(".env", format!("KNOWLEDGE=knowledge\n{line}\n"));
        let ran = program.run(&["ask", "hello"]);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
        allow_duplicates!(assert_snapshot!(ran.stderr, @"
        error: `.env` has a line that is not NAME=value
        hint: put a value with spaces in quotes, close quotes, begin comments with #
        "));
    }
}

#[test]
fn an_encoder_folder_that_does_not_work_is_refused_with_a_hint() {
    let program = Program::new().with_file("empty/readme.txt", "").with("ENCODER", "empty");
    let path = shipped();
    assert_snapshot!(refused(&program, path.to_str().unwrap()), @"
    error: `empty/model.onnx` cannot be read: No such file or directory (os error 2)
    hint: `ENCODER` is a folder with `model.onnx` and `tokenizer.json`; unset it to use the built-in encoder
    ");
    let program = Program::new()
        .with_file("e/model.onnx", "no model")
        .with_file("e/tokenizer.json", "{}")
        .with("ENCODER", "e");
    assert_snapshot!(refused(&program, path.to_str().unwrap()), @"
    error: `e/model.onnx` does not work as a sentence encoder: parse error: error in message rten_onnx::onnx::ModelProto field 13: invalid wire type
    hint: the folder needs an ONNX text encoder with the inputs `input_ids` and `attention_mask`, and its Hugging Face `tokenizer.json`
    ");
}

#[test]
fn an_encoder_with_an_operator_that_is_not_known_is_told_which() {
    let program = Program::new().with("ENCODER", "e").with_encoder("e", |graph| {
        let operator = b"\x22\x03Erf";
        let at = graph.windows(operator.len()).position(|bytes| bytes == operator).unwrap();
        graph[at..at + operator.len()].copy_from_slice(b"\x22\x03Tan");
    });
    assert_snapshot!(refused(&program, shipped().to_str().unwrap()), @r#"
    error: `e/model.onnx` does not work as a sentence encoder: in node "node_Erf_109": operator error: Tan operator not supported or not enabled
    hint: the folder needs an ONNX text encoder with the inputs `input_ids` and `attention_mask`, and its Hugging Face `tokenizer.json`
    "#);
}

#[test]
fn an_encoder_from_a_folder_answers_without_a_judge() {
    let program = Program::new().with("CACHE_DIR", "cache").with_encoder("mini", |_| ());
    let question = ["ask", "--json", "does beijing take moscow's side?"];
    let built_in = program.run(&question);
    let from_folder = program.with("ENCODER", "mini").with("ENCODER_POOLING", "words").run(&question);
    // Thresholds hold for the encoder that they were chosen with.
    assert_snapshot!(from_folder.stderr, @"
    warning: the thresholds of `china-defence-visit` were chosen for other knowledge or settings
    hint: choose them again with `attache calibrate`
    ");
    // The judge knows the built-in encoder's words, and nothing of others.
    let [built_in, from_folder] = [built_in, from_folder].map(|ran| ran.json());
    assert_eq!(built_in["reply"], from_folder["reply"]);
    assert_ne!(built_in["confidence"], from_folder["confidence"]);
}

#[test]
fn a_damaged_cache_changes_nothing() {
    let program = Program::new().with("CACHE_DIR", "cache");
    let question = ["ask", "--json", "does beijing take moscow's side?"];
    let first = program.run(&question).stdout;
    let cache = fs::read_dir(program.folder().join("cache")).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&cache).unwrap();
    let mut flipped = whole.clone();
    flipped[100] ^= 1;
    for damaged in [&whole[..whole.len() / 2], &flipped, b""] {
        fs::write(&cache, damaged).unwrap();
        assert_eq!(program.run(&question).stdout, first);
        assert_eq!(fs::read(&cache).unwrap(), whole);
    }
}

#[test]
fn bad_usage_is_told_from_a_failed_check() {
    let program = Program::new();
    assert_snapshot!(program.run(&["ask"]), @"
    [stderr]
    error: the following required arguments were not provided:
      <QUESTION>

    Usage: attache ask <QUESTION>

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(program.run(&["nonsense"]), @"
    [stderr]
    error: unrecognized subcommand 'nonsense'

    Usage: attache [OPTIONS] [COMMAND]

    For more information, try '--help'.
    [exit status 2]
    ");
    let faulty = Program::new().with_file("a.json", article().replacen("https://", "ftp://", 1));
    assert_snapshot!(faulty.run(&["check", "a.json"]), @"
    a.json:13: `ftp://www.mid.ru/en/foreign_policy/news/-/asset_publisher/cKNonkJE02Bw/content/id/5208066` is no web address for source `mid`
    hint: write the whole address, such as `https://example.org/page`
    1 problem in 1 file
    [exit status 1]
    ");
}

#[test]
fn a_line_that_is_no_text_does_not_end_the_chat() {
    let ran = Program::new().run_typing_bytes(&["chat"], b"\xff\xfe\nis china neutral?\n");
    assert_snapshot!(ran, @"
    Ask me about this: Chinese defence minister's trip to Russia and Belarus.

    I answer in the editor's words, with source and date, and I say so when I do not know.
      1. All questions
    That line is no UTF-8 text.

    Does China support Russia's actions in Ukraine?

    China describes itself as neutral on Ukraine, the article says, yet in international forums it has objected when the West condemned what the article calls Russia's invasion. The article describes strong trade, economic and diplomatic relations between Beijing and Moscow, and consistent Chinese support. According to the article, China has supplied no weapons to Russia or to Ukraine.

    As of 2023-11-12. Source: Russian Foreign Ministry https://www.mid.ru/en/foreign_policy/news/-/asset_publisher/cKNonkJE02Bw/content/id/5208066
    ");
}
