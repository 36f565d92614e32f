//! Looks up what the handlers have to know before they decide, so that these are plain functions.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use teloxide::payloads::GetChat;
use teloxide::types::ChatId;

use crate::briefings::Terms;
use crate::replies::{Action, Command};
use crate::store::GivenReply;
use crate::telegram::context::Context;
use crate::telegram::effects::effect::{Choice, PANEL};
use crate::telegram::effects::pseudonyms::Subject;
use crate::telegram::handlers::facts::{BriefingFacts, Facts, Operation, Rights};
use crate::telegram::update::callback::decoded;
use crate::telegram::update::incoming::{self, Incoming, Tap};
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// How long an answer that was given in a group stands for the next who asks the same there.
const LATELY: Duration = Duration::from_secs(600);

/// How many of the latest questions without an answer are looked at.
const MOST_QUESTIONS: i64 = 500;

/// Looks up what this takes to respond to; `without_settings` is a chat for which nothing is chosen, if that is known.
pub async fn gather(
    context: &Context,
    incoming: &Incoming,
    client: LanguageCode,
    without_settings: Option<i64>,
    now: DateTime<Utc>,
) -> Facts {
    let (asker, chat) = incoming::asker_and_chat(incoming);
    let settings = match asker == chat && without_settings == Some(chat) {
        true => Vec::new(),
        false => context.persist(|| context.store.settings(asker, chat)).await,
    };
    let mut facts = Facts {
        bot: context.me.username.clone(),
        now,
        retention: context.settings.retention,
        client,
        ..chosen(&settings, asker, chat, client)
    };
    let is_group = chat < 0;
    match incoming {
        Incoming::Question(origin, _) if is_group => facts.lately = lately(context, origin.place, now).await,
        Incoming::Overheard(origin, Some(_)) if facts.is_unasked => {
            facts.lately = lately(context, origin.place, now).await;
        }
        Incoming::Edited(origin, _) => {
            let asked = i64::from(origin.message.0);
            facts.replies = context.persist(|| context.store.replies_to(chat, asked)).await;
            if is_group {
                facts.lately = lately(context, origin.place, now).await;
            }
        }
        Incoming::Command(origin, command, _) => {
            gather_for_command(context, origin, *command, &mut facts, now).await;
        }
        Incoming::Tap(tap) => gather_for_tap(context, tap, &mut facts, now).await,
        Incoming::Post(origin, channel) => {
            let title = Some(channel.title.clone());
            facts.briefing = Some(briefing(context, (channel.chat, 0), title, origin.asker).await);
        }
        _ => {}
    }
    facts
}

/// What the asker and the chat have chosen: the language, and whether the group is answered unasked.
fn chosen(settings: &[(i64, String, String)], asker: i64, chat: i64, client: LanguageCode) -> Facts {
    let chosen = |of: i64, choice: Choice| {
        let found = settings.iter().find(|(chat, name, _)| *chat == of && *name == choice.name());
        found.map(|(_, _, value)| value.as_str())
    };
    let language = chosen(asker, Choice::Language).map(LanguageCode::of).filter(|code| code.is_known());
    let is_unasked = chat < 0 && chosen(chat, Choice::Unasked).is_some();
    Facts { is_unasked, ..Facts::of(language.unwrap_or(client)) }
}

/// What is known of a chat that gets briefings, or of a channel by its title.
async fn briefing(
    context: &Context,
    (chat, thread): (i64, i64),
    channel: Option<String>,
    asker: i64,
) -> BriefingFacts {
    let subscription = context.persist(|| context.store.subscription(chat, thread)).await;
    let terms: Option<(Terms, _)> =
        subscription.and_then(|found| Some((found.terms.parse().ok()?, found.due)));
    let settings = context.persist(|| context.store.settings(chat, chat)).await;
    let may_choose = asker == chat || context.members.member(&context.api, chat, asker).await.is_admin;
    let is_in_it =
        channel.is_none() || context.members.member(&context.api, chat, context.me.user_id()).await.is_admin;
    let lacks = match may_choose {
        true => {
            context.members.lacks(&context.api, context.me.user_id(), chat, channel.is_some(), true).await
        }
        false => Vec::new(),
    };
    BriefingFacts {
        chat,
        thread,
        channel,
        terms,
        has_corrections: settings.iter().all(|(_, name, _)| *name != Choice::Corrections.name()),
        panels: settings.iter().filter_map(|(_, name, value)| panel(name, value)).collect(),
        may_choose,
        is_in_it,
        lacks,
    }
}

fn panel(name: &str, value: &str) -> Option<(i64, i32, LanguageCode)> {
    let (message, language) = value.split_once(' ')?;
    Some((name.strip_prefix(PANEL)?.parse().ok()?, message.parse().ok()?, LanguageCode::of(language)))
}

async fn gather_for_command(
    context: &Context,
    origin: &Origin,
    command: Command,
    facts: &mut Facts,
    now: DateTime<Utc>,
) {
    let chat = origin.place.chat.0;
    let is_operator = origin.is_private() && context.settings.operators.contains(&origin.asker);
    match command {
        Command::Ask if chat < 0 => facts.lately = lately(context, origin.place, now).await,
        Command::Why => {
            if let Some(replied) = origin.replied {
                facts.question = question_of(context, chat, replied.0, now).await;
            }
        }
        Command::Settings | Command::Subscribe | Command::Unsubscribe => {
            if !origin.is_private() {
                facts.rights = rights(context, chat, origin.asker).await;
            }
            let topic = (chat, origin.place.topic());
            facts.briefing = Some(briefing(context, topic, None, origin.asker).await);
        }
        Command::Stats if is_operator => {
            let usage = context.persist(|| context.store.usage()).await;
            let backlog = context.persist(|| context.store.backlog()).await;
            let progress = context.persist(|| context.store.progress(now)).await;
            facts.operation = Some(Operation::Stats(usage, backlog, progress));
        }
        Command::Unanswered if is_operator => {
            let asked = context.persist(|| context.store.questions_without_answer(MOST_QUESTIONS)).await;
            facts.operation = Some(Operation::Unanswered(asked));
        }
        Command::Pause if is_operator => facts.operation = Some(Operation::Pause(true)),
        Command::Resume if is_operator => facts.operation = Some(Operation::Pause(false)),
        Command::Reload if is_operator => facts.operation = Some(Operation::Reload),
        // What operators ask is nobody else's to know.
        Command::Stats | Command::Unanswered | Command::Reload | Command::Pause | Command::Resume => {}
        Command::Start
        | Command::Faq
        | Command::Brief
        | Command::Sources
        | Command::Ask
        | Command::Language
        | Command::Privacy
        | Command::Forget
        | Command::Help => {}
    }
}

async fn gather_for_tap(context: &Context, tap: &Tap, facts: &mut Facts, now: DateTime<Utc>) {
    let Some((place, message)) = tap.under else { return };
    match (decoded(&tap.data), message) {
        (Some(Action::Show(_)), _) if place.chat.0 < 0 => {
            facts.lately = lately(context, place, now).await;
        }
        (Some(Action::Vote(false, _)), Some(message)) => {
            facts.question = question_of(context, place.chat.0, message.0, now).await;
        }
        (Some(Action::Arrange(channel, _)), _) => {
            let topic = channel.map_or((place.chat.0, place.topic()), |channel| (channel, 0));
            let title = match channel {
                Some(channel) => Some(title(context, channel).await),
                None => None,
            };
            facts.briefing = Some(briefing(context, topic, title, tap.asker).await);
        }
        (Some(Action::Unasked(_)), _) => facts.rights = rights(context, place.chat.0, tap.asker).await,
        _ => {}
    }
}

async fn lately(context: &Context, place: Place, now: DateTime<Utc>) -> Vec<GivenReply> {
    let topic = (place.chat.0, place.topic());
    context.persist(|| context.store.answers_within(topic, LATELY, now)).await
}

/// The question to which this message replies, if it is kept.
async fn question_of(context: &Context, chat: i64, message: i32, now: DateTime<Utc>) -> Option<String> {
    let reply = context.persist(|| context.store.reply_in(chat, message.into())).await?;
    let hashes = context.pseudonyms.hashes(Subject::Reply(reply.id), now);
    context.persist(|| context.store.question(&hashes)).await
}

/// What somebody and the bot may do in a group. Whom Telegram does not tell about may do nothing.
async fn rights(context: &Context, chat: i64, asker: i64) -> Rights {
    // Only its administrators can let a group speak.
    let is_admin = asker == chat || context.members.member(&context.api, chat, asker).await.is_admin;
    let sees_all = context.me.can_read_all_group_messages
        || is_admin && context.members.member(&context.api, chat, context.me.user_id()).await.is_admin;
    Rights { is_admin, sees_all }
}

/// A channel's title, as far as Telegram tells.
async fn title(context: &Context, chat: i64) -> String {
    #[derive(Deserialize)]
    struct Chat {
        title: Option<String>,
    }
    let asked = context.api.call::<Chat, _>(&GetChat::new(ChatId(chat))).await;
    asked.ok().and_then(|chat| chat.title).unwrap_or_default()
}
