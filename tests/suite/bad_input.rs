//! Bad input gets one clear message with the next step, exit status 2 and no panic.

use std::fs;

use crate::program::{Program, Ran, shipped};

fn article() -> String {
    fs::read_to_string(shipped().join("china-defence-visit.json")).unwrap()
}

fn refused(program: &Program, path: &str) -> Ran {
    let ran = program.run(&["--knowledge", path, "ask", "is china neutral?"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains("hint: "), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran
}

#[test]
fn a_knowledge_file_that_cannot_be_used_is_refused_with_a_hint() {
    let half = &article()[..1500];
    let huge = vec![b' '; 17 << 20];
    let without_sources = article().replacen("\"sources\": [", "\"sourcs\": [", 1);
    for (name, content, said) in [
        ("empty.json", b"".as_slice(), "empty.json"),
        ("broken.json", b"{ \"format\": 1, ] }", "broken.json:1"),
        ("half.json", half.as_bytes(), "half.json:"),
        ("list.json", b"[]", "list.json:1"),
        ("bytes.json", b"\xff\xfe{}", "bytes.json"),
        ("huge.json", &huge, "huge.json"),
        ("sources.json", without_sources.as_bytes(), "`sourcs`"),
    ] {
        let program = Program::new().with_file(name, content);
        let ran = refused(&program, name);
        assert!(ran.stderr.contains(said), "{said} in {}", ran.stderr);
    }
}

#[test]
fn a_path_without_articles_is_refused_with_a_hint() {
    let program = Program::new().with_file("folder/notes.txt", "nothing");
    assert!(refused(&program, "missing").stderr.contains("`missing`"));
    assert!(refused(&program, "folder").stderr.contains("no article"));
}

#[test]
fn a_bad_env_file_is_named_without_its_values() {
    for line in
        ["TELOXIDE_TOKEN=\"12345:very-secret", "TELOXIDE_TOKEN=12345:very-secret trailing", "very-secret"]
    {
        let program = Program::new().with_file(".env", format!("KNOWLEDGE=knowledge\n{line}\n"));
        let ran = program.run(&["ask", "hello"]);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.stderr.contains("`.env`") && ran.stderr.contains("hint: "), "{}", ran.stderr);
        assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
    }
}

#[test]
fn an_encoder_folder_that_does_not_work_is_refused_with_a_hint() {
    let program = Program::new().with_file("empty/readme.txt", "").with("ENCODER", "empty");
    let path = shipped();
    let ran = refused(&program, path.to_str().unwrap());
    assert!(ran.stderr.contains("model.onnx"), "{}", ran.stderr);
    let program = Program::new()
        .with_file("e/model.onnx", "no model")
        .with_file("e/tokenizer.json", "{}")
        .with("ENCODER", "e");
    let ran = refused(&program, path.to_str().unwrap());
    assert!(ran.stderr.contains("does not work as a sentence encoder"), "{}", ran.stderr);
}

#[test]
fn an_encoder_with_an_operator_that_is_not_known_is_told_which() {
    let model = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let mut graph = fs::read(model.join("all-minilm-l6-v2-int8.graph.onnx")).unwrap();
    let operator = b"\x22\x03Erf";
    let at = graph.windows(operator.len()).position(|bytes| bytes == operator).unwrap();
    graph[at..at + operator.len()].copy_from_slice(b"\x22\x03Tan");
    let program = Program::new()
        .with_file("e/model.onnx", graph)
        .with_file(
            "e/all-minilm-l6-v2-int8.data",
            fs::read(model.join("all-minilm-l6-v2-int8.data")).unwrap(),
        )
        .with_file("e/tokenizer.json", fs::read(model.join("tokenizer.json")).unwrap())
        .with("ENCODER", "e");
    let ran = refused(&program, shipped().to_str().unwrap());
    assert!(ran.stderr.contains("Tan operator not supported"), "{}", ran.stderr);
}

#[test]
fn an_encoder_from_a_folder_answers_like_the_built_in_one() {
    let model = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let program = Program::new()
        .with_file("mini/model.onnx", fs::read(model.join("all-minilm-l6-v2-int8.graph.onnx")).unwrap())
        .with_file(
            "mini/all-minilm-l6-v2-int8.data",
            fs::read(model.join("all-minilm-l6-v2-int8.data")).unwrap(),
        )
        .with_file("mini/tokenizer.json", fs::read(model.join("tokenizer.json")).unwrap())
        .with("CACHE_DIR", "cache");
    let question = ["ask", "--json", "does beijing take moscow's side?"];
    let built_in = program.run(&question);
    let from_folder = program.with("ENCODER", "mini").with("ENCODER_POOLING", "words").run(&question);
    // Thresholds hold for the encoder that they were chosen with.
    assert!(
        from_folder.stderr.contains("were chosen for other knowledge or settings"),
        "{}",
        from_folder.stderr
    );
    assert_eq!(built_in.stdout, from_folder.stdout);
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
    assert_eq!(program.run(&["ask"]).status, 2);
    assert_eq!(program.run(&["nonsense"]).status, 2);
    let faulty = Program::new().with_file("a.json", article().replacen("https://", "ftp://", 1));
    let ran = faulty.run(&["check", "a.json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.stdout.contains("a.json:13: `ftp://"), "{}", ran.stdout);
}

#[test]
fn a_line_that_is_no_text_does_not_end_the_chat() {
    let ran = Program::new().run_typing_bytes(&["chat"], b"\xff\xfe\nis china neutral?\n");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.stdout.contains("no UTF-8 text") && ran.stdout.contains("As of 2023-11-12"),
        "{}",
        ran.stdout
    );
}
