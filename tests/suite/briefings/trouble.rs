//! Trouble during a briefing: it holds up whom it befalls, and nobody else.

use std::time::{Duration, Instant};

use attache::store::{ChatId, Subscription};

use crate::newsroom::Newsroom;
use crate::twin::Fault;

const CHATS: i64 = 200;

#[test]
fn refusals_delay_nobody_else_and_each_who_is_there_gets_it_once() {
    let room = Newsroom::at("2024-03-04T10:00:00Z");
    let moved = |chat: i64| chat - 10_000;
    let chats: Vec<i64> = (1..=CHATS).map(|number| -number).collect();
    room.twin.private(900, "/pause");
    room.twin.wait_sent(900, 1);
    subscribe(&room, &chats);
    for chat in &chats {
        room.twin.join(*chat);
        let fault = match chat % 10 {
            -1 => Fault::TooManyRequests { retry_after: 1 },
            -2 => Fault::Forbidden,
            -3 => Fault::Migrate { to: moved(*chat) },
            -4 => Fault::ServerError,
            -5 => Fault::BadRequest("not enough rights to send text messages to the chat".into()),
            _ => continue,
        };
        room.twin.fault("sendMessage", Some(*chat), fault, 1);
    }
    let begun = Instant::now();
    room.twin.private(900, "/resume");
    let others = || chats.iter().filter(|chat| *chat % 10 > -1 || *chat % 10 < -5);
    for chat in others() {
        room.twin.wait_sent(*chat, 1);
    }
    let others_took = begun.elapsed();
    // Those that wait have been tried by then, and their time comes.
    room.settle();
    room.move_to("2024-03-04T10:00:30Z");
    room.move_to("2024-03-04T10:01:00Z");
    for chat in &chats {
        match chat % 10 {
            -2 | -5 => continue,
            -3 => drop(room.twin.wait_sent(moved(*chat), 1)),
            _ => drop(room.twin.wait_sent(*chat, 1)),
        }
    }
    room.settle();
    for chat in &chats {
        let (there, elsewhere) = (room.digests(*chat).len(), room.digests(moved(*chat)).len());
        let expected = match chat % 10 {
            -2 | -5 => (0, 0),
            -3 => (0, 1),
            _ => (1, 0),
        };
        assert_eq!((there, elsewhere), expected, "chat {chat}");
    }
    assert!(others_took < Duration::from_secs(10), "others waited {others_took:?}");
    room.twin.private(900, "/stats");
    let stats = room.twin.wait_sent(900, 3).pop().unwrap().text;
    assert!(stats.contains("180 chats, 20 retired") && stats.contains("20 refused"), "{stats}");
    // What moved is edited where it is.
    room.change(|article| article["summary"] = "At last.".into());
    for chat in chats.iter().filter(|chat| *chat % 10 == -3) {
        room.twin.wait("an edit", |twin| twin.sent(moved(*chat)).iter().any(|sent| sent.edits == 1));
    }
    room.bot.unwrap().end();
}

fn subscribe(room: &Newsroom, chats: &[i64]) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = room.database.open().await;
        for chat in chats {
            let terms = "once 08:00 UTC lang=en".to_owned();
            let due = Some("2024-03-04T10:00:00Z".parse().unwrap());
            store.subscribe_named(&Subscription { topic: ChatId(*chat).into(), terms, due }).await.unwrap();
        }
        store.close().await;
    });
}
