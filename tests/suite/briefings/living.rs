//! The living digest: one post, edited in place, whatever happens on the way.

use std::thread::sleep;
use std::time::Duration;

use crate::databases::Database;
use crate::newsroom::{Newsroom, harbour};
use crate::twin::Fault;

const CHAT: i64 = 1;
const GROUP: i64 = -1_001;

/// For how long a call is held up, in which the bot is killed.
const HELD: Duration = Duration::from_millis(400);

/// Where a bot may die on its way to a post.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    /// It has not yet seen that something has changed.
    Unplanned,
    /// What is planned has not been begun.
    Planned,
    /// The call is on its way, and will not be made.
    Calling,
    /// The call is made, and the bot does not know it yet.
    Called,
    /// All is done.
    Done,
}

const STEPS: [Step; 5] = [Step::Unplanned, Step::Planned, Step::Calling, Step::Called, Step::Done];

/// Kills the bot at this step of a call of this method in this chat.
fn kill_at(room: &mut Newsroom, step: Step, method: &str, chat: i64, change: impl FnOnce(&Newsroom)) {
    let calls = |room: &Newsroom| {
        let is_it = |call: &&crate::twin::Call| call.method == method && call.params["chat_id"] == chat;
        room.twin.calls().iter().filter(is_it).count()
    };
    let before = calls(room);
    match step {
        Step::Calling => room.twin.fault(method, Some(chat), Fault::Hang(HELD), 1),
        Step::Called => room.twin.fault(method, Some(chat), Fault::Late(HELD), 1),
        _ => {}
    }
    change(room);
    match step {
        Step::Unplanned => {}
        // Somewhere between what it has seen and what it does about it.
        Step::Planned => sleep(Duration::from_millis(27)),
        Step::Calling | Step::Called | Step::Done => {
            for _ in 0..1_000 {
                if calls(room) > before {
                    break;
                }
                sleep(Duration::from_millis(5));
            }
        }
    }
    if step == Step::Done {
        room.settle();
    }
    room.kill();
}

#[test]
fn one_post_a_chat_has_the_current_text_through_twenty_edits_and_kills_at_every_step() {
    for database in Database::each() {
        let mut room = Newsroom::with(database, "2024-03-04T10:00:00Z");
        room.twin.promote(GROUP, 10);
        room.twin.promote(GROUP, room.twin.bot_id());
        room.twin.private(CHAT, "/subscribe change");
        room.twin.group(GROUP, 10, "/subscribe change pin");
        room.twin.wait_sent(CHAT, 2);
        room.twin.wait("a pinned digest", |twin| twin.pinned(GROUP).len() == 1);
        room.settle();
        for edit in 0..20 {
            let step = STEPS[edit % STEPS.len()];
            let chat = if (edit / STEPS.len()).is_multiple_of(2) { CHAT } else { GROUP };
            let summary = format!("It reopens in {edit} days.");
            kill_at(&mut room, step, "editMessageText", chat, |room| {
                room.change(|article| article["summary"] = summary.clone().into());
            });
            for chat in [CHAT, GROUP] {
                room.twin.wait(&format!("{step:?}: {summary}"), |twin| {
                    twin.sent(chat).iter().any(|sent| sent.text.contains(&summary))
                });
                let digests = room.digests(chat);
                assert_eq!(digests.len(), 1, "{step:?}: {digests:#?}");
                assert!(
                    digests[0].text.contains("Updated 10:00 UTC · 1 change · 2024-03-04"),
                    "{digests:#?}"
                );
            }
        }
        assert_eq!(room.twin.pinned(GROUP), [room.digests(GROUP)[0].message_id]);
        room.bot.take().unwrap().end();
    }
}

/// A first post cannot be made twice over without being seen twice: one that was made just before the
/// bot died, and not known to be, is there once more. It is the later one that is kept up to date.
#[test]
fn a_first_post_is_there_once_wherever_the_bot_dies_but_in_the_one_place_where_it_cannot_know() {
    for database in Database::each() {
        let mut room = Newsroom::with(database, "2024-03-04T10:00:00Z");
        for (chat, step) in (1..).zip(STEPS) {
            room.twin.private(chat, "/subscribe daily");
            let panel = room.twin.wait_sent(chat, 1).pop().unwrap();
            room.settle();
            kill_at(&mut room, step, "sendMessage", chat, |room| {
                room.twin.tap(chat, chat, panel.message_id, "b::change");
            });
            let most = if step == Step::Called { 2 } else { 1 };
            room.twin.wait("the digest", |twin| {
                twin.sent(chat).iter().any(|sent| sent.text.starts_with("The harbour"))
            });
            room.settle();
            let digests = room.digests(chat);
            assert!((1..=most).contains(&digests.len()), "{step:?}: {digests:#?}");
        }
        room.change(|article| article["summary"] = "At last.".into());
        for chat in 1..=STEPS.len() as i64 {
            room.twin
                .wait("the edit", |twin| twin.sent(chat).iter().any(|sent| sent.text.contains("At last.")));
            let current = room.digests(chat).into_iter().filter(|sent| sent.text.contains("At last."));
            assert_eq!(current.count(), 1);
        }
        room.bot.take().unwrap().end();
    }
}

#[test]
fn nothing_is_sent_when_nothing_has_changed() {
    let mut room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(CHAT, "/subscribe change");
    room.twin.wait_sent(CHAT, 2);
    let before = room.twin.calls().iter().filter(|call| call.params["chat_id"] == CHAT).count();
    // A variant is for the matcher, and no reader sees it.
    room.change(|article| article["faq"][0]["variants"] = serde_json::json!(["Is it open?"]));
    room.settle();
    for hour in 11..20 {
        room.move_to(&format!("2024-03-04T{hour}:00:00Z"));
    }
    room.kill();
    room.settle();
    let after = room.twin.calls().iter().filter(|call| call.params["chat_id"] == CHAT).count();
    assert_eq!(before, after);
    room.end();
}

#[test]
fn a_post_that_is_gone_or_too_old_to_be_edited_is_posted_anew() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    for chat in [1, 2] {
        room.twin.private(chat, "/subscribe change");
        room.twin.wait_sent(chat, 2);
    }
    room.twin.lose(1, room.digests(1)[0].message_id);
    room.twin.fault("editMessageText", Some(2), Fault::BadRequest("message can't be edited".into()), 1);
    room.change(|article| article["summary"] = "At last.".into());
    for (chat, shown) in [(1, 1), (2, 2)] {
        room.twin
            .wait("a new post", |twin| twin.sent(chat).iter().any(|sent| sent.text.contains("At last.")));
        assert_eq!(room.digests(chat).len(), shown);
    }
    room.change(|article| article["summary"] = "At long last.".into());
    room.twin.wait("an edit", |twin| twin.sent(2).iter().any(|sent| sent.text.contains("At long last.")));
    assert_eq!(room.digests(2).len(), 2);
    room.bot.unwrap().end();
}

#[test]
fn a_digest_that_grows_gets_another_message_and_loses_it_when_it_shrinks() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    room.twin.private(CHAT, "/subscribe change");
    room.twin.wait_sent(CHAT, 2);
    let long = "A long summary goes on and on.\n\n".repeat(200);
    room.change(|article| article["summary"] = long.into());
    room.twin.wait_sent(CHAT, 3);
    let last = room.twin.sent(CHAT).pop().unwrap();
    assert!(last.text.contains("As of 2024-03-01") && last.buttons.len() == 2, "{last:?}");
    room.change(|article| article["summary"] = "Short.".into());
    room.twin.wait("two messages", |twin| twin.sent(CHAT).len() == 2);
    room.twin.wait("the edit", |twin| twin.sent(CHAT)[1].text.contains("Short."));
    assert_eq!(room.twin.sent(CHAT)[1].buttons.len(), 2);
    room.end();
}

#[test]
fn several_articles_come_newest_first_and_only_what_is_new() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    let mut park = harbour();
    for (name, value) in [("id", "park"), ("title", "A park"), ("published", "2024-03-03")] {
        park[name] = value.into();
    }
    park["faq"] = serde_json::json!([{ "id": "trees", "question": "Which trees?", "answer": "Limes." }]);
    room.change_all(|articles| articles.push(park.clone()));
    room.twin.private(CHAT, "/subscribe daily 12 UTC");
    room.twin.wait_sent(CHAT, 1);
    room.move_to("2024-03-04T12:00:00Z");
    let titles = |room: &Newsroom| -> Vec<String> {
        let sent = room.twin.sent(CHAT).into_iter().skip(1);
        sent.map(|sent| sent.text.lines().next().unwrap().to_owned()).collect()
    };
    room.twin.wait_sent(CHAT, 3);
    assert_eq!(titles(&room), ["A park", "The harbour reopens"]);
    let mut mole = park;
    for (name, value) in [("id", "mole"), ("title", "The mole"), ("published", "2024-03-05")] {
        mole[name] = value.into();
    }
    mole["faq"][0]["id"] = "stones".into();
    room.change_all(|articles| articles.push(mole));
    room.move_to("2024-03-05T11:59:00Z");
    assert_eq!(titles(&room).len(), 2);
    room.move_to("2024-03-05T12:00:00Z");
    room.twin.wait_sent(CHAT, 4);
    assert_eq!(titles(&room), ["A park", "The harbour reopens", "The mole"]);
    room.end();
}
