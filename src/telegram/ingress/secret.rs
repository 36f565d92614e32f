//! What Telegram shows at the webhook to prove that it is Telegram.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::telegram::api::token::Token;

/// The longest secret that Telegram takes (Bot API, setWebhook).
const LONGEST: usize = 256;

/// The secret of a webhook, which must never be seen.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// A text that cannot be a secret. It is not repeated.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a secret that Telegram takes")]
pub struct BadSecret;

impl FromStr for Secret {
    type Err = BadSecret;

    /// Reads 1 to 256 letters, digits, `_` or `-`.
    fn from_str(text: &str) -> Result<Self, BadSecret> {
        let is_letter = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
        let is_secret = (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_letter);
        is_secret.then(|| Self(text.to_owned())).ok_or(BadSecret)
    }
}

impl Secret {
    /// The same for all that know the token, so that replicas need no setting for it. The token
    /// cannot be found from it.
    pub fn of(token: &Token) -> Self {
        let digest = Sha256::new().chain_update("attache webhook ").chain_update(token.secret()).finalize();
        Self(hex::encode(digest))
    }

    /// The secret itself.
    pub(in crate::telegram) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_what_telegram_takes_and_does_not_show() {
        assert_eq!(format!("{:?}", "a-B_9".parse::<Secret>()), "Ok(Secret(…))");
        for text in [String::new(), "a b".into(), "é".into(), "a".repeat(257)] {
            assert_eq!(text.parse::<Secret>(), Err(BadSecret));
        }
    }

    #[test]
    fn the_tokens_own_secret_is_taken_and_tells_nothing() {
        let token: Token = "1:AAE_x-9".parse().unwrap();
        let secret = Secret::of(&token);
        assert_eq!((secret.text().len(), secret.text().parse().as_ref()), (64, Ok(&secret)));
        assert_ne!(secret, Secret::of(&"1:AAE_x-8".parse().unwrap()));
    }
}
