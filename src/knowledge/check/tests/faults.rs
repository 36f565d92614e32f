//! What is said of each fault that a file may have.

use super::{GOOD, loads, problems, said};
use crate::knowledge::Severity;

const TEN_FAULTS: &str = r#"{
  "format": 1,
  "id": "The Harbour",
  "title": " ",
  "published": "2024-3-1",
  "language": "en",
  "summary": 7,
  "sources": [{ "id": "port", "title": "Port authority", "url": "ftp://port.example/news" }],
  "promise": { "max_wrong": 0.9 },
  "faq": [
    {
      "id": "opening",
      "question": "When does the harbour open?",
      "variants": ["opening day"],
      "anwser": "On 1 April.",
      "sources": ["prot"]
    },
    {
      "id": "opening",
      "question": "Opening day!",
      "variants": ["?!"],
      "answer": "Three million.",
      "revisions": [{ "on": "2024-03-02", "kind": "erratum", "note": "It said two." }]
    }
  ]
}
"#;

#[test]
fn every_problem_is_told_at_once() {
    insta::assert_snapshot!(said(&[("harbour.json", TEN_FAULTS)]), @r#"
    harbour.json:3: `The Harbour` is no id for the article
    hint: use 1 to 48 of a-z, 0-9 and `-`, such as `the-harbour`
    harbour.json:4: the title of the article is empty
    hint: write it out
    harbour.json:5: `published` of the article is `2024-3-1`, which is no day
    hint: write it as `2024-01-31`
    harbour.json:7: `summary` is a number, not a text
    hint: write it as `"summary": "…"`
    harbour.json:8: `ftp://port.example/news` is no web address for source `port`
    hint: write the whole address, such as `https://example.org/page`
    harbour.json:9: the promise `max_wrong` is 0.9
    hint: write a share from 0 to 0.5, such as 0.05
    harbour.json:11: entry `opening` has no answer
    hint: add `"answer": "…"`, or delete the entry
    harbour.json:15: entry `opening` has an unknown key `anwser`
    hint: did you mean `answer`?
    harbour.json:16: entry `opening` cites `prot`, which is no source here
    hint: did you mean `port`?
    harbour.json:19: there are two entry ids `opening`
    hint: rename one; the first is in line 12
    harbour.json:20: entry `opening` and entry `opening` both ask `Opening day!`
    hint: keep it in one of them; the other is at harbour.json:14
    harbour.json:21: a variant of entry `opening`, `?!`, has no letter or digit
    hint: write what a reader would ask
    harbour.json:23: `kind` of revision 1 of entry `opening` is `erratum`, which it cannot be
    hint: write one of `correction`, `update`
    "#);
}

/// One change to the good file each: what is replaced, and with what.
type Faults = [(&'static str, &'static str)];

/// Faults in the values of the article.
const VALUES: &Faults = &[
    (r#""format": 1"#, r#""format": 2"#),
    (r#""format": 1"#, r#""format": "1""#),
    (r#""id": "harbour""#, r#""id": "Der Hafen""#),
    (r#"  "title": "The harbour reopens","#, ""),
    (r#""2024-03-01""#, r#""2024-02-30""#),
    (r#""2024-03-01""#, r#""1024-03-01""#),
    (r#""2024-03-01""#, r#""2025-03-01""#),
    (r#""en""#, r#""English""#),
    (r#""summary""#, r#""sumary""#),
];

/// Faults in the sources, aliases and promise.
const GROUNDS: &Faults = &[
    (r#""url": "https://port.example/news""#, r#""link": "x""#),
    (r#"https://port.example/news"#, "port.example"),
    (r#"https://port.example/news"#, "https:///news"),
    (r#"https://port.example/news"#, "https://port.example/новости и слова"),
    (r#"[{ "id": "port", "title": "Port authority", "url": "https://port.example/news" }]"#, "[]"),
    (r#"["harbour", "port"]"#, r#"["harbour"]"#),
    (r#"["harbour", "port"]"#, r#"["harbour", "port"], ["Port!", "haven"]"#),
    (r#"["harbour", "port"]"#, r#"["harbour", 7]"#),
    (r#"0.05"#, "0.6"),
    (r#"0.05"#, r#""low""#),
    (r#"{ "max_wrong": 0.05 }"#, "null"),
];

/// Faults in the texts of entries.
const TEXTS: &Faults = &[
    (r#""variants": ["opening day"],"#, ""),
    (r#"["opening day"]"#, r#""opening day""#),
    (r#""opening day""#, r#""opening day", "Opening, day?""#),
    (r#""opening day""#, r#""what did the WORKS cost""#),
    (r#""opening day""#, r#""…""#),
    (r#""On 1 April.""#, r#""  ""#),
    (r#"      "answer": "On 1 April.","#, ""),
    (r#""sources": ["port"]"#, r#""answer": "Never.""#),
    (r#""id": "cost""#, r#""id": "opening""#),
];

/// Faults in the sources, days and revisions of entries.
const DAYS: &Faults = &[
    (r#""sources": ["port"]"#, r#""sources": ["town"]"#),
    (r#""sources": ["port"]"#, r#""sources": "port""#),
    (r#""sources": ["port"]"#, r#""as_of": "2024-3-1""#),
    (r#""sources": ["port"]"#, r#""as_of": 2024"#),
    (r#""sources": ["port"]"#, r#""review_by": "2024-05-01""#),
    (r#""sources": ["port"]"#, r#""valid_until": "2024-05-01""#),
    (r#""sources": ["port"]"#, r#""valid_until": "2024-02-01""#),
    (r#""correction""#, r#""fix""#),
    (r#""It said two." }"#, r#""a" }, { "on": "2024-03-01", "kind": "update", "note": "b" }"#),
    (r#""note""#, r#""nota bene""#),
];

/// Faults in the forms of the file.
const FORMS: &Faults = &[
    (r#""summary": "#, r#""translation_of": "hafen", "summary": "#),
    (r#""price of the works""#, r#""price of the works","#),
    (r#""answer": "On 1 April.""#, r#""answer": "\ud800""#),
    (r#"On 1 April."#, "On\n1 April."),
];

/// What is said of each fault.
fn told(faults: &Faults) -> String {
    let told = faults.iter().map(|(good, bad)| {
        assert!(GOOD.contains(good), "{good}");
        let text = GOOD.replacen(good, bad, 1);
        format!("== {bad}\n{}", said(&[("harbour.json", &text)]))
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_bad_value_of_the_article_is_told_with_place_and_hint() {
    insta::assert_snapshot!(told(VALUES), @r#"
    == "format": 2
    harbour.json:3: format 2 is not one that this program reads
    hint: write `"format": 1`, or update attache
    == "format": "1"
    harbour.json:3: `format` is a text, not a whole number
    hint: write it as `"format": 1`
    == "id": "Der Hafen"
    harbour.json:4: `Der Hafen` is no id for the article
    hint: use 1 to 48 of a-z, 0-9 and `-`, such as `der-hafen`
    == 
    harbour.json:1: the file has no title
    hint: add `"title": "…"`
    == "2024-02-30"
    harbour.json:6: `published` of the article is `2024-02-30`, which is no day
    hint: write it as `2024-01-31`
    == "1024-03-01"
    harbour.json:6: warning: 1024-03-01 is very long ago
    hint: correct `published`
    == "2025-03-01"
    harbour.json:6: warning: 2025-03-01 is still to come
    hint: correct `published`
    == "English"
    harbour.json:7: warning: `English` is no language code
    hint: write two or three letters, such as `en`, or `zh-Hans`
    == "sumary"
    harbour.json:1: the file has no summary
    hint: add `"summary": "…"`
    harbour.json:8: the file has an unknown key `sumary`
    hint: did you mean `summary`?
    "#);
}

#[test]
fn each_bad_source_alias_or_promise_is_told_with_place_and_hint() {
    insta::assert_snapshot!(told(GROUNDS), @r#"
    == "link": "x"
    harbour.json:9: source `port` has no `url`
    hint: add `"url": "https://…"`
    harbour.json:9: source `port` has an unknown key `link`
    hint: delete it; the keys here are `id`, `title`, `url`
    == port.example
    harbour.json:9: `port.example` is no web address for source `port`
    hint: write the whole address, such as `https://example.org/page`
    == https:///news
    harbour.json:9: `https:///news` is no web address for source `port`
    hint: write the whole address, such as `https://example.org/page`
    == https://port.example/новости и слова

    == []
    harbour.json:9: the article has no source
    hint: add at least one to `sources`
    harbour.json:18: entry `opening` cites `port`, which is no source here
    hint: give a source of the article this `id`
    == ["harbour"]
    harbour.json:10: alias group 1 has fewer than two words
    hint: add what means the same, or delete the group
    == ["harbour", "port"], ["Port!", "haven"]
    harbour.json:10: alias `Port!` is in groups 1 and 2
    hint: keep it in one, or make one group of the two
    == ["harbour", 7]
    harbour.json:10: item 2 of alias group 1 is a number, not a text
    hint: put it in double quotes
    == 0.6
    harbour.json:11: the promise `max_wrong` is 0.6
    hint: write a share from 0 to 0.5, such as 0.05
    == "low"
    harbour.json:11: `max_wrong` of `promise` is a text, not a number
    hint: write it as `"max_wrong": 0.05`
    == null

    "#);
}

#[test]
fn each_bad_text_of_an_entry_is_told_with_place_and_hint() {
    insta::assert_snapshot!(told(TEXTS), @r#"
    == 
    harbour.json:13: warning: entry `opening` has no variants
    hint: add two or three other ways to ask it
    == "opening day"
    harbour.json:13: warning: entry `opening` has no variants
    hint: add two or three other ways to ask it
    harbour.json:16: `variants` of entry `opening` is a text, not a list
    hint: write it as `"variants": ["…"]`
    == "opening day", "Opening, day?"
    harbour.json:16: warning: entry `opening` has `Opening, day?` twice
    hint: delete one; the first is in line 16
    == "what did the WORKS cost"
    harbour.json:22: entry `cost` and entry `opening` both ask `What did the works cost?`
    hint: keep it in one of them; the other is at harbour.json:16
    == "…"
    harbour.json:16: a variant of entry `opening`, `…`, has no letter or digit
    hint: write what a reader would ask
    == "  "
    harbour.json:17: the answer of entry `opening` is empty
    hint: write it out
    == 
    harbour.json:13: entry `opening` has no answer
    hint: add `"answer": "…"`, or delete the entry
    == "answer": "Never."
    harbour.json:18: `answer` is given twice
    hint: keep one of the two; the first is in line 17
    == "id": "opening"
    harbour.json:21: there are two entry ids `opening`
    hint: rename one; the first is in line 14
    "#);
}

#[test]
fn each_bad_source_day_or_revision_of_an_entry_is_told_with_place_and_hint() {
    insta::assert_snapshot!(told(DAYS), @r#"
    == "sources": ["town"]
    harbour.json:18: entry `opening` cites `town`, which is no source here
    hint: the sources of the article are `port`
    == "sources": "port"
    harbour.json:18: `sources` of entry `opening` is a text, not a list
    hint: list the ids of sources
    == "as_of": "2024-3-1"
    harbour.json:18: `as_of` of entry `opening` is `2024-3-1`, which is no day
    hint: write it as `2024-01-31`
    == "as_of": 2024
    harbour.json:18: `as_of` of entry `opening` is a number, not a text
    hint: write it as `"as_of": "2024-01-31"`
    == "review_by": "2024-05-01"
    harbour.json:18: warning: entry `opening` was to be reviewed by 2024-05-01
    hint: see whether the answer still holds, and set the next day
    == "valid_until": "2024-05-01"
    harbour.json:18: warning: the answer of entry `opening` was valid until 2024-05-01
    hint: bring the answer up to date, or delete the entry
    == "valid_until": "2024-02-01"
    harbour.json:18: entry `opening` is valid until 2024-02-01, before the day it is of, 2024-03-01
    hint: correct `valid_until` or `as_of`
    harbour.json:18: warning: the answer of entry `opening` was valid until 2024-02-01
    hint: bring the answer up to date, or delete the entry
    == "fix"
    harbour.json:25: `kind` of revision 1 of entry `cost` is `fix`, which it cannot be
    hint: write one of `correction`, `update`
    == "a" }, { "on": "2024-03-01", "kind": "update", "note": "b" }
    harbour.json:25: warning: the revisions of entry `cost` are out of order
    hint: put the oldest first
    == "nota bene"
    harbour.json:25: revision 1 of entry `cost` has no note
    hint: add `"note": "…"`
    harbour.json:25: revision 1 of entry `cost` has an unknown key `nota bene`
    hint: did you mean `note`?
    "#);
}

#[test]
fn each_bad_form_is_told_with_place_and_hint() {
    insta::assert_snapshot!(told(FORMS), @r#"
    == "translation_of": "hafen", "summary": 
    harbour.json:8: warning: there is no article `hafen` to be translated
    hint: check the folder that holds both articles
    == "price of the works",
    harbour.json:23: a comma after the last item
    hint: delete the comma
    == "answer": "\ud800"
    harbour.json:17: a backslash that JSON does not know
    hint: write a backslash itself as `\\`, and letters as themselves
    == On
    1 April.
    harbour.json:18: a text is not closed on its line
    hint: close the quotes, or write a line break inside a text as `\n`
    "#);
}

#[test]
fn what_is_broken_is_what_does_not_load() {
    for (good, bad) in [VALUES, GROUNDS, TEXTS, DAYS, FORMS].concat() {
        let text = GOOD.replacen(good, bad, 1);
        let files = [("harbour.json", text.as_str())];
        let broken = problems(&files).iter().any(|p| p.severity == Severity::Broken);
        assert_eq!(loads(&files), !broken, "{bad}");
    }
}

#[test]
fn long_texts_are_told() {
    let question = GOOD.replace("When does", &"w".repeat(300));
    let summary = GOOD.replace("in spring.", &"s".repeat(3_500));
    let answer = GOOD.replace("On 1 April.", &"a".repeat(5_000));
    let told = [question, summary, answer].map(|text| said(&[("harbour.json", &text)]));
    insta::assert_snapshot!(told.join("\n"), @r"
    harbour.json:15: warning: the question of entry `opening` has 318 characters, too many for a button
    hint: shorten it, and move what explains it to the answer
    harbour.json:8: warning: title and summary together have 3539 characters, and 3500 fit a message
    hint: shorten the summary, or a briefing has several messages
    harbour.json:17: the reply of entry `opening` has 5000 characters, and Telegram takes 4096
    hint: shorten the answer, or make two entries of it
    ");
}

#[test]
fn an_out_of_scope_question_is_no_entrys() {
    let text = GOOD.replace("\"promise\"", "\"out_of_scope\": [\"Opening day!\", \"  \"], \"promise\"");
    insta::assert_snapshot!(said(&[("harbour.json", &text)]), @r"
    harbour.json:11: an out-of-scope question is empty
    hint: write it out
    harbour.json:11: `Opening day!` is out of scope, and entry `opening` asks it
    hint: delete it here, or in the entry
    ");
}
