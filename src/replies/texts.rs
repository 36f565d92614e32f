//! Every word the bot says: one function a situation, facts in, [`Reply`] out.

use super::{Action, Button, Html, Reply};
use crate::knowledge::{Article, Citation, EntryRef, Knowledge, Revision, RevisionKind};

/// The most characters of a reader's word that are repeated. Longer ones are keys held down.
const LONGEST_WORD: usize = 40;

/// The answer of an entry, under its question.
pub fn entry(found: EntryRef<'_>) -> Reply {
    let answer = Html::bold(&found.entry.question).and("\n\n").and(&found.entry.answer);
    let revisions = found.entry.revisions.iter().map(revision);
    let html = Html::join(std::iter::once(answer).chain(revisions), "\n\n");
    Reply::stating(html, &found.citation())
}

/// The articles in brief.
pub fn brief(knowledge: &Knowledge) -> Vec<Reply> {
    knowledge.articles().iter().map(brief_of).collect()
}

fn brief_of(article: &Article) -> Reply {
    let html = Html::bold(&article.title).and("\n\n").and(&article.summary);
    Reply::stating(html, &Citation::of_article(article)).with([all_questions()])
}

/// Where the articles' statements come from.
pub fn sources(knowledge: &Knowledge) -> Reply {
    let lists = knowledge
        .articles()
        .iter()
        .map(|article| Html::bold(&article.title).and("\n").then(grounds(&Citation::of_article(article))));
    Reply::saying(Html::join(lists, "\n\n"))
}

/// The questions that the FAQ answers, each as a button.
pub fn questions(knowledge: &Knowledge) -> Reply {
    Reply::saying(Html::text("These are the questions that I can answer:"))
        .with(knowledge.entries().map(show))
}

/// The first words to a reader.
pub fn welcome(knowledge: &Knowledge) -> Reply {
    let titles = knowledge.articles().iter().map(|article| Html::bold(&article.title));
    let html = Html::text("Ask me about this: ")
        .then(Html::join(titles, ", "))
        .and(".\n\nI answer in the editor's words, with source and date, and I say so when I do not know.");
    Reply::saying(html).with([all_questions()])
}

/// What a reader can do.
pub fn help() -> Reply {
    Reply::saying(Html::text(
        "Ask a question in your own words.\n\n\
         /faq: all questions that I can answer\n\
         /brief: the article in brief\n\
         /sources: where the answers come from\n\
         /help: this list",
    ))
}

/// A few entries may be meant, best first.
pub(super) fn did_you_mean(entries: &[EntryRef<'_>]) -> Reply {
    let html =
        Html::text(if entries.len() == 1 { "Did you mean this?" } else { "Did you mean one of these?" });
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The closest entries, best first, none of which accounts for the words `unaccounted`.
pub(super) fn closest(entries: &[EntryRef<'_>], unaccounted: &[String]) -> Reply {
    Reply::saying(nothing_about(unaccounted).and(" Closest:")).with(entries.iter().copied().map(show))
}

/// The FAQ does not answer the question; its words `unaccounted` it does not know at all.
pub(super) fn unanswered(unaccounted: &[String]) -> Reply {
    let html = Html::text("The FAQ does not answer this.");
    let html = match unaccounted {
        [] => html,
        words => html.and(" ").then(nothing_about(words)),
    };
    Reply::saying(html).with([all_questions()])
}

/// The message has no word in it.
pub(super) fn nothing_asked() -> Reply {
    Reply::saying(Html::text("Please ask a question in words.")).with([all_questions()])
}

/// The line under a statement: its date and its sources.
pub(super) fn grounds(citation: &Citation<'_>) -> Html {
    let label = if citation.sources().len() == 1 { "Source: " } else { "Sources: " };
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    Html::text(&format!("As of {}. {label}", citation.as_of())).then(Html::join(links, ", "))
}

fn nothing_about(words: &[String]) -> Html {
    let words = words.iter().map(|word| Html::italic(&shortened(word)));
    Html::text("Nothing here about ").then(Html::join(words, ", ")).and(".")
}

/// A word, cut where it is longer than any real one.
fn shortened(word: &str) -> String {
    match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

fn revision(revision: &Revision) -> Html {
    let what = match revision.kind {
        RevisionKind::Correction => "Corrected on",
        RevisionKind::Update => "Updated on",
    };
    Html::italic(&format!("{what} {}: {}", revision.on, revision.note))
}

fn show(found: EntryRef<'_>) -> Button {
    Button { label: found.entry.question.clone(), action: Action::Show(found.entry.id.clone()) }
}

fn all_questions() -> Button {
    Button { label: "All questions".into(), action: Action::ListQuestions }
}
