//! What the handlers' tests share: a small FAQ, messages and taps, and what comes of them as text.

use chrono::DateTime;
use serde_json::json;
use teloxide::types::CallbackQueryId;

use super::facts::Facts;
use crate::faq::{Faq, Resources};
use crate::knowledge::{Article, Knowledge};
use crate::replies::Reply;
use crate::store::{ChatId, EntryId, GivenReply, MessageId, ReplyId, Topic};
use crate::telegram::effects::effect::{Answering, Effect};
use crate::telegram::update::incoming::Tap;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// A harbour with three entries, the last of which holds no longer on the day of [`facts`].
pub fn faq() -> Faq {
    let article: Article = serde_json::from_value(json!({
        "format": 1, "id": "harbour", "title": "The harbour reopens", "published": "2024-03-01", "language": "en",
        "summary": "It reopens in April.", "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": [
            { "id": "when", "question": "When does the Genoa harbour reopen?", "answer": "In April." },
            { "id": "cost", "question": "What did the repair cost?", "answer": "Nobody has said." },
            { "id": "ferries", "question": "Which ferries run?", "answer": "None.", "valid_until": "2024-03-02" },
        ],
    }))
    .unwrap();
    Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ())
}

/// What is known on Monday, 4 March 2024, at 10:00.
pub fn facts() -> Facts {
    let now = DateTime::from_timestamp(1_709_546_400, 0).unwrap();
    Facts { bot: "harbour_bot".into(), now, ..Facts::of(LanguageCode::ENGLISH) }
}

/// Message 5 in a chat with the person 9.
pub fn private() -> Origin {
    let place = Place::of(ChatId(9));
    Origin { place, message: MessageId(5), asker: ChatId(9), replied: None }
}

/// Message 5 of the person 9 in the group -100.
pub fn group() -> Origin {
    let place = Place { reply_to: Some(MessageId(5)), ..Place::of(ChatId(-100)) };
    Origin { place, ..private() }
}

/// A tap on a button with this data, under message 6 in the chat of `origin`.
pub fn tap(origin: &Origin, data: &str) -> Tap {
    let under = Some((origin.place, Some(MessageId(6))));
    Tap { query: CallbackQueryId("query".into()), asker: origin.asker, under, data: data.to_owned() }
}

/// A reply of this number that gave the answer of this entry.
pub fn given(id: i32, entry: &str) -> GivenReply {
    GivenReply {
        id: ReplyId(id.into()),
        message: Some(MessageId(id)),
        entry: Some(EntryId(entry.into())),
        is_pointed_to: false,
        is_held: false,
    }
}

/// What is wanted, each in a few words.
pub fn in_short(wanted: &[Effect]) -> Vec<String> {
    wanted.iter().map(summary).collect()
}

/// What is wanted, with the words and the buttons of every reply.
pub fn in_full(wanted: &[Effect]) -> String {
    let full = |wanted: &Effect| match reply(wanted) {
        Some(reply) => format!("{}:\n{}", summary(wanted), shown(reply)),
        None => summary(wanted),
    };
    wanted.iter().map(full).collect::<Vec<_>>().join("\n")
}

fn summary(wanted: &Effect) -> String {
    match wanted {
        Effect::Send(place, _) => format!("send to {}", place.chat),
        Effect::SendAndForget(place, _) => format!("send to {}, and forget it", place.chat),
        Effect::Answer(it) => format!("answer{}", kept(it)),
        Effect::Hold(it) => format!("hold{}", kept(it)),
        Effect::Point(earlier, it) => format!("point to {earlier}{}", kept(it)),
        Effect::Amend(earlier, it) => format!("amend {earlier}{}", kept(it)),
        Effect::Withdraw { chat, earlier } => format!("withdraw {earlier} in {chat}"),
        Effect::Edit { chat, message, .. } => format!("edit {message} in {chat}"),
        Effect::Acknowledge(_, None) => "acknowledge".into(),
        Effect::Acknowledge(_, Some(notice)) => format!("acknowledge: {notice}"),
        Effect::Offer(_, offers, otherwise) if offers.is_empty() => format!("offer nothing: {otherwise}"),
        Effect::Offer(_, offers, _) => {
            let titles: Vec<&str> = offers.iter().map(|offer| offer.title.as_str()).collect();
            format!("offer: {}", titles.join(" · "))
        }
        Effect::Vote(vote) => {
            format!("vote {} `{}`", if vote.is_up { "for" } else { "against" }, vote.entry)
        }
        Effect::Spoken(topic, by) => {
            format!("spoken in {} by {}", topic.chat, by.map_or("the bot".into(), |by| by.to_string()))
        }
        Effect::Subscribe(topic, terms, due) => {
            let due = due.map(|due| due.format("%a %H:%M").to_string()).unwrap_or_default();
            format!("subscribe {}: {terms}; due {due}", named(topic))
        }
        Effect::Unsubscribe(topic) => format!("unsubscribe {}", named(topic)),
        Effect::PostAnew(topic) => format!("post anew in {}", named(topic)),
        Effect::Choose(whom, choice, value) => {
            let whom = whom.map_or("the bot".into(), |whom| whom.to_string());
            format!("choose {choice:?} {} for {whom}", value.as_deref().unwrap_or("as before"))
        }
        Effect::Forget(reader) => format!("forget {reader}"),
        Effect::Retire(chat) => format!("retire {chat}"),
        Effect::Move { from, to } => format!("move {from} to {to}"),
        Effect::Reload(place, _) => format!("reload, and tell {}", place.chat),
    }
}

fn named(topic: &Topic) -> String {
    topic.thread.map_or_else(|| topic.chat.to_string(), |thread| format!("{}, topic {thread}", topic.chat))
}

/// Whose answer it is, and as what the question is kept.
fn kept(it: &Answering) -> String {
    let entry = it.given.as_ref().map(|given| format!(" `{}`", given.entry.0)).unwrap_or_default();
    let kept = it
        .question
        .as_ref()
        .map(|(_, verdict)| format!(", keep as {}", verdict.as_str()))
        .unwrap_or_default();
    format!("{entry}{kept}")
}

fn reply(wanted: &Effect) -> Option<&Reply> {
    match wanted {
        Effect::Send(_, reply) | Effect::SendAndForget(_, reply) | Effect::Edit { reply, .. } => Some(reply),
        Effect::Answer(it) | Effect::Hold(it) | Effect::Point(_, it) | Effect::Amend(_, it) => {
            Some(&it.reply)
        }
        _ => None,
    }
}

fn shown(reply: &Reply) -> String {
    let row = |row: &Vec<_>| row.iter().map(label).collect::<Vec<_>>().join(" ");
    std::iter::once(reply.html.as_str().to_owned())
        .chain(reply.buttons.iter().map(row))
        .collect::<Vec<_>>()
        .join("\n")
}

fn label(button: &crate::replies::Button) -> String {
    format!("[{}]", button.label)
}
