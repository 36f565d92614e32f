//! Who may do what in a chat, as Telegram says.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use teloxide::payloads::GetChatMember;
use teloxide::types::{self, UserId};
use tokio::time::{Instant, sleep};

use crate::replies::Right;
use crate::store::ChatId;
use crate::telegram::api::backoff::Backoff;
use crate::telegram::api::client::Api;

/// For how long it is taken for granted that somebody may do something who taps several buttons. Who
/// may not is asked about each time: they may have been promoted meanwhile.
const FRESH: Duration = Duration::from_secs(20);

/// How often Telegram is asked for somebody's rights until that is given up.
const MOST_TRIES: i64 = 3;

/// How many administrators are remembered.
const MOST: usize = 1_000;

/// A member of a chat (Bot API, ChatMember).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// They run the chat or help to.
    pub is_admin: bool,
    /// They are in it, and may write what members write.
    pub may_write: bool,
    /// They may post in a channel.
    pub may_post: bool,
    /// They may pin messages.
    pub may_pin: bool,
}

/// The administrators that were seen a moment ago.
#[derive(Default)]
pub struct Members(Mutex<HashMap<(ChatId, ChatId), (Instant, Member)>>);

impl Members {
    /// What somebody may do in a chat. Whom Telegram does not tell about may do nothing.
    pub async fn member(&self, api: &Api, chat: ChatId, person: ChatId) -> Member {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(chat, person)).copied();
        if let Some((_, member)) = known.filter(|(at, _)| at.elapsed() < FRESH) {
            return member;
        }
        let member = ask(api, chat, person).await.unwrap_or_default();
        if member.is_admin {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST {
                known.clear();
            }
            known.insert((chat, person), (Instant::now(), member));
        }
        member
    }

    /// What the bot, whose user id is `me`, lacks to be of use in a chat; `pin` is whether it is to pin as
    /// well.
    pub async fn lacks(
        &self,
        api: &Api,
        me: ChatId,
        chat: ChatId,
        is_channel: bool,
        pin: bool,
    ) -> Vec<Right> {
        // Nobody has rights in a private chat, or needs any.
        if chat.is_person() {
            return Vec::new();
        }
        let me = ask(api, chat, me).await.unwrap_or_default();
        let may_post = if is_channel { me.may_post } else { me.may_write };
        let may_pin = if is_channel { me.may_post } else { me.may_pin };
        let lacks = [(Right::Post, may_post), (Right::Pin, may_pin || !pin)];
        lacks.into_iter().filter(|(_, has)| !has).map(|(right, _)| right).collect()
    }
}

async fn ask(api: &Api, chat: ChatId, person: ChatId) -> Option<Member> {
    #[derive(Deserialize)]
    struct Answer {
        status: String,
        can_send_messages: Option<bool>,
        can_post_messages: Option<bool>,
        can_pin_messages: Option<bool>,
    }
    let payload = GetChatMember::new(types::ChatId(chat.0), UserId(u64::try_from(person.0).ok()?));
    for tries in 0..MOST_TRIES {
        match api.call::<Answer, _>(&payload).await {
            Ok(it) => {
                let is_owner = it.status == "creator";
                let is_admin = is_owner || it.status == "administrator";
                return Some(Member {
                    is_admin,
                    may_write: is_admin || it.status == "member" || it.can_send_messages == Some(true),
                    may_post: is_owner || it.can_post_messages == Some(true),
                    may_pin: is_owner || it.can_pin_messages == Some(true),
                });
            }
            Err(error) if error.is_passing() => sleep(Backoff::wait(tries, &error)).await,
            Err(_) => return None,
        }
    }
    None
}
