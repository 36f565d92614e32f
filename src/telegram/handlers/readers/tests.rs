//! What readers are told about their answers, and what they and their groups choose.

use insta::assert_snapshot;

use super::*;
use crate::telegram::handlers::facts::Rights;
use crate::telegram::handlers::fixtures::{facts, faq, group, in_full, in_short, private, tap};

#[test]
fn an_answer_is_explained_by_the_question_that_it_was_given_to() {
    let replied = Origin { replied: Some(MessageId(4)), ..private() };
    let known = Facts { question: Some("when will the harbour reopen?".into()), ..facts() };
    assert_snapshot!(in_full(&explain(&faq(), &replied, &known)), @r"
    send to 9:
    Closest question: <b>When does the Genoa harbour reopen?</b>
    I am sure enough to answer.
    Words that count: <i>when</i>, <i>harbour</i>, <i>reopen</i>
    Next: <i>What did the repair cost?</i>
    ");
    assert_snapshot!(in_full(&explain(&faq(), &replied, &facts())), @r"
    send to 9:
    I do not have the question to this any more, or there was none: an answer chosen from a list needs no reason.
    ");
    assert_snapshot!(in_full(&explain(&faq(), &private(), &facts())), @r"
    send to 9:
    Reply with /why to one of my answers, and I say how I found it.
    ");
}

#[test]
fn a_reader_chooses_a_language_or_that_of_their_client() {
    assert_snapshot!(in_full(&offer_languages(private().place, LanguageCode::ENGLISH)), @r"
    send to 9:
    In which language shall I answer?
    [English]
    [Русский]
    [中文]
    [Español]
    [As in Telegram]
    ");
    let tap = tap(&private(), "");
    for (language, expected) in [
        (Some("ru"), ["acknowledge: Отвечаю по-русски.", "choose Language ru for 9"]),
        (None, ["acknowledge: I answer in English.", "choose Language as before for 9"]),
    ] {
        let chosen = choose_language(&tap, language.map(LanguageCode::of), &facts());
        assert_eq!(in_short(&chosen), expected);
    }
}

#[test]
fn settings_are_offered_to_whom_may_choose_them() {
    let rights = |is_admin| Facts { rights: Rights { is_admin, sees_all: false }, ..facts() };
    assert_snapshot!(in_full(&offer_settings(&private(), &facts())), @r"
    send to 9:
    Here the language is chosen, and what briefings come; in a group, its administrators choose.

    In which language shall I answer?
    [English]
    [Русский]
    [中文]
    [Español]
    [As in Telegram]
    [Briefings …]
    ");
    assert_snapshot!(in_full(&offer_settings(&group(), &rights(true))), @r"
    send to -100:
    I answer here only when I am asked: by /ask, by my name, or in reply to me.

    In this group Telegram shows me only messages that address me. For the others, make me an administrator, or let my owner turn off privacy mode with @BotFather: /setprivacy.
    [Answer unasked]
    [Briefings …]
    ");
    assert_snapshot!(in_full(&offer_settings(&group(), &rights(false))), @r"
    send to -100:
    Only an administrator of this group can do this.
    ");
}

#[test]
fn only_an_administrator_has_a_group_answered_unasked() {
    let tap = tap(&group(), "");
    for (is_admin, is_on, expected) in [
        (false, true, &["acknowledge: Only an administrator of this group can do this."][..]),
        (
            true,
            true,
            &[
                "acknowledge: I now answer unasked when I am certain.",
                "choose Unasked on for -100",
                "spoken in -100 by the bot",
                "edit 6 in -100",
            ],
        ),
        (
            true,
            false,
            &[
                "acknowledge: I now answer only when I am asked.",
                "choose Unasked as before for -100",
                "spoken in -100 by the bot",
                "edit 6 in -100",
            ],
        ),
    ] {
        let facts = Facts { rights: Rights { is_admin, sees_all: true }, ..facts() };
        let chosen = choose_unasked(&tap, group().place, Some(MessageId(6)), is_on, &facts);
        assert_eq!(in_short(&chosen), expected);
    }
}

#[test]
fn who_asks_is_told_what_is_kept_and_is_forgotten_without_a_trace() {
    assert_snapshot!(in_full(&explain_privacy(private().place, &facts())), @r"
    send to 9:
    I keep the words of questions and the votes on answers for 30 days, so that the editors see what is asked. Neither has your name or number with it: they are replaced by a code that only I can make. E-mail addresses, links, @names and long numbers are taken out first.

    For 30 days I remember which message gave which answer, so that I can say when that is corrected; and the language and the briefings that you choose, until you choose otherwise.

    /forget deletes all of this at once.

    A message is stored where I run until it is answered, so that none is lost, and then erased. No other service sees it but Telegram, which carries our messages and has rules of its own.
    ");
    let forgotten = forget(&group(), LanguageCode::ENGLISH);
    assert_eq!(in_short(&forgotten), ["forget 9", "send to -100, and forget it"]);
}
