//! Turns what was read of an article into a knowledge file, or says what it lacks.

use chrono::NaiveDate;
use url::Url;

use super::super::article::{Article, Entry, FORMAT, Id, Source};
use super::super::check::web_address;
use super::super::slug::{slug, unique_slug};
use super::imported::{ImportError, Imported, Refusal};
use super::options::ImportOptions;
use super::title::first_sentence;

/// How last paragraphs begin that sum an article up.
const SUMMING_UP: [&str; 8] = [
    "overall",
    "in summary",
    "in conclusion",
    "to conclude",
    "to sum up",
    "in short",
    "all in all",
    "in sum",
];

/// An article as a format gives it, before it has ids and defaults.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) date: Option<NaiveDate>,
    /// Paragraphs before the FAQ, each with its line.
    pub(super) body: Vec<(usize, String)>,
    pub(super) faq: Vec<DraftEntry>,
    pub(super) sources: Vec<DraftSource>,
    pub(super) notes: Vec<String>,
}

/// A question with its answer.
#[derive(Debug)]
pub(super) struct DraftEntry {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) line: usize,
}

/// A source as it was named.
#[derive(Debug)]
pub(super) struct DraftSource {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) line: usize,
}

/// The article of a draft, or everything that it lacks.
pub(super) fn article(mut draft: Draft, options: &ImportOptions) -> Result<Imported, ImportError> {
    let mut refusals = Vec::new();
    let title = title(&mut draft, options);
    let id = article_id(options, title.as_deref(), &mut refusals);
    let summary = summary(&mut draft, title.as_deref());
    let sources = sources(&mut draft, options, &mut refusals);
    let faq = entries(&mut draft);
    let language = language(&mut draft, options);

    let date = options.date.or(draft.date);
    if date.is_none() {
        let what = "the article has no date";
        refusals.push(Refusal::new(what, "give the day it appeared with `--date YYYY-MM-DD`"));
    }
    if sources.is_empty() {
        let what = "the article has no source";
        refusals.push(Refusal::new(what, "give one with `--source \"NAME=URL\"`"));
    }
    if faq.is_empty() {
        let hint = "add a line `FAQs`, and questions below it as `1. …?`, each with an answer";
        refusals.push(Refusal::new("the article has no questions with answers", hint));
    }
    if summary.is_none() {
        let hint = "write a paragraph before the FAQ, or give a headline with `--title`";
        refusals.push(Refusal::new("there is no text before the FAQ", hint));
    }
    let (Some(id), Some(title), Some(published), Some(summary), true) =
        (id, title, date, summary, refusals.is_empty())
    else {
        return Err(ImportError(refusals));
    };
    Ok(Imported {
        article: Article {
            schema: Some("schema.json".into()),
            format: FORMAT,
            id,
            title,
            published,
            language,
            translation_of: None,
            summary,
            sources,
            aliases: Vec::new(),
            out_of_scope: Vec::new(),
            promise: None,
            faq,
        },
        notes: draft.notes,
    })
}

fn title(draft: &mut Draft, options: &ImportOptions) -> Option<String> {
    let given = options.title.clone().or(draft.title.clone());
    if given.as_ref().is_some_and(|title| !title.trim().is_empty()) {
        return given;
    }
    let (_, lead) = draft.body.first()?;
    let guessed = first_sentence(lead);
    let note = format!("the title is the first sentence: `{guessed}`; `--title` gives another");
    draft.notes.push(note);
    Some(guessed)
}

fn article_id(options: &ImportOptions, title: Option<&str>, refusals: &mut Vec<Refusal>) -> Option<Id> {
    let from_name = options.name.as_deref().map(slug);
    let guesses = from_name.into_iter().chain(title.map(slug));
    let guessed = guesses.into_iter().find(|slug| !slug.is_empty());
    let chosen = options.id.clone().or(guessed);
    let text = chosen.unwrap_or_else(|| "article".into());
    Id::try_from(text)
        .map_err(|error| {
            let hint = "give another with `--id`";
            refusals.push(Refusal::new(error.to_string(), hint));
        })
        .ok()
}

/// The lead, and the last paragraph when it sums up.
fn summary(draft: &mut Draft, title: Option<&str>) -> Option<String> {
    let Some(((_, lead), others)) = draft.body.split_first() else {
        let title = title?;
        draft.notes.push("the summary is the title, as no text precedes the FAQ".into());
        return Some(title.to_owned());
    };
    let closing = others.last().filter(|(_, text)| sums_up(text));
    let left_out = &others[..others.len() - usize::from(closing.is_some())];
    let mut summary = lead.clone();
    if let Some((_, closing)) = closing {
        summary = format!("{summary}\n\n{closing}");
    }
    draft.notes.extend(note_of_body(left_out));
    Some(summary)
}

fn note_of_body(left_out: &[(usize, String)]) -> Option<String> {
    let (from, to) = (left_out.first()?.0, left_out.last()?.0);
    if from == to {
        return Some(format!("line {from}: a paragraph is not in the summary"));
    }
    let count = left_out.len();
    Some(format!("lines {from} to {to}: {count} paragraphs are not in the summary"))
}

fn sums_up(paragraph: &str) -> bool {
    let start = paragraph.to_lowercase();
    SUMMING_UP.iter().any(|words| {
        let behind = start.strip_prefix(words);
        behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

fn sources(draft: &mut Draft, options: &ImportOptions, refusals: &mut Vec<Refusal>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut taken = Vec::new();
    let mut add = |title: &str, url: Url| {
        if sources.iter().any(|source| source.url == url) {
            return;
        }
        let number = sources.len() + 1;
        let id = unique_slug(title, &taken, "source", number);
        taken.push(id.clone());
        sources.push(Source { id: Id::try_from(id).ok(), title: title.into(), url });
    };
    for (title, url) in &options.sources {
        match web_address(url) {
            Some(address) if !title.trim().is_empty() => add(title.trim(), address),
            _ => refusals.push(Refusal::new(
                format!("`{title}={url}` is no name with a web address"),
                "write it as `--source \"NAME=https://…\"`",
            )),
        }
    }
    for DraftSource { title, url, line } in &draft.sources {
        match web_address(url) {
            Some(address) if !title.is_empty() => add(title, address),
            _ => draft.notes.push(format!("line {line}: left out `{title}`, as `{url}` is no web address")),
        }
    }
    sources
}

fn entries(draft: &mut Draft) -> Vec<Entry> {
    let mut taken: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for (index, entry) in draft.faq.iter().enumerate() {
        let DraftEntry { question, answer, line } = entry;
        if answer.trim().is_empty() {
            let note = format!("line {line}: left out `{question}`, as it has no answer");
            draft.notes.push(note);
            continue;
        }
        let id = unique_slug(question, &taken, "question", index + 1);
        taken.push(id.clone());
        let Ok(id) = Id::try_from(id) else {
            continue;
        };
        entries.push(Entry {
            id,
            question: question.clone(),
            variants: Vec::new(),
            answer: answer.clone(),
            as_of: None,
            sources: Vec::new(),
            review_by: None,
            valid_until: None,
            revisions: Vec::new(),
        });
    }
    entries
}

fn language(draft: &mut Draft, options: &ImportOptions) -> String {
    if let Some(language) = &options.language {
        return language.clone();
    }
    draft.notes.push("the language is taken to be `en`; `--language` gives another".into());
    "en".into()
}
