//! Countries, their people and their capitals, which may stand for each other.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::language::Language;

/// The stems of a country's words, by each of them; `scripts/data/places.py` makes the list.
static ENGLISH: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let english = Language::new("en");
    let mut stems: HashMap<String, Vec<String>> = HashMap::new();
    for line in include_str!("places-en.txt").lines() {
        let words: Vec<String> = line.split(' ').map(|word| english.stem(word)).collect();
        for word in &words {
            stems.entry(word.clone()).or_default().extend(words.iter().cloned());
        }
    }
    stems
});

impl Language {
    /// The stems of all words for the country of which this stem is one: `beij`, `china` and `chines` for `chines`.
    /// In languages without a list there are none.
    pub fn same_country(&self, stem: &str) -> &'static [String] {
        let english = (self.code() == "en").then_some(&*ENGLISH);
        english.and_then(|list| list.get(stem)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_people_and_a_capital() {
        let english = Language::new("en");
        let are_one =
            |one: &str, other: &str| english.same_country(&english.stem(one)).contains(&english.stem(other));
        for (one, other, expected) in [
            ("beijing", "china", true),
            ("Chinese", "beijing", true),
            ("russians", "moscow", true),
            ("minsk", "belarus", true),
            ("taiwan", "china", false),
            ("minsk", "moscow", false),
            ("london", "harbour", false),
        ] {
            assert_eq!(are_one(&one.to_lowercase(), other), expected, "{one} and {other}");
        }
        assert!(Language::new("de").same_country("china").is_empty());
    }
}
