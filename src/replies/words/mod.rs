//! The bot's own words in the languages that it speaks, as Fluent messages.
//!
//! What is said and when is for [`texts`](super::texts); here are only the words, one file a
//! language, compiled in.

mod locale;

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use locale::Locale;

use super::html::Html;

/// What an Html argument is while the words are put together: the first of the characters that
/// Unicode leaves to private use (plane 16), then the next. None of our messages has any.
const FIRST_MARK: u32 = 0x0010_0000;

/// The messages of each language, read when something is first said in it.
static BUNDLES: [OnceLock<Bundle>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];

type Bundle = FluentBundle<FluentResource>;

impl From<&'static str> for Argument {
    fn from(case: &'static str) -> Self {
        Self::Case(case)
    }
}

/// What is put into a message.
pub enum Argument {
    /// A piece of HTML, which goes in as it is.
    Html(Html),
    /// A count, which words agree with.
    Count(usize),
    /// The name of a case, which words are chosen by.
    Case(&'static str),
}

impl From<Html> for Argument {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl Locale {
    /// A message as HTML. Its words are escaped, and so is what goes in, which no one reads again.
    pub(super) fn html<const N: usize>(self, message: &str, arguments: [(&str, Argument); N]) -> Html {
        let mut values = FluentArgs::new();
        let mut pieces: Vec<(char, Html)> = Vec::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Count(count) => values.set(name, count),
                Argument::Case(case) => values.set(name, case),
                Argument::Html(html) => {
                    let mark = mark(pieces.len());
                    values.set(name, mark.to_string());
                    pieces.push((mark, html));
                }
            }
        }
        filled(&self.format(message, &values), &pieces)
    }

    /// A message as plain text, for what Telegram takes no HTML in.
    pub(super) fn text<'a, const N: usize>(
        self,
        message: &str,
        arguments: [(&'a str, FluentValue<'a>); N],
    ) -> String {
        self.format(message, &arguments.into_iter().collect()).into_owned()
    }

    /// # Panics
    /// If there is no such message; a test sees to it that all languages have the same.
    fn format(self, message: &str, arguments: &FluentArgs<'_>) -> Cow<'static, str> {
        let bundle = self.bundle();
        let pattern = bundle.get_message(message).and_then(|found| found.value());
        let pattern = pattern.expect("what the bot says is in each of its languages");
        bundle.format_pattern(pattern, Some(arguments), &mut Vec::new())
    }

    fn bundle(self) -> &'static Bundle {
        BUNDLES[self as usize].get_or_init(|| bundle(self))
    }
}

fn mark(number: usize) -> char {
    u32::try_from(number).ok().and_then(|number| char::from_u32(FIRST_MARK + number)).unwrap_or_default()
}

/// The text, escaped, with each piece in place of its mark.
fn filled(text: &str, pieces: &[(char, Html)]) -> Html {
    let mut html = Html::default();
    let mut rest = text;
    while let Some(at) = rest.find(|c| pieces.iter().any(|(mark, _)| *mark == c)) {
        html = html.and(&rest[..at]);
        let mark = rest[at..].chars().next().unwrap_or_default();
        let piece = pieces.iter().find(|(known, _)| *known == mark);
        html = html.then(piece.map(|(_, html)| html.clone()).unwrap_or_default());
        rest = &rest[at + mark.len_utf8()..];
    }
    html.and(rest)
}

fn bundle(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.code().as_str().parse().expect("a constant tag");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks around what goes in would stand in messages and labels as odd characters.
    bundle.set_use_isolating(false);
    let words = FluentResource::try_new(locale.words().to_owned()).expect("our words are well-formed");
    bundle.add_resource(words).expect("no message is there twice");
    bundle
}

#[cfg(test)]
mod tests;
