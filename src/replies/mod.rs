//! What the bot says: a verdict becomes a [`Reply`], HTML and buttons.
//!
//! Nothing here knows who asked or where; whoever sends a reply, or prints it, takes it as it is.

mod html;
mod reply;
mod split;
mod texts;

pub use html::{Html, clipped, plain, visible};
pub use reply::{Action, Button, Reply};
pub use split::split as split_markup;
pub use texts::{
    COMMANDS, STALE_BUTTON, brief, description, entry, failed, gone, help, nothing_asked, privacy,
    question_page, questions, short_description, sources, unknown_command, welcome,
};

use crate::faq::{Answer, Faq};
use crate::knowledge::EntryRef;
use crate::matcher::{Match, Verdict};

/// The reply to a question.
pub fn answer(faq: &Faq, answer: &Answer) -> Reply {
    let entries = |matches: &[Match]| -> Vec<EntryRef<'_>> {
        matches.iter().map(|found| faq.entry(found.entry)).collect()
    };
    match &answer.verdict {
        Verdict::Answer(found) => texts::entry(faq.entry(found.entry)),
        Verdict::Suggest(found) if answer.is_vetoed() => {
            texts::closest(&entries(found), answer.unaccounted())
        }
        Verdict::Suggest(found) => texts::did_you_mean(&entries(found)),
        Verdict::Unanswered if answer.matches.is_empty() => texts::nothing_asked(),
        Verdict::Unanswered => texts::unanswered(answer.unaccounted()),
    }
}

/// How long the reply with this entry's answer is, in UTF-16 units as Telegram counts them:
/// without its tags.
pub fn length(found: EntryRef<'_>) -> usize {
    texts::entry(found).html.visible_length()
}

#[cfg(test)]
mod tests;
