//! Strange questions get a sensible reply, never a crash, and quickly.

use std::sync::{Arc, LazyLock};

use attache::faq::{Faq, Resources};
use attache::knowledge;
use attache::matcher::{Encoder, Verdict};
use attache::replies;
use attache::text::LanguageCode;
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::hostile_strings::HOSTILE;
use crate::program::shipped;

/// The shipped knowledge with the built-in encoder.
pub static FAQ: LazyLock<Faq> = LazyLock::new(|| {
    let resources =
        Resources { encoder: Some(Arc::new(Encoder::built_in().unwrap())), ..Resources::default() };
    Faq::new(knowledge::load(&shipped()).unwrap(), &resources, &|_, _| ())
});

fn check(question: &str) -> Result<(), TestCaseError> {
    let answers = FAQ.answer(question, NaiveDate::MIN);
    prop_assert!(!answers.is_empty());
    for answer in &answers {
        let reply = replies::answer(&FAQ, answer, LanguageCode::ENGLISH, NaiveDate::MIN);
        let states = matches!(answer.verdict, Verdict::Answer(_));
        prop_assert_eq!(states, reply.as_of().is_some() && !reply.sources().is_empty());
        prop_assert!(reply.html.visible_length() <= 4096);
    }
    prop_assert_eq!(FAQ.answer(question, NaiveDate::MIN), answers);
    Ok(())
}

#[test]
fn strange_questions_get_a_reply() {
    let long = "why is china neutral ".repeat(5_000);
    let strange = [
        "",
        "\u{202e}?lartuen anihc si",
        "هل الصين محايدة؟",
        "האם סין נייטרלית?",
        "<b>is china neutral?</b>",
        &long,
        &"a".repeat(100_000),
        &"🙂".repeat(100_000),
        &"中".repeat(100_000),
        &" ".repeat(100_000),
        &"e\u{301}".repeat(50_000),
    ];
    for question in strange.into_iter().chain(HOSTILE) {
        check(question).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_string_gets_a_reply(question in any::<String>()) {
        check(&question)?;
    }

    #[test]
    fn any_words_get_a_reply(question in "([a-zA-Z]{1,8}|[0-9]{1,4}|[<>&'\"?!.,-]|China|Moscow|not| ){0,12}") {
        check(&question)?;
    }
}
