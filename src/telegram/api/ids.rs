//! The names of chats, messages and topics, as teloxide has them.

use teloxide::types;

use crate::store::{ChatId, MessageId, ThreadId};

impl From<ChatId> for types::Recipient {
    fn from(chat: ChatId) -> Self {
        types::ChatId(chat.0).into()
    }
}

impl From<MessageId> for types::MessageId {
    fn from(message: MessageId) -> Self {
        Self(message.0)
    }
}

impl From<ThreadId> for types::ThreadId {
    fn from(thread: ThreadId) -> Self {
        Self(types::MessageId(thread.0))
    }
}
