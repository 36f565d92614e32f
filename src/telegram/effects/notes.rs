//! What the bot wants done, as what is stored when an update ends: calls and notes.

use chrono::{DateTime, Utc};

use super::calls;
use super::effect::{Answering, Outgoing};
use super::pseudonyms::{Hashed, Keys};
use crate::store::{self, Acts, NewQuestion, Note, Subscription, call_id};

/// How a question is made one that may be kept: [`text::scrubbed`](crate::text::scrubbed).
pub type Scrub<'a> = &'a dyn Fn(&str) -> String;

/// All that `outgoing` comes to for this update. Who asked is hashed, and what they wrote is
/// scrubbed.
pub fn of(outgoing: &[Outgoing], update: i64, keys: &Keys, scrub: Scrub<'_>, now: DateTime<Utc>) -> Acts {
    let mut acts = Acts::default();
    for wanted in outgoing {
        acts.calls.extend(calls::of(wanted));
        // The message of a reply is its last, which has the buttons.
        let reply = call_id(update, acts.calls.len().saturating_sub(1));
        acts.notes.extend(notes(wanted, reply, keys, scrub, now));
    }
    acts
}

fn notes(wanted: &Outgoing, reply: i64, keys: &Keys, scrub: Scrub<'_>, now: DateTime<Utc>) -> Vec<Note> {
    let question = |reply, answering| question(answering, reply, keys, scrub, now);
    match wanted {
        Outgoing::Answer(answering) | Outgoing::Hold(answering) => {
            question(reply, answering).into_iter().collect()
        }
        Outgoing::Amend(earlier, answering) => {
            let became = Note::Became(*earlier, answering.given.clone().unwrap_or_default());
            std::iter::once(became).chain(question(*earlier, answering)).collect()
        }
        Outgoing::Point(earlier, answering) => {
            std::iter::once(Note::PointedTo(*earlier)).chain(question(reply, answering)).collect()
        }
        Outgoing::Vote(vote) => {
            let (chat, message) = vote.answer;
            vec![Note::Vote(store::Vote {
                message: keys.hash(Hashed::Message(chat.0, message.0), now).1,
                reader: keys.hash(Hashed::Reader(vote.reader), now).1,
                entry: vote.entry.to_string(),
                is_up: vote.is_up,
                day: day(now),
            })]
        }
        Outgoing::Choose(chat, choice, value) => {
            vec![Note::Setting { chat: *chat, name: choice.name().into_owned(), value: value.clone() }]
        }
        Outgoing::Spoken(place, by) => {
            vec![Note::Spoken { chat: place.chat.0, thread: place.topic(), by: *by }]
        }
        Outgoing::Forget(reader) => {
            vec![Note::Forget { reader: *reader, hashes: keys.hashes(Hashed::Reader(*reader), now) }]
        }
        Outgoing::Subscribe(chat, thread, terms, due) => {
            let subscription =
                Subscription { chat: *chat, thread: *thread, terms: terms.to_string(), due: *due };
            vec![Note::Subscribe(subscription, terms.language.to_string(), terms.is_pinned)]
        }
        Outgoing::Unsubscribe(chat, thread) => vec![Note::Unsubscribe { chat: *chat, thread: *thread }],
        Outgoing::PostAnew(chat, thread) => vec![Note::PostAnew { chat: *chat, thread: *thread }],
        Outgoing::Retire(chat) => vec![Note::Retire(*chat)],
        Outgoing::Move(from, to) => vec![Note::Move(*from, *to)],
        Outgoing::Send(..)
        | Outgoing::SendAndForget(..)
        | Outgoing::Withdraw(..)
        | Outgoing::Edit(..)
        | Outgoing::Acknowledge(..)
        | Outgoing::Offer(..)
        | Outgoing::Reload(..) => Vec::new(),
    }
}

fn question(
    answering: &Answering,
    reply: i64,
    keys: &Keys,
    scrub: Scrub<'_>,
    now: DateTime<Utc>,
) -> Option<Note> {
    let (asked, verdict) = answering.question.as_ref()?;
    if !keys.keep() {
        return None;
    }
    let (period, reader) = keys.hash(Hashed::Reader(answering.origin.asker), now);
    Some(Note::Question(NewQuestion {
        reply: keys.hash(Hashed::Reply(reply), now).1,
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
