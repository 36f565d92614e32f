//! What the bot wants done in Telegram.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use teloxide::types::{CallbackQueryId, InlineQueryId};

use crate::briefings::Terms;
use crate::knowledge::Id;
use crate::matcher::VerdictName;
use crate::replies::Reply;
use crate::store::{ChatId, GivenVersion, MessageId, ReplyId, Topic};
use crate::telegram::update::incoming::Tap;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// One thing to do in Telegram, or to note for later.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a message.
    Send(Place, Reply),
    /// Send a message, and keep nothing of where it went.
    SendAndForget(Place, Reply),
    /// Reply to a question.
    Answer(Answering),
    /// Reply to a question that was not put to the bot, unless somebody else does.
    Hold(Answering),
    /// Reply to a question by pointing to this earlier reply.
    Point(ReplyId, Answering),
    /// Put this in place of an earlier reply.
    Amend(ReplyId, Answering),
    /// Delete an earlier reply in this chat.
    Withdraw {
        /// The chat.
        chat: ChatId,
        /// The reply.
        earlier: ReplyId,
    },
    /// Put this in place of one of the bot's messages.
    Edit {
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
        /// What stands there then.
        reply: Reply,
    },
    /// End a button's waiting; with words for a moment, if there are any.
    Acknowledge(CallbackQueryId, Option<String>),
    /// Show these behind the bot's name; where there are none, these words on a button to the bot.
    Offer(InlineQueryId, Vec<Offer>, String),
    /// Note what a reader thinks of an answer.
    Vote(Vote),
    /// Note what somebody has chosen for themselves or for a group, or an operator for the bot, which is
    /// nobody; no value: as before they chose.
    Choose(Option<ChatId>, Choice, Option<String>),
    /// Note that somebody has written in a topic, or nobody when the bot itself replies there.
    Spoken(Topic, Option<ChatId>),
    /// Forget everything of a reader.
    Forget(ChatId),
    /// Note that a chat, or a topic of it, gets briefings on these terms, the next one then.
    Subscribe(Topic, Terms, Option<DateTime<Utc>>),
    /// Note that it gets no more.
    Unsubscribe(Topic),
    /// Post all of it anew there, at once.
    PostAnew(Topic),
    /// Read the knowledge anew, and tell an operator there what came of it, in their language.
    Reload(Place, LanguageCode),
    /// Note that nobody is in a chat any more.
    Retire(ChatId),
    /// Note that a chat has another number.
    Move {
        /// That it had.
        from: ChatId,
        /// That it has.
        to: ChatId,
    },
}

impl Effect {
    /// All that is to be done where that is to send a message.
    pub fn send(place: Place, reply: Reply) -> Vec<Self> {
        vec![Self::Send(place, reply)]
    }

    /// Ends the waiting of a button that was tapped.
    pub fn acknowledge(tap: &Tap, notice: Option<String>) -> Self {
        Self::Acknowledge(tap.query.clone(), notice)
    }

    /// How a question ended, if this is the reply to one.
    pub fn verdict(&self) -> Option<VerdictName> {
        match self {
            Self::Answer(answering)
            | Self::Hold(answering)
            | Self::Point(_, answering)
            | Self::Amend(_, answering) => answering.question.as_ref().map(|(_, verdict)| *verdict),
            _ => None,
        }
    }
}

/// A reply to a question, which can be edited, pointed to, voted on and asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Answering {
    /// The message that asked.
    pub origin: Origin,
    /// The reply.
    pub reply: Reply,
    /// The entry whose answer it is, and in which version.
    pub given: Option<GivenVersion>,
    /// What was asked and how that ended, where it is kept.
    pub question: Option<(String, VerdictName)>,
}

/// One of the things that are shown behind the bot's name.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The entry.
    pub entry: Id,
    /// Its question.
    pub title: String,
    /// How its answer begins.
    pub description: String,
    /// What is sent when it is chosen.
    pub reply: Reply,
}

/// What a reader thinks of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The reader.
    pub reader: ChatId,
    /// The answer's chat and message.
    pub answer: (ChatId, MessageId),
    /// Its entry.
    pub entry: Id,
    /// For it, or against it.
    pub is_up: bool,
}

/// What begins the name of [`Choice::Panel`].
pub const PANEL: &str = "panel ";

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The language in which a reader is answered.
    Language,
    /// Whether a group is answered unasked.
    Unasked,
    /// Whether a chat hears of corrections of what it was told.
    Corrections,
    /// Whether briefings are paused, which is chosen for the bot itself.
    Paused,
    /// In which message somebody is shown what a channel has chosen.
    Panel(ChatId),
}

impl Choice {
    /// Its name where it is kept.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Language => "language".into(),
            Self::Unasked => "unasked".into(),
            Self::Corrections => "corrections".into(),
            Self::Paused => "paused".into(),
            Self::Panel(person) => format!("{PANEL}{person}").into(),
        }
    }
}
