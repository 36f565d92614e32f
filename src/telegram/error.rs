//! Why the bot cannot run, with what to do about it.

use std::io;
use std::net::SocketAddr;

use super::api::client::CallError;
use crate::store::StoreError;

/// Why the bot cannot run. Each says the next step.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The server does not know the token.
    #[error(
        "Telegram does not accept the token\n\
         hint: check TELOXIDE_TOKEN: @BotFather shows it under /mybots; with TELOXIDE_API_URL, check that too"
    )]
    BadToken,
    /// Two programs poll with one token.
    #[error(
        "another copy of this bot is running with the same token, and takes its updates\n\
         hint: stop the other copy, or give this one a token of its own"
    )]
    AnotherCopy,
    /// Updates go to a webhook.
    #[error(
        "a webhook is set for this bot, so Telegram sends its updates there\n\
         hint: `attache run --delete-webhook` removes it; other bots with this token then get nothing"
    )]
    WebhookIsSet,
    /// No server answers.
    #[error(
        "{server} cannot be reached: {reason}\nhint: check the network, and TELOXIDE_API_URL if it is set"
    )]
    Unreachable {
        /// Scheme, host and port.
        server: String,
        /// What went wrong.
        reason: CallError,
    },
    /// A chat does not take a post.
    #[error(
        "nothing more could be posted in `{chat}`: {reason}\n\
         hint: check the chat's number or @name, and that the bot is in it and may post there; in a channel, as \
         an administrator"
    )]
    NotPosted {
        /// The chat.
        chat: String,
        /// Why.
        reason: CallError,
    },
    /// The webhook's own address is not free.
    #[error(
        "{address} cannot be listened on: {reason}\n\
         hint: set LISTEN_ADDR to an address of this machine and a port that is free"
    )]
    CannotListen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: io::Error,
    },
    /// Telegram does not take the webhook.
    #[error(
        "Telegram does not take the webhook: {0}\n\
         hint: WEBHOOK_URL is https, on port 443, 80, 88 or 8443, of a host that Telegram finds"
    )]
    WebhookRefused(CallError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something else answers.
    #[error(
        "{server} is no Bot API server: {reason}\n\
         hint: check TELOXIDE_API_URL; unset, it is https://api.telegram.org"
    )]
    NotTheApi {
        /// Scheme, host and port.
        server: String,
        /// What it answered.
        reason: CallError,
    },
}
