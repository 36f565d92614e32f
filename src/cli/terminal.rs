//! Shows a reply in a terminal: bold is bold, links are written out, buttons are numbered.

use std::io::{self, IsTerminal, Write};

use chrono::{NaiveDate, Utc};

use crate::config::Config;
use crate::replies::markup::{pieces, plain, unescaped};
use crate::replies::{Action, Button, Html, Reply};

/// How the terminal shows emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// With escape sequences for bold, italic and faint.
    Styled,
    /// As plain text, for files and pipes.
    Plain,
}

impl Look {
    /// Styled when stdout is a terminal and the settings do not forbid it.
    pub fn of_stdout(config: &Config) -> Self {
        if config.color && io::stdout().is_terminal() { Self::Styled } else { Self::Plain }
    }

    fn escape(self, code: &str) -> String {
        match self {
            Self::Styled => format!("\u{1b}[{code}m"),
            Self::Plain => String::new(),
        }
    }

    /// `text` in faint letters.
    pub fn faint(self, text: &str) -> String {
        format!("{}{text}{}", self.escape("2"), self.escape("0"))
    }
}

/// The day, as the bot sees it.
pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// Prints a line or several.
///
/// # Errors
/// When stdout takes no more: the disk is full, or its reader has gone.
pub fn print(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

/// A reply as the terminal shows it, its buttons numbered from 1.
pub fn shown(reply: &Reply, look: Look) -> String {
    let mut lines = vec![text(&reply.html, look)];
    for (number, button) in (1..).zip(choices(reply)) {
        lines.push(format!("  {number}. {}", button.label));
    }
    lines.join("\n")
}

/// The buttons that can be chosen in a terminal: those that ask something. A link's page
/// stands in the text.
pub fn choices(reply: &Reply) -> impl Iterator<Item = &Button> {
    reply.buttons.iter().flatten().filter(|button| !matches!(button.action, Action::Open(_)))
}

/// The text of HTML as [`Html`] makes it: in bold, in italics, linked.
fn text(html: &Html, look: Look) -> String {
    let mut shown = String::new();
    let mut page = None;
    for piece in pieces(html.as_str()) {
        match piece {
            "<b>" => shown += &look.escape("1"),
            "<i>" => shown += &look.escape("3"),
            "</b>" | "</i>" => shown += &look.escape("0"),
            "</a>" => shown += &page.take().map(|page| format!(" {page}")).unwrap_or_default(),
            link if link.starts_with('<') => page = link.split('"').nth(1).map(plain),
            piece => shown += unescaped(piece),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_shown_as_text() {
        let page = url::Url::parse("https://a.example/?x=1&y=2").unwrap();
        let html = Html::bold("Who <is> it?").and("\n& \"so\" on ").then(Html::link(&page, "A & B"));
        assert_eq!(text(&html, Look::Plain), "Who <is> it?\n& \"so\" on A & B https://a.example/?x=1&y=2");
        assert!(text(&html, Look::Styled).starts_with("\u{1b}[1mWho <is> it?\u{1b}[0m"));
    }
}
