//! One number for all that the answers of a FAQ depend on.

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::index::Faq;
use super::section::is_of;
use crate::knowledge::Id;
use crate::text::LanguageCode;

/// What the answers in a language depend on. Its form as JSON is hashed, and the hash is kept in files.
#[derive(Serialize)]
struct Basis<'a> {
    articles: Vec<ArticleBasis<'a>>,
    entries: Vec<EntryBasis<'a>>,
    matchers: Vec<u64>,
}

#[derive(Serialize)]
struct ArticleBasis<'a> {
    id: &'a Id,
    language: &'a str,
    aliases: &'a [Vec<String>],
    out_of_scope: &'a [String],
}

#[derive(Serialize)]
struct EntryBasis<'a> {
    id: &'a Id,
    question: &'a str,
    variants: &'a [String],
    answer: &'a str,
}

impl Faq {
    /// Tells apart all that answers in a language depend on, but for the thresholds: the texts in
    /// it, the encoder, how strictly questions are read, and the program's constants. A translation
    /// that is added or mended changes nothing of this for the other languages.
    pub fn fingerprint(&self, language: LanguageCode) -> u64 {
        let sections = self.sections.iter().filter(|section| section.language == language);
        self.basis(language, sections.map(|section| section.matcher.fingerprint()).collect()).hash()
    }

    fn basis(&self, language: LanguageCode, matchers: Vec<u64>) -> Basis<'_> {
        let is_ours = is_of(language);
        let articles = self.knowledge.articles().iter().filter(|article| is_ours(article));
        let articles = articles.map(|article| ArticleBasis {
            id: &article.id,
            language: &article.language,
            aliases: &article.aliases,
            out_of_scope: &article.out_of_scope,
        });
        let entries = self.knowledge.entries().filter(|found| is_ours(found.article));
        let entries = entries.map(|found| EntryBasis {
            id: &found.entry.id,
            question: &found.entry.question,
            variants: &found.entry.variants,
            answer: &found.entry.answer,
        });
        Basis { articles: articles.collect(), entries: entries.collect(), matchers }
    }
}

impl Basis<'_> {
    fn hash(&self) -> u64 {
        xxh3_64(&serde_json::to_vec(self).expect("texts and numbers can be written as JSON"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::faq::Resources;
    use crate::knowledge::{Article, Knowledge};

    /// Files hold this number: it must be the same wherever the program runs.
    #[test]
    fn what_answers_depend_on_is_hashed_as_files_have_it() {
        let article = |language: &str| -> Article {
            serde_json::from_value(json!({
                "format": 1, "id": format!("harbour-{language}"), "title": "T", "published": "2024-03-01",
                "language": language, "summary": "S.", "aliases": [["port", "harbour"]], "out_of_scope": ["Why?"],
                "sources": [{ "title": "Port", "url": "https://port.example/" }],
                "faq": [{ "id": "when", "question": "When?", "variants": ["at \"what\"\ntime é"], "answer": "2024." }]
            }))
            .unwrap()
        };
        let knowledge = Knowledge::new(vec![article("en"), article("ru")]);
        let faq = Faq::new(knowledge, &Resources::default(), &|_, _| ());
        let basis = faq.basis(LanguageCode::ENGLISH, vec![7]);
        let expected = concat!(
            r#"{"articles":[{"id":"harbour-en","language":"en","aliases":[["port","harbour"]],"out_of_scope":["Why?"]}],"#,
            r#""entries":[{"id":"when","question":"When?","variants":["at \"what\"\ntime é"],"answer":"2024."}],"#,
            r#""matchers":[7]}"#
        );
        assert_eq!(serde_json::to_string(&basis).unwrap(), expected);
        assert_eq!(basis.hash(), 0x0673_1359_8f84_31c3);
    }
}
