//! A week in which the clocks change, in half a minute.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::newsroom::Newsroom;

/// From a Saturday to a Sunday: Berlin skips 02:00 to 03:00 on 29 March, Sydney repeats 02:00 to 03:00
/// on 5 April, and on Lord Howe Island half an hour is repeated, 01:30 to 02:00.
const START: &str = "2026-03-28T09:00:00Z";
const END: &str = "2026-04-05T09:00:00Z";

const GROUP: i64 = -1_001;
const FORUM: i64 = -1_003;
const CHANNEL: i64 = -1_002;

/// Who gets what when: chat, topic, the words of its terms, and the moments in UTC.
fn expected() -> Vec<(i64, i64, &'static str, Vec<&'static str>)> {
    vec![
        (
            1,
            0,
            "daily 2:30 Berlin fresh",
            // 02:30 is skipped on the 29th, so it is 03:00 there then.
            vec![
                "2026-03-29T01:00",
                "2026-03-30T00:30",
                "2026-03-31T00:30",
                "2026-04-01T00:30",
                "2026-04-02T00:30",
                "2026-04-03T00:30",
                "2026-04-04T00:30",
                "2026-04-05T00:30",
            ],
        ),
        (
            GROUP,
            0,
            "daily 2:30 Sydney fresh",
            // 02:30 comes twice on the 5th; the first of them is an hour before the second.
            vec![
                "2026-03-28T15:30",
                "2026-03-29T15:30",
                "2026-03-30T15:30",
                "2026-03-31T15:30",
                "2026-04-01T15:30",
                "2026-04-02T15:30",
                "2026-04-03T15:30",
                "2026-04-04T15:30",
            ],
        ),
        (
            FORUM,
            7,
            "daily 1:45 Australia/Lord_Howe fresh",
            vec![
                "2026-03-28T14:45",
                "2026-03-29T14:45",
                "2026-03-30T14:45",
                "2026-03-31T14:45",
                "2026-04-01T14:45",
                "2026-04-02T14:45",
                "2026-04-03T14:45",
                "2026-04-04T14:45",
            ],
        ),
        (
            CHANNEL,
            0,
            "weekdays 8:00 New York fresh",
            vec![
                "2026-03-30T12:00",
                "2026-03-31T12:00",
                "2026-04-01T12:00",
                "2026-04-02T12:00",
                "2026-04-03T12:00",
            ],
        ),
        (2, 0, "wednesday 18:15 Delhi fresh", vec!["2026-04-01T12:45"]),
        // At three at night it is quiet there until seven.
        (
            3,
            0,
            "daily 3 Minsk quiet=22-7 fresh",
            vec![
                "2026-03-29T04:00",
                "2026-03-30T04:00",
                "2026-03-31T04:00",
                "2026-04-01T04:00",
                "2026-04-02T04:00",
                "2026-04-03T04:00",
                "2026-04-04T04:00",
                "2026-04-05T04:00",
            ],
        ),
        // Changes come at eleven in UTC, when it is eight in the evening in Tokyo.
        (
            4,
            0,
            "change Tokyo quiet=20-6 fresh",
            vec![
                "2026-03-28T21:00",
                "2026-03-29T21:00",
                "2026-03-30T21:00",
                "2026-03-31T21:00",
                "2026-04-01T21:00",
                "2026-04-02T21:00",
                "2026-04-03T21:00",
                "2026-04-04T21:00",
            ],
        ),
        // Who does not want new messages has one, which changes.
        (5, 0, "daily 8 UTC", vec!["2026-03-29T08:00"]),
    ]
}

#[test]
fn each_chat_gets_what_its_schedule_says_where_clocks_change() {
    let room = Newsroom::at(START);
    subscribe(&room);
    let moments = moments();
    for (day, moment) in moments.iter().enumerate() {
        room.clock.move_to(*moment);
        // The news of a day come at eleven, when nothing is due, and are known when somebody sees them.
        if moment.format("%H:%M").to_string() == "11:00" {
            let news = format!("News {day}.");
            room.change(|article| article["summary"] = news.clone().into());
            if !room.digests(5).is_empty() {
                room.twin.wait(&news, |twin| twin.sent(5).iter().any(|sent| sent.text.contains(&news)));
            }
        }
        room.settle();
        // However busy the machine is, it is not the bot that is late.
        let now = moment.format("%Y-%m-%dT%H:%M").to_string();
        for (chat, _, terms, times) in expected() {
            let due = times.iter().filter(|time| **time <= now.as_str()).count();
            let due = due + usize::from(terms.starts_with("change"));
            room.twin.wait(terms, |_| room.digests(chat).len() >= due);
        }
    }
    for (chat, thread, terms, times) in expected() {
        let posted: Vec<String> = room
            .digests(chat)
            .iter()
            .map(|sent| {
                assert_eq!(sent.thread, (thread != 0).then_some(thread), "{terms}");
                room.clock.then(sent.at).format("%Y-%m-%dT%H:%M").to_string()
            })
            .collect();
        // The first is not news: who has just subscribed for changes gets it at once, unless it is quiet.
        let posted: Vec<&str> = posted.iter().map(String::as_str).collect();
        let first = usize::from(terms.starts_with("change"));
        assert_eq!(posted[first.min(posted.len())..], times, "{terms}");
    }
    let last = room.digests(5).pop().unwrap();
    assert!(last.edits >= 7 && last.text.contains("UTC · 1 change · 2026-04-04"), "{last:?}");
    room.end();
}

fn subscribe(room: &Newsroom) {
    let twin = &room.twin;
    twin.promote(GROUP, 10);
    twin.promote(FORUM, 10);
    twin.channel(CHANNEL, &[20, twin.bot_id()]);
    for (chat, thread, terms, _) in expected() {
        match (chat, thread) {
            (1.., _) => drop(twin.private(chat, &format!("/subscribe {terms}"))),
            (CHANNEL, _) => {
                twin.forward(20, CHANNEL);
                let panel = twin.wait_sent(20, 1).pop().unwrap();
                for word in terms.replace("New York", "America/New_York").split(' ') {
                    twin.tap(20, 20, panel.message_id, &format!("b:{CHANNEL}:{word}"));
                }
            }
            (_, 0) => drop(twin.group(chat, 10, &format!("/subscribe {terms}"))),
            _ => drop(twin.in_topic(chat, thread, 10, &format!("/subscribe {terms}"))),
        }
    }
    twin.wait("all to be handled", |twin| twin.unconfirmed().is_empty());
    for chat in [1, 2, 3, 4, 5, GROUP, FORUM] {
        twin.wait_sent(chat, 1);
    }
    // The taps are answered in the channel's administrator's chat.
    twin.wait_notices(4);
    room.settle();
}

/// Every hour, and around each moment at which something is expected or would be if a change of the
/// clocks were overlooked.
fn moments() -> Vec<DateTime<Utc>> {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let mut moments = BTreeMap::new();
    let mut hour = at(START) + TimeDelta::hours(1);
    while hour < at(END) {
        moments.insert(hour, ());
        hour += TimeDelta::hours(1);
    }
    for (.., times) in expected() {
        for time in times {
            let due = at(&format!("{time}:00Z"));
            for minutes in [-60, -30, -1, 0, 30, 60] {
                moments.insert(due + TimeDelta::minutes(minutes), ());
            }
        }
    }
    moments.into_keys().filter(|moment| *moment < at(END)).collect()
}

#[test]
fn who_was_down_at_the_hour_posts_when_back_within_three_hours_and_never_twice() {
    let mut room = Newsroom::at("2024-03-04T10:00:00Z");
    for (chat, terms) in [(1, "daily 12 UTC fresh"), (2, "daily 9 UTC fresh")] {
        room.twin.private(chat, &format!("/subscribe {terms}"));
        room.twin.wait_sent(chat, 1);
    }
    room.settle();
    room.bot.take().unwrap().end();
    // Six hours late for one, three for the other.
    room.clock.move_to("2024-03-05T15:00:00Z".parse().unwrap());
    room.start();
    room.twin.wait_sent(1, 2);
    room.settle();
    room.kill();
    room.settle();
    assert_eq!((room.digests(1).len(), room.digests(2).len()), (1, 0));
    room.change(|article| article["summary"] = "Soon.".into());
    room.move_to("2024-03-06T08:59:00Z");
    assert_eq!((room.digests(1).len(), room.digests(2).len()), (1, 0));
    room.move_to("2024-03-06T09:00:00Z");
    room.twin.wait_sent(2, 2);
    room.move_to("2024-03-06T12:00:00Z");
    room.twin.wait_sent(1, 3);
    room.settle();
    assert_eq!((room.digests(1).len(), room.digests(2).len()), (2, 1));
    room.end();
}
