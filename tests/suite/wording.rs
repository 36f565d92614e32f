//! Any entry's own question or variant finds that entry, however it is typed.

use attache::faq::Answer;
use attache::knowledge;
use attache::matcher::Verdict;
use chrono::NaiveDate;

use crate::hostile::FAQ;
use crate::program::shipped;

/// The ways in which the same wording is typed.
fn typed(text: &str) -> Vec<String> {
    let accented: String =
        text.chars().flat_map(|c| if "aeiou".contains(c) { vec![c, '\u{301}'] } else { vec![c] }).collect();
    let bare: String = text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    vec![
        text.to_uppercase(),
        text.to_lowercase(),
        accented,
        bare,
        format!("  «{}»!!! …", text.replace(' ', " \u{a0}\t ")),
        text.replace('\'', "’").replace('-', "—"),
        text.replace(' ', ""),
    ]
}

#[test]
fn an_own_wording_always_hits() {
    let knowledge = knowledge::load(&shipped()).unwrap();
    let mut asked = 0;
    for entry in knowledge.entries().map(|found| found.entry) {
        for phrasing in std::iter::once(&entry.question).chain(&entry.variants) {
            for question in typed(phrasing) {
                let answers = FAQ.answer(&question, NaiveDate::MIN);
                let [Answer { verdict: Verdict::Answer(found), .. }] = answers.as_slice() else {
                    panic!("{question}: {answers:?}")
                };
                assert_eq!(FAQ.entry(found.entry).entry.id, entry.id, "{question}");
                assert!(found.confidence.get() >= 0.95, "{question}");
                asked += 1;
            }
        }
    }
    assert!(asked > 200);
}
