//! The collisions as text for people.

use super::super::wording::cut;
use super::{Collision, Robbed};

/// How many of the words that tell an entry apart are named.
const MAX_NAMED: usize = 8;

/// Each collision with its evidence, what tells the two apart and what would help; then their
/// number.
pub fn collision_report(collisions: &[Collision]) -> String {
    let mut parts: Vec<String> = collisions.iter().map(block).collect();
    parts.push(match collisions.len() {
        0 => "no entry takes questions of another".to_owned(),
        1 => "1 collision".to_owned(),
        count => format!("{count} collisions"),
    });
    parts.join("\n")
}

fn block(collision: &Collision) -> String {
    let Collision { victim, thief, separators, .. } = collision;
    let mut lines = vec![format!("warning: `{thief}` takes questions of `{victim}`")];
    lines.extend(collision.robbed.iter().map(evidence));
    lines.extend(words(victim.as_str(), &separators.victim));
    lines.extend(words(thief.as_str(), &separators.thief));
    lines.push(hint(collision));
    lines.join("\n")
}

fn evidence(robbed: &Robbed) -> String {
    let mut losses = Vec::new();
    if robbed.unless_known {
        losses.push("others who ask so are answered wrongly".to_owned());
    }
    if let Some(example) = robbed.lost.first() {
        let (lost, copies) = (robbed.lost.len(), robbed.copies);
        losses.push(format!("{lost} of {copies} careless copies are lost, such as `{}`", cut(example)));
    }
    format!("  `{}`: {}", cut(&robbed.phrasing), losses.join("; "))
}

fn words(entry: &str, words: &[String]) -> Option<String> {
    (!words.is_empty())
        .then(|| format!("  only `{entry}` has: {}", words[..words.len().min(MAX_NAMED)].join(", ")))
}

fn hint(collision: &Collision) -> String {
    let Collision { victim, thief, tried, .. } = collision;
    match &collision.advice {
        Some(variant) => {
            format!("hint: add the variant `{variant}` to `{victim}`; with it the collision is gone")
        }
        None => format!(
            "hint: none of {tried} variants that were tried helps; reword what is alike in `{victim}` and `{thief}`, or make one entry of them"
        ),
    }
}
