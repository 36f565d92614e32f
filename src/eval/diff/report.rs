//! The flips as text for people: a table in the terminal, and one for a pull request.

use comfy_table::{ContentArrangement, Row, Table};

use super::super::report::LIGHT;
use super::super::wording::percent;
use super::flips::{Diff, Flip, Side};
use crate::knowledge::Id;
use crate::matcher::VerdictName;

/// How wide the table is. Longer cells go on in the next line, so nothing is left out.
const WIDTH: u16 = 100;

impl Diff {
    /// The flips in the order in which an editor wants them, with the names of their groups.
    fn groups(&self) -> [(&'static str, &[Flip]); 4] {
        [
            ("lost", &self.lost),
            ("newly ambiguous", &self.ambiguous),
            ("changed", &self.changed),
            ("gained", &self.gained),
        ]
    }

    /// Every flip in a table, and a line that sums them up.
    pub fn text(&self) -> String {
        let mut table = Table::new();
        table.load_style(LIGHT);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
        table.set_header(["", "question", "before", "after"]);
        for (name, flips) in self.groups() {
            for (at, flip) in flips.iter().enumerate() {
                let name = if at == 0 { name } else { "" };
                let cells = [name.to_owned(), one_line(&flip.ask), flip.before.text(), flip.after.text()];
                table.add_row(Row::from(cells));
            }
        }
        if table.row_count() == 0 {
            return self.sum();
        }
        format!("{}\n\n{}", table.trim_fmt(), self.sum())
    }

    /// Every flip in a Markdown table, and a line that sums them up.
    pub fn markdown(&self) -> String {
        let mut lines = vec![format!("**attache diff**: {}", escaped(&self.sum()))];
        if self.flips() > 0 {
            lines.extend([
                String::new(),
                "| | question | before | after |".into(),
                "|---|---|---|---|".into(),
            ]);
        }
        for (name, flips) in self.groups() {
            lines.extend(flips.iter().map(|flip| {
                let (before, after) = (flip.before.text(), flip.after.text());
                format!("| {name} | {} | {} | {} |", escaped(&flip.ask), escaped(&before), escaped(&after))
            }));
        }
        lines.join("\n")
    }

    fn flips(&self) -> usize {
        self.groups().iter().map(|(_, flips)| flips.len()).sum()
    }

    fn sum(&self) -> String {
        let counts = self.groups().map(|(name, flips)| format!("{} {name}", flips.len()));
        let questions = if self.questions == 1 { "question" } else { "questions" };
        format!("{} of {} {questions} flipped: {}", self.flips(), self.questions, counts.join(", "))
    }
}

impl Side {
    fn text(&self) -> String {
        let sure = percent(self.confidence);
        match self.verdict {
            VerdictName::Answer => {
                let ids: Vec<&str> = self.entry.iter().chain(&self.also).map(Id::as_str).collect();
                format!("{} {sure}", ids.join(" and "))
            }
            VerdictName::Suggest => {
                let ids: Vec<&str> = self.suggested.iter().map(Id::as_str).collect();
                format!("did you mean {}? {sure}", ids.join(", "))
            }
            VerdictName::Unanswered => "not answered".to_owned(),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell of a Markdown table that shows `text` as it is: on one line, its marks without meaning.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(verdict: VerdictName, entry: Option<&str>, confidence: f64) -> Side {
        let id = |text: &str| Id::try_from(text.to_owned()).unwrap();
        let suggested = if verdict == VerdictName::Suggest { vec![id("e1"), id("e2")] } else { Vec::new() };
        Side { verdict, entry: entry.map(id), also: Vec::new(), confidence, suggested }
    }

    fn diff() -> Diff {
        let right = side(VerdictName::Answer, Some("e1"), 0.9);
        let none = side(VerdictName::Unanswered, None, 0.1);
        let unsure = side(VerdictName::Suggest, None, 0.4567);
        let flip = |ask: &str, before: &Side, after: &Side| Flip {
            ask: ask.to_owned(),
            expect: Vec::new(),
            before: before.clone(),
            after: after.clone(),
        };
        Diff {
            old: "old.json".into(),
            new: "new.json".into(),
            questions: 7,
            gained: vec![flip("who pays?", &none, &right)],
            lost: vec![
                flip("is a|b\n *open*?", &right, &none),
                flip(&"when does it reopen ".repeat(6), &right, &none),
            ],
            changed: Vec::new(),
            ambiguous: vec![flip("which pier?", &right, &unsure)],
        }
    }

    #[test]
    fn flips_are_a_table_with_what_was_lost_first() {
        insta::assert_snapshot!(diff().text(), @r"
                           question                              before         after
        ────────────────────────────────────────────────────────────────────────────────────────────────────
         lost              is a|b *open*?                        e1 90 %        not answered
                           when does it reopen when does it      e1 90 %        not answered
                           reopen when does it reopen when
                           does it reopen when does it reopen
                           when does it reopen
         newly ambiguous   which pier?                           e1 90 %        did you mean e1, e2? 45.7 %
         gained            who pays?                             not answered   e1 90 %

        4 of 7 questions flipped: 2 lost, 1 newly ambiguous, 0 changed, 1 gained
        ");
    }

    #[test]
    fn flips_are_a_table_for_a_pull_request() {
        insta::assert_snapshot!(diff().markdown(), @r"
        **attache diff**: 4 of 7 questions flipped: 2 lost, 1 newly ambiguous, 0 changed, 1 gained

        | | question | before | after |
        |---|---|---|---|
        | lost | is a\|b \*open\*? | e1 90 % | not answered |
        | lost | when does it reopen when does it reopen when does it reopen when does it reopen when does it reopen when does it reopen | e1 90 % | not answered |
        | newly ambiguous | which pier? | e1 90 % | did you mean e1, e2? 45.7 % |
        | gained | who pays? | not answered | e1 90 % |
        ");
    }

    #[test]
    fn nothing_flipped_is_one_line() {
        let none =
            Diff { gained: Vec::new(), lost: Vec::new(), ambiguous: Vec::new(), questions: 1, ..diff() };
        insta::assert_snapshot!(none.text(), @"0 of 1 question flipped: 0 lost, 0 newly ambiguous, 0 changed, 0 gained");
    }
}
