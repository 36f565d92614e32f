//! Cuts long HTML into messages.

use super::markup::{pieces, width};

/// Where a message may end, the better place first.
const PLACES: [&str; 3] = ["\n\n", "\n", " "];

/// `markup` in parts of at most `limit` visible UTF-16 units, each valid on its own.
pub fn split(markup: &str, limit: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = markup.to_owned();
    while let Some(most) = longest_start(&rest, limit) {
        let cut = good_cut(&rest, most);
        let (start, after) = rest.split_at(cut);
        let open = open_tag(start);
        let part = format!("{}{}", start.trim_end(), open.map(closing).unwrap_or_default());
        parts.extend(Some(part).filter(|part| is_seen(part)));
        rest = format!("{}{}", open.unwrap_or_default(), after.trim_start());
    }
    if parts.is_empty() || is_seen(&rest) {
        parts.push(rest);
    }
    parts
}

fn is_seen(markup: &str) -> bool {
    pieces(markup).any(|piece| width(piece) > 0 && !piece.trim().is_empty())
}

/// How many bytes of `markup` fill a message; nothing when all of it fits into one.
fn longest_start(markup: &str, limit: usize) -> Option<usize> {
    let (mut seen, mut bytes) = (0, 0);
    for piece in pieces(markup) {
        if seen > 0 && seen + width(piece) > limit {
            return Some(bytes);
        }
        seen += width(piece);
        bytes += piece.len();
    }
    None
}

/// The best place to cut at or before `most`: in the later half, so that no part is tiny.
fn good_cut(markup: &str, most: usize) -> usize {
    let ends = |place: &str| {
        let found = markup[..most].match_indices(place).map(|(at, _)| at);
        found.filter(|&at| at > most / 2 && !is_inside_tag(&markup[..at])).last()
    };
    PLACES.into_iter().find_map(ends).unwrap_or(most)
}

fn is_inside_tag(start: &str) -> bool {
    start.rfind('<') > start.rfind('>')
}

/// The opening tag that is not closed at the end of `start`. Tags are never nested in ours.
fn open_tag(start: &str) -> Option<&str> {
    let last = pieces(start).filter(|piece| piece.starts_with('<')).last()?;
    Some(last).filter(|tag| !tag.starts_with("</"))
}

fn closing(tag: &str) -> String {
    let name = tag.trim_matches(['<', '>']).split(' ').next().unwrap_or_default();
    format!("</{name}>")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::html::Html;

    fn split(html: &Html, limit: usize) -> Vec<String> {
        html.split(limit).iter().map(|part| part.as_str().to_owned()).collect()
    }

    #[test]
    fn long_text_ends_at_paragraphs_lines_or_words() {
        assert_eq!(split(&Html::text("short"), 10), ["short"]);
        assert_eq!(split(&Html::text("one two.\n\nthree four"), 14), ["one two.", "three four"]);
        assert_eq!(split(&Html::text("one two\nthree four"), 12), ["one two", "three four"]);
        assert_eq!(split(&Html::text("aaaa bbbb cccc"), 11), ["aaaa bbbb", "cccc"]);
        assert_eq!(split(&Html::text("aaaaaaaaa"), 4), ["aaaa", "aaaa", "a"]);
        assert_eq!(split(&Html::text(&("\n".repeat(9) + "x\n")), 4), ["x\n"]);
        assert_eq!(split(&Html::bold("😀😀"), 1), ["<b>😀</b>", "<b>😀</b>"]);
    }

    #[test]
    fn tags_are_closed_and_opened_again() {
        assert_eq!(split(&Html::bold("aaaa bbbb"), 5), ["<b>aaaa</b>", "<b>bbbb</b>"]);
        let page = url::Url::parse("https://a.example/x%20y").unwrap();
        let linked = Html::text("see ").then(Html::link(&page, "this & that"));
        let open = "<a href=\"https://a.example/x%20y\">";
        assert_eq!(split(&linked, 8), [format!("see {open}this</a>"), format!("{open}&amp; that</a>")]);
    }

    proptest! {
        #[test]
        fn parts_fit_and_nothing_but_space_is_lost(text in "[a-z<&😀\n ]{0,80}", limit in 2_usize..30) {
            let html = Html::bold(&text).and(&text);
            let parts = html.split(limit);
            let mut kept = String::new();
            for part in &parts {
                prop_assert!(part.visible_length() <= limit, "{}", part.as_str());
                prop_assert_eq!(part.as_str().matches("<b>").count(), part.as_str().matches("</b>").count());
                kept += &part.as_str().replace("<b>", "").replace("</b>", "");
            }
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&kept), bare(Html::text(&text).and(&text).as_str()));
        }
    }
}
