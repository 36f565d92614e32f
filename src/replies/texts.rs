//! Every word the bot says: one function a situation, facts in, [`Reply`] out.

use super::html::{clipped, visible};
use super::{Action, Button, Html, Reply};
use crate::knowledge::{Article, Citation, EntryRef, Knowledge, Revision, RevisionKind};

/// The most characters of a reader's word that are repeated. Longer ones are keys held down.
const LONGEST_WORD: usize = 40;

/// How many questions a page lists: as many buttons as a phone shows without scrolling.
const PAGE: usize = 8;

/// The commands that readers can give, each with what it does.
///
/// Names are of `a-z`, descriptions of at most 256 characters (Bot API, BotCommand).
pub const COMMANDS: [(&str, &str); 6] = [
    ("faq", "all questions that I can answer"),
    ("brief", "the article in brief"),
    ("sources", "where the answers come from"),
    ("ask", "ask in a group: /ask and your question"),
    ("privacy", "what I keep about you"),
    ("help", "this list"),
];

/// What is shown for a moment when a button no longer means anything; at most 200 characters
/// (Bot API, answerCallbackQuery).
pub const STALE_BUTTON: &str = "This button is out of date. /faq lists all questions.";

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

/// One page of those questions, counted from 0, with buttons that turn to the pages beside it.
///
/// A page that there is not, such as an old button's, becomes the last one.
pub fn question_page(knowledge: &Knowledge, page: usize) -> Reply {
    let pages = knowledge.entries().count().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let count = if pages == 1 { String::new() } else { format!(" (page {} of {pages})", page + 1) };
    let back = page.checked_sub(1).map(|to| turn("‹ Back", to));
    let more = Some(page + 1).filter(|&to| to < pages).map(|to| turn("More ›", to));
    Reply::saying(Html::text(&format!("These are the questions that I can answer{count}:")))
        .with(knowledge.entries().skip(page * PAGE).take(PAGE).map(show))
        .with_row(back.into_iter().chain(more).collect())
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
    let commands = COMMANDS.map(|(name, does)| format!("/{name}: {does}"));
    Reply::saying(Html::text(&format!("Ask a question in your own words.\n\n{}", commands.join("\n"))))
}

/// What the bot keeps about a reader.
pub fn privacy() -> Reply {
    Reply::saying(Html::text(
        "I keep nothing about you: no name, no question, no list of who wrote to me. \
         A message is stored where I run until it is answered, so that none is lost, and then erased. \
         Each question is compared with the FAQ where I run, and no other service sees it but Telegram, \
         which carries our messages and has rules of its own.",
    ))
}

/// The reader gave a command that there is not.
pub fn unknown_command() -> Reply {
    let html = Html::text("I do not know this command.\n\n").then(help().html);
    Reply::saying(html)
}

/// A link or a button led to an entry that there is not.
pub fn gone() -> Reply {
    Reply::saying(Html::text("This question is not in the FAQ any more.")).with([all_questions()])
}

/// The bot itself failed at a message.
pub fn failed() -> Reply {
    Reply::saying(Html::text(
        "Something went wrong on my side, and this is not answered. Please try again, or put it in other words.",
    ))
}

/// What a reader sees before the first message; at most 512 characters (Bot API,
/// setMyDescription).
pub fn description(knowledge: &Knowledge) -> String {
    let titles: Vec<&str> = knowledge.articles().iter().map(|article| article.title.as_str()).collect();
    let what = "Ask in your own words. I answer in the editor's words, with source and date, and I say so when I do not know.";
    clipped(&visible(&format!("{what}\n\n{}", titles.join("\n"))), 512)
}

/// What stands in the bot's profile; at most 120 characters (Bot API, setMyShortDescription).
pub fn short_description() -> &'static str {
    "Answers from an FAQ, in its editor's words, with source and date; says so when it does not know."
}

/// A few entries may be meant, best first.
pub(super) fn did_you_mean(entries: &[EntryRef<'_>]) -> Reply {
    let html =
        Html::text(if entries.len() == 1 { "Did you mean this?" } else { "Did you mean one of these?" });
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The closest entries, best first, none of which accounts for the words `unaccounted`.
pub(super) fn closest(entries: &[EntryRef<'_>], unaccounted: &[String]) -> Reply {
    let html = match unaccounted {
        [] => Html::text("The FAQ does not answer just this."),
        words => nothing_about(words),
    };
    Reply::saying(html.and(" Closest:")).with(entries.iter().copied().map(show))
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
pub fn nothing_asked() -> Reply {
    Reply::saying(Html::text("Please ask a question in words.")).with([all_questions()])
}

/// The line under a statement: its date and its sources.
pub(super) fn grounds(citation: &Citation<'_>) -> Html {
    let label = if citation.sources().len() == 1 { "Source: " } else { "Sources: " };
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    Html::text(&format!("As of {}. {label}", citation.as_of())).then(Html::join(links, ", "))
}

fn nothing_about(words: &[String]) -> Html {
    let words = words.iter().map(|word| Html::italic(&clipped(word, LONGEST_WORD)));
    Html::text("Nothing here about ").then(Html::join(words, ", ")).and(".")
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

fn turn(label: &str, page: usize) -> Button {
    Button { label: label.into(), action: Action::TurnTo(page) }
}

fn all_questions() -> Button {
    Button { label: "All questions".into(), action: Action::ListQuestions }
}
