//! Groups: silence until addressed, then a reply in the topic.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{QUESTION, end, shipped};
use crate::databases;
use crate::running::Bot;
use crate::twin::Twin;

const GROUP: i64 = -1_001_234;

#[test]
fn it_is_silent_in_groups_until_addressed_and_then_answers_as_a_reply() {
    let (twin, bot) = shipped();
    twin.group(GROUP, 8, QUESTION);
    twin.group(GROUP, 9, "@other_bot Is China neutral?");
    twin.group(GROUP, 9, "/dance");
    let asked = twin.last_message_id(GROUP) + 1;
    twin.group(GROUP, 9, &format!("@attache_test_bot {QUESTION}"));
    let sent = twin.wait_sent(GROUP, 1);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].text.contains("As of 2023-11-12."));
    assert_eq!((sent[0].reply_to, sent[0].thread), (Some(asked), None));
    twin.group(GROUP, 9, "/ask@attache_test_bot what is the munich conference for?");
    let asked_back = twin.wait_sent(GROUP, 2).remove(1);
    twin.press(GROUP, 8, &asked_back, "Moscow");
    assert_eq!(twin.wait_sent(GROUP, 3)[2].reply_to, Some(asked_back.message_id));
    end(bot, &twin);
}

#[test]
fn in_a_forum_it_answers_in_the_topic() {
    let (twin, bot) = shipped();
    twin.in_topic(GROUP, 7, 8, "is china neutral?");
    twin.in_topic(GROUP, 7, 8, "@attache_test_bot what is the munich conference for?");
    let asked_back = twin.wait_sent(GROUP, 1).remove(0);
    assert_eq!(asked_back.thread, Some(7));
    twin.press(GROUP, 8, &asked_back, "Moscow");
    assert_eq!(twin.wait_sent(GROUP, 2)[1].thread, Some(7));
    end(bot, &twin);
}

#[test]
fn a_thousand_messages_that_do_not_address_it_get_no_reply() {
    let (twin, bot) = shipped();
    let questions = [QUESTION, "what is the conference for?", "hi", "/dance"];
    for number in 0..1_000 {
        twin.group(GROUP, 8 + number % 50, questions[usize::try_from(number).unwrap() % 4]);
    }
    // What comes after them is answered, so they have been seen.
    twin.group(GROUP, 8, "/help@attache_test_bot");
    twin.wait_sent(GROUP, 1);
    end(bot, &twin);
    assert_eq!(twin.sent(GROUP).len(), 1);
}

#[test]
fn the_same_again_gets_one_pointer_to_the_answer_and_then_nothing() {
    let (twin, bot) = shipped();
    for number in 0..50 {
        let wording = ["/ask is china neutral?", "@attache_test_bot does Beijing back Moscow's war?"];
        twin.group(GROUP, 8 + number, wording[usize::try_from(number).unwrap() % 2]);
    }
    // Another chat, and another entry, have nothing to do with it.
    twin.group(GROUP - 1, 8, "/ask is china neutral?");
    twin.group(GROUP, 8, "/ask Why is China seeking closer cooperation with Belarus?");
    twin.wait_sent(GROUP - 1, 1);
    let sent = twin.wait_sent(GROUP, 3);
    end(bot, &twin);
    assert_eq!(twin.sent(GROUP).len(), 3);
    assert!(sent[0].text.contains("China describes itself as neutral"));
    assert_eq!(sent[1].text, "This was asked here a moment ago: the answer is in the message above.");
    assert_eq!(sent[1].reply_to, Some(sent[0].message_id));
    assert!(sent[2].text.contains("Belarus"));
}

#[test]
fn a_button_tapped_by_many_gives_one_answer() {
    let (twin, bot) = shipped();
    twin.group(GROUP, 9, "/ask what is the munich conference for?");
    let asked_back = twin.wait_sent(GROUP, 1).remove(0);
    for user in 0..10 {
        twin.press(GROUP, user + 1, &asked_back, "Moscow");
    }
    twin.wait_notices(10);
    twin.wait_sent(GROUP, 3);
    end(bot, &twin);
    assert_eq!(twin.sent(GROUP).len(), 3);
    let told = |notice: &&String| *notice == "This was answered here a moment ago.";
    assert_eq!(twin.notices().iter().filter(told).count(), 8);
}

#[test]
fn only_an_administrator_has_it_answer_unasked() {
    let (twin, bot) = shipped();
    twin.promote(GROUP, 5);
    twin.group(GROUP, 8, "/settings");
    assert_eq!(twin.wait_sent(GROUP, 1)[0].text, "Only an administrator of this group can do this.");
    twin.group(GROUP, 5, "/settings");
    let offered = twin.wait_sent(GROUP, 2).remove(1);
    assert!(offered.text.starts_with("I answer here only when I am asked"), "{}", offered.text);
    assert!(offered.text.contains("turn off privacy mode with @BotFather: /setprivacy"), "{}", offered.text);
    let button = offered.data("Answer unasked");
    twin.tap(GROUP, 8, offered.message_id, &button);
    let said = |text: &str| {
        twin.wait(text, |twin| twin.calls().iter().any(|call| call.params["text"] == text));
    };
    said("Only an administrator of this group can do this.");
    twin.tap(GROUP, 5, offered.message_id, &button);
    said("I now answer unasked when I am certain.");
    twin.wait("the settings to change", |twin| twin.sent(GROUP)[1].edits == 1);
    assert!(twin.sent(GROUP)[1].text.starts_with("When a question here is one that I can answer"));
    // An administrator who writes as the group is one too; a bot that is one sees everything.
    twin.promote(GROUP, twin.bot_id());
    twin.as_group(GROUP, "/settings");
    let shown = twin.wait_sent(GROUP, 3).remove(2).text;
    assert!(shown.starts_with("When a question") && !shown.contains("privacy mode"), "{shown}");
    end(bot, &twin);
}

/// A group that is answered unasked.
fn talkative() -> (Twin, Bot) {
    let (twin, bot) = shipped();
    twin.promote(GROUP, 5);
    twin.group(GROUP, 5, "/settings");
    let offered = twin.wait_sent(GROUP, 1).remove(0);
    twin.tap(GROUP, 5, offered.message_id, "unasked:1");
    twin.wait("the settings to change", |twin| twin.sent(GROUP)[0].edits == 1);
    (twin, bot)
}

/// The replies that are held back, by the question's message.
fn held(twin: &Twin) -> Vec<i64> {
    let sql =
        "SELECT asked FROM replies JOIN outbox ON outbox.id = replies.id WHERE held_for <> 0 ORDER BY asked";
    databases::query(&twin.folder().join("bot.db"), sql).iter().map(|row| row.parse().unwrap()).collect()
}

#[track_caller]
fn wait_held(twin: &Twin, expected: &[i64]) {
    let until = Instant::now() + Duration::from_secs(10);
    while held(twin) != expected {
        assert!(Instant::now() < until, "{:?} are held, not {expected:?}", held(twin));
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn where_it_may_it_answers_unasked_what_nobody_else_does() {
    let (twin, bot) = talkative();
    // What is no question, what the FAQ does not answer, and what is not certain is let be.
    for text in ["china supports russia", "is the weather good?", "what is the munich conference for?"] {
        twin.group(GROUP, 8, text);
    }
    // Somebody asks somebody else.
    twin.reply(GROUP, 8, 1, QUESTION);
    let asked = twin.last_message_id(GROUP) + 1;
    twin.group(GROUP, 8, QUESTION);
    wait_held(&twin, &[asked]);
    // Who asks may go on; a minute passes.
    twin.group(GROUP, 8, "does anybody know?");
    wait_held(&twin, &[asked]);
    databases::execute(&twin.folder().join("bot.db"), "UPDATE outbox SET due_at = 0 WHERE held_for <> 0");
    let sent = twin.wait_sent(GROUP, 2).remove(1);
    assert_eq!(sent.reply_to, Some(asked));
    assert!(sent.text.contains("As of 2023-11-12."));
    // It does not repeat itself.
    twin.group(GROUP, 9, QUESTION);
    twin.group(GROUP, 9, "/help@attache_test_bot");
    twin.wait_sent(GROUP, 3);
    assert_eq!(held(&twin), [0; 0]);
    end(bot, &twin);
}

#[test]
fn what_somebody_else_answers_it_does_not() {
    let (twin, bot) = talkative();
    let ask = || {
        let asked = twin.last_message_id(GROUP) + 1;
        twin.group(GROUP, 8, QUESTION);
        wait_held(&twin, &[asked]);
        asked
    };
    let asked = ask();
    twin.reply(GROUP, 9, asked, "no");
    wait_held(&twin, &[]);
    ask();
    twin.group(GROUP, 9, "of course not");
    wait_held(&twin, &[]);
    let asked = ask();
    twin.edit(GROUP, asked, "never mind");
    wait_held(&twin, &[]);
    ask();
    // Who then asks the bot is answered at once, and once.
    twin.group(GROUP, 8, &format!("@attache_test_bot {QUESTION}"));
    let answer = twin.wait_sent(GROUP, 2).remove(1);
    assert!(answer.text.contains("As of 2023-11-12."), "{}", answer.text);
    wait_held(&twin, &[]);
    let asked = twin.last_message_id(GROUP) + 1;
    twin.group(GROUP, 8, "Why is China seeking closer cooperation with Belarus?");
    wait_held(&twin, &[asked]);
    // Who asks the same again has asked it once.
    twin.group(GROUP, 8, "Why is China seeking closer cooperation with Belarus?");
    twin.group(GROUP, 8, "/settings@attache_test_bot");
    twin.wait_sent(GROUP, 3);
    wait_held(&twin, &[asked]);
    twin.tap(GROUP, 5, twin.sent(GROUP)[0].message_id, "unasked:0");
    wait_held(&twin, &[]);
    end(bot, &twin);
    assert_eq!(twin.sent(GROUP).len(), 3);
}

#[test]
fn each_topic_has_its_own_answer() {
    let (twin, bot) = shipped();
    for thread in [7, 8, 7] {
        twin.in_topic(GROUP, thread, 8, "@attache_test_bot is china neutral?");
    }
    let sent = twin.wait_sent(GROUP, 3);
    end(bot, &twin);
    assert_eq!(sent.iter().map(|sent| sent.thread).collect::<Vec<_>>(), [Some(7), Some(8), Some(7)]);
    assert!(sent[0].text == sent[1].text && sent[2].text.starts_with("This was asked here a moment ago"));
    assert_eq!(sent[2].reply_to, Some(sent[0].message_id));
}
