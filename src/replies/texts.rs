//! Everything the bot says: one function a situation, facts in, [`Reply`] out. The words are in
//! [`words`](super::words), language by language; what articles say is shown in the reader's
//! language where it is translated.

use chrono::NaiveDate;

use super::commands::Command;
use super::fragments::{grounds, listed, quoted, revision};
use super::html::{Html, clipped, visible};
use super::markup::plain;
use super::reply::{Action, Button, Reply};
use super::words::Locale;
use crate::knowledge::{Citation, EntryRef, Knowledge};
use crate::text::LanguageCode;

/// How many questions a page lists: as many buttons as a phone shows without scrolling.
const PAGE: usize = 8;

/// For how many days at least it is remembered which message an answer was given to: it may be edited.
const LEAST_RECEIPTS: usize = 2;

/// The commands of the menu, each with what it does; at most 256 characters (Bot API, BotCommand).
pub fn commands(locale: Locale) -> [(Command, String); Command::MENU.len()] {
    Command::MENU.map(|command| (command, locale.text(&format!("command-{}", command.word()), [])))
}

/// What is shown for a moment when a button no longer means anything; at most 200 characters
/// (Bot API, answerCallbackQuery).
pub fn stale_button(reader: LanguageCode) -> String {
    Locale::of(reader).text("stale-button", [])
}

/// An entry that was chosen: its answer or, if that holds no longer on this day, that and where to
/// look instead.
pub fn entry(knowledge: &Knowledge, found: EntryRef<'_>, reader: LanguageCode, today: NaiveDate) -> Reply {
    match knowledge.withdrawn(found, today) {
        Some(last) => withdrawn(found, last, reader),
        None => given(found, reader, today),
    }
}

/// The answer of an entry, under its question.
pub fn given(found: EntryRef<'_>, reader: LanguageCode, today: NaiveDate) -> Reply {
    let locale = Locale::of(reader);
    let answer = Html::bold(&found.entry.question).and("\n\n").and(&found.entry.answer);
    let revisions = found.entry.revisions.iter().map(|made| revision(made, locale));
    let overdue = found.entry.review_by.filter(|_| found.entry.is_overdue(today)).map(|by| {
        let date = Html::text(&by.to_string());
        locale.html("review-overdue", [("date", date.into())])
    });
    let html = Html::join(std::iter::once(answer).chain(revisions).chain(overdue), "\n\n");
    Reply::stating(html, &found.citation(), locale)
}

/// The answer of an entry held until the day `last`: that, and where to look instead.
pub fn withdrawn(found: EntryRef<'_>, last: NaiveDate, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let html = Html::bold(&found.entry.question).and("\n\n").then(no_longer(found, last, locale));
    Reply::saying(html).with([all_questions(locale)])
}

/// How the reply with an entry begins, for a list of entries: with its answer, or with the word that it
/// holds no longer on this day.
pub fn preview(knowledge: &Knowledge, found: EntryRef<'_>, reader: LanguageCode, today: NaiveDate) -> String {
    match knowledge.withdrawn(found, today) {
        Some(last) => plain(no_longer(found, last, Locale::of(reader)).as_str()),
        None => found.entry.answer.clone(),
    }
}

fn no_longer(found: EntryRef<'_>, last: NaiveDate, locale: Locale) -> Html {
    let date = Html::text(&last.to_string());
    let citation = found.citation();
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    let sources = listed(links, locale);
    locale.html("withdrawn", [("date", date.into()), ("sources", sources.into())])
}

/// Where the articles' statements come from.
pub fn sources(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let lists = knowledge.articles_for(reader).map(|article| {
        let grounds = grounds(&Citation::of_article(article), Locale::of(reader));
        Html::bold(&article.title).and("\n").then(grounds)
    });
    Reply::saying(Html::join(lists, "\n\n"))
}

/// The questions that the FAQ answers, each as a button.
pub fn questions(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let entries = knowledge.entries_for(reader);
    let html = Locale::of(reader).html("questions", [("count", entries.len().into())]);
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
    let locale = Locale::of(reader);
    let page = page.min(pages - 1);
    let back = page.checked_sub(1).map(|to| turn("back", to, locale));
    let more = Some(page + 1).filter(|&to| to < pages).map(|to| turn("more", to, locale));
    let counts = [("count", entries.len()), ("page", page + 1), ("pages", pages)];
    Reply::saying(locale.html("questions-page", counts.map(|(name, count)| (name, count.into()))))
        .with(entries.into_iter().skip(page * PAGE).take(PAGE).map(show))
        .with_row(back.into_iter().chain(more).collect())
}

/// The first words to a reader.
pub fn welcome(knowledge: &Knowledge, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let titles = knowledge.articles_for(reader).map(|article| Html::bold(&article.title));
    let html = locale.html("welcome", [("titles", listed(titles, locale).into())]);
    Reply::saying(html).with([all_questions(locale)])
}

/// What a reader can do.
pub fn help(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let commands = commands(locale).map(|(command, does)| format!("/{}: {does}", command.word()));
    Reply::saying(locale.html("help", []).and("\n\n").and(&commands.join("\n")))
}

/// What the bot keeps about a reader.
///
/// `days` is how long questions are kept; 0 not at all. `receipts` is for how many days it is
/// remembered who was given which answer.
pub fn privacy(days: usize, receipts: usize, reader: LanguageCode) -> Reply {
    let receipts = receipts.max(LEAST_RECEIPTS);
    Reply::saying(Locale::of(reader).html("privacy", [("days", days.into()), ("receipts", receipts.into())]))
}

/// The reader gave a command that there is not.
pub fn unknown_command(reader: LanguageCode) -> Reply {
    let html = Locale::of(reader).html("unknown-command", []).and("\n\n").then(help(reader).html);
    Reply::saying(html)
}

/// A link or a button led to an entry that there is not.
pub fn gone(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    Reply::saying(locale.html("gone", [])).with([all_questions(locale)])
}

/// The bot itself failed at a message.
pub fn failed(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("failed", []))
}

/// What a reader sees before the first message; at most 512 characters (Bot API,
/// setMyDescription).
pub fn description(knowledge: &Knowledge, locale: Locale) -> String {
    let titles: Vec<&str> =
        knowledge.articles_for(locale.code()).map(|article| article.title.as_str()).collect();
    let what = locale.text("description", []);
    clipped(&visible(&format!("{what}\n\n{}", titles.join("\n"))), 512)
}

/// What stands in the bot's profile; at most 120 characters (Bot API, setMyShortDescription).
pub fn short_description(locale: Locale) -> String {
    locale.text("short-description", [])
}

/// A few entries may be meant, best first.
pub(super) fn did_you_mean(entries: &[EntryRef<'_>], locale: Locale) -> Reply {
    let html = locale.html("did-you-mean", [("count", entries.len().into())]);
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The closest entries, best first, none of which accounts for the words `unaccounted`.
pub(super) fn closest(entries: &[EntryRef<'_>], unaccounted: &[String], locale: Locale) -> Reply {
    let html = match unaccounted {
        [] => locale.html("closest", []),
        words => locale.html("closest-unknown", [("words", quoted(words, locale).into())]),
    };
    Reply::saying(html).with(entries.iter().copied().map(show))
}

/// The FAQ does not answer the question; its words `unaccounted` it does not know at all.
pub(super) fn unanswered(unaccounted: &[String], locale: Locale) -> Reply {
    let html = match unaccounted {
        [] => locale.html("unanswered", []),
        words => locale.html("unanswered-unknown", [("words", quoted(words, locale).into())]),
    };
    Reply::saying(html).with([all_questions(locale)])
}

/// The message has no word in it.
pub fn nothing_asked(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    Reply::saying(locale.html("nothing-asked", [])).with([all_questions(locale)])
}

pub(super) fn show(found: EntryRef<'_>) -> Button {
    Button { label: found.entry.question.clone(), action: Action::Show(found.entry.id.clone()) }
}

fn turn(message: &str, page: usize, locale: Locale) -> Button {
    Button { label: locale.text(message, []), action: Action::TurnTo(page) }
}

pub(super) fn all_questions(locale: Locale) -> Button {
    Button { label: locale.text("all-questions", []), action: Action::ListQuestions }
}
