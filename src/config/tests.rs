//! What settings mean, and what is said of bad ones.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::variables::LISTEN;
use super::*;
use crate::matcher::{EncoderFolder, Pooling};
use crate::store::Retention;
use crate::text::LanguageCode;

fn config(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    Config::from_variables(|name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()))
}

#[test]
fn settings_have_defaults_that_work() {
    let config = config(&[("HOME", "/home/ana")]).unwrap();
    assert_eq!(config.knowledge, PathBuf::from("knowledge"));
    assert_eq!(config.encoder, EncoderChoice::BuiltIn);
    assert_eq!(config.cache_folder, Some("/home/ana/.cache/attache".into()));
}

#[test]
fn operators_are_user_ids() {
    assert_eq!(config(&[("ADMINS", "12, 7 ,")]).unwrap().operators, BTreeSet::from([7, 12]));
    for bad in ["@ana", "-100", "0", "1;2"] {
        let refused = config(&[("ADMINS", bad)]).unwrap_err().to_string();
        assert!(refused.contains(&format!("`ADMINS` has `{bad}`")), "{refused}");
    }
    assert_eq!(
        config(&[("RETENTION_DAYS", "0")]).unwrap().retention,
        Retention { days: 0, ..Retention::default() }
    );
    assert!(config(&[("RETENTION_DAYS", "a month")]).is_err());
}

#[test]
fn chats_with_briefings_have_terms() {
    let chats = |text| config(&[("BRIEFING_CHATS", text), ("BOT_LANGUAGE", "ru")]);
    let found = chats("-1001, -1002 weekdays 8:30 New York pin,").unwrap().briefing_chats;
    let found: Vec<_> = found.into_iter().map(|(chat, terms)| (chat, terms.to_string())).collect();
    assert_eq!(
        found,
        [
            (-1001, "change 08:00 UTC lang=ru".to_owned()),
            (-1002, "weekdays 08:30 America/New_York lang=ru pin".to_owned()),
        ]
    );
    for (bad, said) in [("@news", "`@news`, which is no chat"), ("-1001 daily Berlni", "Europe/Berlin")] {
        let refused = chats(bad).unwrap_err().to_string();
        assert!(refused.contains(said) && refused.contains("\nhint: "), "{refused}");
    }
    assert_eq!(config(&[("RECEIPT_DAYS", "7")]).unwrap().retention.receipt_days, 7);
    assert!(config(&[("RECEIPT_DAYS", "-1")]).unwrap_err().to_string().starts_with("`RECEIPT_DAYS`"));
}

#[test]
fn the_log_is_text_or_json() {
    assert_eq!(config(&[]).unwrap().log_format, LogFormat::Text);
    assert_eq!(config(&[("LOG_FORMAT", "text")]).unwrap().log_format, LogFormat::Text);
    assert_eq!(config(&[("LOG_FORMAT", "json")]).unwrap().log_format, LogFormat::Json);
    let refused = config(&[("LOG_FORMAT", "yaml")]).unwrap_err();
    assert!(refused.to_string().starts_with("`LOG_FORMAT` is `yaml`\nhint: it is text"), "{refused}");
}

#[test]
fn the_bot_listens_for_a_webhook_or_where_it_is_told() {
    let token = ("TELOXIDE_TOKEN", "1:a");
    assert_eq!(config(&[token]).unwrap().listen, None);
    assert_eq!(config(&[("LISTEN_ADDR", "[::1]:9")]).unwrap().listen, "[::1]:9".parse().ok());
    let hooked = |path| config(&[token, ("WEBHOOK_URL", &format!("https://bot.example{path}"))]);
    assert_eq!(hooked("/hook").unwrap().webhook.unwrap().listen, LISTEN);
    let refused = hooked("/metrics").unwrap_err();
    assert!(refused.to_string().contains("a page that the bot has itself\nhint: "), "{refused}");
}

#[test]
fn a_language_is_its_code() {
    assert_eq!(config(&[]).unwrap().language, LanguageCode::ENGLISH);
    assert_eq!(config(&[("BOT_LANGUAGE", "zh-Hans")]).unwrap().language, LanguageCode::of("zh"));
    let refused = config(&[("BOT_LANGUAGE", "russian")]).unwrap_err();
    assert!(refused.to_string().contains("`BOT_LANGUAGE` is `russian`\nhint: "));
}

#[test]
fn an_encoder_is_a_folder_with_its_ways_or_off() {
    assert_eq!(config(&[("ENCODER", "off")]).unwrap().encoder, EncoderChoice::Off);
    let set =
        config(&[("ENCODER", "e5"), ("ENCODER_POOLING", "cls"), ("ENCODER_PREFIX", "query: ")]).unwrap();
    let folder = EncoderFolder { path: "e5".into(), pooling: Pooling::Cls, prefix: "query: ".into() };
    assert_eq!(set.encoder, EncoderChoice::Folder(folder));
    let refused = config(&[("ENCODER", "e5"), ("ENCODER_POOLING", "max")]).unwrap_err();
    assert!(refused.to_string().contains("hint: it is `mean`"));
}
