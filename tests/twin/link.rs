//! Which links Telegram takes, in buttons as in text.

/// Why this link is wrong, if it is, in the server's words.
pub fn problem(link: &str) -> Option<&'static str> {
    let (scheme, rest) = link.split_once("://").unwrap_or(("http", link));
    match scheme.to_ascii_lowercase().as_str() {
        "tg" => None,
        "http" | "https" => host_problem(rest),
        _ if link.is_empty() => Some("URL host is empty"),
        _ => Some("Unsupported URL protocol"),
    }
}

/// A host has a dot or is an IPv6 address: `localhost` is a classic that works nowhere.
fn host_problem(rest: &str) -> Option<&'static str> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.is_empty() {
        return Some("URL host is empty");
    }
    if rest.contains(char::is_whitespace) {
        return Some("Wrong HTTP URL");
    }
    if host.starts_with('[') {
        return if host.contains(']') { None } else { Some("Wrong HTTP URL") };
    }
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let dotted = name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    if dotted && port.parse::<u16>().is_ok() { None } else { Some("Wrong HTTP URL") }
}
