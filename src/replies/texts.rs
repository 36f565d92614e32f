//! Everything the bot says: one function a situation, facts in, [`Reply`] out. The words are in
//! [`words`](super::words), language by language; what articles say is shown in the reader's
//! language where it is translated.

use chrono::NaiveDate;

use super::commands::Command;
use super::html::{clipped, visible};
use super::{Action, Button, Html, Reply, Tongue};
use crate::knowledge::{Citation, EntryRef, Knowledge, Revision, RevisionKind};
use crate::text::LanguageCode;

/// The most characters of a reader's word that are repeated. Longer ones are keys held down.
const LONGEST_WORD: usize = 40;

/// How many questions a page lists: as many buttons as a phone shows without scrolling.
const PAGE: usize = 8;

/// For how many days at least it is remembered which message an answer was given to: it may be edited.
const LEAST_RECEIPTS: usize = 2;

/// The commands of the menu, each with what it does; at most 256 characters (Bot API, BotCommand).
pub fn commands(tongue: Tongue) -> [(Command, String); Command::MENU.len()] {
    Command::MENU.map(|command| (command, tongue.text(&format!("command-{}", command.word()), [])))
}

/// What is shown for a moment when a button no longer means anything; at most 200 characters
/// (Bot API, answerCallbackQuery).
pub fn stale_button(reader: LanguageCode) -> String {
    Tongue::of(reader).text("stale-button", [])
}

/// The answer of an entry, under its question; if it holds no longer on this day, that and where to
/// look instead.
pub fn entry(found: EntryRef<'_>, reader: LanguageCode, today: NaiveDate) -> Reply {
    let tongue = Tongue::of(reader);
    if found.entry.is_withdrawn(today) {
        return withdrawn(found, tongue);
    }
    let answer = Html::bold(&found.entry.question).and("\n\n").and(&found.entry.answer);
    let revisions = found.entry.revisions.iter().map(|made| revision(made, tongue));
    let overdue = found.entry.review_by.filter(|_| found.entry.is_overdue(today)).map(|by| {
        let date = Html::text(&by.to_string());
        tongue.html("review-overdue", [("date", date.into())])
    });
    let html = Html::join(std::iter::once(answer).chain(revisions).chain(overdue), "\n\n");
    Reply::stating(html, &found.citation(), tongue)
}

fn withdrawn(found: EntryRef<'_>, tongue: Tongue) -> Reply {
    let date = Html::text(&found.entry.valid_until.map(|last| last.to_string()).unwrap_or_default());
    let citation = found.citation();
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    let sources = listed(links, tongue);
    let reason = tongue.html("withdrawn", [("date", date.into()), ("sources", sources.into())]);
    Reply::saying(Html::bold(&found.entry.question).and("\n\n").then(reason)).with([all_questions(tongue)])
}

/// Where the articles' statements come from.
pub fn sources(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let lists = knowledge.articles_for(reader).map(|article| {
        let grounds = grounds(&Citation::of_article(article), Tongue::of(reader));
        Html::bold(&article.title).and("\n").then(grounds)
    });
    Reply::saying(Html::join(lists, "\n\n"))
}

/// The questions that the FAQ answers, each as a button.
pub fn questions(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let entries = knowledge.entries_for(reader);
    let html = Tongue::of(reader).html("questions", [("count", entries.len().into())]);
    Reply::saying(html).with(entries.into_iter().map(show))
}

/// One page of those questions, counted from 0, with buttons that turn to the pages beside it.
///
/// A page that there is not, such as an old button's, becomes the last one.
pub fn question_page(knowledge: &Knowledge, page: usize, reader: LanguageCode) -> Reply {
    let entries = knowledge.entries_for(reader);
    let pages = entries.len().div_ceil(PAGE).max(1);
    if pages == 1 {
        return questions(knowledge, reader);
    }
    let tongue = Tongue::of(reader);
    let page = page.min(pages - 1);
    let back = page.checked_sub(1).map(|to| turn("back", to, tongue));
    let more = Some(page + 1).filter(|&to| to < pages).map(|to| turn("more", to, tongue));
    let counts = [("count", entries.len()), ("page", page + 1), ("pages", pages)];
    Reply::saying(tongue.html("questions-page", counts.map(|(name, count)| (name, count.into()))))
        .with(entries.into_iter().skip(page * PAGE).take(PAGE).map(show))
        .with_row(back.into_iter().chain(more).collect())
}

/// The first words to a reader.
pub fn welcome(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    let titles = knowledge.articles_for(reader).map(|article| Html::bold(&article.title));
    let html = tongue.html("welcome", [("titles", listed(titles, tongue).into())]);
    Reply::saying(html).with([all_questions(tongue)])
}

/// What a reader can do.
pub fn help(reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    let commands = commands(tongue).map(|(command, does)| format!("/{}: {does}", command.word()));
    Reply::saying(tongue.html("help", []).and("\n\n").and(&commands.join("\n")))
}

/// What the bot keeps about a reader.
///
/// `days` is how long questions are kept; 0 not at all. `receipts` is for how many days it is
/// remembered who was given which answer.
pub fn privacy(days: usize, receipts: usize, reader: LanguageCode) -> Reply {
    let receipts = receipts.max(LEAST_RECEIPTS);
    Reply::saying(Tongue::of(reader).html("privacy", [("days", days.into()), ("receipts", receipts.into())]))
}

/// The reader gave a command that there is not.
pub fn unknown_command(reader: LanguageCode) -> Reply {
    let html = Tongue::of(reader).html("unknown-command", []).and("\n\n").then(help(reader).html);
    Reply::saying(html)
}

/// A link or a button led to an entry that there is not.
pub fn gone(reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    Reply::saying(tongue.html("gone", [])).with([all_questions(tongue)])
}

/// The bot itself failed at a message.
pub fn failed(reader: LanguageCode) -> Reply {
    Reply::saying(Tongue::of(reader).html("failed", []))
}

/// What a reader sees before the first message; at most 512 characters (Bot API,
/// setMyDescription).
pub fn description(knowledge: &Knowledge, tongue: Tongue) -> String {
    let titles: Vec<&str> =
        knowledge.articles_for(tongue.code()).map(|article| article.title.as_str()).collect();
    let what = tongue.text("description", []);
    clipped(&visible(&format!("{what}\n\n{}", titles.join("\n"))), 512)
}

/// What stands in the bot's profile; at most 120 characters (Bot API, setMyShortDescription).
pub fn short_description(tongue: Tongue) -> String {
    tongue.text("short-description", [])
}

/// A few entries may be meant, best first.
pub(super) fn did_you_mean(entries: &[EntryRef<'_>], tongue: Tongue) -> Reply {
    let html = tongue.html("did-you-mean", [("count", entries.len().into())]);
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The closest entries, best first, none of which accounts for the words `unaccounted`.
pub(super) fn closest(entries: &[EntryRef<'_>], unaccounted: &[String], tongue: Tongue) -> Reply {
    let html = match unaccounted {
        [] => tongue.html("closest", []),
        words => tongue.html("closest-unknown", [("words", quoted(words, tongue).into())]),
    };
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The FAQ does not answer the question; its words `unaccounted` it does not know at all.
pub(super) fn unanswered(unaccounted: &[String], tongue: Tongue) -> Reply {
    let html = match unaccounted {
        [] => tongue.html("unanswered", []),
        words => tongue.html("unanswered-unknown", [("words", quoted(words, tongue).into())]),
    };
    Reply::saying(html).with([all_questions(tongue)])
}

/// The message has no word in it.
pub fn nothing_asked(reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    Reply::saying(tongue.html("nothing-asked", [])).with([all_questions(tongue)])
}

/// The line under a statement: its date and its sources.
pub(super) fn grounds(citation: &Citation<'_>, tongue: Tongue) -> Html {
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    let date = Html::text(&citation.as_of().to_string());
    let count = citation.sources().len();
    let sources = listed(links, tongue);
    tongue.html("grounds", [("count", count.into()), ("date", date.into()), ("sources", sources.into())])
}

pub(super) fn quoted(words: &[String], tongue: Tongue) -> Html {
    listed(words.iter().map(|word| Html::italic(&clipped(word, LONGEST_WORD))), tongue)
}

pub(super) fn listed(pieces: impl IntoIterator<Item = Html>, tongue: Tongue) -> Html {
    Html::join(pieces, &tongue.text("between", []))
}

pub(super) fn revision(revision: &Revision, tongue: Tongue) -> Html {
    let message = match revision.kind {
        RevisionKind::Correction => "corrected",
        RevisionKind::Update => "updated",
    };
    let date = revision.on.to_string();
    Html::italic(&tongue.text(message, [("date", date.into()), ("note", revision.note.as_str().into())]))
}

pub(super) fn show(found: EntryRef<'_>) -> Button {
    Button { label: found.entry.question.clone(), action: Action::Show(found.entry.id.clone()) }
}

fn turn(message: &str, page: usize, tongue: Tongue) -> Button {
    Button { label: tongue.text(message, []), action: Action::TurnTo(page) }
}

pub(super) fn all_questions(tongue: Tongue) -> Button {
    Button { label: tongue.text("all-questions", []), action: Action::ListQuestions }
}
