//! What is answered, once or again, and what is not.

use insta::assert_snapshot;

use super::*;
use crate::store::GivenReply;
use crate::telegram::handlers::fixtures::{facts, faq, given, group, in_full, in_short, private};

const WHEN: &str = "When does the Genoa harbour reopen?";
const BOTH: &str = "When does the Genoa harbour reopen? What did the repair cost?";

#[test]
fn a_question_is_answered_or_gets_suggestions_or_neither() {
    for (question, expected) in [
        (WHEN, &["answer `when`, keep as answer"][..]),
        (BOTH, &["answer `when`, keep as answer", "answer `cost`, keep as answer"]),
        ("When does the Trieste harbour reopen?", &["answer, keep as suggest"]),
        ("best pizza recipe", &["answer, keep as unanswered"]),
        ("🙂", &["answer"]),
        // It is known, and holds no longer.
        ("Which ferries run?", &["answer, keep as unanswered"]),
    ] {
        assert_eq!(in_short(&answer(&faq(), &private(), question, &facts())), expected, "{question}");
    }
}

#[test]
fn an_answer_can_be_voted_on_and_shared() {
    assert_snapshot!(in_full(&answer(&faq(), &private(), WHEN, &facts())), @r#"
    answer `when`, keep as answer:
    <b>When does the Genoa harbour reopen?</b>

    In April.

    As of 2024-03-01. Source: <a href="https://port.example/">Port</a>
    [Port]
    [👍] [👎] [Share]
    "#);
}

#[test]
fn a_group_gets_an_answer_once_then_a_pointer_to_it_and_then_nothing() {
    let pointed = GivenReply { is_pointed_to: true, ..given(70, "when") };
    let held = GivenReply { is_held: true, ..given(70, "when") };
    for (lately, expected) in [
        (vec![], &["answer `when`, keep as answer"][..]),
        (vec![given(71, "cost")], &["answer `when`, keep as answer"]),
        (vec![given(71, "cost"), given(70, "when")], &["point to 70, keep as answer"]),
        (vec![pointed], &[]),
        (vec![held], &["answer `when`, keep as answer"]),
    ] {
        let facts = Facts { lately, ..facts() };
        assert_eq!(in_short(&answer(&faq(), &group(), WHEN, &facts)), expected, "{:?}", facts.lately);
    }
}

#[test]
fn who_asks_the_bot_takes_what_was_held_for_others() {
    let facts = Facts { is_unasked: true, ..facts() };
    let answered = answer(&faq(), &group(), WHEN, &facts);
    assert_eq!(in_short(&answered), ["spoken in -100 by the bot", "answer `when`, keep as answer"]);
}

#[test]
fn an_edited_question_gets_other_answers_in_the_same_places() {
    let held = GivenReply { is_held: true, ..given(70, "when") };
    for (question, replies, expected) in [
        (Some(WHEN), vec![], &["answer `when`, keep as answer"][..]),
        (Some(WHEN), vec![given(70, "cost")], &["amend 70 `when`, keep as answer"]),
        (Some("🙂"), vec![given(70, "cost")], &["amend 70"]),
        (
            Some(WHEN),
            vec![given(70, "cost"), given(71, "when")],
            &["amend 70 `when`, keep as answer", "withdraw 71 in -100"],
        ),
        (
            Some(BOTH),
            vec![given(70, "cost")],
            &["amend 70 `when`, keep as answer", "answer `cost`, keep as answer"],
        ),
        (Some(WHEN), vec![held.clone()], &["answer `when`, keep as answer"]),
        (None, vec![held], &["spoken in -100 by the bot"]),
        (None, vec![given(70, "when")], &[]),
    ] {
        let facts = Facts { replies, ..facts() };
        assert_eq!(in_short(&answer_anew(&faq(), &group(), question, &facts)), expected, "{question:?}");
    }
}

#[test]
fn a_group_is_answered_unasked_only_where_it_wants_to_be_and_there_is_hardly_a_doubt() {
    for (is_unasked, text, lately, expected) in [
        (false, Some(WHEN), vec![], &[][..]),
        (true, Some(WHEN), vec![], &["spoken in -100 by 9", "hold `when`"]),
        (true, Some(WHEN), vec![given(70, "when")], &["spoken in -100 by 9"]),
        (true, Some(BOTH), vec![], &["spoken in -100 by 9", "hold `when`", "hold `cost`"]),
        (true, Some(BOTH), vec![given(70, "when")], &["spoken in -100 by 9", "hold `cost`"]),
        // That an answer holds no longer is no answer to what nobody has asked of the bot.
        (true, Some("Which ferries run?"), vec![], &["spoken in -100 by 9"]),
        (true, Some("so the harbour is what we talk about"), vec![], &["spoken in -100 by 9"]),
        (true, None, vec![], &["spoken in -100 by 9"]),
    ] {
        let facts = Facts { is_unasked, lately, ..facts() };
        assert_eq!(in_short(&answer_unasked(&faq(), &group(), text, &facts)), expected, "{text:?}");
    }
}

#[test]
fn an_entry_is_shown_if_it_is_there_and_holds() {
    for (id, expected) in [("when", "answer `when`"), ("ferries", "send to 9"), ("nothing", "send to 9")] {
        assert_eq!(in_short(&[show(&faq(), &private(), id, &facts())]), [expected], "{id}");
    }
}
