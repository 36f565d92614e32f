//! What the bot does about what is asked of it: one function a situation, each from facts to
//! [`Outgoing`]. They look things up and choose a reply; its words are made in [`replies`].

use teloxide::types::MessageId;

use super::callback::Callback;
use super::incoming::{Incoming, Tap};
use super::outgoing::{Outgoing, Place};
use crate::faq::Faq;
use crate::replies::{self, Reply};

/// What begins the payload of a link that opens an entry: `https://t.me/bot?start=q_<entry>`.
const ENTRY_LINK: &str = "q_";

/// What to do about `incoming`, in this order.
pub fn respond(faq: &Faq, incoming: &Incoming) -> Vec<Outgoing> {
    match incoming {
        Incoming::Question(place, text) => answer_question(faq, *place, text),
        Incoming::Wordless(place) => vec![Outgoing::Send(*place, replies::nothing_asked())],
        Incoming::Tap(tap) => follow_tap(faq, tap),
        Incoming::Command(place, name, argument) => match name.as_str() {
            "start" => start(faq, *place, argument),
            "faq" => list_questions(faq, *place),
            "brief" => brief(faq, *place),
            "sources" => list_sources(faq, *place),
            "privacy" => explain_privacy(*place),
            "help" => help(*place),
            _ => refuse_command(*place),
        },
    }
}

fn answer_question(faq: &Faq, place: Place, question: &str) -> Vec<Outgoing> {
    let answers = faq.ask_each(question);
    answers.iter().map(|answer| Outgoing::Send(place, replies::answer(faq, answer))).collect()
}

fn start(faq: &Faq, place: Place, payload: &str) -> Vec<Outgoing> {
    let reply = match payload.strip_prefix(ENTRY_LINK) {
        Some(id) => entry(faq, id),
        None => replies::welcome(faq.knowledge()),
    };
    vec![Outgoing::Send(place, reply)]
}

fn list_questions(faq: &Faq, place: Place) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::question_page(faq.knowledge(), 0))]
}

fn brief(faq: &Faq, place: Place) -> Vec<Outgoing> {
    let briefings = replies::brief(faq.knowledge()).into_iter();
    briefings.map(|reply| Outgoing::Send(place, reply)).collect()
}

fn list_sources(faq: &Faq, place: Place) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::sources(faq.knowledge()))]
}

fn explain_privacy(place: Place) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::privacy())]
}

fn help(place: Place) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::help())]
}

fn refuse_command(place: Place) -> Vec<Outgoing> {
    vec![Outgoing::Send(place, replies::unknown_command())]
}

fn follow_tap(faq: &Faq, tap: &Tap) -> Vec<Outgoing> {
    let acknowledged = |notice| Outgoing::Acknowledge(tap.query.clone(), notice);
    let (Some((place, message)), Ok(callback)) = (tap.under, tap.data.parse()) else {
        return vec![acknowledged(Some(replies::STALE_BUTTON))];
    };
    let done = match callback {
        Callback::Show(id) => Outgoing::Send(place, entry(faq, id.as_str())),
        Callback::ListQuestions => Outgoing::Send(place, replies::question_page(faq.knowledge(), 0)),
        Callback::TurnTo(page) => turn_to(faq, place, message, page),
    };
    vec![acknowledged(None), done]
}

/// Turns the page in place; under a message that is too old for that, in a new one.
fn turn_to(faq: &Faq, place: Place, message: Option<MessageId>, page: usize) -> Outgoing {
    let reply = replies::question_page(faq.knowledge(), page);
    match message {
        Some(message) => Outgoing::Edit(place.chat, message, reply),
        None => Outgoing::Send(place, reply),
    }
}

fn entry(faq: &Faq, id: &str) -> Reply {
    faq.knowledge().find(id).map_or_else(replies::gone, replies::entry)
}
