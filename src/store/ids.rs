//! What names things in rows, as types: a chat is no message, and what is not there is an `Option`. That
//! rows have 0 in its place is known to this file and to SQL alone.

use std::fmt;

/// A chat by Telegram's number, or a person, whose private chat with the bot has the same: above 0 for a
/// person, below for a group or a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChatId(pub i64);

/// A topic of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThreadId(pub i32);

/// A message of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i32);

/// A reply of the bot, by the number of the call that sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplyId(pub i64);

/// What a post shows, by its hash, which is never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentId(pub i64);

/// An entry of the knowledge.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub String);

/// Where in a chat something is: in a topic of it, or in a chat without topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Topic {
    /// The chat.
    pub chat: ChatId,
    /// The topic, if it has topics.
    pub thread: Option<ThreadId>,
}

impl ChatId {
    /// Whether it is a person, or the chat with one.
    pub fn is_person(self) -> bool {
        self.0 > 0
    }
}

impl From<ChatId> for Topic {
    /// A chat without topics.
    fn from(chat: ChatId) -> Self {
        Self { chat, thread: None }
    }
}

/// What rows have as a number, with 0 where there is none.
pub(super) trait Numbered: Sized {
    /// What a row's number names.
    fn of_row(number: i64) -> Option<Self>;

    /// Its number in a row.
    fn number(self) -> i64;
}

/// The number in a row of what may not be there.
pub(super) fn in_row(id: Option<impl Numbered>) -> i64 {
    id.map_or(0, Numbered::number)
}

macro_rules! numbered {
    ($($id:ident($number:ty)),*) => {
        $(impl Numbered for $id {
            fn of_row(number: i64) -> Option<Self> {
                <$number>::try_from(number).ok().filter(|number| *number != 0).map(Self)
            }

            fn number(self) -> i64 {
                self.0.into()
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        })*
    };
}

numbered!(ChatId(i64), ThreadId(i32), MessageId(i32), ReplyId(i64), ContentId(i64));

impl Topic {
    /// The topic in a row's two columns.
    pub(super) fn of_row(chat: i64, thread: i64) -> Self {
        Self { chat: ChatId(chat), thread: ThreadId::of_row(thread) }
    }

    /// The number of its thread in a row.
    pub(super) fn thread_in_row(self) -> i64 {
        in_row(self.thread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_0_in_rows_alone() {
        assert_eq!((MessageId::of_row(0), MessageId::of_row(7)), (None, Some(MessageId(7))));
        assert_eq!((in_row(None::<ChatId>), in_row(Some(ChatId(-7)))), (0, -7));
        let (plain, topic) = (Topic::of_row(-7, 0), Topic::of_row(-7, 3));
        assert_eq!((plain, plain.thread_in_row()), (ChatId(-7).into(), 0));
        assert_eq!((topic.thread, topic.thread_in_row()), (Some(ThreadId(3)), 3));
    }
}
