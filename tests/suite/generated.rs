//! Knowledge made of words drawn by a seed: as large as a test needs, and always the same.

use attache::knowledge::{Article, Entry};
use serde_json::{Value, json};

use crate::program::Program;

/// Numbers that look random and depend on the seed alone (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// One of `items`.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A word of two to four syllables.
    pub fn word(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va",
            "we", "xi", "yo", "zu", "bra", "cle", "dri", "plo",
        ];
        (0..2 + self.below(3)).map(|_| *self.pick(&SYLLABLES)).collect()
    }

    /// A question with `words` in it.
    pub fn question(&mut self, words: &[String]) -> String {
        const OPENINGS: [&str; 8] = [
            "What is the",
            "How do I get a",
            "Where can we find the",
            "Who pays for the",
            "When does it open for a",
            "Is there a",
            "Why was the",
            "Which is the best",
        ];
        let mut text = (*self.pick(&OPENINGS)).to_owned();
        for word in words {
            text.push(' ');
            text.push_str(word);
        }
        text + "?"
    }

    /// An entry about three words of its own, with two variants.
    pub fn entry(&mut self, id: &str) -> Entry {
        let words = [self.word(), self.word(), self.word()];
        let variants = [self.question(&words[..2]), self.question(&[words[2].clone(), words[0].clone()])];
        let answer = format!("The {} is {}.", words.join(" "), self.word());
        entry(id, &self.question(&words), &variants, &answer)
    }
}

/// An entry of these texts.
pub fn entry(id: &str, question: &str, variants: &[String], answer: &str) -> Entry {
    let entry = json!({ "id": id, "question": question, "variants": variants, "answer": answer });
    serde_json::from_value(entry).unwrap()
}

/// An article with this FAQ.
pub fn article(faq: Vec<Entry>) -> Article {
    let article = json!({
        "format": 1, "id": "made", "title": "Made up", "published": "2024-01-02", "language": "en",
        "summary": "It is made up.", "sources": [{ "title": "Nobody", "url": "https://nobody.example/" }],
        "faq": faq
    });
    serde_json::from_value(article).unwrap()
}

/// An article as the text of its file.
pub fn file(article: &Article) -> String {
    serde_json::to_string_pretty(article).unwrap()
}

/// The program with an article that makes a promise, and enough questions to support it:
/// `knowledge/made.json` and `knowledge/made.questions.json`.
pub fn promise(program: Program) -> Program {
    let mut dice = Dice(7);
    let faq: Vec<Entry> = (0..40).map(|number| dice.entry(&format!("e{number}"))).collect();
    let asked = |entry: &Entry, text: &str| json!({ "ask": text.to_lowercase(), "expect": [entry.id] });
    let own = faq.iter().flat_map(|entry| entry.phrasings().map(move |text| asked(entry, text)));
    let mut questions: Vec<Value> = own.collect();
    for _ in 0..40 {
        let words = [dice.word(), dice.word(), dice.word()];
        questions.push(json!({ "ask": dice.question(&words), "expect": [], "kind": "far" }));
    }
    let questions = json!({ "format": 1, "knowledge": "made", "questions": questions });
    let mut article = serde_json::to_value(article(faq)).unwrap();
    article["promise"] = json!({ "max_wrong": 0.1 });
    program
        .with_file("knowledge/made.json", format!("{article:#}"))
        .with_file("knowledge/made.questions.json", questions.to_string())
}
