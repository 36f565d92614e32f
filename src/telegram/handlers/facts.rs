//! What the bot has to know, beside its FAQ, to respond to what is asked: plain data, which is looked up before
//! the handlers decide.

use chrono::{DateTime, NaiveDate, Utc};

use crate::briefings::Terms;
use crate::replies::Right;
use crate::store::{Backlog, ChatId, GivenReply, KeptQuestion, MessageId, Progress, Retention, Topic, Usage};
use crate::telegram::effects::effect::Effect;
use crate::telegram::update::incoming::Incoming;
use crate::text::LanguageCode;

/// What a bot does about what is asked of it.
pub type Respond = dyn Fn(&Incoming, &Facts) -> Vec<Effect> + Send + Sync;

/// What is known when something is asked.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The reader's language: the one that they chose, else that of their Telegram client.
    pub reader: LanguageCode,
    /// That of their Telegram client.
    pub client: LanguageCode,
    /// The bot's name, without the `@`.
    pub bot: String,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// For how many days questions are kept, and for how many who was given which answer.
    pub retention: Retention,
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
    /// What a chat has chosen about briefings, where that is asked or chosen.
    pub briefing: Option<BriefingFacts>,
    /// What an operator asks for; nothing when others do.
    pub operation: Option<Operation>,
}

/// What is known of a chat, or a topic of it, that gets briefings or may get them.
#[derive(Clone, Debug)]
pub struct BriefingFacts {
    /// The chat, or the topic of it.
    pub topic: Topic,
    /// The channel's title, where it is asked elsewhere.
    pub channel: Option<String>,
    /// Its terms, and when the next one is due, if it gets briefings.
    pub terms: Option<(Terms, Option<DateTime<Utc>>)>,
    /// Whether it hears of corrections.
    pub has_corrections: bool,
    /// Where people are shown what it has chosen.
    pub panels: Vec<ShownPanel>,
    /// Whether the asker may choose: who is alone in the chat, or one of its administrators.
    pub may_choose: bool,
    /// Whether the bot helps to run it, as it must in a channel.
    pub is_in_it: bool,
    /// What the bot lacks to post there, and to pin.
    pub lacks: Vec<Right>,
}

/// Where somebody is shown what a channel has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownPanel {
    /// Who, which is also in which chat.
    pub person: ChatId,
    /// In which message.
    pub message: MessageId,
    /// In which language.
    pub language: LanguageCode,
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
    Stats(Usage, Backlog, Progress),
    /// Questions without an answer.
    Unanswered(Vec<KeptQuestion>),
    /// The knowledge is to be read anew.
    Reload,
    /// Briefings are to stop, or to go on.
    Pause(bool),
}

impl Facts {
    /// All that is known of a reader of whom only the language is.
    pub fn of(reader: LanguageCode) -> Self {
        Self {
            reader,
            client: reader,
            bot: String::new(),
            now: DateTime::UNIX_EPOCH,
            retention: Retention::default(),
            is_unasked: false,
            lately: Vec::new(),
            replies: Vec::new(),
            question: None,
            rights: Rights::default(),
            briefing: None,
            operation: None,
        }
    }

    /// The day, in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}
