//! Markup read piece by piece: tags, escaped characters, plain characters.

/// Tags, escaped characters and plain characters of `markup`, one at a time.
pub fn pieces(markup: &str) -> impl Iterator<Item = &str> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        let c = rest.chars().next()?;
        let end = match c {
            '<' => rest.find('>').map(|end| end + 1),
            '&' => rest.find(';').map(|end| end + 1),
            _ => None,
        };
        let (piece, after) = rest.split_at(end.unwrap_or(c.len_utf8()));
        rest = after;
        Some(piece)
    })
}

/// How much of a piece is seen, in UTF-16 units.
pub(super) fn width(piece: &str) -> usize {
    match piece.as_bytes() {
        [b'<', ..] => 0,
        [b'&', ..] => 1,
        _ => piece.encode_utf16().count(),
    }
}

/// A piece that is no tag, as it is seen.
pub fn unescaped(piece: &str) -> &str {
    match piece {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        piece => piece,
    }
}

/// What is seen of `markup`: without its tags, escaped characters as they are.
pub fn plain(markup: &str) -> String {
    pieces(markup).filter(|piece| width(piece) > 0).map(unescaped).collect()
}

#[cfg(test)]
mod tests {
    use super::super::html::Html;
    use super::*;

    #[test]
    fn plain_text_is_what_was_escaped() {
        let text = "a <b> & \"c\" 😀";
        assert_eq!(plain(Html::bold(text).as_str()), text);
    }
}
