//! What is said of files that do not fit together, or cannot be read.

use std::fs;
use std::path::Path;

use super::super::check;
use super::{GOOD, LIMIT, folder, length, loads, said, today};
use crate::knowledge::{LoadError, load};

#[test]
fn articles_of_a_folder_must_not_share_ids_or_questions() {
    let other =
        GOOD.replace(r#""id": "harbour""#, r#""id": "port""#).replace(r#""id": "cost""#, r#""id": "price""#);
    insta::assert_snapshot!(said(&[("a.json", GOOD), ("b.json", &other), ("c.json", GOOD)]), @r"
    b.json:14: an entry of another article has the id `opening`
    hint: rename one; the first is at a.json:14
    b.json:15: entry `opening` and entry `opening` both ask `When does the harbour open?`
    hint: keep it in one of them; the other is at a.json:15
    b.json:16: entry `opening` and entry `opening` both ask `opening day`
    hint: keep it in one of them; the other is at a.json:16
    b.json:22: entry `price` and entry `cost` both ask `What did the works cost?`
    hint: keep it in one of them; the other is at a.json:22
    b.json:23: entry `price` and entry `cost` both ask `price of the works`
    hint: keep it in one of them; the other is at a.json:23
    c.json:4: another article has the id `harbour`
    hint: rename one; the first is at a.json:4
    c.json:15: entry `opening` and entry `opening` both ask `When does the harbour open?`
    hint: keep it in one of them; the other is at a.json:15
    c.json:16: entry `opening` and entry `opening` both ask `opening day`
    hint: keep it in one of them; the other is at a.json:16
    c.json:22: entry `cost` and entry `cost` both ask `What did the works cost?`
    hint: keep it in one of them; the other is at a.json:22
    c.json:23: entry `cost` and entry `cost` both ask `price of the works`
    hint: keep it in one of them; the other is at a.json:23
    ");
}

#[test]
fn a_translation_shares_ids_with_what_it_translates() {
    let translation = GOOD
        .replace(r#""id": "harbour","#, r#""id": "hafen", "translation_of": "harbour","#)
        .replace(r#""en""#, r#""de""#);
    let files = [("harbour.de.json", translation.as_str()), ("harbour.json", GOOD)];
    assert_eq!(said(&files), "");
    assert!(loads(&files));
}

#[test]
fn a_translation_has_no_entries_of_its_own() {
    let translation = GOOD
        .replace(r#""id": "harbour","#, r#""id": "hafen", "translation_of": "harbour","#)
        .replace(r#""id": "cost""#, r#""id": "costs""#)
        .replace(r#""en""#, r#""de""#);
    let files = [("harbour.de.json", translation.as_str()), ("harbour.json", GOOD)];
    insta::assert_snapshot!(said(&files), @r"
    harbour.de.json:21: warning: article `harbour`, which this translates, has no entry `costs`
    hint: did you mean `cost`?
    ");
    assert!(loads(&files));
}

#[test]
fn labelled_questions_are_checked_against_their_article() {
    let labels = r#"{ "format": 1, "knowledge": "harbor", "questions": [
{ "ask": "when open", "expect": ["openning"] },
{ "ask": "hello", "expect": ["opening"], "kind": "chat" },
{ "ask": "Hello!", "expect": [], "kind": "chat" },
{ "ask": "why", "expect": ["zzz"] },
{ "ask": "why", "expect": [], "kind": "strange" },
{ "ask": "why" }
] }"#;
    let stray = r#"{ "format": 1, "knowledge": "harbour", "questions": [] }"#;
    insta::assert_snapshot!(
        said(&[("harbour.json", GOOD), ("harbour.questions.json", labels), ("x.questions.json", stray)]),
        @r#"
    harbour.questions.json:1: warning: these questions are about `harbor`, and the article is `harbour`
    hint: write `"knowledge": "harbour"`
    harbour.questions.json:2: warning: there is no entry `openning`
    hint: did you mean `opening`?
    harbour.questions.json:3: warning: a question that an entry answers has a `kind`
    hint: delete `kind`, or empty `expect`
    harbour.questions.json:4: warning: `Hello!` is there twice with different labels
    hint: keep one; the first is in line 3
    harbour.questions.json:5: warning: there is no entry `zzz`
    hint: the entries are `opening`, `cost`
    harbour.questions.json:6: `kind` of question 5 is `strange`, which it cannot be
    hint: write one of `far`, `near`, `chat`
    harbour.questions.json:6: warning: `why` is there twice with different labels
    hint: keep one; the first is in line 5
    harbour.questions.json:7: question 6 has no `expect`
    hint: add `"expect": ["…"]`
    x.questions.json:1: warning: there is no article beside these questions
    hint: call the file `<article>.questions.json`, after the article's file
    "#
    );
}

#[test]
fn one_bad_file_does_not_hide_another() {
    let half = &GOOD[..GOOD.len() / 2];
    let files = [("a.json", half), ("b.json", "\u{feff}[]"), ("c.json", "{}")];
    insta::assert_snapshot!(said(&files), @r#"
    a.json:14: the file ends in the middle of an object
    hint: it may be half written: save it again, or add what closes it
    b.json:1: the file is a list, not an object
    hint: write it in braces, as `{ "key": value }`
    c.json:1: the file has no `format`
    hint: add `"format": 1`
    c.json:1: the file has no `id`
    hint: add `"id": "a-short-name"`
    c.json:1: the file has no title
    hint: add `"title": "…"`
    c.json:1: the file has no `published`
    hint: add `"published": "2024-01-31"`
    c.json:1: the file has no `language`
    hint: add `"language": "en"`
    c.json:1: the file has no summary
    hint: add `"summary": "…"`
    c.json:1: the file has no sources
    hint: add `"sources": [{ "title": "…", "url": "https://…" }]`
    c.json:1: the file has no `faq`
    hint: add `"faq": [{ … }]`
    "#);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let folder = folder(&[("b.json", "\u{feff}{}")]);
    fs::write(folder.path().join("a.json"), b"{\n\"a\": \"\xff\"}").unwrap();
    let found = check(&folder.path().join("a.json"), today(), LIMIT, &length).unwrap();
    assert_eq!(found[0].line, Some(2));
    assert_eq!(found[0].what, "these bytes are no UTF-8 text");
}

#[test]
fn says_what_it_cannot_read() {
    let folder = folder(&[("schema.json", "{}"), ("x.thresholds.json", "{}"), (".x.json", "{}")]);
    assert!(matches!(load(folder.path()), Err(LoadError::Empty(_))));
    insta::assert_snapshot!(load(Path::new("nowhere")).unwrap_err(), @r"
    there is no `nowhere`
    hint: give the path of an article's file, or of a folder of them
    ");
}

#[test]
fn a_long_list_of_problems_is_cut() {
    let entry = r#"{ "id": "?" }"#;
    let text = format!(r#"{{ "faq": [{}] }}"#, [entry; 30].join(","));
    let said = load(folder(&[("a.json", &text)]).path()).unwrap_err().to_string();
    assert_eq!(said.lines().count(), 41);
    assert!(said.ends_with(" more"), "{said}");
}
