//! What readers and groups can choose.

use super::{Action, Button, Html, Reply, Tongue, briefings};
use crate::text::LanguageCode;

/// The languages to choose from, each by its own name.
pub fn choose_language(reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    languages(tongue.html("choose-language", []), tongue)
}

fn languages(html: Html, tongue: Tongue) -> Reply {
    let languages = Tongue::ALL.map(|other| Button {
        label: other.text("language-name", []),
        action: Action::Language(Some(other.code())),
    });
    let clients = Button { label: tongue.text("language-of-client", []), action: Action::Language(None) };
    Reply::saying(html).with(languages).with([clients])
}

/// The language is chosen, and this is it.
pub fn language_chosen(reader: LanguageCode) -> String {
    Tongue::of(reader).text("language-chosen", [])
}

/// What a group's administrators can choose. `sees_all` is whether the bot sees messages that do
/// not address it.
pub fn settings_of_group(is_unasked: bool, sees_all: bool, reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    let state = tongue.html("settings-group", [("state", if is_unasked { "on" } else { "off" }.into())]);
    let hint = (!sees_all).then(|| tongue.html("settings-privacy-mode", []));
    let label = tongue.text(if is_unasked { "unasked-off" } else { "unasked-on" }, []);
    let html = Html::join(std::iter::once(state).chain(hint), "\n\n");
    Reply::saying(html)
        .with([Button { label, action: Action::Unasked(!is_unasked) }, briefings::briefings_button(tongue)])
}

/// The choice is made.
pub fn unasked_chosen(is_unasked: bool, reader: LanguageCode) -> String {
    Tongue::of(reader).text(if is_unasked { "unasked-is-on" } else { "unasked-is-off" }, [])
}

/// Only an administrator can do this.
pub fn not_an_admin(reader: LanguageCode) -> String {
    Tongue::of(reader).text("not-an-admin", [])
}

/// As [`not_an_admin`], in a message.
pub fn admins_only(reader: LanguageCode) -> Reply {
    Reply::saying(Tongue::of(reader).html("not-an-admin", []))
}

/// What somebody can choose in private.
pub fn settings_of_reader(reader: LanguageCode) -> Reply {
    let tongue = Tongue::of(reader);
    let choice = tongue.html("choose-language", []);
    languages(tongue.html("settings-private", []).and("\n\n").then(choice), tongue)
        .with([briefings::briefings_button(tongue)])
}

/// Everything of a reader is deleted.
pub fn forgotten(reader: LanguageCode) -> Reply {
    Reply::saying(Tongue::of(reader).html("forgotten", []))
}
