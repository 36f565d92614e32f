//! Strings made to break things go through every path, and Telegram refuses none of them.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use attache::faq::{Faq, Resources};
use attache::knowledge::Knowledge;
use attache::replies::Command;
use attache::telegram::{Facts, Incoming, InlineQuestion, Origin, respond};
use attache::text::LanguageCode;

use super::discreet;
use crate::hostile_strings::HOSTILE;
use crate::running::{self, Bot, InProcess};
use crate::twin::{Call, Twin};

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

/// So many strings, always the same ones: the listed, and more of their pieces.
fn strings(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let piece =
        prop_oneof![prop::sample::select(&PIECES[..]).prop_map(str::to_owned), "\\PC{0,12}", any::<String>()];
    let strategy = prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat());
    let long = prop_oneof![9 => strategy.clone(), 1 => strategy.prop_map(|text| text.repeat(400))];
    let made = std::iter::repeat_with(|| long.new_tree(&mut runner).unwrap().current());
    HOSTILE.into_iter().map(str::to_owned).chain(made).take(count).collect()
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
    let strings = strings(500);
    let twin = Twin::start();
    let respond = move |incoming: &Incoming| {
        let (number, asked) = match incoming {
            Incoming::Question(origin, number) => (number, all_about(*origin)),
            Incoming::Inline(typed) => {
                let nothing = InlineQuestion { text: String::new(), ..typed.clone() };
                (&typed.text, vec![Incoming::Inline(nothing)])
            }
            _ => return Vec::new(),
        };
        let mut texts = strings.clone();
        texts.rotate_left(number.parse().unwrap());
        let article = serde_json::from_value(article(&texts)).unwrap();
        let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
        let respond = |incoming| respond(&faq, &incoming, &Facts::of(LanguageCode::ENGLISH));
        asked.into_iter().flat_map(respond).collect()
    };
    let bot = InProcess::start(&twin, respond);
    // Each string is an entry's once.
    for number in 0..20 {
        let number = (number * 25).to_string();
        twin.private(1, &number);
        twin.inline(1, &number);
    }
    twin.wait_sent(1, 20 * 10);
    twin.wait("all offers", |twin| answered(twin, "answerInlineQuery") == 20);
    bot.end();
    assert!(twin.refused().is_empty(), "{:#?}", twin.refused());
    assert!(twin.unconfirmed().is_empty());
}

fn all_about(origin: Origin) -> Vec<Incoming> {
    use Command::{Brief, Faq, Help, Privacy, Sources, Start};
    let command = |command| Incoming::Command(origin, command, String::new());
    let commands = [Start, Help, Faq, Brief, Sources, Privacy].map(command);
    let others = [Incoming::UnknownCommand(origin), Incoming::Question(origin, "what is x?".into())];
    let links = ["q_e1", "q_e24"].map(|link| Incoming::Command(origin, Start, link.into()));
    commands.into_iter().chain(others).chain(links).collect()
}

fn answered(twin: &Twin, method: &str) -> usize {
    twin.calls().iter().filter(|call| call.method == method && call.status == 200).count()
}

/// Five messages in private and three in a group, which bring a string in wherever one can come.
fn messages(user: i64, text: &str) -> Vec<Value> {
    let from = json!({
        "id": user, "is_bot": false, "first_name": text, "last_name": text, "username": text, "language_code": text,
    });
    // Telegram trims messages and takes none that is empty.
    let shown: String = text.chars().take(4_096).collect();
    let text = if shown.trim().is_empty() { "?" } else { shown.trim() };
    let chat = json!({ "id": user, "type": "private", "first_name": text });
    let group = json!({ "id": -user, "type": "supergroup", "title": text, "is_forum": true });
    let said = |text: String| json!({ "chat": chat, "from": from, "text": text });
    let said_in_group = |text: String| {
        let topic = json!({ "message_thread_id": 7, "is_topic_message": true });
        with(&json!({ "chat": group, "from": from, "text": text }), &topic)
    };
    let photo = json!([{ "file_id": "p", "file_unique_id": "p", "width": 1, "height": 1 }]);
    let replied = json!({ "message_id": 1, "date": 1, "chat": group, "from": from, "text": text });
    vec![
        said(text.to_owned()),
        said(format!("/start {text}")),
        said(format!("/start q_{text}")),
        said(format!("/ask {text}")),
        json!({ "chat": chat, "from": from, "photo": photo, "caption": text }),
        said_in_group(format!("@attache_test_bot {text}")),
        said_in_group(format!("/ask@attache_test_bot {text}")),
        with(&said_in_group("/ask".into()), &json!({ "reply_to_message": replied })),
    ]
}

/// The first object with the fields of the second.
fn with(object: &Value, more: &Value) -> Value {
    let mut object = object.clone();
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    object
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
        for fields in messages(user, text) {
            twin.message(fields);
        }
    }
    for user in 1000..1300 {
        let list = twin.wait_sent(user, 5)[0].message_id;
        // The same answer for the third time is not given.
        twin.wait_sent(-user, 2);
        let entry = user % 25;
        let data: String = strings[usize::try_from(user - 1000).unwrap()].chars().take(16).collect();
        // What was asked first is changed, and typed behind the bot's name.
        let text = format!("{} {data}", strings[usize::try_from(user - 1000).unwrap()]);
        twin.edit(user, 1, &text.chars().take(4_096).collect::<String>());
        twin.inline(user, &text.chars().take(256).collect::<String>());
        for data in [data, format!("q:e{entry}"), format!("faq:{entry}")] {
            twin.tap(user, user, list, &data);
        }
    }
    for user in 1000..1300 {
        twin.wait_sent(user, 6);
    }
    twin.wait("all offers", |twin| answered(twin, "answerInlineQuery") == 300);
    let ended = bot.end();
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    discreet(&ended, &twin);
    assert!(twin.unconfirmed().is_empty());
    // A question that is changed may get the answer that it has.
    let is_same = |call: &Call| call.error.as_ref().unwrap().contains("message is not modified");
    let refused: Vec<Call> = twin.refused().into_iter().filter(|call| !is_same(call)).collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
