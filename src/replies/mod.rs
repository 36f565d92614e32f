//! What the bot says: a verdict becomes a [`Reply`], HTML and buttons.
//!
//! Nothing here knows who asked or where, but for the language of the reader; whoever sends a reply,
//! or prints it, takes it as it is.

mod briefings;
mod choices;
mod commands;
mod feedback;
mod fragments;
mod html;
mod links;
pub mod markup;
mod operators;
mod reply;
mod split;
mod texts;
mod words;

pub use briefings::{
    Arrangement, Right, arranged, arrangement, brief, correction, corrections_chosen, digest,
    lacking_to_post, lacks, newest_first, not_its_channel, not_subscribed, pieces, posting, unknown_zone,
    unsubscribed, zones,
};
pub use choices::{
    admins_only, choose_language, forgotten, language_chosen, not_an_admin, settings_of_group,
    settings_of_reader, unasked_chosen,
};
pub use commands::{Command, UnknownCommand};
pub use feedback::{
    Reasons, Sureness, from_inline, moment_ago, nothing_inline, pointer, runners_up, thanks, why, why_how,
    why_unknown, with_feedback,
};
pub use html::{Html, clipped, visible};
pub use links::{ENTRY_LINK, FROM_INLINE, LIST_LINK, start_link};
pub use markup::plain;
pub use operators::{Briefings, Numbers, broken, gathered, numbers, paused, reloaded, reviews};
pub use reply::{Action, Button, MAX_REPLY, Reply};
pub use split::split as split_markup;
pub use texts::{
    commands, description, entry, failed, given, gone, help, nothing_asked, preview, privacy, question_page,
    questions, short_description, sources, stale_button, unknown_command, welcome, withdrawn,
};
pub use words::Locale;

use chrono::NaiveDate;

use crate::faq::{Answer, Faq};
use crate::knowledge::EntryRef;
use crate::matcher::{Match, Verdict};
use crate::text::{LanguageCode, is_unspaced};

/// The reply to a question, in the reader's language. Entries are shown as they are in it, even
/// when the question was put, and found, in another.
///
/// On the day `today`, an answer may be past the day on which its editor wanted to review it.
pub fn answer(faq: &Faq, answer: &Answer, reader: LanguageCode, today: NaiveDate) -> Reply {
    let locale = Locale::of(reader);
    let entry = |found: &Match| faq.knowledge().in_language(faq.entry(found.entry), reader);
    let entries = |matches: &[Match]| -> Vec<EntryRef<'_>> { matches.iter().map(entry).collect() };
    match &answer.verdict {
        Verdict::Answer(found) => texts::given(entry(found), reader, today),
        Verdict::Withdrawn { found, last } => texts::withdrawn(entry(found), *last, reader),
        Verdict::Suggest(found) if answer.is_vetoed() => {
            texts::closest(&entries(found), &unaccounted(answer), locale)
        }
        Verdict::Suggest(found) => texts::did_you_mean(&entries(found), locale),
        Verdict::Unanswered if answer.matches.is_empty() => texts::nothing_asked(reader),
        Verdict::Unanswered => texts::unanswered(&unaccounted(answer), locale),
    }
}

/// The words that a reply can name. Where writing does not part words, what stands for them are
/// pieces of two characters, which say nothing to a reader.
fn unaccounted(answer: &Answer) -> Vec<String> {
    answer.unaccounted().iter().filter(|word| !is_unspaced(word)).cloned().collect()
}

/// How long the reply with this entry's answer is at most, whatever the reader's language, in
/// UTF-16 units as Telegram counts them: without its tags.
pub fn length(found: EntryRef<'_>) -> usize {
    // Past the day of its review it is longer, and shorter once it is withdrawn.
    let lengths =
        Locale::ALL.map(|locale| texts::given(found, locale.code(), NaiveDate::MAX).html.visible_length());
    lengths.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
