//! How fast chats get messages (Telegram's FAQ, "My bot is hitting limits").

use std::time::Duration;

use crate::store::{ChatId, RateLimit};

/// A chat with one person: about one message a second, and a burst for who asks many at once.
const PRIVATE: RateLimit = RateLimit { every: Duration::from_secs(1), burst: 20 };

/// A group or channel: twenty a minute, the burst and what follows it together.
const GROUP: RateLimit = RateLimit { every: Duration::from_secs(4), burst: 5 };

/// All chats together, for what goes to many: thirty a second, of which a little is left for clocks that
/// are not quite the same.
const EVERYBODY: RateLimit = RateLimit { every: Duration::from_millis(34), burst: 1 };

/// The limits that the bot keeps to of its own accord. Telegram's own, which it tells by refusing
/// a call, always hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limits {
    /// Those that Telegram recommends.
    #[default]
    Recommended,
    /// None, for a server that has none.
    Off,
}

impl Limits {
    /// The limit of messages to many chats, none of which has asked for one just now.
    pub(in crate::telegram) fn overall(self) -> Option<RateLimit> {
        match self {
            Self::Off => None,
            Self::Recommended => Some(EVERYBODY),
        }
    }

    /// The limit of a chat; those of groups and channels are negative.
    pub(in crate::telegram) fn of_chat(self, chat: ChatId) -> Option<RateLimit> {
        match self {
            Self::Off => None,
            Self::Recommended => Some(if chat.is_person() { PRIVATE } else { GROUP }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_has_more_than_twenty_messages_in_a_group() {
        let limit = Limits::Recommended.of_chat(ChatId(-1)).unwrap();
        let minute = Duration::from_secs(60);
        assert_eq!(u128::from(limit.burst) + minute.as_millis() / limit.every.as_millis(), 20);
    }
}
