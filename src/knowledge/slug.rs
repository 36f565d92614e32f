//! Makes an id from a text that people wrote.

use unicode_normalization::UnicodeNormalization;

use super::article::Id;

/// The text as an id: its ASCII letters and digits, words joined by `-`, cut at a word.
///
/// Empty when the text has no letter that folds to ASCII.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in words(text) {
        let joint = usize::from(!slug.is_empty());
        if slug.len() + joint + word.len() > Id::MAX_LENGTH {
            if slug.is_empty() {
                slug.push_str(&word[..Id::MAX_LENGTH]);
            }
            break;
        }
        if joint == 1 {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// An id for the text that is in none of `taken`; `kind-N` when the text gives none.
pub(crate) fn unique_slug(text: &str, taken: &[String], kind: &str, number: usize) -> String {
    let mut base = slug(text);
    if base.is_empty() {
        base = format!("{kind}-{number}");
    }
    let numbered = (2..).map(|n| with_number(&base, n));
    std::iter::once(base.clone()).chain(numbered).find(|candidate| !taken.contains(candidate)).unwrap_or(base)
}

fn with_number(base: &str, number: usize) -> String {
    let end = format!("-{number}");
    let kept: String = base.chars().take(Id::MAX_LENGTH - end.len()).collect();
    kept.trim_end_matches('-').to_owned() + &end
}

/// The words in ASCII. Apostrophes vanish, so that `China’s` is one word.
fn words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|c| !matches!(c, '’' | '\'' | 'ʼ'))
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_ids_that_people_can_read() {
        for (text, expected) in [
            ("Is the Harbour’s café open?", "is-the-harbours-cafe-open"),
            ("  --x--  ", "x"),
            ("Что это?", ""),
            ("GPT-4 и Россия", "gpt-4"),
            (
                "What is the purpose of the Moscow Conference on International Security?",
                "what-is-the-purpose-of-the-moscow-conference-on",
            ),
        ] {
            assert_eq!(slug(text), expected);
        }
        assert_eq!(slug(&"x".repeat(60)).len(), Id::MAX_LENGTH);
    }

    #[test]
    fn slugs_that_are_taken_get_a_number() {
        let taken = ["why".to_owned(), "why-2".to_owned()];
        assert_eq!(unique_slug("Why?", &taken, "question", 3), "why-3");
        assert_eq!(unique_slug("Зачем?", &taken, "question", 3), "question-3");
        let long = "y".repeat(48);
        let numbered = unique_slug(&long, std::slice::from_ref(&long), "question", 1);
        assert_eq!(numbered.len(), 48);
    }
}
