//! The tables, in Markdown.

use crate::contest::Sheet;
use crate::figures::Figures;

const HEAD: [&str; 9] = [
    "method",
    "top-1",
    "top-3",
    "AUROC",
    "A@5",
    "answered right",
    "wrong answers",
    "calibration error",
    "µs a question",
];

/// The figures of every method on one set.
pub fn of_set(sheet: &Sheet<'_>) -> String {
    let set = sheet.set;
    let outside = set.expected.iter().filter(|expected| expected.is_empty()).count();
    let (entries, questions) = (set.knowledge.entries().count(), set.questions.len());
    let heading =
        format!("### {}: {entries} entries, {questions} questions, {outside} of them unanswerable", set.name);
    let rows: Vec<(&str, Figures)> =
        sheet.columns.iter().map(|column| (column.method, column.figures())).collect();
    format!("{heading}\n\n{}", figures(&rows))
}

/// The means of every method over some sets.
pub fn of_means(heading: &str, sheets: &[&Sheet<'_>]) -> String {
    let methods = sheets.first().map_or(0, |sheet| sheet.columns.len());
    let row = |at: usize| {
        let sets: Vec<Figures> = sheets.iter().map(|sheet| sheet.columns[at].figures()).collect();
        (sheets[0].columns[at].method, Figures::mean(&sets.iter().collect::<Vec<_>>()))
    };
    let rows: Vec<(&str, Figures)> = (0..methods).map(row).collect();
    format!("### {heading}\n\n{}", figures(&rows))
}

/// Top-1 of every method on every set.
pub fn of_top1(sheets: &[&Sheet<'_>]) -> String {
    let mut head = vec!["set".to_owned(), "entries".to_owned(), "questions".to_owned()];
    head.extend(
        sheets.iter().take(1).flat_map(|sheet| sheet.columns.iter()).map(|column| column.method.to_owned()),
    );
    let rows = sheets.iter().map(|sheet| {
        let set = sheet.set;
        let top1: Vec<Option<f64>> = sheet.columns.iter().map(|column| column.figures().top1).collect();
        let mut cells = vec![
            set.name.clone(),
            set.knowledge.entries().count().to_string(),
            set.questions.len().to_string(),
        ];
        cells.extend(marked(&top1, share, Best::Highest));
        cells
    });
    format!("### Top-1 by set\n\n{}", markdown(&head, &rows.collect::<Vec<_>>(), 1))
}

fn figures(rows: &[(&str, Figures)]) -> String {
    let column = |figure: fn(&Figures) -> Option<f64>, best| {
        marked(&rows.iter().map(|(_, figures)| figure(figures)).collect::<Vec<_>>(), share, best)
    };
    let wrong = rows.iter().map(|(_, figures)| wrong_answers(figures)).collect();
    let micros = rows.iter().map(|(_, figures)| figures.micros.map_or_else(absent, micros)).collect();
    let columns: [Vec<String>; 9] = [
        rows.iter().map(|(method, _)| (*method).to_owned()).collect(),
        column(|figures| figures.top1, Best::Highest),
        column(|figures| figures.top3, Best::Highest),
        column(|figures| figures.auroc, Best::Highest),
        column(|figures| figures.right_at_few_false, Best::Highest),
        column(|figures| figures.answered_right, Best::Highest),
        wrong,
        column(|figures| figures.calibration_error, Best::Lowest),
        micros,
    ];
    let rows: Vec<Vec<String>> =
        (0..rows.len()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect();
    markdown(&HEAD.map(str::to_owned), &rows, 1)
}

/// Which number of a column is the best.
#[derive(Clone, Copy)]
enum Best {
    Highest,
    Lowest,
}

/// The numbers of a column as text, the best in bold; all of them, if several read the same.
fn marked(numbers: &[Option<f64>], shown: fn(f64) -> String, best: Best) -> Vec<String> {
    let known = numbers.iter().copied().flatten();
    let best = match best {
        Best::Highest => known.reduce(f64::max),
        Best::Lowest => known.reduce(f64::min),
    };
    let best = best.map(shown);
    let cell = |number: &Option<f64>| {
        let text = number.map(shown);
        match text {
            Some(text) if Some(&text) == best.as_ref() => format!("**{text}**"),
            Some(text) => text,
            None => absent(),
        }
    };
    numbers.iter().map(cell).collect()
}

/// A share to three decimals, without the 0 before them: `.769`.
pub fn share(share: f64) -> String {
    let text = format!("{share:.3}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

fn micros(micros: f64) -> String {
    format!("{micros:.0}")
}

/// How many answers are wrong, and which share of all answers.
fn wrong_answers(figures: &Figures) -> String {
    let Some(answers) = figures.answers else { return absent() };
    match answers.share_of_wrong() {
        Some(share) => format!("{} of {} ({:.1} %)", answers.wrong, answers.given, share * 100.0),
        None => "0 of 0".to_owned(),
    }
}

fn absent() -> String {
    "–".to_owned()
}

/// A table whose first `left` columns are aligned to the left, the others to the right.
pub fn markdown(head: &[String], rows: &[Vec<String>], left: usize) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: Vec<&str> = (0..head.len()).map(|at| if at < left { "---" } else { "---:" }).collect();
    let mut table = line(head) + &format!("|{}|\n", rule.join("|"));
    rows.iter().for_each(|row| table.push_str(&line(row)));
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Answers;

    #[test]
    fn a_table_marks_the_best_and_leaves_out_what_is_not_known() {
        let plain = Figures { top1: Some(0.4), top3: Some(1.0), micros: Some(12.4), ..Figures::default() };
        let decided = Figures {
            auroc: Some(0.7),
            right_at_few_false: Some(0.0),
            answered_right: Some(0.25),
            answers: Some(Answers { given: 8, wrong: 1 }),
            calibration_error: Some(0.0499),
            ..plain.clone()
        };
        let silent = Figures {
            top1: Some(0.3),
            answers: Some(Answers::default()),
            calibration_error: Some(0.1),
            ..Figures::default()
        };
        insta::assert_snapshot!(figures(&[("plain", plain), ("decided", decided), ("silent", silent)]), @r"
        | method | top-1 | top-3 | AUROC | A@5 | answered right | wrong answers | calibration error | µs a question |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|
        | plain | **.400** | **1.000** | – | – | – | – | – | 12 |
        | decided | **.400** | **1.000** | **.700** | **.000** | **.250** | 1 of 8 (12.5 %) | **.050** | 12 |
        | silent | .300 | – | – | – | – | 0 of 0 | .100 | – |
        ");
    }
}
