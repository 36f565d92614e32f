//! Rules that hold for a kind of value wherever it stands: ids, texts, days, addresses.

use std::collections::HashMap;

use chrono::NaiveDate;
use url::Url;

use super::super::article::Id;
use super::super::json::Node;
use super::super::slug::slug;
use super::findings::Findings;

/// Notes an `id` that is none.
pub(super) fn check_id(owner: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(node) = owner.get("id") else {
        return;
    };
    check_id_value(node, name, findings);
}

fn check_id_value(node: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(text) = node.text() else {
        return;
    };
    if Id::try_from(text.to_owned()).is_ok() {
        return;
    }
    let proposal = match slug(text) {
        slug if slug.is_empty() => String::new(),
        slug => format!(", such as `{slug}`"),
    };
    findings.broken(
        node,
        format!("`{text}` is no id for {name}"),
        format!("use 1 to 48 of a-z, 0-9 and `-`{proposal}"),
    );
}

/// Notes ids that two members of a list share.
pub(super) fn check_unique_ids(article: Node<'_>, key: &str, kind: &str, findings: &mut Findings) {
    let mut first_lines = HashMap::new();
    for item in article.list(key) {
        let Some((node, id)) = item.get("id").and_then(|id| Some((id, id.text()?))) else {
            continue;
        };
        if let Some(line) = first_lines.get(id) {
            let what = format!("there are two {kind} ids `{id}`");
            findings.broken(node, what, format!("rename one; the first is in line {line}"));
            continue;
        }
        first_lines.insert(id, node.line());
    }
}

/// Notes an empty list where there must be something.
pub(super) fn check_not_empty(article: Node<'_>, key: &str, what: &str, findings: &mut Findings) {
    let Some(node) = article.get(key) else {
        return;
    };
    if node.is_list() && node.items().next().is_none() {
        findings.broken(node, what.into(), format!("add at least one to `{key}`"));
    }
}

/// Notes a text that says nothing.
pub(super) fn check_text(owner: Node<'_>, key: &str, name: &str, findings: &mut Findings) {
    let Some(node) = owner.get(key) else {
        return;
    };
    if node.text().is_some_and(is_blank) {
        let what = format!("the {key} of {name} is empty");
        findings.broken(node, what, "write it out");
    }
}

/// Notes a day that is none.
pub(super) fn check_date(owner: Node<'_>, key: &str, name: &str, findings: &mut Findings) {
    let Some(node) = owner.get(key) else {
        return;
    };
    let Some(text) = node.text() else {
        return;
    };
    if date(text).is_none() {
        let what = format!("`{key}` of {name} is `{text}`, which is no day");
        findings.broken(node, what, "write it as `2024-01-31`");
    }
}

/// A day in the one form that files use. Chrono alone would also take `2024-1-3`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day.to_string() == text).then_some(day)
}

/// The text as an address that readers can open: http or https, with a host.
pub(in crate::knowledge) fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    // The parser mends `https:page` and `https:///page`; other readers of the file would not.
    let spelt_out = text.starts_with("http://") || text.starts_with("https://");
    let host_given = !text.split("://").nth(1)?.starts_with('/');
    (spelt_out && host_given && url.host_str().is_some_and(|host| !host.is_empty())).then_some(url)
}

/// Whether a text is nothing but spacing.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether a text has a letter or digit, without which nothing can match it.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
