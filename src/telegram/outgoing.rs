//! What the bot wants done in Telegram.

use teloxide::types::{CallbackQueryId, ChatId, MessageId, ThreadId};

use crate::replies::Reply;

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

/// One thing to do in Telegram.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// Send a message.
    Send(Place, Reply),
    /// Put this in place of one of the bot's messages.
    Edit(ChatId, MessageId, Reply),
    /// End a button's waiting; with words for a moment, if there are any.
    Acknowledge(CallbackQueryId, Option<String>),
}
