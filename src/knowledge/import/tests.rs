//! Whole articles, from their text to the knowledge file.

use std::path::Path;

use chrono::NaiveDate;

use super::*;
use crate::needs::ARTICLE_TEXT;

const TEXT: &str =
    "\u{feff} date 2024-03-01 The U.S. ferry line returns to Brigg’s harbour. It was gone for years.\r
\r
The works took longer than planned.\r
\r
The quay was rebuilt twice.\r
\r
Overall, the town gains a “second front door”.\r
\r
FAQs\r
\r
1. When does the harbour open?\r
\r
On 1\u{a0}April — weather permitting.\r
\r
Ferries follow in May.\r
\r
２．Who paid?\r
The region did:\r
1. a first half\r
2. a second half\r
\r
3) Is there an answer?\r
\r
Sources:\r
\r
– [Port authority](https://port.example/news_(2024))\r
• Town hall: https://town.example/\r
– hearsay";

const MARKDOWN: &str = "---
date: 2024-03-01
author: Someone
---

# The harbour reopens

Ferries return to **Brigg’s** harbour.
It was shut.

## Background

The works were long.

## Frequently asked questions

### When does it open?

On 1 April, says the [port](https://port.example/).

- ferries first
- yachts later

### 2. Who paid?

The region.

## Sources

- [Port authority](https://port.example/news)
- <https://town.example/>

<b>bye</b>
";

fn told(text: &str, format: Format, options: &ImportOptions) -> String {
    match import(text, format, options) {
        Ok(Imported { article, notes }) => {
            let article = serde_json::to_string_pretty(&article).unwrap();
            format!("{article}\n{}", notes.join("\n"))
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn reads_an_article_in_text() {
    let options = ImportOptions { name: Some("Harbour news".into()), ..ImportOptions::default() };
    insta::assert_snapshot!(told(TEXT, Format::Text, &options), @r#"
    {
      "$schema": "schema.json",
      "format": 1,
      "id": "harbour-news",
      "title": "The U.S. ferry line returns to Brigg’s harbour",
      "published": "2024-03-01",
      "language": "en",
      "summary": "The U.S. ferry line returns to Brigg’s harbour. It was gone for years.\n\nOverall, the town gains a “second front door”.",
      "sources": [
        {
          "id": "port-authority",
          "title": "Port authority",
          "url": "https://port.example/news_(2024)"
        },
        {
          "id": "town-hall",
          "title": "Town hall",
          "url": "https://town.example/"
        }
      ],
      "faq": [
        {
          "id": "when-does-the-harbour-open",
          "question": "When does the harbour open?",
          "answer": "On 1 April — weather permitting.\n\nFerries follow in May."
        },
        {
          "id": "who-paid",
          "question": "Who paid?",
          "answer": "The region did:\n1. a first half\n2. a second half"
        }
      ]
    }
    line 19: `1. a first half` has no question mark, so it is part of the answer above
    line 20: `2. a second half` has no question mark, so it is part of the answer above
    line 28: left out `– hearsay`
    the title is the first sentence: `The U.S. ferry line returns to Brigg’s harbour`; `--title` gives another
    lines 3 to 5: 2 paragraphs are not in the summary
    line 22: left out `Is there an answer?`, as it has no answer
    the language is taken to be `en`; `--language` gives another
    "#);
}

#[test]
fn reads_an_article_in_markdown() {
    insta::assert_snapshot!(told(MARKDOWN, Format::Markdown, &ImportOptions::default()), @r#"
    {
      "$schema": "schema.json",
      "format": 1,
      "id": "the-harbour-reopens",
      "title": "The harbour reopens",
      "published": "2024-03-01",
      "language": "en",
      "summary": "Ferries return to Brigg’s harbour. It was shut.",
      "sources": [
        {
          "id": "port-authority",
          "title": "Port authority",
          "url": "https://port.example/news"
        },
        {
          "id": "town-example",
          "title": "town.example",
          "url": "https://town.example/"
        }
      ],
      "faq": [
        {
          "id": "when-does-it-open",
          "question": "When does it open?",
          "answer": "On 1 April, says the port.\n\n• ferries first\n• yachts later"
        },
        {
          "id": "who-paid",
          "question": "Who paid?",
          "answer": "The region."
        }
      ]
    }
    line 3: left out `author: Someone`
    line 11: left out `Background`
    line 19: the link of `port` to https://port.example/ was left out
    line 33: left out `bye`
    line 13: a paragraph is not in the summary
    the language is taken to be `en`; `--language` gives another
    "#);
}

#[test]
fn numbered_questions_in_markdown_are_questions() {
    let text = "date: 2024-03-01\n\nIt reopens.\n\n**FAQ**\n\n1. Who paid?\n\n   The region.\n\n   All of it.\n\n2. Why?\n\n   Who knows.\n\n**Sources:**\n\n* [Port](https://port.example)\n";
    let article = import(text, Format::Markdown, &ImportOptions::default()).unwrap().article;
    let faq: Vec<(&str, &str)> =
        article.faq.iter().map(|entry| (entry.question.as_str(), entry.answer.as_str())).collect();
    assert_eq!(faq, [("Who paid?", "The region.\n\nAll of it."), ("Why?", "Who knows.")]);
}

#[test]
fn says_all_that_an_article_lacks() {
    insta::assert_snapshot!(told("", Format::Text, &ImportOptions::default()), @r#"
    the article has no date
    hint: give the day it appeared with `--date YYYY-MM-DD`
    the article has no source
    hint: give one with `--source "NAME=URL"`
    the article has no questions with answers
    hint: add a line `FAQs`, and questions below it as `1. …?`, each with an answer
    there is no text before the FAQ
    hint: write a paragraph before the FAQ, or give a headline with `--title`
    "#);
}

#[test]
fn options_supply_what_the_text_lacks() {
    let options = ImportOptions {
        id: Some("news".into()),
        title: Some("News".into()),
        date: NaiveDate::from_ymd_opt(2024, 3, 1),
        language: Some("ru".into()),
        sources: vec![("Port".into(), "https://port.example/".into())],
        ..ImportOptions::default()
    };
    let text = "FAQ\n1. Кто заплатил?\nРегион.\n2. Почему?\nТак.\n";
    let Imported { article, notes } = import(text, Format::Text, &options).unwrap();
    let ids: Vec<&str> = article.faq.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["question-1", "question-2"]);
    assert_eq!(article.id.as_str(), "news");
    assert_eq!(article.language, "ru");
    assert_eq!(notes, ["the summary is the title, as no text precedes the FAQ"]);
}

#[test]
fn what_is_imported_passes_the_check() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, format) in
        [("text.json", TEXT, Format::Text), ("markdown.json", MARKDOWN, Format::Markdown)]
    {
        assert_eq!(mistakes(folder.path(), name, text, format), Vec::<String>::new());
    }
}

#[test]
fn reads_the_shared_article_to_the_letter() {
    let Some(path) = ARTICLE_TEXT.at("../shared/article/china-defence-minister-visit.txt") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let article = import(&text, Format::Text, &ImportOptions::default()).unwrap().article;
    assert_eq!(article.published.to_string(), "2023-11-12");
    assert_eq!(article.faq.len(), 3);
    for entry in &article.faq {
        assert!(text.contains(&format!(". {}\n\n{}\n", entry.question, entry.answer)));
    }
    assert_eq!(article.sources.len(), 1);
    assert!(text.contains(&format!("[{}]({})", article.sources[0].title, article.sources[0].url)));
    for paragraph in article.summary.split("\n\n") {
        assert!(text.contains(paragraph));
    }
    assert_eq!(article.summary.split("\n\n").count(), 2);

    let folder = tempfile::tempdir().unwrap();
    let found = mistakes(folder.path(), "shared.json", &text, Format::Text);
    assert_eq!(found, Vec::<String>::new());
}

/// What the linter finds in an imported article, apart from warnings.
fn mistakes(folder: &Path, name: &str, text: &str, format: Format) -> Vec<String> {
    use crate::knowledge::{EntryRef, Severity, check};

    let article = import(text, format, &ImportOptions::default()).unwrap().article;
    let path = folder.join(name);
    std::fs::write(&path, serde_json::to_string_pretty(&article).unwrap()).unwrap();
    let today = article.published;
    let length = |found: EntryRef<'_>| found.entry.answer.len();
    let problems = check(&path, today, 4_096, &length).unwrap();
    let mistakes = problems.iter().filter(|p| p.severity != Severity::Warning);
    mistakes.map(ToString::to_string).collect()
}
