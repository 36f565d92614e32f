//! Where a message is, and where the reply to it goes.

use crate::store::{ChatId, MessageId, ThreadId, Topic};

/// Where a reply goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The chat.
    pub chat: ChatId,
    /// The topic in it, if it has topics.
    pub thread: Option<ThreadId>,
    /// The message that it replies to; none in private chats, where that would be noise.
    pub reply_to: Option<MessageId>,
}

impl Place {
    /// A chat itself: no topic of it, and no message.
    pub fn of(chat: ChatId) -> Self {
        Self { chat, thread: None, reply_to: None }
    }

    /// The topic, or the chat that has none.
    pub fn topic(&self) -> Topic {
        Topic { chat: self.chat, thread: self.thread }
    }
}

/// A message to reply to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// Where replies go.
    pub place: Place,
    /// The message.
    pub message: MessageId,
    /// Who wrote it: a person, or the chat for which an administrator or a channel writes.
    pub asker: ChatId,
    /// The bot's own message to which it replies.
    pub replied: Option<MessageId>,
}

impl Origin {
    /// Whether it is in a chat with one person.
    pub fn is_private(&self) -> bool {
        self.place.chat.is_person()
    }

    /// Whether the group itself speaks, as only its administrators can let it.
    pub fn is_the_group(&self) -> bool {
        !self.is_private() && self.asker == self.place.chat
    }
}
