//! Which version of an article or an entry a reader is shown: that of the reader's language, else
//! the original.

use chrono::NaiveDate;

use super::article::Article;
use super::entries::{EntryRef, Knowledge};
use crate::text::LanguageCode;

impl Knowledge {
    /// Every article once, in the reader's language where it is translated into that.
    pub fn articles_for(&self, reader: LanguageCode) -> impl Iterator<Item = &Article> {
        self.originals().map(move |original| self.version(original, reader))
    }

    /// Every entry once, in the reader's language where it is translated into that, in the order
    /// of the originals.
    pub fn entries_for(&self, reader: LanguageCode) -> Vec<EntryRef<'_>> {
        let entries = self
            .originals()
            .flat_map(|article| article.faq.iter().map(move |entry| EntryRef { article, entry }));
        entries.map(|found| self.in_language(found, reader)).collect()
    }

    /// The entry of this id, in the reader's language if it is translated into that.
    pub fn find(&self, id: &str, reader: LanguageCode) -> Option<EntryRef<'_>> {
        let found = self.entries().find(|found| found.entry.id.as_str() == id)?;
        Some(self.in_language(found, reader))
    }

    /// The same entry in the reader's language, else as it was written first; `found` itself where
    /// neither has it.
    pub fn in_language<'a>(&'a self, found: EntryRef<'a>, reader: LanguageCode) -> EntryRef<'a> {
        let original = self.original_of(found.article);
        let versions = [self.version(original, reader), original];
        versions.into_iter().find_map(|article| entry_of(article, found)).unwrap_or(found)
    }

    /// The last day on which an entry's answer holds: the earliest that any language has, since what is
    /// over in one of them is over in all.
    pub fn valid_until(&self, found: EntryRef<'_>) -> Option<NaiveDate> {
        let versions = self.versions(self.original_of(found.article));
        let entries = versions.filter_map(|article| entry_of(article, found));
        entries.filter_map(|found| found.entry.valid_until).min()
    }

    /// The last day on which an entry's answer held, if it holds no longer on the day `today`.
    pub fn withdrawn(&self, found: EntryRef<'_>, today: NaiveDate) -> Option<NaiveDate> {
        self.valid_until(found).filter(|last| *last < today)
    }

    /// The articles that no other one here is the original of.
    fn originals(&self) -> impl Iterator<Item = &Article> {
        self.articles().iter().filter(|article| std::ptr::eq(self.original_of(article), *article))
    }

    /// The article that this one translates, if it is here; else the first translation of the same.
    fn original_of<'a>(&'a self, article: &'a Article) -> &'a Article {
        let Some(id) = &article.translation_of else { return article };
        let original = self.articles().iter().find(|other| other.id == *id);
        let sibling = || self.articles().iter().find(|other| other.translation_of.as_ref() == Some(id));
        original.or_else(sibling).unwrap_or(article)
    }

    /// The version of an original in this language, else the original.
    fn version<'a>(&'a self, original: &'a Article, language: LanguageCode) -> &'a Article {
        let mut versions = std::iter::once(original).chain(self.versions(original));
        versions.find(|article| LanguageCode::of(&article.language) == language).unwrap_or(original)
    }

    /// Every version of an original, itself among them.
    fn versions<'a>(&'a self, original: &'a Article) -> impl Iterator<Item = &'a Article> {
        self.articles().iter().filter(move |article| std::ptr::eq(self.original_of(article), original))
    }
}

fn entry_of<'a>(article: &'a Article, found: EntryRef<'_>) -> Option<EntryRef<'a>> {
    let entry = article.faq.iter().find(|entry| entry.id == found.entry.id)?;
    Some(EntryRef { article, entry })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn article(id: &str, language: &str, of: Option<&str>, entries: &[&str]) -> Article {
        let faq: Vec<_> = entries
            .iter()
            .map(|entry| json!({ "id": entry, "question": format!("{entry} {language}?"), "answer": "A." }))
            .collect();
        let mut article = json!({
            "format": 1, "id": id, "title": format!("{id} {language}"), "published": "2024-03-01",
            "language": language, "summary": "S.",
            "sources": [{ "title": "Port", "url": "https://port.example/" }], "faq": faq
        });
        if let Some(of) = of {
            article["translation_of"] = of.into();
        }
        serde_json::from_value(article).unwrap()
    }

    /// A harbour in German before its original, without one of its entries, and a park.
    fn town() -> Knowledge {
        Knowledge::new(vec![
            article("hafen", "de-AT", Some("harbour"), &["when"]),
            article("harbour", "en", None, &["when", "cost"]),
            article("park", "en", None, &["trees"]),
        ])
    }

    fn asked(entries: &[EntryRef<'_>]) -> Vec<String> {
        entries.iter().map(|found| found.entry.question.clone()).collect()
    }

    #[test]
    fn a_reader_is_shown_everything_once_translated_where_it_is() {
        let town = town();
        let titles = |tag: &str| -> Vec<&str> {
            town.articles_for(LanguageCode::of(tag)).map(|article| article.title.as_str()).collect()
        };
        assert_eq!(titles("de"), ["hafen de-AT", "park en"]);
        assert_eq!(titles("en"), ["harbour en", "park en"]);
        assert_eq!(titles("ru"), ["harbour en", "park en"]);
        let german = town.entries_for(LanguageCode::of("de"));
        assert_eq!(asked(&german), ["when de-AT?", "cost en?", "trees en?"]);
        assert_eq!(asked(&town.entries_for(LanguageCode::ENGLISH)), ["when en?", "cost en?", "trees en?"]);
    }

    #[test]
    fn an_id_is_found_in_the_readers_language_else_in_the_original() {
        let town = town();
        let found = |id: &str, tag: &str| {
            town.find(id, LanguageCode::of(tag)).map(|found| found.entry.question.clone())
        };
        assert_eq!(found("when", "de").as_deref(), Some("when de-AT?"));
        assert_eq!(found("when", "es").as_deref(), Some("when en?"));
        assert_eq!(found("cost", "de").as_deref(), Some("cost en?"));
        assert_eq!(found("gone", "de"), None);
    }

    #[test]
    fn what_is_over_in_one_language_is_over_in_all() {
        let mut articles = town().articles().to_vec();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        articles[0].faq[0].valid_until = Some(day("2024-03-10"));
        articles[1].faq[0].valid_until = Some(day("2024-03-20"));
        let town = Knowledge::new(articles);
        let since = |number: usize, today: &str| {
            town.withdrawn(town.entries().nth(number).unwrap(), day(today)).map(|last| last.to_string())
        };
        // The first is in German, the second and the third in the original.
        for number in [0, 1] {
            assert_eq!(since(number, "2024-03-10"), None);
            assert_eq!(since(number, "2024-03-11").as_deref(), Some("2024-03-10"));
            assert_eq!(since(number, "2024-03-21").as_deref(), Some("2024-03-10"));
        }
        assert_eq!(since(2, "2999-01-01"), None);
    }

    #[test]
    fn translations_without_their_original_stand_for_it() {
        let left = Knowledge::new(vec![
            article("hafen", "de", Some("harbour"), &["when"]),
            article("puerto", "es", Some("harbour"), &["when"]),
        ]);
        assert_eq!(asked(&left.entries_for(LanguageCode::of("es"))), ["when es?"]);
        assert_eq!(asked(&left.entries_for(LanguageCode::ENGLISH)), ["when de?"]);
    }
}
