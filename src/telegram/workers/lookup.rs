//! Looks up what the handlers have to know before they decide, so that these are plain functions.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use teloxide::payloads::GetChat;

use crate::briefings::Terms;
use crate::replies::{Action, Command};
use crate::store::{ChatId, GivenReply, MessageId, Setting, Topic};
use crate::telegram::context::Context;
use crate::telegram::effects::effect::{Choice, PANEL};
use crate::telegram::effects::pseudonyms::Subject;
use crate::telegram::handlers::facts::{BriefingFacts, Facts, Operation, Rights, ShownPanel};
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
    without_settings: Option<ChatId>,
    now: DateTime<Utc>,
) -> Facts {
    let (asker, chat) = incoming::asker_and_chat(incoming);
    let settings = match asker == chat && without_settings == Some(chat) {
        true => Vec::new(),
        false => context.persist(|| context.store.settings(asker, chat)).await,
    };
    let is_group = !chat.is_person();
    let mut facts = Facts {
        bot: context.me.username.clone(),
        now,
        retention: context.settings.retention,
        client,
        ..chosen(&settings, asker, chat, client)
    };
    match incoming {
        Incoming::Question(origin, _) if is_group => facts.lately = lately(context, origin.place, now).await,
        Incoming::Overheard(origin, Some(_)) if facts.is_unasked => {
            facts.lately = lately(context, origin.place, now).await;
        }
        Incoming::Edited(origin, _) => {
            facts.replies = context.persist(|| context.store.replies_to(chat, origin.message)).await;
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
            facts.briefing = Some(briefing(context, channel.chat.into(), title, origin.asker).await);
        }
        _ => {}
    }
    facts
}

/// What the asker and the chat have chosen: the language, and whether the group is answered unasked.
fn chosen(settings: &[Setting], asker: ChatId, chat: ChatId, client: LanguageCode) -> Facts {
    let chosen = |of: ChatId, choice: Choice| {
        let found = settings.iter().find(|setting| setting.chat == of && setting.name == choice.name());
        found.map(|setting| setting.value.as_str())
    };
    let language = chosen(asker, Choice::Language).map(LanguageCode::of).filter(|code| code.is_known());
    let is_unasked = !chat.is_person() && chosen(chat, Choice::Unasked).is_some();
    Facts { is_unasked, ..Facts::of(language.unwrap_or(client)) }
}

/// What is known of a chat that gets briefings, or of a channel by its title.
async fn briefing(context: &Context, topic: Topic, channel: Option<String>, asker: ChatId) -> BriefingFacts {
    let chat = topic.chat;
    let subscription = context.persist(|| context.store.subscription(topic)).await;
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
        topic,
        channel,
        terms,
        has_corrections: settings.iter().all(|setting| setting.name != Choice::Corrections.name()),
        panels: settings.iter().filter_map(panel).collect(),
        may_choose,
        is_in_it,
        lacks,
    }
}

fn panel(setting: &Setting) -> Option<ShownPanel> {
    let (message, language) = setting.value.split_once(' ')?;
    Some(ShownPanel {
        person: ChatId(setting.name.strip_prefix(PANEL)?.parse().ok()?),
        message: MessageId(message.parse().ok()?),
        language: LanguageCode::of(language),
    })
}

async fn gather_for_command(
    context: &Context,
    origin: &Origin,
    command: Command,
    facts: &mut Facts,
    now: DateTime<Utc>,
) {
    let chat = origin.place.chat;
    let is_operator = origin.is_private() && context.settings.operators.contains(&origin.asker.0);
    match command {
        Command::Ask if !chat.is_person() => facts.lately = lately(context, origin.place, now).await,
        Command::Why => {
            if let Some(replied) = origin.replied {
                facts.question = question_of(context, chat, replied, now).await;
            }
        }
        Command::Settings | Command::Subscribe | Command::Unsubscribe => {
            if !origin.is_private() {
                facts.rights = rights(context, chat, origin.asker).await;
            }
            let topic = origin.place.topic();
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
        (Some(Action::Show(_)), _) if !place.chat.is_person() => {
            facts.lately = lately(context, place, now).await;
        }
        (Some(Action::Vote(false, _)), Some(message)) => {
            facts.question = question_of(context, place.chat, message, now).await;
        }
        (Some(Action::Arrange(channel, _)), _) => {
            let channel = channel.map(ChatId);
            let topic = channel.map_or_else(|| place.topic(), Topic::from);
            let title = match channel {
                Some(channel) => Some(title(context, channel).await),
                None => None,
            };
            facts.briefing = Some(briefing(context, topic, title, tap.asker).await);
        }
        (Some(Action::Unasked(_)), _) => facts.rights = rights(context, place.chat, tap.asker).await,
        _ => {}
    }
}

async fn lately(context: &Context, place: Place, now: DateTime<Utc>) -> Vec<GivenReply> {
    context.persist(|| context.store.answers_within(place.topic(), LATELY, now)).await
}

/// The question to which this message replies, if it is kept.
async fn question_of(
    context: &Context,
    chat: ChatId,
    message: MessageId,
    now: DateTime<Utc>,
) -> Option<String> {
    let reply = context.persist(|| context.store.reply_in(chat, message)).await?;
    let hashes = context.pseudonyms.hashes(Subject::Reply(reply.id), now);
    context.persist(|| context.store.question(&hashes)).await
}

/// What somebody and the bot may do in a group. Whom Telegram does not tell about may do nothing.
async fn rights(context: &Context, chat: ChatId, asker: ChatId) -> Rights {
    // Only its administrators can let a group speak.
    let is_admin = asker == chat || context.members.member(&context.api, chat, asker).await.is_admin;
    let sees_all = context.me.can_read_all_group_messages
        || is_admin && context.members.member(&context.api, chat, context.me.user_id()).await.is_admin;
    Rights { is_admin, sees_all }
}

/// A channel's title, as far as Telegram tells.
async fn title(context: &Context, chat: ChatId) -> String {
    #[derive(Deserialize)]
    struct Chat {
        title: Option<String>,
    }
    let asked = context.api.call::<Chat, _>(&GetChat::new(chat)).await;
    asked.ok().and_then(|chat| chat.title).unwrap_or_default()
}
