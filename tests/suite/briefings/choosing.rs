//! What chats choose: by commands, by buttons, and for a channel by forwarding one of its posts.

use attache::replies::MAX_REPLY;
use insta::assert_snapshot;

use crate::newsroom::{Newsroom, harbour};
use crate::running;
use crate::twin::{Fault, Sent, Twin};

const GROUP: i64 = -1_001;
const CHANNEL: i64 = -1_002;

fn tap(room: &Newsroom, user: i64, under: &Sent, chat: i64, label: &str) {
    room.twin.press(chat, user, under, label);
}

/// The last message in a chat once it says this.
fn wait_last(room: &Newsroom, chat: i64, words: &str) -> Sent {
    let last = |twin: &Twin| twin.sent(chat).pop();
    room.twin.wait(words, |twin| last(twin).is_some_and(|sent| sent.text.contains(words)));
    last(&room.twin).unwrap()
}

/// What the last acknowledged button showed for a moment.
fn notice(room: &Newsroom, words: &str) {
    room.twin.wait(words, |twin| twin.notices().iter().any(|notice| notice.contains(words)));
}

#[test]
fn a_reader_subscribes_chooses_and_leaves() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(1, "/subscribe weekdays 9:30 Berlin");
    let panel = wait_last(&room, 1, "Monday to Friday at 09:30 (Europe/Berlin)");
    assert!(panel.text.contains("Next: 2024-03-05 09:30"), "{}", panel.text);
    tap(&room, 1, &panel, 1, "+");
    let panel = wait_last(&room, 1, "at 10:30");
    tap(&room, 1, &panel, 1, "🌍");
    let cities = wait_last(&room, 1, "Where are your readers?");
    tap(&room, 1, &cities, 1, "New York");
    let panel = wait_last(&room, 1, "at 10:30 (America/New_York)");
    assert!(panel.text.contains("Next: 2024-03-04 10:30"), "{}", panel.text);
    tap(&room, 1, &panel, 1, "Quiet");
    let panel = wait_last(&room, 1, "Quiet hours: 22–7");
    tap(&room, 1, &panel, 1, "Weekly");
    let panel = wait_last(&room, 1, "once a week");
    tap(&room, 1, &panel, 1, "Thu");
    let panel = wait_last(&room, 1, "Next: 2024-03-07 10:30");
    tap(&room, 1, &panel, 1, "Now");
    notice(&room, "quiet hours");
    tap(&room, 1, &panel, 1, "Quiet");
    let panel = wait_last(&room, 1, "once a week");
    tap(&room, 1, &panel, 1, "Now");
    notice(&room, "It comes in a moment");
    room.twin.wait_sent(1, 2);
    assert_eq!(room.digests(1).len(), 1);
    room.twin.private(1, "/unsubscribe");
    wait_last(&room, 1, "No more briefings here");
    room.twin.private(1, "/unsubscribe");
    wait_last(&room, 1, "gets no briefings");
    room.end();
}

#[test]
fn a_place_that_there_is_not_gets_the_closest() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(1, "/subscribe daily Europe/Moscaw");
    let said = wait_last(&room, 1, "Europe/Moscaw");
    assert!(said.text.contains("Closest: Europe/Moscow"), "{}", said.text);
    room.twin.private(1, "/settings Berlni");
    assert!(wait_last(&room, 1, "Berlni").text.contains("Europe/Berlin"));
    room.end();
}

#[test]
fn only_administrators_choose_for_a_group_and_see_what_each_other_chose() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    for admin in [10, 11] {
        room.twin.promote(GROUP, admin);
    }
    room.twin.group(GROUP, 12, "/subscribe");
    wait_last(&room, GROUP, "Only an administrator");
    room.twin.group(GROUP, 10, "/subscribe daily 7 Minsk");
    let panel = wait_last(&room, GROUP, "daily at 07:00 (Europe/Minsk)");
    tap(&room, 12, &panel, GROUP, "Weekly");
    notice(&room, "Only an administrator");
    // Two at once, under the same message: the last wins, and that is what all see.
    tap(&room, 10, &panel, GROUP, "Weekly");
    tap(&room, 11, &panel, GROUP, "Mon–Fri");
    wait_last(&room, GROUP, "Monday to Friday at 07:00");
    tap(&room, 10, &panel, GROUP, "Unsubscribe");
    wait_last(&room, GROUP, "No more briefings");
    room.end();
}

#[test]
fn what_the_bot_lacks_is_said_to_who_asks() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.promote(GROUP, 10);
    room.twin.promote(GROUP, room.twin.bot_id());
    room.twin.withhold(GROUP, "can_pin_messages");
    room.twin.group(GROUP, 10, "/subscribe");
    let panel = wait_last(&room, GROUP, "daily at 08:00");
    tap(&room, 10, &panel, GROUP, "Pinned");
    notice(&room, "may not pin here");
    room.twin.channel(CHANNEL, &[20, room.twin.bot_id()]);
    room.twin.withhold(CHANNEL, "can_post_messages");
    room.twin.forward(20, CHANNEL);
    wait_last(&room, 20, "I cannot post in this channel");
    room.end();
}

#[test]
fn a_channel_is_arranged_where_its_post_was_forwarded() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(20, "/start");
    room.twin.wait_sent(20, 1);
    // Not the bot's.
    room.twin.channel(CHANNEL, &[20]);
    room.twin.forward(20, CHANNEL);
    wait_last(&room, 20, "I cannot post in this channel");
    room.twin.channel(CHANNEL, &[room.twin.bot_id()]);
    room.twin.private(21, "/start");
    room.twin.wait_sent(21, 1);
    room.twin.forward(21, CHANNEL);
    wait_last(&room, 21, "Only an administrator of the channel");
    room.twin.forward(20, CHANNEL);
    let panel = wait_last(&room, 20, "This chat gets no briefings");
    assert!(panel.text.starts_with("The Harbour News"), "{}", panel.text);
    tap(&room, 20, &panel, 20, "On change");
    wait_last(&room, 20, "whenever something changes");
    let posted = room.twin.wait_sent(CHANNEL, 1);
    assert!(posted[0].text.starts_with("The harbour reopens"));
    // Another administrator changes it, and both see the result.
    room.twin.channel(CHANNEL, &[22]);
    room.twin.private(22, "/start");
    room.twin.wait_sent(22, 1);
    room.twin.forward(22, CHANNEL);
    let theirs = wait_last(&room, 22, "whenever something changes");
    tap(&room, 22, &theirs, 22, "Daily");
    wait_last(&room, 22, "daily at 08:00");
    let first = wait_last(&room, 20, "daily at 08:00");
    tap(&room, 20, &first, 20, "Mon–Fri");
    wait_last(&room, 20, "Monday to Friday");
    wait_last(&room, 22, "Monday to Friday");
    // A forged button is as good as who taps it.
    room.twin.tap(21, 21, room.twin.last_message_id(21), &format!("b:{CHANNEL}:off"));
    notice(&room, "Only an administrator");
    // Of a channel in which it is not, Telegram tells a bot nothing.
    let refused = room.twin.refused();
    assert!(refused.iter().all(|call| call.method == "getChatMember"), "{refused:#?}");
    room.bot.unwrap().end();
}

#[test]
fn who_blocks_the_bot_or_removes_it_is_retired() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    for user in [1, 2] {
        room.twin.private(user, "/subscribe change");
        room.twin.wait_sent(user, 2);
    }
    room.twin.remove(1, 1);
    room.twin.wait("the update", |twin| twin.unconfirmed().is_empty());
    room.change(|article| article["summary"] = "It reopens soon.".into());
    room.twin.wait("an edit", |twin| twin.sent(2).iter().any(|sent| sent.text.contains("soon")));
    room.settle();
    let is_to_who_left = |call: &crate::twin::Call| call.params["chat_id"] == 1 && call.error.is_some();
    assert!(!room.twin.calls().iter().any(is_to_who_left));
    room.twin.private(900, "/stats");
    assert!(wait_last(&room, 900, "Briefings:").text.contains("1 chats, 1 retired"));
    room.end();
}

#[test]
fn operators_pause_and_resume() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(900, "/pause");
    wait_last(&room, 900, "are paused");
    room.twin.private(1, "/subscribe change");
    room.twin.wait_sent(1, 1);
    room.settle();
    assert!(room.digests(1).is_empty());
    room.twin.private(900, "/stats");
    let stats = wait_last(&room, 900, "Briefings:");
    assert!(stats.text.contains("1 messages to deliver") && stats.text.contains("/resume"), "{}", stats.text);
    room.twin.private(1, "/pause");
    room.twin.private(900, "/resume");
    room.twin
        .wait("the briefing", |twin| twin.sent(1).iter().any(|sent| sent.text.starts_with("The harbour")));
    room.end();
}

#[test]
fn what_is_printed_is_what_is_posted() {
    let long = "A paragraph of the summary, which goes on for a while. ".repeat(12);
    let summary: Vec<String> = (0..9).map(|number| format!("{number}. {long}")).collect();
    let mut article = harbour();
    article["summary"] = summary.join("\n\n").into();
    let twin = Twin::start();
    let program = running::program(&twin)
        .with_file("harbour.json", article.to_string())
        .with("KNOWLEDGE", "harbour.json")
        .with("BRIEFING_CHATS", &format!("{CHANNEL} once"));
    twin.channel(CHANNEL, &[twin.bot_id()]);
    let bot = running::Bot::start(&program);
    let posted = twin.wait_sent(CHANNEL, 2);
    assert_eq!(bot.end().status, Some(0));
    assert!(posted.iter().all(|sent| sent.text.encode_utf16().count() <= MAX_REPLY));
    let html: Vec<&str> = posted.iter().map(|sent| sent.html.as_str()).collect();
    assert_eq!(program.run(&["brief", "--html"]).stdout, html.join("\n\n") + "\n");
    let text: Vec<&str> = posted.iter().map(|sent| sent.text.as_str()).collect();
    assert_eq!(program.run(&["brief", "--text"]).stdout, text.join("\n\n") + "\n");
    let questions = posted.last().unwrap().buttons.iter().flatten();
    let links: Vec<_> = questions.map(|button| button.url.clone().unwrap()).collect();
    assert_eq!(
        links,
        ["https://t.me/attache_test_bot?start=q_when", "https://t.me/attache_test_bot?start=q_cost"]
    );
    let sent = program.run(&["brief", "--send", &CHANNEL.to_string()]);
    assert_eq!((sent.status, sent.stdout.as_str()), (0, "posted in -1002: 2 messages\n"));
    let again = twin.sent(CHANNEL);
    assert_eq!(again[2].html, posted[0].html);
    assert_eq!(again[3].html, posted[1].html);
    // What a chat has chosen stays when the bot starts again, though an operator has named it.
    twin.promote(CHANNEL, 20);
    twin.private(20, "/start");
    let bot = running::Bot::start(&program);
    twin.wait_sent(20, 1);
    twin.tap(20, 20, twin.last_message_id(20), &format!("b:{CHANNEL}:off"));
    twin.wait_notices(1);
    assert_eq!(bot.end().status, Some(0));
    let bot = running::Bot::start(&program);
    twin.tap(20, 20, twin.last_message_id(20), &format!("b:{CHANNEL}:show"));
    twin.wait("the panel", |twin| {
        twin.sent(20).pop().is_some_and(|sent| sent.text.contains("gets no briefings"))
    });
    assert_eq!(bot.end().status, Some(0));
    let refused =
        ["-77", "@nowhere", "harbour"].map(|chat| program.run(&["brief", "--send", chat]).to_string());
    assert_snapshot!(refused.join("\n"), @"
    [stderr]
    error: nothing more could be posted in `-77`: Bad Request: chat not found (400)
    hint: check the chat's number or @name, and that the bot is in it and may post there; in a channel, as an administrator
    [exit status 2]
    [stderr]
    error: nothing more could be posted in `@nowhere`: Bad Request: chat not found (400)
    hint: check the chat's number or @name, and that the bot is in it and may post there; in a channel, as an administrator
    [exit status 2]
    [stderr]
    error: `harbour` is no chat
    hint: it is a number, such as -1001234567890, or the @name of a channel
    [exit status 2]
    ");
    twin.fault("sendMessage", None, Fault::TooManyRequests { retry_after: 1 }, 1);
    assert_eq!(program.run(&["brief", "--send", &CHANNEL.to_string()]).status, 0);
    assert_eq!(posted.len(), 2);
}
