//! Reads an update: what is asked of the bot, or why it stays silent.

use teloxide::types::{
    CallbackQuery, CallbackQueryId, InlineQuery, InlineQueryId, MaybeInaccessibleMessage, Message,
    MessageKind, MessageOrigin, Update, UpdateKind,
};

use super::place::{Origin, Place};
use crate::replies::Command;
use crate::store::{ChatId, MessageId, ThreadId};
use crate::text::LanguageCode;

/// The bot itself.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Me {
    /// Its user id.
    pub id: u64,
    /// Its name, without the `@`.
    pub username: String,
    /// Whether it sees all that is written in groups, even where it is no administrator.
    #[serde(default)]
    pub can_read_all_group_messages: bool,
}

impl Me {
    /// Its user id, as that of a chat.
    pub fn user_id(&self) -> ChatId {
        number(self.id)
    }
}

/// What is asked of the bot.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A question in words.
    Question(Origin, String),
    /// A message that has been edited, and the question that it puts to the bot, if it does.
    Edited(Origin, Option<String>),
    /// A group's talk that does not address the bot: a message to all in words, or another.
    Overheard(Origin, Option<String>),
    /// A command, and what stands behind it.
    Command(Origin, Command, String),
    /// A command that there is not.
    UnknownCommand(Origin),
    /// A message in private without any text: a sticker, a voice message, a photo.
    Wordless(Origin),
    /// A tapped button.
    Tap(Tap),
    /// What somebody types behind the bot's name, in any chat.
    Inline(InlineQuestion),
    /// A post of a channel, forwarded to the bot in private.
    Post(Origin, Channel),
    /// The bot was removed from a chat, or blocked.
    Removed(ChatId),
    /// A group has got another number.
    Moved {
        /// That it had.
        from: ChatId,
        /// That it has.
        to: ChatId,
    },
}

/// A channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Its number.
    pub chat: ChatId,
    /// Its title.
    pub title: String,
}

/// A tapped button.
#[derive(Clone, Debug, PartialEq)]
pub struct Tap {
    /// What is to be acknowledged.
    pub query: CallbackQueryId,
    /// Who tapped.
    pub asker: ChatId,
    /// Where replies go, and the message under which the button is, if that can be edited; none
    /// where the bot cannot write, such as under its inline results.
    pub under: Option<(Place, Option<MessageId>)>,
    /// What the button sent.
    pub data: String,
}

/// What somebody types behind the bot's name.
#[derive(Clone, Debug, PartialEq)]
pub struct InlineQuestion {
    /// What is to be answered.
    pub query: InlineQueryId,
    /// Who types.
    pub asker: ChatId,
    /// What is typed so far.
    pub text: String,
}

/// Why the bot stays silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// An update of a kind that asks nothing: a poll, a reaction, a channel's post.
    Kind,
    /// A group's event: someone joined, a title changed.
    Service,
    /// Written by a bot, or through one.
    Bot,
    /// Posted by Telegram itself for a linked channel.
    Forwarded,
    /// A command for another bot.
    NotAddressed,
    /// An edit of what was never answered.
    Edit,
}

/// What `update` asks of the bot `me`.
pub fn read(update: &Update, me: &Me) -> Result<Incoming, Silence> {
    match &update.kind {
        UpdateKind::Message(message) => read_message(message, me),
        UpdateKind::EditedMessage(message) => read_edit(message, me),
        UpdateKind::CallbackQuery(query) => Ok(Incoming::Tap(read_tap(query))),
        UpdateKind::InlineQuery(query) => Ok(Incoming::Inline(read_inline(query))),
        UpdateKind::MyChatMember(change) if !change.new_chat_member.is_present() => {
            Ok(Incoming::Removed(ChatId(change.chat.id.0)))
        }
        _ => Err(Silence::Kind),
    }
}

/// The language of the reader who asks in `update`: that of their Telegram client, else English.
pub fn client_language(update: &Update) -> LanguageCode {
    let client = update.from().and_then(|from| from.language_code.as_deref()).map(LanguageCode::of);
    client.filter(|code| code.is_known()).unwrap_or(LanguageCode::ENGLISH)
}

/// Who asks, and in which chat: the same number twice where there is no chat.
pub fn asker_and_chat(incoming: &Incoming) -> (ChatId, ChatId) {
    match incoming {
        Incoming::Question(origin, _)
        | Incoming::Edited(origin, _)
        | Incoming::Overheard(origin, _)
        | Incoming::Command(origin, ..)
        | Incoming::UnknownCommand(origin)
        | Incoming::Post(origin, _)
        | Incoming::Wordless(origin) => (origin.asker, origin.place.chat),
        Incoming::Removed(chat) | Incoming::Moved { from: chat, .. } => (*chat, *chat),
        Incoming::Tap(tap) => (tap.asker, tap.under.map_or(tap.asker, |(place, _)| place.chat)),
        Incoming::Inline(question) => (question.asker, question.asker),
    }
}

/// Where to say that the bot has failed at what was asked; nowhere if nobody would miss a reply.
pub fn place(incoming: &Incoming) -> Option<Place> {
    match incoming {
        Incoming::Question(origin, _)
        | Incoming::Command(origin, ..)
        | Incoming::UnknownCommand(origin)
        | Incoming::Post(origin, _)
        | Incoming::Wordless(origin) => Some(origin.place),
        Incoming::Tap(tap) => tap.under.map(|(place, _)| place),
        Incoming::Edited(..)
        | Incoming::Overheard(..)
        | Incoming::Inline(_)
        | Incoming::Removed(_)
        | Incoming::Moved { .. } => None,
    }
}

fn read_message(message: &Message, me: &Me) -> Result<Incoming, Silence> {
    let common = match &message.kind {
        MessageKind::Common(common) => common,
        // What teloxide cannot read: new kinds, and a voice message without a MIME type.
        MessageKind::Empty {} if message.chat.is_private() => {
            return Ok(Incoming::Wordless(origin(message, me)));
        }
        _ => {
            let from = ChatId(message.chat.id.0);
            let moved = message.migrate_to_chat_id().map(|to| Incoming::Moved { from, to: ChatId(to.0) });
            return moved.ok_or(Silence::Service);
        }
    };
    if common.is_automatic_forward {
        return Err(Silence::Forwarded);
    }
    // Who writes for a chat, as an anonymous admin does, is shown as a bot of Telegram's.
    let is_bot = message.from.as_ref().is_some_and(|from| from.is_bot) && message.sender_chat.is_none();
    if is_bot || message.via_bot.is_some() {
        return Err(Silence::Bot);
    }
    let origin = origin(message, me);
    let is_private = message.chat.is_private();
    if let (true, Some(MessageOrigin::Channel { chat: channel, .. })) = (is_private, message.forward_origin())
    {
        let title = channel.title().unwrap_or_default().to_owned();
        return Ok(Incoming::Post(origin, Channel { chat: ChatId(channel.id.0), title }));
    }
    match written(message) {
        None if is_private => Ok(Incoming::Wordless(origin)),
        None => Ok(Incoming::Overheard(origin, None)),
        Some(text) => match CommandText::read(text) {
            Some(command) if command.is_for(me, is_private) => Ok(command.at(origin, message)),
            Some(_) => Err(Silence::NotAddressed),
            None => Ok(match read_question(text, message, me) {
                Some(question) => Incoming::Question(origin, question),
                // Who replies to somebody asks them.
                None if message.reply_to_message().is_some_and(|to| to.forum_topic_created().is_none()) => {
                    Incoming::Overheard(origin, None)
                }
                None => Incoming::Overheard(origin, Some(text.to_owned())),
            }),
        },
    }
}

/// What an edited message asks: as one that is new, but for what it cannot ask any more.
fn read_edit(message: &Message, me: &Me) -> Result<Incoming, Silence> {
    match read_message(message, me)? {
        Incoming::Question(origin, text) => Ok(Incoming::Edited(origin, Some(text))),
        Incoming::Overheard(origin, Some(_)) => Ok(Incoming::Edited(origin, None)),
        _ => Err(Silence::Edit),
    }
}

/// The question in a text that is no command, if it is put to the bot.
fn read_question(text: &str, message: &Message, me: &Me) -> Option<String> {
    if message.chat.is_private() {
        return Some(text.to_owned());
    }
    match without_mention(text, &me.username) {
        Some(rest) => Some(or_replied_to(&rest, message)),
        None => is_reply_to(message, me).then(|| text.to_owned()),
    }
}

/// A text that begins with a command.
struct CommandText<'a> {
    /// The command; nothing if there is none of this name.
    command: Option<Command>,
    /// The bot that it names, as commands do in groups: `/faq@some_bot`.
    bot: Option<&'a str>,
    argument: &'a str,
}

impl<'a> CommandText<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let text = text.trim_start().strip_prefix('/')?;
        let (command, argument) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (name, bot) = match command.split_once('@') {
            Some((name, bot)) => (name, Some(bot)),
            None => (command, None),
        };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let command = name.to_ascii_lowercase().parse().ok();
        is_name.then(|| Self { command, bot, argument: argument.trim() })
    }

    /// In a group, a bare command that the bot does not know is another bot's.
    fn is_for(&self, me: &Me, is_private: bool) -> bool {
        match self.bot {
            Some(bot) => bot.eq_ignore_ascii_case(&me.username),
            None => is_private || self.command.is_some(),
        }
    }

    fn at(self, origin: Origin, message: &Message) -> Incoming {
        match self.command {
            Some(Command::Ask) => Incoming::Question(origin, or_replied_to(self.argument, message)),
            Some(command) => Incoming::Command(origin, command, self.argument.to_owned()),
            None => Incoming::UnknownCommand(origin),
        }
    }
}

fn read_tap(query: &CallbackQuery) -> Tap {
    let under = query.message.as_ref().map(|message| match message {
        MaybeInaccessibleMessage::Regular(message) => {
            (Place { reply_to: reply_to(message), ..place_of(message) }, Some(MessageId(message.id.0)))
        }
        MaybeInaccessibleMessage::Inaccessible(message) => (Place::of(ChatId(message.chat.id.0)), None),
    });
    let asker = number(query.from.id.0);
    Tap { query: query.id.clone(), asker, under, data: query.data.clone().unwrap_or_default() }
}

fn read_inline(query: &InlineQuery) -> InlineQuestion {
    InlineQuestion { query: query.id.clone(), asker: number(query.from.id.0), text: query.query.clone() }
}

fn origin(message: &Message, me: &Me) -> Origin {
    let person = message.from.as_ref().map(|from| number(from.id.0));
    let chat = message.sender_chat.as_ref().map(|chat| ChatId(chat.id.0));
    let replied = message.reply_to_message().filter(|_| is_reply_to(message, me));
    Origin {
        place: place_of(message),
        message: MessageId(message.id.0),
        asker: chat.or(person).unwrap_or(ChatId(message.chat.id.0)),
        replied: replied.map(|replied| MessageId(replied.id.0)),
    }
}

/// A person's id as a chat's, which it also is. Telegram's have 52 bits at most.
fn number(person: u64) -> ChatId {
    ChatId(i64::try_from(person).unwrap_or_default())
}

fn place_of(message: &Message) -> Place {
    Place {
        chat: ChatId(message.chat.id.0),
        // Replies in a group without topics have a thread too, in which nothing can be sent.
        thread: message.thread_id.filter(|_| message.is_topic_message).map(|thread| ThreadId(thread.0.0)),
        reply_to: reply_to(message),
    }
}

fn reply_to(message: &Message) -> Option<MessageId> {
    (!message.chat.is_private()).then_some(MessageId(message.id.0))
}

fn written(message: &Message) -> Option<&str> {
    message.text().or_else(|| message.caption())
}

/// The question, or when someone only calls the bot under another's message, that message.
fn or_replied_to(question: &str, message: &Message) -> String {
    if !question.trim().is_empty() {
        return question.to_owned();
    }
    message.reply_to_message().and_then(written).unwrap_or_default().to_owned()
}

/// Whether it replies to a message of the bot's. In a topic, every message that replies to none
/// is shown as a reply to the one that opened the topic.
fn is_reply_to(message: &Message, me: &Me) -> bool {
    message.reply_to_message().is_some_and(|replied| {
        replied.from.as_ref().is_some_and(|from| from.id.0 == me.id)
            && replied.forum_topic_created().is_none()
    })
}

/// The text without `@username`, if that stands in it as a word.
fn without_mention(text: &str, username: &str) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let lower = text.to_ascii_lowercase();
    let mention = format!("@{}", username.to_ascii_lowercase());
    let (at, _) = lower.match_indices(&mention).find(|(at, _)| {
        let after = &lower[at + mention.len()..];
        !lower[..*at].ends_with(is_part) && !after.starts_with(is_part)
    })?;
    let (before, after) = (text[..at].trim_end(), text[at + mention.len()..].trim_start());
    let after = if before.is_empty() { after.trim_start_matches([',', ':']).trim_start() } else { after };
    Some(format!("{before} {after}").trim().to_owned())
}

#[cfg(test)]
mod tests;
