//! Calls that Telegram refuses for a reason that can be mended.

use super::{QUESTION, shipped, with_entries};
use crate::twin::{Fault, Twin};

fn refuse(twin: &Twin, chat: i64, reason: &str) {
    twin.fault("sendMessage", Some(chat), Fault::BadRequest(reason.into()), 1);
}

#[test]
fn what_is_gone_is_left_out_and_what_is_broken_made_plain() {
    let (twin, bot) = shipped();
    for (chat, reason) in [
        (-11, "message thread not found"),
        (-12, "message to be replied not found"),
        (-13, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ] {
        refuse(&twin, chat, reason);
        twin.in_topic(chat, 7, 1, &format!("@attache_test_bot {QUESTION}"));
    }
    let sent = [-11, -12, -13].map(|chat| twin.wait_sent(chat, 1).remove(0));
    assert_eq!((sent[0].thread, sent[0].reply_to.is_some()), (None, true));
    assert_eq!((sent[1].thread, sent[1].reply_to), (Some(7), None));
    assert_eq!((sent[2].parse_mode.as_deref(), sent[2].html.contains('<')), (None, false));
    assert!(sent.iter().all(|sent| sent.text.contains("As of 2023-11-12.")));
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn what_cannot_be_mended_is_let_go_and_the_chat_goes_on() {
    let twin = Twin::start();
    let bot = with_entries(&twin, 3);
    refuse(&twin, 9, "everything is wrong");
    refuse(&twin, 9, "message is too long");
    for _ in 0..3 {
        twin.private(9, "/help");
    }
    twin.wait_sent(9, 1);
    bot.wait_said("is given up", 2);
    assert_eq!(bot.end().status, Some(0));
}
