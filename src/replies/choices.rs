//! What readers and groups can choose.

use super::briefings;
use super::html::Html;
use super::reply::{Action, Button, Reply};
use super::words::Locale;
use crate::text::LanguageCode;

/// The languages to choose from, each by its own name.
pub fn choose_language(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    languages(locale.html("choose-language", []), locale)
}

fn languages(html: Html, locale: Locale) -> Reply {
    let languages = Locale::ALL.map(|other| Button {
        label: other.text("language-name", []),
        action: Action::Language(Some(other.code())),
    });
    let clients = Button { label: locale.text("language-of-client", []), action: Action::Language(None) };
    Reply::saying(html).with(languages).with([clients])
}

/// The language is chosen, and this is it.
pub fn language_chosen(reader: LanguageCode) -> String {
    Locale::of(reader).text("language-chosen", [])
}

/// What a group's administrators can choose. `sees_all` is whether the bot sees messages that do
/// not address it.
pub fn settings_of_group(is_unasked: bool, sees_all: bool, reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let state = locale.html("settings-group", [("state", if is_unasked { "on" } else { "off" }.into())]);
    let hint = (!sees_all).then(|| locale.html("settings-privacy-mode", []));
    let label = locale.text(if is_unasked { "unasked-off" } else { "unasked-on" }, []);
    let html = Html::join(std::iter::once(state).chain(hint), "\n\n");
    Reply::saying(html)
        .with([Button { label, action: Action::Unasked(!is_unasked) }, briefings::briefings_button(locale)])
}

/// The choice is made.
pub fn unasked_chosen(is_unasked: bool, reader: LanguageCode) -> String {
    Locale::of(reader).text(if is_unasked { "unasked-is-on" } else { "unasked-is-off" }, [])
}

/// Only an administrator can do this.
pub fn not_an_admin(reader: LanguageCode) -> String {
    Locale::of(reader).text("not-an-admin", [])
}

/// As [`not_an_admin`], in a message.
pub fn admins_only(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("not-an-admin", []))
}

/// What somebody can choose in private.
pub fn settings_of_reader(reader: LanguageCode) -> Reply {
    let locale = Locale::of(reader);
    let choice = locale.html("choose-language", []);
    languages(locale.html("settings-private", []).and("\n\n").then(choice), locale)
        .with([briefings::briefings_button(locale)])
}

/// Everything of a reader is deleted.
pub fn forgotten(reader: LanguageCode) -> Reply {
    Reply::saying(Locale::of(reader).html("forgotten", []))
}
