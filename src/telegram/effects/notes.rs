//! What the bot wants done, as what is stored when an update ends: calls and notes.

use chrono::{DateTime, Utc};

use super::calls;
use super::effect::{Answering, Effect};
use super::pseudonyms::{Pseudonyms, Subject};
use crate::store::{self, Effects, NewQuestion, Note, ReplyId, Subscription, reply_id};

/// How a question is made one that may be kept: [`text::scrubbed`](crate::text::scrubbed).
pub type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// All that `wanted` comes to for this update. Who asked is hashed, and what they wrote is
/// scrubbed.
pub fn of(
    wanted: &[Effect],
    update: i64,
    pseudonyms: &Pseudonyms,
    scrub: Scrub<'_>,
    now: DateTime<Utc>,
) -> Effects {
    let mut effects = Effects::default();
    for effect in wanted {
        effects.calls.extend(calls::of(effect));
        // The message of a reply is its last, which has the buttons.
        let reply = reply_id(update, effects.calls.len().saturating_sub(1));
        effects.notes.extend(notes(effect, reply, pseudonyms, scrub, now));
    }
    effects
}

fn notes(
    effect: &Effect,
    reply: ReplyId,
    pseudonyms: &Pseudonyms,
    scrub: Scrub<'_>,
    now: DateTime<Utc>,
) -> Vec<Note> {
    let question = |reply, answering| question(answering, reply, pseudonyms, scrub, now);
    match effect {
        Effect::Answer(answering) | Effect::Hold(answering) => {
            question(reply, answering).into_iter().collect()
        }
        Effect::Amend(earlier, answering) => {
            let became = Note::Became(*earlier, answering.given.clone());
            std::iter::once(became).chain(question(*earlier, answering)).collect()
        }
        Effect::Point(earlier, answering) => {
            std::iter::once(Note::PointedTo(*earlier)).chain(question(reply, answering)).collect()
        }
        Effect::Vote(vote) => {
            let (chat, message) = vote.answer;
            vec![Note::Vote(store::Vote {
                message: pseudonyms.hash(Subject::Message(chat, message), now).1,
                reader: pseudonyms.hash(Subject::Reader(vote.reader), now).1,
                entry: vote.entry.to_string(),
                is_up: vote.is_up,
                day: day(now),
            })]
        }
        Effect::Choose(chat, choice, value) => {
            vec![Note::Setting { chat: *chat, name: choice.name().into_owned(), value: value.clone() }]
        }
        Effect::Spoken(topic, by) => vec![Note::Spoken { topic: *topic, by: *by }],
        Effect::Forget(reader) => {
            vec![Note::Forget { reader: *reader, hashes: pseudonyms.hashes(Subject::Reader(*reader), now) }]
        }
        Effect::Subscribe(topic, terms, due) => vec![Note::Subscribe {
            subscription: Subscription { topic: *topic, terms: terms.to_string(), due: *due },
            language: terms.language.to_string(),
            is_pinned: terms.is_pinned,
        }],
        Effect::Unsubscribe(topic) => vec![Note::Unsubscribe(*topic)],
        Effect::PostAnew(topic) => vec![Note::PostAnew(*topic)],
        Effect::Retire(chat) => vec![Note::Retire(*chat)],
        Effect::Move { from, to } => vec![Note::Move { from: *from, to: *to }],
        Effect::Send(..)
        | Effect::SendAndForget(..)
        | Effect::Withdraw { .. }
        | Effect::Edit { .. }
        | Effect::Acknowledge(..)
        | Effect::Offer(..)
        | Effect::Reload(..) => Vec::new(),
    }
}

fn question(
    answering: &Answering,
    reply: ReplyId,
    pseudonyms: &Pseudonyms,
    scrub: Scrub<'_>,
    now: DateTime<Utc>,
) -> Option<Note> {
    let (asked, verdict) = answering.question.as_ref()?;
    if !pseudonyms.keep() {
        return None;
    }
    let (period, reader) = pseudonyms.hash(Subject::Reader(answering.origin.asker), now);
    Some(Note::Question(NewQuestion {
        reply: pseudonyms.hash(Subject::Reply(reply), now).1,
        reader,
        period,
        day: day(now),
        verdict: verdict.as_str(),
        text: scrub(asked),
    }))
}

fn day(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(86_400)
}
