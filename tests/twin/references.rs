//! HTML's character references, the few that Telegram knows.

/// The character that `text` begins with as a reference, and the reference's length in bytes. Its semicolon
/// may be missing. The code may be half of a surrogate pair, which is no character.
pub fn read(text: &str) -> Option<(u32, usize)> {
    let body = text.strip_prefix('&')?;
    let (code, length) = match body.strip_prefix('#') {
        Some(number) => numeric(number).map(|(code, length)| (code, length + 1))?,
        None => named(body)?,
    };
    let semicolon = usize::from(body[length..].starts_with(';'));
    Some((code, 1 + length + semicolon))
}

fn named(body: &str) -> Option<(u32, usize)> {
    let length = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letter = match &body[..length] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => return None,
    };
    Some((u32::from(letter), length))
}

/// A number of at most 8 digits or so below the last code point, as the server limits it.
fn numeric(body: &str) -> Option<(u32, usize)> {
    let (radix, digits) = body.strip_prefix('x').map_or((10, body), |hex| (16, hex));
    let length = digits.chars().take_while(|digit| digit.is_digit(radix)).count();
    let code = u32::from_str_radix(&digits[..length], radix).ok()?;
    let whole = length + (body.len() - digits.len());
    (code != 0 && code < 0x0010_ffff && whole + 2 < 10).then_some((code, whole))
}
