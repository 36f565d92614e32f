//! Finds phrasings of one file that say the same.

use std::collections::HashMap;

use super::super::json::Node;
use super::findings::Findings;
use super::names::{excerpt, member};
use crate::text::exact_key;

/// The question and the variants of an entry, each with its normal form.
pub(super) fn phrasings(entry: Node<'_>) -> impl Iterator<Item = (Node<'_>, String)> {
    let question = entry.get("question").into_iter();
    question.chain(entry.list("variants")).filter_map(|node| {
        let key = exact_key(node.text()?);
        (!key.is_empty()).then_some((node, key))
    })
}

/// Notes phrasings that an entry has twice.
pub(super) fn check_repeats(article: Node<'_>, findings: &mut Findings) {
    for (index, entry) in article.list("faq").enumerate() {
        let mut first_lines = HashMap::new();
        for (node, key) in phrasings(entry) {
            if let Some(line) = first_lines.get(&key) {
                let text = excerpt(node.text().unwrap_or_default());
                let name = member("entry", entry, index);
                let what = format!("{name} has `{text}` twice");
                findings.warning(node, what, format!("delete one; the first is in line {line}"));
                continue;
            }
            first_lines.insert(key, node.line());
        }
    }
}

/// Notes out-of-scope questions that an entry of the article asks, too: they would forbid its answer.
pub(super) fn check_out_of_scope(article: Node<'_>, findings: &mut Findings) {
    let entries: Vec<(usize, Node<'_>)> = article.list("faq").enumerate().collect();
    let asked: HashMap<String, String> = entries
        .iter()
        .flat_map(|&(index, entry)| {
            phrasings(entry).map(move |(_, key)| (key, member("entry", entry, index)))
        })
        .collect();
    for node in article.list("out_of_scope") {
        let text = node.text().unwrap_or_default();
        if let Some(name) = asked.get(&exact_key(text)) {
            let what = format!("`{}` is out of scope, and {name} asks it", excerpt(text));
            findings.error(node, what, "delete it here, or in the entry");
        }
    }
}
