//! A diff names each question that ends otherwise, and no other.

use std::collections::{BTreeMap, BTreeSet};

use attache::faq::{Answer, Faq, Resources};
use attache::knowledge::{Article, Entry, Knowledge};
use attache::matcher::Verdict;
use chrono::NaiveDate;
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::generated::{Dice, article, file};
use crate::program::Program;

const WAYS: [&str; 4] = ["gained", "lost", "changed", "ambiguous"];

/// Ten edits as an editor makes them, drawn by the dice.
fn edited(faq: &[Entry], dice: &mut Dice) -> Vec<Entry> {
    let mut faq = faq.to_vec();
    for number in 0..10 {
        let at = dice.below(faq.len());
        let other = dice.below(faq.len());
        match number % 5 {
            0 => {
                faq.remove(at);
            }
            1 => {
                let words = [dice.word(), faq[other].question.clone()];
                faq[at].question = dice.question(&words);
            }
            2 => faq[at].variants.clear(),
            3 => {
                let theirs = std::mem::take(&mut faq[other].variants);
                let ours = std::mem::replace(&mut faq[at].variants, theirs);
                faq[other].variants = ours;
            }
            _ => {
                let near = faq[other].question.clone();
                let mut entry = dice.entry(&format!("added-{number}"));
                entry.variants.push(near.replace(" the ", " "));
                faq.push(entry);
            }
        }
    }
    faq
}

/// Labelled questions: words of an entry's question in another order, words of two entries, which no
/// entry answers, and two questions in one message.
fn labels(faq: &[Entry], dice: &mut Dice) -> Vec<Value> {
    let mut labels = Vec::new();
    for _ in 0..40 {
        let (one, other) = (dice.pick(faq), dice.pick(faq));
        let mut words: Vec<&str> = one.question.split(' ').collect();
        words.rotate_left(2);
        labels.push(json!({ "ask": words.join(" "), "expect": [one.id] }));
        words.truncate(2);
        words.extend(other.question.split(' ').skip(3));
        labels.push(json!({ "ask": words.join(" "), "expect": [], "kind": "near" }));
        let both = format!("{} {}", one.question, other.question);
        labels.push(json!({ "ask": both, "expect": [one.id, other.id] }));
    }
    labels
}

/// All questions with their labels: the editor's own before those that phrasings have by themselves.
fn questions(labels: &[Value], versions: &[&Article]) -> BTreeMap<String, BTreeSet<String>> {
    let mut labelled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for label in labels {
        let ids = label["expect"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
        labelled.entry(label["ask"].as_str().unwrap().to_owned()).or_default().extend(ids);
    }
    let mut questions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in versions.iter().flat_map(|version| &version.faq) {
        for text in std::iter::once(&entry.question).chain(&entry.variants) {
            questions.entry(text.clone()).or_default().insert(entry.id.to_string());
        }
    }
    questions.extend(labelled);
    questions
}

/// What a version gives a reader: the kind of reply, the entries in it, and how sure it is.
fn given(faq: &Faq, question: &str) -> (&'static str, Vec<String>, f64) {
    let id = |number: usize| faq.entry(number).entry.id.to_string();
    let answers = faq.answer(question, NaiveDate::MIN);
    let best = |answer: &Answer| answer.matches.first().map_or(0.0, |best| f64::from(best.confidence.get()));
    let sure = answers.iter().map(best).fold(1.0, f64::min);
    match &answers[0].verdict {
        Verdict::Answer(_) => {
            ("answer", answers.iter().map(|answer| id(answer.given().unwrap())).collect(), sure)
        }
        Verdict::Suggest(found) => ("suggest", found.iter().map(|found| id(found.entry)).collect(), sure),
        Verdict::Withdrawn { .. } | Verdict::Unanswered => ("unanswered", Vec::new(), sure),
    }
}

/// A grade as a school gives it: 1 is best.
fn grade(expect: &BTreeSet<String>, verdict: &str, entries: &[String]) -> u8 {
    let is_right = |entry: &String| expect.contains(entry);
    // All that is answered has to be right, and one of what is suggested.
    let is_well = match verdict {
        "answer" => entries.iter().all(is_right),
        _ => entries.iter().any(is_right),
    };
    match (expect.is_empty(), verdict, is_well) {
        (true, "unanswered", _) | (false, "answer", true) => 1,
        (true, "suggest", _) | (false, "suggest", true) => 2,
        (_, "answer", _) => 4,
        _ => 3,
    }
}

/// The flips by way and question, each with what both versions give.
fn brute_force(
    questions: &BTreeMap<String, BTreeSet<String>>,
    old: &Faq,
    new: &Faq,
) -> BTreeMap<(String, String), [Value; 2]> {
    let mut flips = BTreeMap::new();
    for (ask, expect) in questions {
        let (before, after) = (given(old, ask), given(new, ask));
        let (one, other) = (grade(expect, before.0, &before.1), grade(expect, after.0, &after.1));
        let answered = |given: &(&str, Vec<String>, f64)| (given.0 == "answer").then(|| given.1.clone());
        let way = if other < one {
            "gained"
        } else if !expect.is_empty() && (one, other) == (1, 2) {
            "ambiguous"
        } else if other > one {
            "lost"
        } else if before.0 != after.0 || answered(&before) != answered(&after) {
            "changed"
        } else {
            continue;
        };
        let side = |given: &(&str, Vec<String>, f64)| {
            let confidence = (given.2 * 1e6).round() / 1e6;
            let ids = answered(given).unwrap_or_default();
            let mut side = json!({ "verdict": given.0, "entry": ids.first(), "confidence": confidence });
            if ids.len() > 1 {
                side["also"] = ids[1..].into();
            }
            side
        };
        flips.insert((way.to_owned(), ask.clone()), [side(&before), side(&after)]);
    }
    flips
}

fn reported(diff: &Value) -> BTreeMap<(String, String), [Value; 2]> {
    let mut flips = BTreeMap::new();
    for way in WAYS {
        for flip in diff[way].as_array().unwrap() {
            let key = (way.to_owned(), flip["ask"].as_str().unwrap().to_owned());
            assert!(flips.insert(key, [flip["before"].clone(), flip["after"].clone()]).is_none(), "{flip}");
        }
    }
    flips
}

fn faq(article: &Article) -> Faq {
    Faq::new(Knowledge::new(vec![article.clone()]), &Resources::default(), &|_, _| ())
}

#[test]
fn a_diff_is_what_asking_everything_of_both_versions_finds() {
    let mut seen = BTreeSet::new();
    for seed in 0..4 {
        let mut dice = Dice(seed);
        let old = article((0..60).map(|at| dice.entry(&format!("e{at}"))).collect());
        let new = article(edited(&old.faq, &mut dice));
        let labels = labels(&old.faq, &mut dice);
        let beside = json!({ "format": 1, "knowledge": "made", "questions": labels }).to_string();
        let program = Program::new()
            .with("ENCODER", "off")
            .with_file("old.json", file(&old))
            .with_file("new.json", file(&new))
            .with_file("new.questions.json", beside);
        let ran = program.run(&["diff", "old.json", "new.json", "--json"]);
        let diff = ran.json();
        let questions = questions(&labels, &[&old, &new]);
        assert_eq!(diff["questions"], questions.len());
        let expected = brute_force(&questions, &faq(&old), &faq(&new));
        assert_eq!(reported(&diff), expected, "seed {seed}");
        assert_eq!(ran.status, i32::from(!diff["lost"].as_array().unwrap().is_empty()));
        seen.extend(expected.into_keys().map(|(way, _)| way));
    }
    assert_eq!(seen, WAYS.map(str::to_owned).into(), "a way that no seed shows is not tested");
}

#[test]
fn a_version_differs_from_itself_in_nothing() {
    let program =
        Program::new().with("ENCODER", "off").with_file("a.json", file(&article(vec![Dice(1).entry("a")])));
    let ran = program.run(&["diff", "a.json", "a.json"]);
    assert_snapshot!(ran, @"0 of 3 questions flipped: 0 lost, 0 newly ambiguous, 0 changed, 0 gained");
}

#[test]
fn an_entry_that_was_removed_is_lost_and_shown() {
    let mut dice = Dice(2);
    let entries: Vec<Entry> = (0..20).map(|at| dice.entry(&format!("e{at}"))).collect();
    let label = json!({ "ask": entries[0].question.to_lowercase(), "expect": ["e0"] });
    let questions = json!({ "format": 1, "knowledge": "made", "questions": [label] }).to_string();
    let program = Program::new()
        .with("ENCODER", "off")
        .with_file("old.json", file(&article(entries.clone())))
        .with_file("new.json", file(&article(entries[1..].to_vec())))
        .with_file("asked.json", questions);
    let args = ["diff", "old.json", "new.json", "--questions", "asked.json"];
    assert_snapshot!(program.run(&args), @"
            question                                     before     after
    ─────────────────────────────────────────────────────────────────────────────────────────────────
     lost   where can we find the divari fotupe braha?   e0 100 %   did you mean e8, e9, e12? 50.4 %

    1 of 1 question flipped: 1 lost, 0 newly ambiguous, 0 changed, 0 gained
    [exit status 1]
    ");
    assert_snapshot!(program.run(&[&args[..], &["--markdown"]].concat()), @"
    **attache diff**: 1 of 1 question flipped: 1 lost, 0 newly ambiguous, 0 changed, 0 gained

    | | question | before | after |
    |---|---|---|---|
    | lost | where can we find the divari fotupe braha? | e0 100 % | did you mean e8, e9, e12? 50.4 % |
    [exit status 1]
    ");
}

#[test]
fn a_label_that_neither_version_knows_is_refused() {
    let questions =
        json!({ "format": 1, "knowledge": "made", "questions": [{ "ask": "so?", "expect": ["nowhere"] }] });
    let program = Program::new()
        .with("ENCODER", "off")
        .with_file("a.json", file(&article(vec![Dice(1).entry("a")])))
        .with_file("asked.json", questions.to_string());
    let ran = program.run(&["diff", "a.json", "a.json", "--questions", "asked.json"]);
    assert_snapshot!(ran, @"
    [stderr]
    error: asked.json: there is no entry `nowhere`
    hint: expect ids of entries that are there; `attache check` names the lines
    [exit status 2]
    ");
}
