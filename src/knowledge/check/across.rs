//! Finds what does not fit between the articles of one folder.

use std::collections::HashMap;
use std::path::PathBuf;

use super::names::{listed, nearest};
use super::reading::Reading;

/// Where an id was met first.
struct Met {
    place: String,
    reading: usize,
    family: Option<String>,
}

/// Notes ids that two articles share, unless one translates the other.
pub(in crate::knowledge) fn check_ids(readings: &mut [Reading<'_>]) {
    let mut articles: HashMap<String, Met> = HashMap::new();
    let mut entries: HashMap<String, Met> = HashMap::new();
    for (index, reading) in readings.iter_mut().enumerate() {
        let Reading { file, document, findings, .. } = reading;
        let Some(root) = document.as_ref().map(|document| document.root()) else {
            continue;
        };
        let family = root.text_of("translation_of").or(root.text_of("id"));
        let family = family.map(str::to_owned);
        let met = |line: usize| Met {
            place: format!("{}:{line}", file.display()),
            reading: index,
            family: family.clone(),
        };
        if let Some(node) = root.get("id")
            && let Some(id) = node.text()
        {
            let first = articles.entry(id.to_owned()).or_insert_with(|| met(node.line()));
            if first.reading != index {
                let what = format!("another article has the id `{id}`");
                findings.broken(node, what, format!("rename one; the first is at {}", first.place));
            }
        }
        for node in root.list("faq").filter_map(|entry| entry.get("id")) {
            let Some(id) = node.text() else {
                continue;
            };
            let first = entries.entry(id.to_owned()).or_insert_with(|| met(node.line()));
            if first.reading != index && (first.family.is_none() || first.family != family) {
                let what = format!("an entry of another article has the id `{id}`");
                let hint = format!("rename one; the first is at {}", first.place);
                findings.broken(node, what, hint);
            }
        }
    }
}

/// Notes entries of translations that their originals do not have: nobody who reads the original
/// would be shown them.
pub(super) fn check_translated_entries(readings: &mut [Reading<'_>]) {
    let originals: HashMap<String, Vec<String>> = readings
        .iter()
        .filter_map(|reading| {
            let root = reading.root()?;
            let entries = root.list("faq").filter_map(|entry| entry.text_of("id"));
            Some((root.text_of("id")?.to_owned(), entries.map(str::to_owned).collect()))
        })
        .collect();
    for Reading { document, findings, .. } in readings {
        let Some(root) = document.as_ref().map(|document| document.root()) else {
            continue;
        };
        let Some((original, known)) =
            root.text_of("translation_of").and_then(|id| originals.get_key_value(id))
        else {
            continue;
        };
        for node in root.list("faq").filter_map(|entry| entry.get("id")) {
            let Some(id) = node.text().filter(|id| !known.iter().any(|known| known == id)) else {
                continue;
            };
            let hint = match nearest(id, known.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("its entries are {}", listed(known.iter().map(String::as_str))),
            };
            let what = format!("article `{original}`, which this translates, has no entry `{id}`");
            findings.warning(node, what, hint);
        }
    }
}

/// Notes translations of articles that are not there.
pub(super) fn check_translations(readings: &mut [Reading<'_>]) {
    let known: Vec<(PathBuf, String)> = readings
        .iter()
        .filter_map(|reading| {
            let id = reading.root()?.text_of("id")?;
            Some((reading.file.to_owned(), id.to_owned()))
        })
        .collect();
    for reading in readings {
        let Reading { file, document, findings, .. } = reading;
        let root = document.as_ref().map(|document| document.root());
        let Some(node) = root.and_then(|root| root.get("translation_of")) else {
            continue;
        };
        let Some(id) = node.text() else {
            continue;
        };
        let others = known.iter().filter(|(path, _)| path != file);
        let ids: Vec<&str> = others.map(|(_, id)| id.as_str()).collect();
        if ids.contains(&id) {
            continue;
        }
        let hint = match nearest(id, ids.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if ids.is_empty() => "check the folder that holds both articles".into(),
            None => format!("the other articles are {}", listed(ids)),
        };
        findings.warning(node, format!("there is no article `{id}` to be translated"), hint);
    }
}
