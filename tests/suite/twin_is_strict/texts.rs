//! What is written: HTML, lengths, emptiness.

use serde_json::json;

use super::{ANA, accepted, message, refusal, twin};

#[test]
fn broken_html_is_refused_with_the_place_of_the_break() {
    let twin = twin();
    let table = [
        ("<script>x</script>", "Unsupported start tag \"script\" at byte offset 0"),
        ("<br>", "Unsupported start tag \"br\" at byte offset 0"),
        ("é < b >", "Unsupported start tag \"\" at byte offset 3"),
        ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
        ("<b><i>x</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""),
        ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b></b></", "Unexpected end tag at byte offset 7"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<i a  =  ", "Unclosed start tag \"i\" at byte offset 0"),
        ("<a href", "Unclosed start tag \"a\" at byte offset 0"),
        ("<a href=\"x", "Unclosed start tag at byte offset 0"),
        ("<a href=\"x\"", "Unclosed start tag at byte offset 0"),
        ("<a =\"x\">y</a>", "Empty attribute name in the tag \"a\" at byte offset 0"),
        ("<a href=\"a\"b\">y</a>", "Empty attribute name in the tag \"a\" at byte offset 0"),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<tg-emoji emoji-id=\"x\">y</tg-emoji>", "Invalid custom emoji identifier specified"),
    ];
    for (html, problem) in table {
        let expected = format!("Bad Request: can't parse entities: {problem}");
        assert_eq!(refusal(&twin, "sendMessage", message(html)), expected, "{html}");
    }
    assert_eq!(twin.refused().len(), table.len());
    assert!(twin.sent(ANA).is_empty());
}

#[test]
fn html_becomes_text_and_entities_as_on_the_server() {
    let twin = twin();
    let table = [
        ("&lt;&gt;&amp;&quot;&#33;&#x21; &nbsp;&laquo; a & b", "<>&\"!! &nbsp;&laquo; a & b", json!(null)),
        ("&lt b", "< b", json!(null)),
        ("  <b>x</b>\n\n", "x", json!([{"type": "bold", "offset": 0, "length": 1}])),
        ("🏟<EM>🏟</em >", "🏟🏟", json!([{"type": "italic", "offset": 2, "length": 2}])),
        ("<u>x</><s></s>", "x", json!([{"type": "underline", "offset": 0, "length": 1}])),
        (
            "<a href='https://a.org/?b&amp;c'>x</a>",
            "x",
            json!([{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.org/?b&c"}]),
        ),
        ("<a href='localhost'>x</a>", "x", json!(null)),
        (
            "<pre><code class=\"language-rust\">x</code></pre>",
            "x",
            json!([{"type": "pre", "offset": 0, "length": 1, "language": "rust"}]),
        ),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            json!([{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
        ),
        ("<span class=\"tg-spoiler\">x</span>", "x", json!([{"type": "spoiler", "offset": 0, "length": 1}])),
    ];
    for (html, text, entities) in table {
        let sent = accepted(&twin, "sendMessage", message(html));
        assert_eq!((&sent["text"], &sent["entities"]), (&json!(text), &entities), "{html}");
    }
}

#[test]
fn text_has_at_most_4096_utf16_units_after_parsing() {
    let twin = twin();
    let long = "Bad Request: message is too long";
    for unit in ["x", "é", "&amp;"] {
        accepted(&twin, "sendMessage", message(&format!("<b>{}</b>", unit.repeat(4096))));
        assert_eq!(refusal(&twin, "sendMessage", message(&unit.repeat(4097))), long);
    }
    accepted(&twin, "sendMessage", message(&"🏟".repeat(2048)));
    assert_eq!(refusal(&twin, "sendMessage", message(&"🏟".repeat(2049))), long);
    let edit = json!({"chat_id": ANA, "message_id": 1, "text": "x".repeat(4097)});
    assert_eq!(refusal(&twin, "editMessageText", edit), "Bad Request: MESSAGE_TOO_LONG");
}

#[test]
fn text_is_not_empty() {
    let twin = twin();
    assert_eq!(refusal(&twin, "sendMessage", message("")), "Bad Request: message text is empty");
    for blank in [" \n", "<b> </b>", "<i></i>"] {
        assert_eq!(refusal(&twin, "sendMessage", message(blank)), "Bad Request: text must be non-empty");
    }
}
