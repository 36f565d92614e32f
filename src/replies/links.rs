//! Links into a chat with the bot. What such a link asks for is its payload, which the bot is sent with
//! `/start`.

use url::Url;

/// The payload of the link that lists all questions.
pub const LIST_LINK: &str = "faq";

/// What begins the payload of a link that opens an entry: `https://t.me/bot?start=q_<entry>`.
pub const ENTRY_LINK: &str = "q_";

/// The payload of the link that leads from behind the bot's name into a chat with it.
pub const FROM_INLINE: &str = "inline";

/// The link with this payload; nothing if `bot` is no name.
pub fn start_link(bot: &str, payload: &str) -> Option<Url> {
    Url::parse(&format!("https://t.me/{bot}?start={payload}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_the_bots_name_and_what_it_asks_for() {
        let link = start_link("harbour_bot", &format!("{ENTRY_LINK}when"));
        assert_eq!(link.unwrap().as_str(), "https://t.me/harbour_bot?start=q_when");
    }
}
