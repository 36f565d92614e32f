//! Finds the values that make one entry unusable.

use super::super::json::Node;
use super::findings::Findings;
use super::names::{listed, nearest};
use super::values::{check_date, check_id, check_text, date, has_words, is_blank};

/// A question is a button's and a headline's text: more than this (Telegram's own limit for a
/// poll's question is 300) nobody reads.
const MAX_QUESTION: usize = 256;

/// Notes every value of an entry that cannot stand.
pub(super) fn check(article: Node<'_>, entry: Node<'_>, name: &str, findings: &mut Findings) {
    check_id(entry, name, findings);
    check_question(entry, name, findings);
    for variant in entry.list("variants") {
        check_phrasing(variant, &format!("a variant of {name}"), findings);
    }
    check_text(entry, "answer", name, findings);
    for key in ["as_of", "review_by", "valid_until"] {
        check_date(entry, key, name, findings);
    }
    check_validity(article, entry, name, findings);
    check_cited(article, entry, name, findings);
    for (index, revision) in entry.list("revisions").enumerate() {
        let name = format!("revision {} of {name}", index + 1);
        check_date(revision, "on", &name, findings);
        check_text(revision, "note", &name, findings);
    }
}

fn check_question(entry: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(node) = entry.get("question") else {
        return;
    };
    check_phrasing(node, &format!("the question of {name}"), findings);
    let length = node.text().map_or(0, |text| text.chars().count());
    if length > MAX_QUESTION {
        findings.warning(
            node,
            format!("the question of {name} has {length} characters, too many for a button"),
            "shorten it, and move what explains it to the answer",
        );
    }
}

pub(super) fn check_phrasing(node: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(text) = node.text() else {
        return;
    };
    if is_blank(text) {
        findings.broken(node, format!("{name} is empty"), "write it out");
    } else if !has_words(text) {
        let what = format!("{name}, `{text}`, has no letter or digit");
        findings.broken(node, what, "write what a reader would ask");
    }
}

fn check_validity(article: Node<'_>, entry: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(node) = entry.get("valid_until") else {
        return;
    };
    let as_of = entry.text_of("as_of").or_else(|| article.text_of("published"));
    let (Some(from), Some(until)) = (as_of.and_then(date), node.text().and_then(date)) else {
        return;
    };
    if until < from {
        let what = format!("{name} is valid until {until}, before the day it is of, {from}");
        findings.broken(node, what, "correct `valid_until` or `as_of`");
    }
}

fn check_cited(article: Node<'_>, entry: Node<'_>, name: &str, findings: &mut Findings) {
    let known = || article.list("sources").filter_map(|source| source.text_of("id"));
    for node in entry.list("sources") {
        let Some(id) = node.text() else {
            continue;
        };
        if known().any(|known| known == id) {
            continue;
        }
        let hint = match nearest(id, known()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known().next().is_none() => "give a source of the article this `id`".into(),
            None => format!("the sources of the article are {}", listed(known())),
        };
        findings.broken(node, format!("{name} cites `{id}`, which is no source here"), hint);
    }
}
