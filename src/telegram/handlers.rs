//! What the bot does about what is asked of it: one function a situation, each from facts to
//! [`Outgoing`]. They look things up and choose a reply; its words are made in [`replies`].

use teloxide::types::MessageId;

use super::callback::Callback;
use super::incoming::{Incoming, Tap};
use super::metrics::Metrics;
use super::outgoing::{Outgoing, Place};
use crate::faq::Faq;
use crate::replies::{self, Reply};
use crate::text::LanguageCode;

/// What begins the payload of a link that opens an entry: `https://t.me/bot?start=q_<entry>`.
const ENTRY_LINK: &str = "q_";

/// What to do about what a reader of this language asks, in this order.
pub fn respond(faq: &Faq, metrics: &Metrics, incoming: &Incoming, reader: LanguageCode) -> Vec<Outgoing> {
    match incoming {
        Incoming::Question(place, text) => answer_question(faq, metrics, *place, text, reader),
        Incoming::Wordless(place) => vec![Outgoing::Send(*place, replies::nothing_asked(reader))],
        Incoming::Tap(tap) => follow_tap(faq, tap, reader),
        Incoming::Command(place, name, argument) => match name.as_str() {
            "start" => start(faq, *place, argument, reader),
            "faq" => list_questions(faq, *place, reader),
            "brief" => brief(faq, *place, reader),
            "sources" => list_sources(faq, *place, reader),
            "privacy" => explain_privacy(*place, reader),
            "help" => help(*place, reader),
            _ => refuse_command(*place, reader),
        },
    }
}

fn answer_question(
    faq: &Faq,
    metrics: &Metrics,
    place: Place,
    question: &str,
    reader: LanguageCode,
) -> Vec<Outgoing> {
    let answers = faq.ask_each(question);
    answers.iter().for_each(|answer| metrics.verdict(&answer.verdict));
    answers.iter().map(|answer| Outgoing::Send(place, replies::answer(faq, answer, reader))).collect()
}

fn start(faq: &Faq, place: Place, payload: &str, reader: LanguageCode) -> Vec<Outgoing> {
    let reply = match payload.strip_prefix(ENTRY_LINK) {
        Some(id) => entry(faq, id, reader),
        None => replies::welcome(faq.knowledge(), reader),
    };
    vec![Outgoing::Send(place, reply)]
}

fn list_questions(faq: &Faq, place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::question_page(faq.knowledge(), 0, reader))]
}

fn brief(faq: &Faq, place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    let briefings = replies::brief(faq.knowledge(), reader).into_iter();
    briefings.map(|reply| Outgoing::Send(place, reply)).collect()
}

fn list_sources(faq: &Faq, place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::sources(faq.knowledge(), reader))]
}

fn explain_privacy(place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::privacy(reader))]
}

fn help(place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::help(reader))]
}

fn refuse_command(place: Place, reader: LanguageCode) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::unknown_command(reader))]
}

fn follow_tap(faq: &Faq, tap: &Tap, reader: LanguageCode) -> Vec<Outgoing> {
    let acknowledged = |notice| Outgoing::Acknowledge(tap.query.clone(), notice);
    let (Some((place, message)), Ok(callback)) = (tap.under, tap.data.parse()) else {
        return vec![acknowledged(Some(replies::stale_button(reader)))];
    };
    let done = match callback {
        Callback::Show(id) => Outgoing::Send(place, entry(faq, id.as_str(), reader)),
        Callback::ListQuestions => Outgoing::Send(place, replies::question_page(faq.knowledge(), 0, reader)),
        Callback::TurnTo(page) => turn_to(faq, place, message, page, reader),
    };
    vec![acknowledged(None), done]
}

/// Turns the page in place; under a message that is too old for that, in a new one.
fn turn_to(
    faq: &Faq,
    place: Place,
    message: Option<MessageId>,
    page: usize,
    reader: LanguageCode,
) -> Outgoing {
    let reply = replies::question_page(faq.knowledge(), page, reader);
    match message {
        Some(message) => Outgoing::Edit(place.chat, message, reply),
        None => Outgoing::Send(place, reply),
    }
}

fn entry(faq: &Faq, id: &str, reader: LanguageCode) -> Reply {
    let found = faq.knowledge().find(id, reader);
    found.map_or_else(|| replies::gone(reader), |found| replies::entry(found, reader))
}
