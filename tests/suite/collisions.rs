//! The map of collisions names the entries that take each other's questions, and its advice helps.

use std::collections::BTreeSet;

use attache::knowledge::{Article, Entry};
use serde_json::Value;

use crate::generated::{Dice, article, entry, file};
use crate::program::Program;

const PLANTED: usize = 12;

/// Two entries that one question fits but for a word, each with a variant of its own.
fn colliding(number: usize, dice: &mut Dice) -> [Entry; 2] {
    let shared = [dice.word(), dice.word(), dice.word()];
    let mut one = |side: &str| {
        let own = [dice.word(), dice.word()];
        let question = format!("How do I renew the {} for a {}?", shared.join(" "), own[0]);
        let variants = if number.is_multiple_of(3) { Vec::new() } else { vec![dice.question(&own)] };
        let answer = format!("At the {}, with a {} {}.", dice.word(), own[1], dice.word());
        entry(&format!("planted-{number}-{side}"), &question, &variants, &answer)
    };
    [one("a"), one("b")]
}

/// 200 entries, with the planted pairs among them.
fn with_planted_pairs(seed: u64) -> Article {
    let mut dice = Dice(seed);
    let mut faq: Vec<Entry> =
        (0..200 - 2 * PLANTED).map(|number| dice.entry(&format!("e{number}"))).collect();
    for number in 0..PLANTED {
        for entry in colliding(number, &mut dice) {
            let at = dice.below(faq.len());
            faq.insert(at, entry);
        }
    }
    article(faq)
}

fn map(program: &Program, path: &str) -> Vec<Value> {
    let ran = program.run(&["check", "--collisions", "--json", path]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.json()["collisions"].as_array().unwrap().clone()
}

fn text<'a>(collision: &'a Value, field: &str) -> &'a str {
    collision[field].as_str().unwrap_or_else(|| panic!("{field} of {collision}"))
}

/// The two entries of each collision, whoever is the victim.
fn pairs(map: &[Value]) -> BTreeSet<[String; 2]> {
    let pair = |collision: &Value| {
        let mut pair = [text(collision, "victim").to_owned(), text(collision, "thief").to_owned()];
        pair.sort();
        pair
    };
    map.iter().map(pair).collect()
}

/// The article with the advised variants added to the entry that it is for.
fn advised(mut article: Article, map: &[Value]) -> Article {
    for collision in map {
        let victim = article.faq.iter_mut().find(|entry| entry.id.as_str() == text(collision, "victim"));
        let advice = collision["advice"].as_array().unwrap();
        assert!(!advice.is_empty(), "{collision}");
        victim.unwrap().variants.extend(advice.iter().map(|variant| variant.as_str().unwrap().to_owned()));
    }
    article
}

#[test]
fn planted_collisions_are_found_and_the_advice_ends_them() {
    let planted: BTreeSet<[String; 2]> =
        (0..PLANTED).map(|number| ["a", "b"].map(|side| format!("planted-{number}-{side}"))).collect();
    for seed in [11, 12] {
        let made = with_planted_pairs(seed);
        let program = Program::new().with("ENCODER", "off").with_file("made.json", file(&made));
        let found = map(&program, "made.json");
        assert_eq!(pairs(&found), planted, "seed {seed}");
        let program = program.with_file("advised.json", file(&advised(made, &found)));
        assert_eq!(map(&program, "advised.json"), [] as [Value; 0], "seed {seed}");
    }
}
