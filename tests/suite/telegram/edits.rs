//! A question that is edited has its answer edited.

use super::{end, shipped};
use crate::twin::Fault;

#[test]
fn an_edited_question_edits_its_answer() {
    let (twin, bot) = shipped();
    let asked = twin.last_message_id(9) + 1;
    twin.private(9, "What is the purpose of the Munich conference?");
    let before = twin.wait_sent(9, 1).remove(0);
    assert!(before.text.starts_with("Nothing here about Munich."));
    twin.edit(9, asked, "what is the moscow conference for?");
    twin.wait("the answer to change", |twin| twin.sent(9)[0].edits == 1);
    let after = twin.sent(9).remove(0);
    assert_eq!(after.message_id, before.message_id);
    assert!(after.text.contains("As of 2023-11-12.") && after.html.contains("<b>What is the Moscow"));
    twin.edit(9, asked, "what is the moscow conference for?");
    twin.edit(9, asked, "hello");
    twin.wait("the answer to change", |twin| {
        twin.sent(9)[0].text.starts_with("The FAQ does not answer this")
    });
    assert_eq!(bot.end().status, Some(0));
    assert_eq!(twin.sent(9).len(), 1);
}

#[test]
fn answers_follow_the_number_of_questions() {
    let (twin, bot) = shipped();
    let asked = twin.last_message_id(9) + 1;
    let (one, other) = ("is china neutral?", "Why is China seeking closer cooperation with Belarus?");
    twin.private(9, one);
    twin.wait_sent(9, 1);
    twin.edit(9, asked, &format!("{one} {other}"));
    let sent = twin.wait_sent(9, 2);
    assert!(sent[1].text.starts_with(other));
    twin.edit(9, asked, other);
    twin.wait("one answer to go", |twin| twin.sent(9).len() == 1);
    twin.wait("the other to change", |twin| twin.sent(9)[0].text.starts_with(other));
    // What stays as it is was edited too, and Telegram's word for that is taken well.
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn an_edit_before_the_answer_is_sent_comes_after_it() {
    let (twin, bot) = shipped();
    twin.fault("sendMessage", Some(9), Fault::TooManyRequests { retry_after: 2 }, 1);
    let asked = twin.last_message_id(9) + 1;
    twin.private(9, "is china neutral?");
    bot.wait_said("is answered", 1);
    twin.edit(9, asked, "what is the moscow conference for?");
    twin.wait("the answer to change", |twin| twin.sent(9).first().is_some_and(|sent| sent.edits == 1));
    assert!(twin.sent(9)[0].text.starts_with("What is the Moscow Conference"));
    end(bot, &twin);
    assert_eq!(twin.sent(9).len(), 1);
}

#[test]
fn in_a_group_an_edit_can_address_it_and_talk_cannot() {
    let (twin, bot) = shipped();
    let asked = twin.last_message_id(-7) + 1;
    twin.group(-7, 8, "is china neutral?");
    twin.edit(-7, asked, "is china neutral now?");
    twin.edit(-7, asked, "@attache_test_bot is china neutral?");
    let sent = twin.wait_sent(-7, 1).remove(0);
    assert_eq!(sent.reply_to, Some(asked));
    end(bot, &twin);
    assert_eq!(twin.sent(-7).len(), 1);
}
