//! What the operators of a bot are told.

use super::html::clipped;
use super::{Html, Reply, Tongue};
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
    Reply::saying(Tongue::of(reader).html("stats", arguments.map(|(name, count)| (name, count.into()))))
}

/// Questions that several readers asked in vain, each with how many they were.
pub fn gathered(questions: &[(String, usize)], least: usize, reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    if questions.is_empty() {
        return Reply::saying(tongue.html("gathered-none", [("least", least.into())]));
    }
    let lines = questions.iter().map(|(question, readers)| {
        Html::text(&format!("{readers} × ")).then(Html::italic(&clipped(question, 200)))
    });
    let header = tongue.html("gathered", [("least", least.into())]);
    Reply::saying(header.and("\n\n").then(Html::join(lines, "\n")))
}

/// The knowledge was read anew.
pub fn reloaded(entries: usize, reader: LanguageCode) -> Reply {
    Reply::saying(Tongue::of(reader).html("reloaded", [("count", entries.into())]))
}

/// The knowledge cannot be read, and the last good one stays in use.
pub fn broken(problem: &str, reader: LanguageCode) -> Reply {
    let html = Tongue::of(reader).html("broken", []);
    Reply::saying(html.and("\n\n").then(Html::text(&clipped(problem, LONGEST))))
}
