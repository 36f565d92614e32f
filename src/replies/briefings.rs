//! Briefings: what is posted, what is said when it was wrong, and what chats can choose about it.

use chrono::{DateTime, NaiveDate, Utc};

use super::fragments::{listed, revision};
use super::html::{Html, clipped};
use super::links::{ENTRY_LINK, LIST_LINK, start_link};
use super::reply::{Action, Button, Reply};
use super::texts::{all_questions, show};
use super::words::Locale;
use crate::knowledge::{Article, Citation, EntryRef, Knowledge, Revision, RevisionKind};
use crate::text::LanguageCode;

/// How many questions a digest has as buttons; the others are one tap further.
const MOST_QUESTIONS: usize = 8;

/// How many of the latest revisions a digest tells of.
const MOST_REVISIONS: usize = 3;

/// A briefing of each article, the newest first, in the reader's language where it is translated.
/// With the bot's name, its buttons lead into a chat with it.
pub fn brief(knowledge: &Knowledge, bot: Option<&str>, today: NaiveDate, reader: LanguageCode) -> Vec<Reply> {
    let articles = newest_first(knowledge, reader).into_iter();
    articles.map(|article| digest(article, bot, today, None, reader)).collect()
}

/// The articles as they are posted: the newest first.
pub fn newest_first(knowledge: &Knowledge, reader: LanguageCode) -> Vec<&Article> {
    let mut articles: Vec<&Article> = knowledge.articles_for(reader).collect();
    articles.sort_by_key(|article| std::cmp::Reverse(article.published));
    articles
}

/// The digest of an article; with when it was changed, and in how many pieces, for who has seen it as
/// it was before.
pub fn digest(
    article: &Article,
    bot: Option<&str>,
    today: NaiveDate,
    changed: Option<(DateTime<Utc>, usize)>,
    reader: LanguageCode,
) -> Reply {
    let locale = Locale::of(reader);
    let updated = changed.map(|(at, count)| {
        let (time, day) = (at.format("%H:%M").to_string(), at.format("%Y-%m-%d").to_string());
        let (time, day) = (Html::text(&time), Html::text(&day));
        locale.html("digest-updated", [("time", time.into()), ("day", day.into()), ("count", count.into())])
    });
    let title = Html::join(std::iter::once(Html::bold(&article.title)).chain(updated), "\n");
    let revised = revised(article)
        .into_iter()
        .map(|(found, made)| Html::text(&found.entry.question).and("\n").then(revision(made, locale)));
    let pieces = [title, Html::text(&article.summary)].into_iter().chain(revised);
    let mut reply = Reply::stating(Html::join(pieces, "\n\n"), &Citation::of_article(article), locale);
    let questions = current(article, today);
    let all = (questions.len() > MOST_QUESTIONS).then(|| all_questions(locale));
    let buttons = questions.into_iter().take(MOST_QUESTIONS).map(show).chain(all);
    // The sources are linked in the text; the buttons are for what can be asked.
    reply.buttons.clear();
    reply.with(buttons.map(|button| linked(button, bot)))
}

/// The pieces that a digest is made of, by which changes of it are counted.
pub fn pieces(article: &Article, today: NaiveDate) -> Vec<String> {
    let grounds = article.sources.iter().map(|source| format!("source {} {}", source.title, source.url));
    let questions =
        current(article, today).into_iter().map(|found| format!("question {}", found.entry.question));
    let revisions = revised(article).into_iter().map(|(found, made)| piece_of(found, made));
    let fixed = [
        format!("title {}", article.title),
        format!("published {}", article.published),
        format!("summary {}", article.summary),
    ];
    fixed.into_iter().chain(grounds).chain(questions).chain(revisions).collect()
}

/// A revision as a piece. Databases hold it, so its form stays as it is; the note is written as JSON.
fn piece_of(found: EntryRef<'_>, Revision { on, kind, note }: &Revision) -> String {
    let kind = match kind {
        RevisionKind::Correction => "Correction",
        RevisionKind::Update => "Update",
    };
    let note = serde_json::Value::from(note.as_str());
    format!("revision {} Revision {{ on: {on}, kind: {kind}, note: {note} }}", found.entry.id)
}

/// Its entries whose answers hold.
fn current(article: &Article, today: NaiveDate) -> Vec<EntryRef<'_>> {
    let entries = article.faq.iter().filter(|entry| !entry.is_withdrawn(today));
    entries.map(|entry| EntryRef { article, entry }).collect()
}

/// The latest revisions of its answers.
fn revised(article: &Article) -> Vec<(EntryRef<'_>, &Revision)> {
    let of = |entry| {
        let found = EntryRef { article, entry };
        found.entry.revisions.iter().map(move |made| (found, made))
    };
    let mut revised: Vec<_> = article.faq.iter().flat_map(of).collect();
    revised.sort_by_key(|(_, made)| std::cmp::Reverse(made.on));
    revised.truncate(MOST_REVISIONS);
    revised
}

/// The button as a link into a chat with the bot, which works where nobody can tap others' buttons.
fn linked(button: Button, bot: Option<&str>) -> Button {
    let payload = match &button.action {
        Action::Show(id) => format!("{ENTRY_LINK}{id}"),
        _ => LIST_LINK.to_owned(),
    };
    match bot.and_then(|bot| start_link(bot, &payload)) {
        Some(page) => Button { label: button.label, action: Action::Start(page) },
        None => button,
    }
}

/// What somebody is told who was given an answer that has been revised: what was wrong or is new, and
/// the answer as it is. It is sent in reply to the earlier one.
pub fn correction(found: EntryRef<'_>, revisions: &[Revision]) -> Reply {
    let locale = Locale::of(LanguageCode::of(&found.article.language));
    let is_correction = revisions.iter().any(|made| made.kind == RevisionKind::Correction);
    let label = locale.text(if is_correction { "correction" } else { "update" }, []);
    let title = Html::bold(&label).and("\n").then(Html::bold(&found.entry.question));
    let notes = revisions.iter().map(|made| revision(made, locale));
    let answer = locale.html("correct-is", []).and("\n").and(&found.entry.answer);
    let html = Html::join(std::iter::once(title).chain(notes).chain([answer]), "\n\n");
    let stop = Button { label: locale.text("no-corrections", []), action: arrange(None, "corrections=off") };
    Reply::stating(html, &found.citation(), locale).with([stop])
}

/// What a chat has chosen about briefings, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// The channel that it is about, and its title, where it is shown elsewhere.
    pub channel: Option<(i64, String)>,
    /// The frequency by its word; nothing when the chat gets no briefings.
    pub frequency: Option<&'static str>,
    /// On which day, when that is weekly: its word, such as `mon`.
    pub day: Option<String>,
    /// The time of the day, such as `08:00`.
    pub time: String,
    /// The name of the time zone.
    pub zone: String,
    /// When the next one is due, in that zone; nothing if that is not by the clock.
    pub next: Option<String>,
    /// The quiet hours, such as `22-7`.
    pub quiet: Option<String>,
    /// Without a sound.
    pub is_silent: bool,
    /// At the top.
    pub is_pinned: bool,
    /// In new messages.
    pub is_fresh: bool,
    /// Corrections of what the chat was told.
    pub has_corrections: bool,
    /// In which language.
    pub language: LanguageCode,
    /// What the bot lacks here: the names of rights.
    pub lacks: Vec<Right>,
}

/// What the bot needs to be allowed in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// To post.
    Post,
    /// To pin.
    Pin,
}

/// The quiet hours that a button turns on.
const NIGHT: &str = "quiet=22-7";

/// What a chat has chosen about briefings, with buttons to choose otherwise.
pub fn arrangement(it: &Arrangement, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let mut lines = Vec::new();
    if let Some((_, title)) = &it.channel {
        lines.push(Html::bold(title));
    }
    lines.push(state(it, locale));
    lines.extend(it.lacks.iter().map(|right| locale.html(lacking(*right), [])));
    let reply = Reply::saying(Html::join(lines, "\n\n"));
    let choice = |name: &str, word: &str, is_chosen: bool| {
        let label = locale.text(name, []);
        let label = if is_chosen { format!("✓ {label}") } else { label };
        Button { label, action: arrange(it.channel_id(), word) }
    };
    let often = |word: &'static str| choice(&format!("often-{word}"), word, it.frequency == Some(word));
    let reply = reply.with_row(vec![choice("often-now", "now", false), often("daily"), often("weekdays")]);
    let mut reply = reply.with_row(vec![often("weekly"), often("change")]);
    let Some(frequency) = it.frequency else { return reply };
    if frequency == "weekly" {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let day = |word: &&str| choice(&format!("day-{word}"), word, it.day.as_deref() == Some(*word));
        reply = reply.with_row(days[..4].iter().map(day).collect());
        reply = reply.with_row(days[4..].iter().map(day).collect());
    }
    if ["daily", "weekdays", "weekly"].contains(&frequency) {
        let hour = |label: &str, by: u32| Button {
            label: label.to_owned(),
            action: arrange(it.channel_id(), &hour_later(&it.time, by)),
        };
        let zone = Button { label: format!("🌍 {}", it.zone), action: arrange(it.channel_id(), "zones") };
        reply = reply.with_row(vec![hour("−", 23), hour(&it.time, 0), hour("+", 1), zone]);
    }
    let quiet = if it.quiet.is_some() { "quiet=off" } else { NIGHT };
    let reply = reply.with_row(vec![
        choice("choose-quiet", quiet, it.quiet.is_some()),
        choice("choose-silent", if it.is_silent { "loud" } else { "silent" }, it.is_silent),
    ]);
    let reply = reply.with_row(vec![
        choice("choose-pin", if it.is_pinned { "unpin" } else { "pin" }, it.is_pinned),
        choice("choose-fresh", if it.is_fresh { "edit" } else { "fresh" }, it.is_fresh),
    ]);
    let languages = Locale::ALL.map(|other| {
        let label = other.text("language-name", []);
        let is_chosen = other.code() == it.language;
        let label = if is_chosen { format!("✓ {label}") } else { label };
        Button { label, action: arrange(it.channel_id(), &format!("lang={}", other.code())) }
    });
    let corrections = if it.has_corrections { "hear=off" } else { "hear=on" };
    reply.with_row(languages.into()).with_row(vec![
        choice("choose-corrections", corrections, it.has_corrections),
        choice("often-off", "off", false),
    ])
}

impl Arrangement {
    fn channel_id(&self) -> Option<i64> {
        self.channel.as_ref().map(|(id, _)| *id)
    }
}

fn state(it: &Arrangement, locale: Locale) -> Html {
    let Some(frequency) = it.frequency else { return locale.html("briefings-none", []) };
    let time = Html::text(&it.time);
    let zone = Html::text(&it.zone);
    let state = locale.html(
        "briefings-state",
        [("frequency", frequency.into()), ("time", time.into()), ("zone", zone.into())],
    );
    let next =
        it.next.as_ref().map(|next| locale.html("briefings-next", [("next", Html::text(next).into())]));
    let quiet =
        it.quiet.as_ref().map(|hours| locale.html("briefings-quiet", [("hours", Html::text(hours).into())]));
    Html::join(std::iter::once(state).chain(next).chain(quiet), "\n")
}

fn lacking(right: Right) -> &'static str {
    match right {
        Right::Post => "lacks-post",
        Right::Pin => "lacks-pin",
    }
}

/// The button that shows what a chat has chosen about briefings.
pub(super) fn briefings_button(locale: Locale) -> Button {
    Button { label: locale.text("briefings-button", []), action: arrange(None, "show") }
}

/// The time so many hours later, over midnight.
fn hour_later(time: &str, by: u32) -> String {
    let (hour, minute) = time.split_once(':').unwrap_or((time, "00"));
    format!("{:02}:{minute}", (hour.parse::<u32>().unwrap_or_default() + by) % 24)
}

/// Cities to choose a time zone by, each with the zone's name.
pub fn zones(channel: Option<i64>, cities: &[(&str, &str)], reader: LanguageCode) -> Reply {
    let button = |(city, zone): &(&str, &str)| Button {
        label: city.replace('_', " "),
        action: arrange(channel, zone),
    };
    let rows = cities.chunks(3).map(|row| row.iter().map(button).collect());
    let reply = Reply::saying(Locale::of(reader).html("choose-zone", []));
    rows.fold(reply, Reply::with_row)
}

/// A word that says nothing about briefings, with the closest names of time zones.
pub fn unknown_zone(word: &str, closest: &[String], reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let word = Html::italic(&clipped(word, 60));
    let closest = listed(closest.iter().map(|name| Html::text(name)), locale);
    Reply::saying(locale.html("unknown-zone", [("word", word.into()), ("closest", closest.into())]))
}

/// The chat gets no more briefings.
pub fn unsubscribed(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let stop = Button { label: locale.text("no-corrections", []), action: arrange(None, "corrections=off") };
    Reply::saying(locale.html("unsubscribed", [])).with([stop])
}

/// There was nothing to end.
pub fn not_subscribed(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("not-subscribed", []))
}

/// What is shown for a moment when corrections are turned on or off.
pub fn corrections_chosen(is_on: bool, reader: LanguageCode) -> String {
    Locale::of(reader).text(if is_on { "corrections-on" } else { "corrections-off" }, [])
}

/// What is shown for a moment when a choice is made.
pub fn arranged(reader: LanguageCode) -> String {
    Locale::of(reader).text("arranged", [])
}

/// What is shown for a moment when a briefing is to be posted at once, or after the quiet hours.
pub fn posting(is_quiet: bool, reader: LanguageCode) -> String {
    Locale::of(reader).text(if is_quiet { "posting-later" } else { "posting" }, [])
}

/// A post of a channel in which the bot is no administrator, or whoever forwarded it is none.
pub fn not_its_channel(is_bots: bool, reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html(if is_bots { "not-your-channel" } else { "not-my-channel" }, []))
}

/// The bot lacks a right, as whoever wants something of it is told for a moment.
pub fn lacks(right: Right, reader: LanguageCode) -> String {
    Locale::of(reader).text(lacking(right), [])
}

/// As [`lacks`] of the right to post, in a message.
pub fn lacking_to_post(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html(lacking(Right::Post), []))
}

fn arrange(channel: Option<i64>, word: &str) -> Action {
    Action::Arrange(channel, word.to_owned())
}
