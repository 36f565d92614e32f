//! Pieces of text that several replies are made of.

use super::html::{Html, clipped};
use super::words::Locale;
use crate::knowledge::{Citation, Revision, RevisionKind};

/// The most characters of a reader's word that are repeated. Longer ones are keys held down.
const LONGEST_WORD: usize = 40;

/// The line under a statement: its date and its sources.
pub(super) fn grounds(citation: &Citation<'_>, locale: Locale) -> Html {
    let links = citation.sources().iter().map(|source| Html::link(&source.url, &source.title));
    let date = Html::text(&citation.as_of().to_string());
    let count = citation.sources().len();
    let sources = listed(links, locale);
    locale.html("grounds", [("count", count.into()), ("date", date.into()), ("sources", sources.into())])
}

pub(super) fn quoted(words: &[String], locale: Locale) -> Html {
    listed(words.iter().map(|word| Html::italic(&clipped(word, LONGEST_WORD))), locale)
}

pub(super) fn listed(pieces: impl IntoIterator<Item = Html>, locale: Locale) -> Html {
    Html::join(pieces, &locale.text("between", []))
}

pub(super) fn revision(revision: &Revision, locale: Locale) -> Html {
    let message = match revision.kind {
        RevisionKind::Correction => "corrected",
        RevisionKind::Update => "updated",
    };
    let date = revision.on.to_string();
    Html::italic(&locale.text(message, [("date", date.into()), ("note", revision.note.as_str().into())]))
}
