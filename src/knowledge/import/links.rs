//! Finds the links in a line of sources.

/// The links of a line as name and address: `[name](url)`, `name: url`, or a bare url.
pub(super) fn in_line(line: &str) -> Vec<(String, String)> {
    let marked = marked(line);
    if !marked.is_empty() {
        return marked;
    }
    Vec::from_iter(plain(line))
}

fn marked(line: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("](") {
        let Some((_, name)) = before.rsplit_once('[') else {
            rest = behind;
            continue;
        };
        let end = closing(behind).unwrap_or(behind.len());
        found.push((name.trim().to_owned(), behind[..end].trim().to_owned()));
        rest = &behind[end..];
    }
    found
}

/// Where the bracket that was opened before `text` closes; addresses may hold pairs of their own.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn plain(line: &str) -> Option<(String, String)> {
    let start = line.find("http://").or_else(|| line.find("https://"))?;
    let url = line[start..].split_whitespace().next()?;
    let url = url.trim_end_matches(['>', ',', ';', '.']);
    let edge = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | '•' | ':' | '<' | ',');
    let name = line[..start].trim_matches(edge);
    if name.is_empty() {
        let host = url.split('/').nth(2)?;
        return Some((host.trim_start_matches("www.").to_owned(), url.to_owned()));
    }
    Some((name.to_owned(), url.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_every_usual_form() {
        for (line, expected) in [
            ("– [Port](https://port.example/a)", vec![("Port", "https://port.example/a")]),
            (
                "* [A](https://a.example/x_(y)) and [B](http://b.example)",
                vec![("A", "https://a.example/x_(y)"), ("B", "http://b.example")],
            ),
            ("- Town hall: https://town.example/b.", vec![("Town hall", "https://town.example/b")]),
            ("• <https://www.town.example/b>", vec![("town.example", "https://www.town.example/b")]),
            ("hearsay", vec![]),
        ] {
            let found = in_line(line);
            let found: Vec<(&str, &str)> = found.iter().map(|(n, u)| (n.as_str(), u.as_str())).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
