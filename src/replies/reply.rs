//! A reply, and the buttons under it.

use chrono::NaiveDate;
use url::Url;

use super::fragments::grounds;
use super::html::Html;
use super::words::Locale;
use crate::knowledge::{Citation, Id};
use crate::text::LanguageCode;

/// The most UTF-16 units that a Telegram message holds once its markup is parsed.
pub const MAX_REPLY: usize = 4_096;

/// What the bot says, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The text.
    pub html: Html,
    /// Rows of buttons under it.
    pub buttons: Vec<Vec<Button>>,
    /// The grounds of what it states; absent when it states nothing.
    grounds: Option<Grounds>,
}

/// Where a statement comes from, and of when it is.
#[derive(Clone, Debug, PartialEq)]
struct Grounds {
    as_of: NaiveDate,
    sources: Vec<(String, Url)>,
}

/// A button under a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub action: Action,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Opens a page.
    Open(Url),
    /// Gives the answer of this entry.
    Show(Id),
    /// Lists all questions in a message of their own.
    ListQuestions,
    /// Turns the list of questions above it to this page, counted from 0.
    TurnTo(usize),
    /// Offers a page to others.
    Share(Url),
    /// Says that the answer above, of this entry, helps or does not.
    Vote(bool, Id),
    /// Chooses the language; nothing: that of the reader's Telegram.
    Language(Option<LanguageCode>),
    /// Chooses whether a group is answered unasked.
    Unasked(bool),
    /// Opens the chat with the bot by a link.
    Start(Url),
    /// Chooses something about briefings, by its word: for this chat, or for this channel.
    Arrange(Option<i64>, String),
}

impl Reply {
    /// A reply that states something. Its date and its sources, as links and as buttons, are
    /// put under `html`: there is no statement without them.
    pub(super) fn stating(html: Html, citation: &Citation<'_>, locale: Locale) -> Self {
        let sources: Vec<(String, Url)> =
            citation.sources().iter().map(|source| (source.title.clone(), source.url.clone())).collect();
        let buttons = sources
            .iter()
            .map(|(title, url)| vec![Button { label: title.clone(), action: Action::Open(url.clone()) }]);
        Self {
            html: html.and("\n\n").then(grounds(citation, locale)),
            buttons: buttons.collect(),
            grounds: Some(Grounds { as_of: citation.as_of(), sources }),
        }
    }

    /// A reply about the conversation, which states nothing.
    pub(super) fn saying(html: Html) -> Self {
        Self { html, buttons: Vec::new(), grounds: None }
    }

    /// This reply with these rows of buttons added.
    #[must_use]
    pub(super) fn with(mut self, rows: impl IntoIterator<Item = Button>) -> Self {
        self.buttons.extend(rows.into_iter().map(|button| vec![button]));
        self
    }

    /// This reply with one more row of buttons, side by side; none if there is no button.
    #[must_use]
    pub(super) fn with_row(mut self, row: Vec<Button>) -> Self {
        self.buttons.extend(Some(row).filter(|row| !row.is_empty()));
        self
    }

    /// The day of what it states.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.grounds.as_ref().map(|grounds| grounds.as_of)
    }

    /// Titles and pages of the sources of what it states.
    pub fn sources(&self) -> &[(String, Url)] {
        self.grounds.as_ref().map_or(&[], |grounds| &grounds.sources)
    }
}
