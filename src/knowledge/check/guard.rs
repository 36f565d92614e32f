//! Finds the values that make an article unusable, whatever else is wrong with its file.
//!
//! This runs at every start, so it renders nothing and compares no phrasings.

use std::collections::HashMap;

use super::super::article::FORMAT;
use super::super::json::Node;
use super::entry;
use super::findings::Findings;
use super::names::member;
use super::values::{
    check_date, check_id, check_not_empty, check_text, check_unique_ids, has_words, web_address,
};

/// Title and summary should fit one message of 4,096 UTF-16 units, with room for source and date.
const MAX_SUMMARY: usize = 3_500;

/// The largest share of wrong answers that may be promised. More is no promise.
const MAX_WRONG: f64 = 0.5;

/// Notes every value of the article that cannot stand.
pub(super) fn check(article: Node<'_>, findings: &mut Findings) {
    check_format(article, findings);
    check_id(article, "the article", findings);
    check_text(article, "title", "the article", findings);
    check_summary(article, findings);
    check_date(article, "published", "the article", findings);
    check_language(article, findings);
    check_promise(article, findings);
    check_sources(article, findings);
    check_aliases(article, findings);
    for node in article.list("out_of_scope") {
        entry::check_phrasing(node, "an out-of-scope question", findings);
    }
    check_not_empty(article, "faq", "the article has no questions", findings);
    check_unique_ids(article, "faq", "entry", findings);
    for (index, node) in article.list("faq").enumerate() {
        entry::check(article, node, &member("entry", node, index), findings);
    }
}

fn check_format(article: Node<'_>, findings: &mut Findings) {
    let Some(node) = article.get("format") else {
        return;
    };
    let Some(number) = node.number() else {
        return;
    };
    if number != f64::from(FORMAT) {
        let what = format!("format {number} is not one that this program reads");
        findings.broken(node, what, format!("write `\"format\": {FORMAT}`, or update attache"));
    }
}

fn check_summary(article: Node<'_>, findings: &mut Findings) {
    check_text(article, "summary", "the article", findings);
    let Some(node) = article.get("summary") else {
        return;
    };
    let units = |key| article.text_of(key).map_or(0, |text| text.encode_utf16().count());
    let length = units("title") + units("summary");
    if length > MAX_SUMMARY {
        findings.warning(
            node,
            format!("title and summary together have {length} characters, and {MAX_SUMMARY} fit a message"),
            "shorten the summary, or a briefing has several messages",
        );
    }
}

fn check_language(article: Node<'_>, findings: &mut Findings) {
    let Some(node) = article.get("language") else {
        return;
    };
    let Some(text) = node.text() else {
        return;
    };
    if !is_language(text) {
        let what = format!("`{text}` is no language code");
        findings.warning(node, what, "write two or three letters, such as `en`, or `zh-Hans`");
    }
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let base = parts.next().unwrap_or_default();
    let base_holds = (2..=3).contains(&base.len()) && base.chars().all(|c| c.is_ascii_lowercase());
    base_holds
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn check_promise(article: Node<'_>, findings: &mut Findings) {
    let Some(node) = article.at("/promise/max_wrong") else {
        return;
    };
    let Some(share) = node.number() else {
        return;
    };
    if !(0.0..=MAX_WRONG).contains(&share) {
        let what = format!("the promise `max_wrong` is {share}");
        findings.broken(node, what, "write a share from 0 to 0.5, such as 0.05");
    }
}

fn check_sources(article: Node<'_>, findings: &mut Findings) {
    check_not_empty(article, "sources", "the article has no source", findings);
    check_unique_ids(article, "sources", "source", findings);
    for (index, source) in article.list("sources").enumerate() {
        let name = member("source", source, index);
        check_id(source, &name, findings);
        check_text(source, "title", &name, findings);
        check_url(source, &name, findings);
    }
}

fn check_url(source: Node<'_>, name: &str, findings: &mut Findings) {
    let Some(node) = source.get("url") else {
        return;
    };
    let Some(text) = node.text() else {
        return;
    };
    if web_address(text).is_none() {
        let what = format!("`{text}` is no web address for {name}");
        findings.broken(node, what, "write the whole address, such as `https://example.org/page`");
    }
}

fn check_aliases(article: Node<'_>, findings: &mut Findings) {
    let mut group_of: HashMap<String, usize> = HashMap::new();
    for (index, group) in article.list("aliases").enumerate() {
        if group.is_list() && group.items().count() < 2 {
            let what = format!("alias group {} has fewer than two words", index + 1);
            findings.broken(group, what, "add what means the same, or delete the group");
        }
        for node in group.items() {
            check_alias(node, index, &mut group_of, findings);
        }
    }
}

fn check_alias(node: Node<'_>, group: usize, group_of: &mut HashMap<String, usize>, findings: &mut Findings) {
    let Some(text) = node.text() else {
        return;
    };
    if !has_words(text) {
        let what = format!("alias `{text}` has no letter or digit");
        findings.broken(node, what, "write a word, or delete it");
        return;
    }
    let first = *group_of.entry(crate::text::exact_key(text)).or_insert(group);
    if first != group {
        let what = format!("alias `{text}` is in groups {} and {}", first + 1, group + 1);
        findings.broken(node, what, "keep it in one, or make one group of the two");
    }
}
