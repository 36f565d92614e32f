//! The outcomes and metrics as text that a person reads.

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle, presets};

use crate::faq::Faq;

use super::group::Group;
use super::metrics::Metrics;
use super::outcome::{Ending, Outcome, wrong_answers};
use super::statistics::share;
use super::wording::{cut, percent};

/// How many wrong answers are shown. The rest is for programs.
const MAX_SHOWN: usize = 10;

/// A line under the header, and nothing else between the numbers.
pub(super) const LIGHT: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The endings in the order of their columns, with headers that keep the table narrow.
const ENDINGS: [(Ending, &str); 5] = [
    (Ending::AnsweredRight, "answered\nright"),
    (Ending::AnsweredWrong, "answered\nwrong"),
    (Ending::SuggestedRight, "suggested\nright one"),
    (Ending::SuggestedOther, "suggested\nothers"),
    (Ending::Unanswered, "not\nanswered"),
];

/// What became of the questions, how good that is, and the worst of the wrong answers.
pub fn report(faq: &Faq, outcomes: &[Outcome], metrics: &Metrics) -> String {
    let mut parts = vec![metrics.knowledge.clone(), endings(outcomes), numbers(metrics)];
    let wrong = wrong_answers(outcomes);
    if !wrong.is_empty() {
        parts.push(worst(faq, &wrong));
    }
    parts.join("\n\n")
}

/// How the questions of each group ended.
fn endings(outcomes: &[Outcome]) -> String {
    let mut table = Table::new();
    table.load_style(LIGHT);
    table.set_header(["questions", "asked"].into_iter().chain(ENDINGS.map(|(_, name)| name)));
    let groups = Group::all_in(outcomes).into_iter().map(|(group, members)| (group.name(), members));
    let mut groups: Vec<(&str, Vec<&Outcome>)> = groups.collect();
    if groups.len() > 1 {
        groups.push(("all", outcomes.iter().collect()));
    }
    table.add_rows(groups.iter().map(|(name, members)| row(name, members)));
    aligned(table)
}

fn row(name: &str, outcomes: &[&Outcome]) -> Vec<String> {
    let answerable = outcomes.iter().any(|outcome| outcome.in_scope());
    let cell = |ending: Ending| {
        if !answerable && matches!(ending, Ending::AnsweredRight | Ending::SuggestedRight) {
            return String::new();
        }
        let count = outcomes.iter().filter(|outcome| outcome.ending() == ending).count();
        let share = share(count, outcomes.len()).unwrap_or(0.0);
        format!("{count}  {:>3.0} %", share * 100.0)
    };
    let mut cells = vec![name.to_owned(), outcomes.len().to_string()];
    cells.extend(ENDINGS.map(|(ending, _)| cell(ending)));
    cells
}

/// How good the outcomes are, a number a line with what it says.
fn numbers(metrics: &Metrics) -> String {
    let or_none = |number: Option<String>| number.unwrap_or_else(|| "–".to_owned());
    let share = |share: Option<f64>| or_none(share.map(|share| format!("{:.1} %", share * 100.0)));
    let number = |number: Option<f64>| or_none(number.map(|number| format!("{number:.3}")));
    let milliseconds = |microseconds: u64| format!("{:.1} ms", microseconds as f64 / 1000.0);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.add_rows([
        ["top-1", &share(metrics.top1), "best candidate right, of answerable"],
        ["top-3", &share(metrics.top3), "right one among the best three"],
        ["MRR", &number(metrics.mrr), "mean of 1 / rank of the right one"],
        ["AUROC", &number(metrics.auroc), "answerable above not answerable; .5 is chance"],
        ["right at 5 % false", &share(metrics.right_at_5pct_false), "where 5 % of not answerable pass"],
        ["coverage", &share(metrics.coverage), "answerable that got an answer"],
        ["wrong answers", &share(Some(metrics.wrong_answer_rate)), "of all answers given"],
        [
            "calibration error",
            &number(Some(metrics.calibration_error)),
            "confidence against truth; 0 is best",
        ],
        ["latency p50", &milliseconds(metrics.latency_us.p50), "half take no longer"],
        ["latency p99", &milliseconds(metrics.latency_us.p99), "99 of 100 take no longer"],
    ]);
    if let Some(explanations) = table.column_mut(2) {
        explanations.set_padding((3, 0));
    }
    aligned_until(table, 2)
}

/// Wrong answers with what was given and what was expected.
fn worst(faq: &Faq, wrong: &[&Outcome]) -> String {
    let mut lines = vec!["wrong answers, the most confident first".to_owned()];
    for outcome in wrong.iter().take(MAX_SHOWN) {
        lines.push(format!("  {:>6}  {}", percent(outcome.confidence()), cut(&outcome.labelled.ask)));
        lines.push(format!("          → {}, expected {}", given(faq, outcome), expected(outcome)));
    }
    if wrong.len() > MAX_SHOWN {
        lines.push(format!("  and {} more: --per-question FILE", wrong.len() - MAX_SHOWN));
    }
    lines.join("\n")
}

fn given(faq: &Faq, outcome: &Outcome) -> String {
    let ids: Vec<&str> = outcome.given().map(|found| faq.entry(found.entry).entry.id.as_str()).collect();
    ids.join(" and ")
}

fn expected(outcome: &Outcome) -> String {
    let ids: Vec<&str> = outcome.labelled.expect.iter().map(|id| id.as_str()).collect();
    if ids.is_empty() { "no answer".to_owned() } else { ids.join(" or ") }
}

/// The table with names on the left and numbers on the right.
fn aligned(table: Table) -> String {
    aligned_until(table, usize::MAX)
}

/// As [`aligned`], where the columns from `end` on are words.
fn aligned_until(mut table: Table, end: usize) -> String {
    for column in table.column_iter_mut().take(end).skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, harbour_faq, outcome};
    use super::*;
    use crate::knowledge::QuestionKind;

    fn asked(question: &str, kind: Option<QuestionKind>, mut outcome: Outcome) -> Outcome {
        outcome.labelled.ask = question.to_owned();
        outcome.labelled.kind = kind;
        outcome
    }

    fn text(outcomes: &[Outcome]) -> String {
        let faq = harbour_faq();
        report(&faq, outcomes, &Metrics::of(faq.knowledge(), outcomes))
    }

    #[test]
    fn a_run_is_reported_as_a_table_with_its_wrong_answers() {
        let (near, chat) = (Some(QuestionKind::Near), Some(QuestionKind::Chat));
        let outcomes = [
            asked("when open?", None, outcome(&[0], Verdicts::Answer, &[(0, 0.9), (1, 0.5)])),
            asked("who pays?", None, outcome(&[1, 2], Verdicts::Answer, &[(0, 0.8), (1, 0.5)])),
            asked("which ships?", None, outcome(&[2], Verdicts::Suggest, &[(1, 0.6), (2, 0.5)])),
            asked("what about the pier?", near, outcome(&[], Verdicts::Answer, &[(5, 0.855)])),
            asked("and the beach?", near, outcome(&[], Verdicts::Suggest, &[(5, 0.4)])),
            asked("hello", chat, outcome(&[], Verdicts::Unanswered, &[])),
            asked("what is love?", None, outcome(&[], Verdicts::Unanswered, &[(3, 0.1)])),
        ];
        insta::assert_snapshot!(text(&outcomes), @r"
        harbour

         questions    asked   answered   answered   suggested   suggested        not
                                 right      wrong   right one      others   answered
        ─────────────────────────────────────────────────────────────────────────────
         answerable       3   1   33 %   1   33 %    1   33 %    0    0 %   0    0 %
         near             2              1   50 %                1   50 %   0    0 %
         chat             1              0    0 %                0    0 %   1  100 %
         other            1              0    0 %                0    0 %   1  100 %
         all              7   1   14 %   2   29 %    1   14 %    1   14 %   2   29 %

         top-1                33.3 %    best candidate right, of answerable
         top-3               100.0 %    right one among the best three
         MRR                   0.667    mean of 1 / rank of the right one
         AUROC                 0.833    answerable above not answerable; .5 is chance
         right at 5 % false   33.3 %    where 5 % of not answerable pass
         coverage             66.7 %    answerable that got an answer
         wrong answers        66.7 %    of all answers given
         calibration error     0.408    confidence against truth; 0 is best
         latency p50          1.0 ms    half take no longer
         latency p99          1.0 ms    99 of 100 take no longer

        wrong answers, the most confident first
          85.5 %  what about the pier?
                  → e5, expected no answer
            80 %  who pays?
                  → e0, expected e1 or e2
        ");
    }

    #[test]
    fn a_run_without_wrong_answers_is_short() {
        insta::assert_snapshot!(text(&[outcome(&[0], Verdicts::Answer, &[(0, 0.9)])]), @r"
        harbour

         questions    asked   answered   answered   suggested   suggested        not
                                 right      wrong   right one      others   answered
        ─────────────────────────────────────────────────────────────────────────────
         answerable       1   1  100 %   0    0 %    0    0 %    0    0 %   0    0 %

         top-1               100.0 %    best candidate right, of answerable
         top-3               100.0 %    right one among the best three
         MRR                   1.000    mean of 1 / rank of the right one
         AUROC                     –    answerable above not answerable; .5 is chance
         right at 5 % false        –    where 5 % of not answerable pass
         coverage            100.0 %    answerable that got an answer
         wrong answers         0.0 %    of all answers given
         calibration error     0.100    confidence against truth; 0 is best
         latency p50          1.0 ms    half take no longer
         latency p99          1.0 ms    99 of 100 take no longer
        ");
    }

    #[test]
    fn the_worst_wrong_answers_are_shown_and_the_rest_counted() {
        let outcomes: Vec<Outcome> =
            (0..12).map(|at| outcome(&[1], Verdicts::Answer, &[(0, 0.8 + at as f32 / 100.0)])).collect();
        let text = text(&outcomes);
        assert_eq!(text.matches("→").count(), MAX_SHOWN);
        assert!(text.find("91 %") < text.find("90 %"));
        assert!(text.ends_with("and 2 more: --per-question FILE"));
    }
}
