//! What the operators of a bot are told.

use chrono::NaiveDate;

use super::html::{Html, clipped};
use super::reply::Reply;
use super::words::Locale;
use crate::text::LanguageCode;

/// The most characters of a question or a problem that operators are shown.
const LONGEST: usize = 1_500;

/// How a bot is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// For how many days questions and votes are kept, which these numbers are of.
    pub days: usize,
    /// Questions that got an answer.
    pub answered: usize,
    /// Questions that got suggestions.
    pub suggested: usize,
    /// Questions that the FAQ does not answer.
    pub unanswered: usize,
    /// Votes for answers.
    pub up: usize,
    /// Votes against answers.
    pub down: usize,
    /// Updates that wait.
    pub waiting: usize,
    /// Updates that failed too often.
    pub set_aside: usize,
    /// Calls that wait to be made.
    pub unsent: usize,
    /// Entries that are known.
    pub entries: usize,
    /// How far briefings are.
    pub briefings: Briefings,
}

/// How far briefings are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Briefings {
    /// Chats that get them.
    pub subscribed: usize,
    /// Chats that are not there any more.
    pub retired: usize,
    /// Messages to deliver.
    pub pending: usize,
    /// Messages delivered in the last hour.
    pub done: usize,
    /// Messages refused.
    pub refused: usize,
    /// Whether nothing is delivered at present.
    pub is_paused: bool,
}

/// How the bot is doing.
pub fn numbers(numbers: &Numbers, reader: LanguageCode) -> Reply {
    let arguments = [
        ("days", numbers.days),
        ("answered", numbers.answered),
        ("suggested", numbers.suggested),
        ("unanswered", numbers.unanswered),
        ("up", numbers.up),
        ("down", numbers.down),
        ("waiting", numbers.waiting),
        ("aside", numbers.set_aside),
        ("unsent", numbers.unsent),
        ("entries", numbers.entries),
    ];
    let locale = Locale::of(reader);
    let stats = locale.html("stats", arguments.map(|(name, count)| (name, count.into())));
    let it = numbers.briefings;
    let briefings = locale.html(
        "briefings",
        [
            ("subscribed", it.subscribed.into()),
            ("retired", it.retired.into()),
            ("pending", it.pending.into()),
            ("done", it.done.into()),
            ("refused", it.refused.into()),
            ("state", if it.is_paused { "paused" } else { "on" }.into()),
        ],
    );
    Reply::saying(stats.and("\n").then(briefings))
}

/// Briefings are stopped, or go on.
pub fn paused(is_paused: bool, reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html(if is_paused { "paused" } else { "resumed" }, []))
}

/// Answers that an editor wanted to have looked at again, each with the day: the longest ago first.
pub fn reviews(overdue: &[(String, NaiveDate)], reader: LanguageCode) -> Reply {
    let lines = overdue
        .iter()
        .map(|(question, by)| Html::text(&format!("{by} · ")).then(Html::italic(&clipped(question, 200))));
    let header = Locale::of(reader).html("reviews", []);
    Reply::saying(header.and("\n\n").then(Html::join(lines, "\n")))
}

/// Questions that several readers asked in vain, each with how many they were.
pub fn gathered(questions: &[(String, usize)], least: usize, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    if questions.is_empty() {
        return Reply::saying(locale.html("gathered-none", [("least", least.into())]));
    }
    let lines = questions.iter().map(|(question, readers)| {
        Html::text(&format!("{readers} × ")).then(Html::italic(&clipped(question, 200)))
    });
    let header = locale.html("gathered", [("least", least.into())]);
    Reply::saying(header.and("\n\n").then(Html::join(lines, "\n")))
}

/// The knowledge was read anew.
pub fn reloaded(entries: usize, reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("reloaded", [("count", entries.into())]))
}

/// The knowledge cannot be read, and the last good one stays in use.
pub fn broken(problem: &str, reader: LanguageCode) -> Reply {
    let html = Locale::of(reader).html("broken", []);
    Reply::saying(html.and("\n\n").then(Html::text(&clipped(problem, LONGEST))))
}
