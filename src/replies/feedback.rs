//! What is said about an answer that was given: what readers think of it, and why it was given.

use url::Url;

use super::fragments::{listed, quoted};
use super::html::Html;
use super::reply::{Action, Button, Reply};
use super::texts::{all_questions, show};
use super::words::Locale;
use crate::knowledge::{EntryRef, Id};
use crate::text::{LanguageCode, folded};

/// How sure the bot is of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// The question is one of the entry's own.
    Certain,
    /// Sure enough to answer.
    High,
    /// Sure enough to suggest.
    Medium,
    /// Not sure enough for either.
    Low,
}

/// Why a question got the reply that it got.
#[derive(Clone, Debug)]
pub struct Reasons<'a> {
    /// The closest entry.
    pub entry: EntryRef<'a>,
    /// Its wording that is closest.
    pub wording: &'a str,
    /// The sentence of its answer that is closest, where answers are read.
    pub sentence: Option<String>,
    /// How sure the bot is of it.
    pub sureness: Sureness,
    /// The question's words that count, and what they match.
    pub words: Vec<(String, String)>,
    /// The words that the entry does not account for.
    pub unaccounted: Vec<String>,
    /// The next closest.
    pub runner_up: Option<EntryRef<'a>>,
}

impl Sureness {
    fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// An answer with buttons to say what one thinks of it and to share it.
pub fn with_feedback(answer: Reply, entry: &Id, share: Option<Url>, reader: LanguageCode) -> Reply {
    let vote =
        |label: &str, is_up| Button { label: label.into(), action: Action::Vote(is_up, entry.clone()) };
    let label = Locale::of(reader).text("share", []);
    let share = share.map(|page| Button { label, action: Action::Share(page) });
    answer.with_row([vote("👍", true), vote("👎", false)].into_iter().chain(share).collect())
}

/// What is shown for a moment to whom a button's answer was given above already; at most 200
/// characters (Bot API, answerCallbackQuery), as all that is shown so.
pub fn moment_ago(reader: LanguageCode) -> String {
    Locale::of(reader).text("moment-ago", [])
}

/// Points to an answer that was given in the same chat a moment ago; it is sent in reply to that.
pub fn pointer(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("pointer", []))
}

/// What is shown for a moment to whom has voted.
pub fn thanks(is_up: bool, reader: LanguageCode) -> String {
    Locale::of(reader).text(if is_up { "thanks-up" } else { "thanks-down" }, [])
}

/// What else a reader may have meant to whom an answer was of no help.
pub fn runners_up(entries: &[EntryRef<'_>], reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let entries = entries.iter().copied().map(show);
    Reply::saying(locale.html("runners-up", [])).with(entries).with([all_questions(locale)])
}

/// Why a question got the reply that it got.
pub fn why(reasons: &Reasons<'_>, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let question = &reasons.entry.entry.question;
    let mut lines = vec![locale.html("why-closest", [("question", Html::bold(question).into())])];
    if reasons.wording != question {
        lines.push(locale.html("why-wording", [("wording", Html::italic(reasons.wording).into())]));
    }
    if let Some(sentence) = &reasons.sentence {
        lines.push(locale.html("why-sentence", [("sentence", Html::bold(sentence).into())]));
    }
    lines.push(locale.html("why-sureness", [("sureness", reasons.sureness.name().into())]));
    if !reasons.words.is_empty() {
        let pairs = reasons.words.iter().map(|(word, theirs)| {
            let html = Html::italic(word);
            if folded(theirs) == folded(word) { html } else { html.and(" → ").then(Html::italic(theirs)) }
        });
        lines.push(locale.html("why-words", [("words", listed(pairs, locale).into())]));
    }
    if !reasons.unaccounted.is_empty() {
        let words = quoted(&reasons.unaccounted, locale);
        lines.push(locale.html("why-unaccounted", [("words", words.into())]));
    }
    if let Some(next) = reasons.runner_up {
        let question = Html::italic(&next.entry.question);
        lines.push(locale.html("why-runner-up", [("question", question.into())]));
    }
    Reply::saying(Html::join(lines, "\n"))
}

/// How to ask why.
pub fn why_how(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("why-how", []))
}

/// The question that a reply was given to is not known any more, or there was none.
pub fn why_unknown(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("why-unknown", []))
}

/// What stands on the button to the bot where nothing is found behind its name; at most 64
/// characters, so that phones show it.
pub fn nothing_inline(reader: LanguageCode) -> String {
    Locale::of(reader).text("nothing-inline", [])
}

/// The first words to whom comes from there.
pub fn from_inline(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    Reply::saying(locale.html("from-inline", [])).with([all_questions(locale)])
}
