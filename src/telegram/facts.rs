//! What the bot has to know, beside its FAQ, to respond to what is asked: looked up before the
//! handlers decide, so that these are plain functions.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use teloxide::payloads::GetChatMember;
use teloxide::types::{ChatId, UserId};
use tokio::time::sleep;

use super::backoff::Backoff;
use super::callback::Callback;
use super::incoming::{self, Incoming, Origin, Tap};
use super::keys::Hashed;
use super::office::Office;
use super::outgoing::{Choice, Place};
use crate::store::{Census, GivenReply, KeptQuestion, Tally};
use crate::text::LanguageCode;

/// How long an answer that was given in a group stands for the next who asks the same there.
const LATELY: Duration = Duration::from_secs(600);

/// How many of the latest questions without an answer are looked at.
const MOST_QUESTIONS: i64 = 500;

/// How often Telegram is asked for somebody's rights until that is given up.
const MOST_TRIES: i64 = 3;

/// What is known when something is asked.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The reader's language: the one that they chose, else that of their Telegram client.
    pub reader: LanguageCode,
    /// That of their Telegram client.
    pub client: LanguageCode,
    /// The bot's name, without the `@`.
    pub bot: String,
    /// For how many days questions are kept.
    pub days_kept: u16,
    /// Whether the group is answered unasked.
    pub is_unasked: bool,
    /// The answers that the group's topic was given a moment ago, or is to be given, the latest first.
    pub lately: Vec<GivenReply>,
    /// The replies that an edited message got.
    pub replies: Vec<GivenReply>,
    /// The question of the answer that is voted on or asked about.
    pub question: Option<String>,
    /// What the asker and the bot may do in the group.
    pub rights: Rights,
    /// What an operator asks for; nothing when others do.
    pub operation: Option<Operation>,
}

/// What the asker and the bot may do in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The asker is one of its administrators.
    pub is_admin: bool,
    /// The bot sees what does not address it.
    pub sees_all: bool,
}

/// What an operator asks for.
#[derive(Clone, Debug)]
pub enum Operation {
    /// How the bot is doing.
    Stats(Tally, Census),
    /// Questions without an answer.
    Unanswered(Vec<KeptQuestion>),
    /// The knowledge was read anew: its entries, or what is wrong with it.
    Reloaded(Result<usize, String>),
}

impl Facts {
    /// All that is known of a reader of whom only the language is.
    pub fn of(reader: LanguageCode) -> Self {
        Self {
            reader,
            client: reader,
            bot: String::new(),
            days_kept: 0,
            is_unasked: false,
            lately: Vec::new(),
            replies: Vec::new(),
            question: None,
            rights: Rights::default(),
            operation: None,
        }
    }
}

/// Looks up what this takes to respond to.
pub(super) async fn gather(
    office: &Office,
    incoming: &Incoming,
    client: LanguageCode,
    now: DateTime<Utc>,
) -> Facts {
    let (asker, chat) = incoming::asker_and_chat(incoming);
    let settings = office.persist(|| office.store.settings(asker, chat)).await;
    let chosen = |of: i64, choice: Choice| {
        let found = settings.iter().find(|(chat, name, _)| *chat == of && name == choice.name());
        found.map(|(_, _, value)| value.as_str())
    };
    let language = chosen(asker, Choice::Language).map(LanguageCode::of).filter(|code| code.is_known());
    let mut facts = Facts {
        bot: office.me.username.clone(),
        days_kept: office.settings.retention.days,
        is_unasked: chat < 0 && chosen(chat, Choice::Unasked).is_some(),
        client,
        ..Facts::of(language.unwrap_or(client))
    };
    let is_group = chat < 0;
    match incoming {
        Incoming::Question(origin, _) if is_group => facts.lately = lately(office, origin.place, now).await,
        Incoming::Overheard(origin, Some(_)) if facts.is_unasked => {
            facts.lately = lately(office, origin.place, now).await;
        }
        Incoming::Edited(origin, _) => {
            let asked = i64::from(origin.message.0);
            facts.replies = office.persist(|| office.store.replies_to(chat, asked)).await;
            if is_group {
                facts.lately = lately(office, origin.place, now).await;
            }
        }
        Incoming::Command(origin, name, _) => gather_for_command(office, origin, name, &mut facts, now).await,
        Incoming::Tap(tap) => gather_for_tap(office, tap, &mut facts, now).await,
        _ => {}
    }
    facts
}

async fn gather_for_command(
    office: &Office,
    origin: &Origin,
    name: &str,
    facts: &mut Facts,
    now: DateTime<Utc>,
) {
    let chat = origin.place.chat.0;
    let is_operator = origin.is_private() && office.settings.operators.contains(&origin.asker);
    match name {
        "why" => {
            if let Some(replied) = origin.replied {
                facts.question = question_of(office, chat, replied.0, now).await;
            }
        }
        "settings" if !origin.is_private() => facts.rights = rights(office, chat, origin.asker).await,
        "stats" if is_operator => {
            let tally = office.persist(|| office.store.tally()).await;
            let census = office.persist(|| office.store.census()).await;
            facts.operation = Some(Operation::Stats(tally, census));
        }
        "unanswered" if is_operator => {
            let asked = office.persist(|| office.store.questions_without_answer(MOST_QUESTIONS)).await;
            facts.operation = Some(Operation::Unanswered(asked));
        }
        "reload" if is_operator => facts.operation = Some(Operation::Reloaded(office.reload().await)),
        _ => {}
    }
}

async fn gather_for_tap(office: &Office, tap: &Tap, facts: &mut Facts, now: DateTime<Utc>) {
    let Some((place, message)) = tap.under else { return };
    match (tap.data.parse(), message) {
        (Ok(Callback::Show(_)), _) if place.chat.0 < 0 => {
            facts.lately = lately(office, place, now).await;
        }
        (Ok(Callback::Vote(false, _)), Some(message)) => {
            facts.question = question_of(office, place.chat.0, message.0, now).await;
        }
        (Ok(Callback::Unasked(_)), _) => facts.rights = rights(office, place.chat.0, tap.asker).await,
        _ => {}
    }
}

async fn lately(office: &Office, place: Place, now: DateTime<Utc>) -> Vec<GivenReply> {
    let topic = (place.chat.0, place.topic());
    office.persist(|| office.store.answers_within(topic, LATELY, now)).await
}

/// The question to which this message replies, if it is kept.
async fn question_of(office: &Office, chat: i64, message: i32, now: DateTime<Utc>) -> Option<String> {
    let reply = office.persist(|| office.store.reply_in(chat, message.into())).await?;
    let hashes = office.keys.hashes(Hashed::Reply(reply.id), now);
    office.persist(|| office.store.question(&hashes)).await
}

/// What somebody and the bot may do in a group. Whom Telegram does not tell about may do nothing.
async fn rights(office: &Office, chat: i64, asker: i64) -> Rights {
    // Only its administrators can let a group speak.
    let is_admin = asker == chat || is_admin(office, chat, asker).await;
    let me = i64::try_from(office.me.id).unwrap_or_default();
    let sees_all =
        office.me.can_read_all_group_messages || is_admin && self::is_admin(office, chat, me).await;
    Rights { is_admin, sees_all }
}

async fn is_admin(office: &Office, chat: i64, person: i64) -> bool {
    #[derive(Deserialize)]
    struct Member {
        status: String,
    }
    let Ok(person) = u64::try_from(person) else { return false };
    let payload = GetChatMember::new(ChatId(chat), UserId(person));
    for tries in 0..MOST_TRIES {
        match office.api.call::<Member, _>(&payload).await {
            Ok(member) => return matches!(member.status.as_str(), "creator" | "administrator"),
            Err(error) if error.is_passing() => sleep(Backoff::wait(tries, &error)).await,
            Err(_) => return false,
        }
    }
    false
}
