//! The bot's token, which must never be seen.

use std::fmt;
use std::str::FromStr;

/// The bot's access to Telegram, as @BotFather gives it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A text that is no token. It is not repeated, since most of it may be one.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a bot token")]
pub struct BadToken;

impl FromStr for Token {
    type Err = BadToken;

    /// Reads a number, a colon, and letters, digits, `_` or `-`.
    fn from_str(text: &str) -> Result<Self, BadToken> {
        let (bot, secret) = text.trim().split_once(':').ok_or(BadToken)?;
        let is_number = !bot.is_empty() && bot.bytes().all(|c| c.is_ascii_digit());
        let is_secret = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
        let is_token = is_number && !secret.is_empty() && secret.bytes().all(is_secret);
        is_token.then(|| Self(text.trim().to_owned())).ok_or(BadToken)
    }
}

impl Token {
    /// The bot's user id, with which the token begins.
    pub fn bot(&self) -> &str {
        self.0.split_once(':').unwrap_or_default().0
    }

    /// The token itself, for an address and nothing else.
    pub(in crate::telegram) fn secret(&self) -> &str {
        &self.0
    }

    /// `text` without the token, or the secret part of it.
    pub(in crate::telegram) fn redacted(&self, text: &str) -> String {
        let (_, secret) = self.0.split_once(':').unwrap_or_default();
        text.replace(secret, "…")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_a_number_and_a_secret() {
        assert!("123456789:AAE_x-9".parse::<Token>().is_ok());
        assert!(" 1:a\n".parse::<Token>().is_ok());
        for text in ["", "AAE", "1:", ":a", "bot1:a", "1:a b", "1:a/../b", "your-token-here"] {
            assert_eq!(text.parse::<Token>(), Err(BadToken), "{text}");
        }
    }

    #[test]
    fn it_does_not_show() {
        assert_eq!(format!("{:?}", "1:secret".parse::<Token>()), "Ok(Token(…))");
    }
}
