//! The grounds of a statement. A reply that states something cannot be built without one.

use chrono::NaiveDate;

use super::article::{Article, Entry, Source};

/// A day on which a statement held, and the sources that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation<'a> {
    as_of: NaiveDate,
    sources: Vec<&'a Source>,
}

impl<'a> Citation<'a> {
    /// The grounds of what the article says as a whole.
    pub fn of_article(article: &'a Article) -> Self {
        Self { as_of: article.published, sources: article.sources.iter().collect() }
    }

    /// The grounds of an answer: its own date and sources, else the article's.
    pub(super) fn of_entry(article: &'a Article, entry: &'a Entry) -> Self {
        let named = |source: &&Source| {
            let id = source.id.as_ref();
            id.is_some_and(|id| entry.sources.contains(id))
        };
        let whole = Self::of_article(article);
        let own: Vec<&Source> = article.sources.iter().filter(named).collect();
        Self {
            as_of: entry.as_of.unwrap_or(whole.as_of),
            sources: if own.is_empty() { whole.sources } else { own },
        }
    }

    /// The day on which the statement held.
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Where the statement comes from; at least one in any knowledge that was loaded.
    pub fn sources(&self) -> &[&'a Source] {
        &self.sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(entry: serde_json::Value) -> Article {
        serde_json::from_value(serde_json::json!({
            "format": 1, "id": "harbour", "title": "The harbour", "published": "2024-01-02",
            "language": "en", "summary": "It reopens.",
            "sources": [
                { "id": "port", "title": "Port", "url": "https://port.example/" },
                { "id": "town", "title": "Town", "url": "https://town.example/" }
            ],
            "faq": [entry]
        }))
        .unwrap()
    }

    fn grounds(entry: serde_json::Value) -> (String, Vec<String>) {
        let article = article(entry);
        let citation = Citation::of_entry(&article, &article.faq[0]);
        let titles = citation.sources().iter().map(|s| s.title.clone()).collect();
        (citation.as_of().to_string(), titles)
    }

    #[test]
    fn an_entry_without_date_and_sources_rests_on_the_articles() {
        let (as_of, sources) = grounds(serde_json::json!({ "id": "a", "question": "A?", "answer": "A." }));
        assert_eq!(as_of, "2024-01-02");
        assert_eq!(sources, ["Port", "Town"]);
    }

    #[test]
    fn an_entry_rests_on_its_own_date_and_sources() {
        let (as_of, sources) = grounds(serde_json::json!({
            "id": "a", "question": "A?", "answer": "A.", "as_of": "2024-03-04", "sources": ["town"]
        }));
        assert_eq!(as_of, "2024-03-04");
        assert_eq!(sources, ["Town"]);
    }

    #[test]
    fn sources_that_do_not_exist_never_leave_an_answer_without_one() {
        let (_, sources) = grounds(serde_json::json!({
            "id": "a", "question": "A?", "answer": "A.", "sources": ["nowhere"]
        }));
        assert_eq!(sources, ["Port", "Town"]);
    }
}
