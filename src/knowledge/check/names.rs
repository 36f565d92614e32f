//! What values are called when a problem speaks of them.

use super::super::json::Node;

/// The lists whose members have a name of their own.
const NAMED: [(&str, &str); 5] = [
    ("faq", "entry"),
    ("sources", "source"),
    ("aliases", "alias group"),
    ("revisions", "revision"),
    ("questions", "question"),
];

/// The name of the member at `index` of a list: by its id if it has one, else by its number.
pub(super) fn member(kind: &str, node: Node<'_>, index: usize) -> String {
    match node.text_of("id") {
        Some(id) => format!("{kind} `{id}`"),
        None => format!("{kind} {}", index + 1),
    }
}

/// The name of the value under a JSON pointer: "`as_of` of entry `refunds`".
pub(super) fn place(root: Node<'_>, pointer: &str) -> String {
    let mut name = String::new();
    let mut node = Some(root);
    let mut list = None;
    for step in pointer.split('/').skip(1) {
        node = node.and_then(|node| node.at(&format!("/{step}")));
        let Ok(index) = step.parse::<usize>() else {
            list = Some(step);
            name = joined(&format!("`{step}`"), &name);
            continue;
        };
        let kind = NAMED.iter().find(|(key, _)| Some(*key) == list);
        name = match (kind, node) {
            (Some((key, kind)), Some(node)) if matches!(node.kind(), "an object" | "a list") => {
                let owner = name.strip_prefix(&format!("`{key}`")).unwrap_or("");
                member(kind, node, index) + owner
            }
            _ => joined(&format!("item {}", index + 1), &name),
        };
        list = None;
    }
    if name.is_empty() {
        return "the file".into();
    }
    name
}

fn joined(part: &str, whole: &str) -> String {
    if whole.is_empty() {
        return part.into();
    }
    format!("{part} of {whole}")
}

/// The member of `known` that is most like `text`, if one is like it at all.
pub(super) fn nearest<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    /// Below this likeness (Jaro–Winkler) a suggestion is a guess: `title` and `tilte` have 0.95,
    /// `title` and `date` 0.6.
    const ALIKE: f64 = 0.8;
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(text, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Names in back-ticks with commas between.
pub(super) fn listed<'k>(names: impl IntoIterator<Item = &'k str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// The start of a text, for quoting it in a problem.
pub(super) fn excerpt(text: &str) -> String {
    /// Enough to recognise a question by.
    const LENGTH: usize = 60;
    if text.chars().count() <= LENGTH {
        return text.into();
    }
    let start: String = text.chars().take(LENGTH).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::super::super::json::Document;
    use super::*;

    #[test]
    fn values_are_called_by_what_editors_see() {
        let document = Document::parse(
            r#"{ "title": 1, "faq": [{ "id": "refunds", "sources": [2], "revisions": [{ "on": 1 }] }, { "as_of": 3 }] }"#,
        )
        .unwrap();
        for (pointer, expected) in [
            ("", "the file"),
            ("/title", "`title`"),
            ("/faq/0", "entry `refunds`"),
            ("/faq/1/as_of", "`as_of` of entry 2"),
            ("/faq/0/revisions/0/on", "`on` of revision 1 of entry `refunds`"),
        ] {
            assert_eq!(place(document.root(), pointer), expected);
        }
    }

    #[test]
    fn suggests_only_what_is_like_the_mistake() {
        let known = ["question", "answer", "variants"];
        assert_eq!(nearest("anwser", known), Some("answer"));
        assert_eq!(nearest("colour", known), None);
    }
}
