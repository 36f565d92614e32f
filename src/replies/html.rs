//! HTML that is escaped by construction.

use url::Url;

use super::markup::{pieces, width};
use super::split;

/// A piece of HTML in the few tags that Telegram knows.
///
/// There is no way to make one from markup: text goes in through [`Html::text`], which escapes
/// it, and tags are added by the other methods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// A text, escaped, as far as it is [`visible`].
    pub fn text(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len());
        for c in visible(text).chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                c => escaped.push(c),
            }
        }
        Self(escaped)
    }

    /// A text in bold.
    pub fn bold(text: &str) -> Self {
        Self(format!("<b>{}</b>", Self::text(text).0))
    }

    /// A text in italics.
    pub fn italic(text: &str) -> Self {
        Self(format!("<i>{}</i>", Self::text(text).0))
    }

    /// A text that leads to a page.
    pub fn link(url: &Url, text: &str) -> Self {
        Self(format!("<a href=\"{}\">{}</a>", Self::text(url.as_str()).0, Self::text(text).0))
    }

    /// This piece, then `next`.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        self.0.push_str(&next.0);
        self
    }

    /// This piece, then a text, escaped.
    #[must_use]
    pub fn and(self, text: &str) -> Self {
        self.then(Self::text(text))
    }

    /// The pieces with a text, escaped, between each two.
    pub fn join(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(pieces.join(&Self::text(between).0))
    }

    /// The same in messages of at most `limit` UTF-16 units, cut at the end of a paragraph, a line
    /// or a word where one is near; tags that a cut falls into are closed and opened again. A limit
    /// of less than a character is taken as one character.
    pub fn split(&self, limit: usize) -> Vec<Self> {
        split::split(&self.0, limit).into_iter().map(Self).collect()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How much of it is seen, in UTF-16 units: without tags, an escaped character as one.
    pub fn visible_length(&self) -> usize {
        pieces(&self.0).map(width).sum()
    }
}

/// The text without control characters other than line ends, which Telegram does not show, and
/// without those that would turn around what follows. A tab becomes a space.
pub fn visible(text: &str) -> String {
    let seen = text.chars().filter(|&c| matches!(c, '\n' | '\t') || !(c.is_control() || turns_text(c)));
    seen.map(|c| if c == '\t' { ' ' } else { c }).collect()
}

/// The text, cut to at most `length` UTF-16 units, the last of which then is `…`.
pub fn clipped(text: &str, length: usize) -> String {
    if text.encode_utf16().count() <= length {
        return text.to_owned();
    }
    let mut left = length.saturating_sub(1);
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    let kept: String = text.chars().take_while(fits).collect();
    kept.trim_end().to_owned() + "…"
}

/// Whether `c` embeds or overrides the direction of writing until another character ends that.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_wherever_it_goes() {
        let url = Url::parse("https://a.example/?x=1&y=\"<b>").unwrap();
        let html = Html::bold("<b>&").and(" \"quoted\" ").then(Html::link(&url, "a<i>"));
        assert_eq!(
            html.as_str(),
            "<b>&lt;b&gt;&amp;</b> &quot;quoted&quot; <a href=\"https://a.example/?x=1&amp;y=%22%3Cb%3E\">a&lt;i&gt;</a>"
        );
    }

    #[test]
    fn length_counts_what_is_seen() {
        for (html, length) in [
            (Html::text("a<b&\"c"), 6),
            (Html::bold("né😀"), 4),
            (Html::link(&Url::parse("https://a.example").unwrap(), "here").and("!"), 5),
        ] {
            assert_eq!(html.visible_length(), length, "{}", html.as_str());
        }
    }
}
