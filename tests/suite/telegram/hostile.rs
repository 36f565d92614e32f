//! Strings made to break things go through every path, and Telegram refuses none of them.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use attache::faq::{Faq, Resources};
use attache::knowledge::Knowledge;
use attache::telegram::{Incoming, Metrics, respond};
use attache::text::LanguageCode;

use super::end;
use crate::running::{self, Bot, InProcess};
use crate::twin::Twin;

const PIECES: [&str; 24] = [
    "<b>",
    "</b>",
    "</a>",
    "<script>",
    "&",
    "&amp;",
    "&#0;",
    "&lt",
    "<",
    ">",
    "\"",
    "'",
    "\u{202e}",
    "\u{200b}",
    "\u{0}",
    "\n\n",
    "💥",
    "e\u{301}\u{301}",
    "\u{feff}",
    "[x](y)",
    "*_`~",
    "\\",
    "China",
    "%s{}",
];

/// A few hundred strings, always the same ones.
fn strings(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let piece =
        prop_oneof![prop::sample::select(&PIECES[..]).prop_map(str::to_owned), "\\PC{0,12}", any::<String>()];
    let strategy = prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat());
    let long = prop_oneof![9 => strategy.clone(), 1 => strategy.prop_map(|text| text.repeat(400))];
    (0..count).map(|_| long.new_tree(&mut runner).unwrap().current()).collect()
}

/// An article whose every text is hostile, though each shows something and replies are not too
/// long: a knowledge file has to be so.
fn article(strings: &[String]) -> Value {
    let seen = |number: usize, length: usize| {
        "x".chars().chain(strings[number].chars()).take(length).collect::<String>()
    };
    let entry = |number: usize| {
        let text = seen(number, 600);
        json!({
            "id": format!("e{number}"), "question": format!("{number} {text}"), "answer": text,
            "revisions": [{ "on": "2024-03-02", "kind": "correction", "note": text }],
        })
    };
    json!({
        "format": 1, "id": "hostile", "title": seen(30, 400), "published": "2024-03-01", "language": "en",
        "summary": seen(31, 1_500),
        "sources": [
            { "title": seen(32, 200), "url": "https://a.example/?q=<b>&x=\"'" },
            { "title": seen(33, 200), "url": "http://localhost/" },
        ],
        "faq": (0..25).map(entry).collect::<Vec<_>>(),
    })
}

/// All that the bot can be asked for about the article with these strings, by way of the bot's own
/// sending: the text of a message is the number of its article.
#[test]
fn every_text_of_an_article_may_be_hostile() {
    let strings = strings(300);
    let twin = Twin::start();
    let respond = move |incoming: &Incoming| {
        let Incoming::Question(place, number) = incoming else { return Vec::new() };
        let mut texts = strings.clone();
        texts.rotate_left(number.parse().unwrap());
        let article = serde_json::from_value(article(&texts)).unwrap();
        let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
        let command = |name: &str| Incoming::Command(*place, name.into(), String::new());
        let commands = ["start", "help", "faq", "brief", "sources", "privacy", "x"].map(command);
        let asked = [&texts[0], &texts[30], "what is x?"].map(|text| Incoming::Question(*place, text.into()));
        let link = Incoming::Command(*place, "start".into(), "q_e1".into());
        let all = commands.into_iter().chain(asked).chain([link]);
        all.flat_map(|incoming| respond(&faq, &Metrics::default(), &incoming, LanguageCode::ENGLISH))
            .collect()
    };
    let bot = InProcess::start(&twin, respond);
    for number in 0..30 {
        twin.private(1, &(number * 10).to_string());
    }
    twin.wait_sent(1, 30 * 11);
    bot.end();
    assert!(twin.refused().is_empty(), "{:#?}", twin.refused());
    assert!(twin.unconfirmed().is_empty());
}

#[test]
fn three_hundred_hostile_strings_are_refused_nowhere() {
    let strings = strings(300);
    let twin = Twin::start();
    let program = running::program(&twin)
        .with_file("hostile.json", article(&strings).to_string())
        .with("KNOWLEDGE", "hostile.json")
        .with("ENCODER", "off");
    let bot = Bot::start(&program);
    let commands = ["/start", "/help", "/faq", "/brief", "/sources", "/privacy", "/start q_e7"];
    for command in commands {
        twin.private(1, command);
    }
    twin.wait_sent(1, commands.len());
    for (user, text) in (1000..).zip(&strings) {
        let name = json!({ "id": user, "is_bot": false, "first_name": text, "last_name": text });
        let chat = json!({ "id": user, "type": "private", "first_name": text });
        // Telegram trims messages and takes none that is empty.
        let shown: String = text.chars().take(4_096).collect();
        let text = if shown.trim().is_empty() { "?" } else { shown.trim() };
        twin.message(json!({ "chat": chat, "from": name, "text": text }));
        twin.message(json!({ "chat": chat, "from": name, "text": format!("/start {text}") }));
        let group = json!({ "id": -user, "type": "supergroup", "title": text });
        twin.message(json!({ "chat": group, "from": name, "text": format!("@attache_test_bot {text}") }));
    }
    for user in 1000..1300 {
        let list = twin.wait_sent(user, 2)[0].message_id;
        twin.wait_sent(-user, 1);
        let entry = user % 25;
        let data: String = strings[usize::try_from(user - 1000).unwrap()].chars().take(16).collect();
        for data in [data, format!("q:e{entry}"), format!("faq:{entry}")] {
            twin.tap(user, user, list, &data);
        }
    }
    for user in 1000..1300 {
        twin.wait_sent(user, 3);
    }
    end(bot, &twin);
}
