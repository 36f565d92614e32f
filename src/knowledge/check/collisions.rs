//! Finds phrasings that two entries share. A question in its exact wording must lead to one entry.

use std::collections::HashMap;

use super::names::{excerpt, member};
use super::phrasing::phrasings;
use super::reading::Reading;
use crate::text::Language;

/// Where a phrasing was met first.
struct Met {
    file: usize,
    place: String,
    entry: usize,
    name: String,
}

/// Notes phrasings that two entries share, in one file or in files of one language.
pub(super) fn check(readings: &mut [Reading<'_>]) {
    let mut met = HashMap::new();
    for (file, reading) in readings.iter_mut().enumerate() {
        check_file(file, reading, &mut met);
    }
}

fn check_file(file: usize, reading: &mut Reading<'_>, met: &mut HashMap<(String, String), Met>) {
    let Some(root) = reading.document.as_ref().map(|document| document.root()) else {
        return;
    };
    let language = Language::new(root.text_of("language").unwrap_or_default());
    for (index, entry) in root.list("faq").enumerate() {
        let name = member("entry", entry, index);
        for (node, key) in phrasings(entry) {
            let first = met.entry((language.code().to_owned(), key)).or_insert_with(|| Met {
                file,
                place: format!("{}:{}", reading.file.display(), node.line()),
                entry: index,
                name: name.clone(),
            });
            if (first.file, first.entry) == (file, index) {
                continue;
            }
            let text = excerpt(node.text().unwrap_or_default());
            let what = format!("{name} and {} both ask `{text}`", first.name);
            let hint = format!("keep it in one of them; the other is at {}", first.place);
            reading.findings.error(node, what, hint);
        }
    }
}
