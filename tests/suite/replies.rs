//! What people read of the bot, word for word, in each of its languages.

use attache::replies::Locale;
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::conversation::{Conversation, LANGUAGES, harbour_in_each_language};
use crate::newsroom::Newsroom;

const MOMENT: &str = "2024-03-04T10:00:00Z";

/// The chats of those who speak each language.
const CHATS: std::ops::RangeFrom<i64> = 1..;

/// Has the same conversation in each language, and holds each to its snapshot.
#[track_caller]
fn in_each_language(name: &str, room: &Newsroom, converse: impl Fn(&mut Conversation<'_>, &str)) {
    assert!(Locale::ALL.iter().map(|locale| locale.code().to_string()).eq(LANGUAGES));
    for (user, language) in CHATS.zip(LANGUAGES) {
        let mut conversation = Conversation::private(&room.twin, user, language);
        converse(&mut conversation, language);
        assert_snapshot!(format!("{name}-{language}"), conversation.words);
    }
}

/// The one of these that is in this language.
fn in_language<'a>(language: &str, texts: [&'a str; LANGUAGES.len()]) -> &'a str {
    texts[LANGUAGES.iter().position(|known| *known == language).unwrap()]
}

const WHEN: [&str; LANGUAGES.len()] = [
    "When does the Genoa harbour reopen?",
    "Когда снова откроется порт Генуи?",
    "热那亚港口什么时候重新开放？",
    "¿Cuándo reabre el puerto de Génova?",
];

const COST: [&str; LANGUAGES.len()] = [
    "What did the repair cost?",
    "Сколько стоил ремонт?",
    "维修花了多少钱？",
    "¿Cuánto costó la reparación?",
];

const TRIESTE: [&str; LANGUAGES.len()] = [
    "When does the Trieste harbour reopen?",
    "Когда снова откроется порт Триеста?",
    "的里雅斯特港口什么时候重新开放？",
    "¿Cuándo reabre el puerto de Trieste?",
];

const PIZZA: [&str; LANGUAGES.len()] =
    ["best pizza recipe", "лучший рецепт пиццы", "最好的披萨食谱", "la mejor receta de pizza"];

#[test]
fn a_reader_asks() {
    let room = harbour_in_each_language(MOMENT);
    in_each_language("asking", &room, |reader, language| {
        reader.say("/start");
        let answer = reader.say(in_language(language, WHEN));
        reader.tap(&answer, "+:when");
        reader.tap(&answer, "-:when");
        reader.hear(1);
        reader.reply(&answer, "/why");
        let suggestion = reader.say(in_language(language, TRIESTE));
        reader.reply(&suggestion, "/why");
        reader.tap(&suggestion, "q:when");
        reader.hear(1);
        let unanswered = reader.say(in_language(language, PIZZA));
        reader.tap(&unanswered, "faq");
        let list = reader.hear(1);
        reader.reply(&list, "/why");
        reader.say("/why");
        reader.say("🙂");
        reader.say("/start q_gone");
        reader.say("/start inline");
    });
    room.end();
}

#[test]
fn a_reader_looks_around() {
    let room = harbour_in_each_language(MOMENT);
    in_each_language("looking-around", &room, |reader, _| {
        for command in ["/help", "/faq", "/sources", "/brief", "/privacy", "/dance", "/stats", "/ask"] {
            reader.say(command);
        }
    });
    room.end();
}

#[test]
fn a_reader_chooses() {
    let room = harbour_in_each_language(MOMENT);
    in_each_language("choosing", &room, |reader, language| {
        reader.say("/language");
        let settings = reader.say("/settings");
        reader.tap(&settings, &format!("lang:{language}"));
        reader.tap_to_edit(&settings, "b::show");
        reader.say("/settings Berlni");
        reader.say("/unsubscribe");
        reader.say("/forget");
    });
    room.end();
}

#[test]
fn a_reader_subscribes() {
    let room = harbour_in_each_language(MOMENT);
    in_each_language("subscribing", &room, |reader, _| {
        let panel = reader.say("/subscribe weekdays 9:30 Berlin");
        let panel = reader.tap_to_edit(&panel, "b::weekly");
        let panel = reader.tap_to_edit(&panel, "b::zones");
        let panel = reader.tap_to_edit(&panel, "b::Asia/Tokyo");
        let panel = reader.tap_to_edit(&panel, "b::quiet=22-7");
        reader.tap(&panel, "b::now");
        reader.hear(1);
        let panel = reader.tap_to_edit(&panel, "b::hear=off");
        let panel = reader.tap_to_edit(&panel, "b::off");
        reader.tap(&panel, "b::corrections=off");
    });
    room.end();
}

/// Changes the answer of the first entry in each language, with a word about it.
fn revise(articles: &mut [Value], kind: &str) {
    for article in articles {
        let entry = &mut article["faq"][0];
        entry["answer"] = format!("{} ({kind})", entry["answer"].as_str().unwrap()).into();
        let revision =
            json!({ "on": "2024-03-04", "kind": kind, "note": format!("It is another day ({kind}).") });
        match entry["revisions"].as_array_mut() {
            Some(revisions) => revisions.push(revision),
            None => entry["revisions"] = json!([revision]),
        }
    }
}

#[test]
fn a_reader_is_corrected_and_told_what_holds_no_longer() {
    let room = harbour_in_each_language(MOMENT);
    // The operator is told of what is overdue.
    room.twin.join(900);
    let reader = |(user, language)| Conversation::private(&room.twin, user, language);
    let mut readers: Vec<Conversation<'_>> = CHATS.zip(LANGUAGES).map(reader).collect();
    for (reader, text) in readers.iter_mut().zip(WHEN) {
        reader.say(text);
    }
    for kind in ["correction", "update"] {
        room.settle();
        room.change_all(|articles| revise(articles, kind));
        readers.iter_mut().for_each(|reader| drop(reader.hear(1)));
    }
    room.change_all(|articles| {
        for article in articles {
            article["faq"][0]["valid_until"] = "2024-03-04".into();
            article["faq"][1]["review_by"] = "2024-03-04".into();
        }
    });
    room.move_to("2024-03-05T09:00:00Z");
    for ((reader, language), (when, cost)) in
        readers.iter_mut().zip(LANGUAGES).zip(WHEN.into_iter().zip(COST))
    {
        reader.say(when);
        reader.say(cost);
        assert_snapshot!(format!("corrections-{language}"), reader.words);
    }
    room.end();
}

#[test]
fn a_group_chooses() {
    let room = harbour_in_each_language(MOMENT);
    for (user, language) in CHATS.zip(LANGUAGES) {
        let group = -1_000 - user;
        room.twin.promote(group, user);
        let mut admin = Conversation::group(&room.twin, group, user, language);
        let settings = admin.say("/settings");
        let settings = admin.tap_to_edit(&settings, "unasked:1");
        admin.tap_to_edit(&settings, "unasked:0");
        let panel = admin.say("/subscribe");
        admin.tap(&panel, "b::pin");
        admin.say(&format!("/ask {}", in_language(language, WHEN)));
        admin.say(&format!("/ask {}", in_language(language, WHEN)));
        let mut words = std::mem::take(&mut admin.words);
        let mut other = Conversation::group(&room.twin, group, user + 100, language);
        other.say("/settings");
        other.tap(&panel, "b::weekly");
        words.push_str(&other.words);
        assert_snapshot!(format!("in-a-group-{language}"), words);
    }
    room.end();
}
