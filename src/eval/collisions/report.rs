//! The collisions as text for people.

use super::super::wording::cut;
use super::collision::{Collision, Robbed};

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
        losses.push("a reader who asks nearly so gets the wrong answer".to_owned());
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
    let Collision { victim, thief, advice, tried, .. } = collision;
    if advice.is_empty() {
        return format!(
            "hint: of {tried} variants that were tried none helps; reword what is alike in `{victim}` and `{thief}`, or make one entry of them"
        );
    }
    let variants: Vec<String> = advice.iter().map(|variant| format!("`{variant}`")).collect();
    format!(
        "hint: add to the variants of `{victim}`: {}; with that the collision is gone",
        variants.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::super::separators::Separators;
    use super::*;
    use crate::knowledge::Id;

    fn collision(advice: &[&str]) -> Collision {
        let id = |text: &str| Id::try_from(text.to_owned()).unwrap();
        let words =
            |words: &str| words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let robbed = |phrasing: &str, unless_known, lost: &[&str]| Robbed {
            phrasing: phrasing.to_owned(),
            unless_known,
            copies: 6,
            lost: lost.iter().map(|text| (*text).to_owned()).collect(),
        };
        Collision {
            victim: id("permit"),
            thief: id("licence"),
            robbed: vec![
                robbed("How do I renew my permit?", true, &["renew permit", "How do I renew"]),
                robbed("Permit renewal?", false, &["Permit renwal", "renewal permit"]),
            ],
            separators: Separators { victim: words("parking a b c d e f g h"), thief: words("") },
            advice: advice.iter().map(|variant| (*variant).to_owned()).collect(),
            tried: 4,
        }
    }

    #[test]
    fn a_collision_is_shown_with_its_evidence_and_what_helps() {
        let found = [collision(&["How do I renew my permit parking?", "Renewal parking?"]), collision(&[])];
        insta::assert_snapshot!(collision_report(&found), @r"
        warning: `licence` takes questions of `permit`
          `How do I renew my permit?`: a reader who asks nearly so gets the wrong answer; 2 of 6 careless copies are lost, such as `renew permit`
          `Permit renewal?`: 2 of 6 careless copies are lost, such as `Permit renwal`
          only `permit` has: parking, a, b, c, d, e, f, g
        hint: add to the variants of `permit`: `How do I renew my permit parking?`, `Renewal parking?`; with that the collision is gone
        warning: `licence` takes questions of `permit`
          `How do I renew my permit?`: a reader who asks nearly so gets the wrong answer; 2 of 6 careless copies are lost, such as `renew permit`
          `Permit renewal?`: 2 of 6 careless copies are lost, such as `Permit renwal`
          only `permit` has: parking, a, b, c, d, e, f, g
        hint: of 4 variants that were tried none helps; reword what is alike in `permit` and `licence`, or make one entry of them
        2 collisions
        ");
    }

    #[test]
    fn no_collision_is_said_to_be_none() {
        assert_eq!(collision_report(&[]), "no entry takes questions of another");
    }
}
