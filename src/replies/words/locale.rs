//! The languages that the bot speaks.

use crate::text::LanguageCode;

/// A language that the bot speaks itself. An article may be in any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// Chinese in simplified characters.
    Chinese,
    /// Spanish.
    Spanish,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::Russian, Self::Chinese, Self::Spanish];

    /// The one for a reader of this language: English for whom it has none.
    pub fn of(reader: LanguageCode) -> Self {
        Self::ALL.into_iter().find(|locale| locale.code() == reader).unwrap_or_default()
    }

    /// The language's code.
    pub fn code(self) -> LanguageCode {
        match self {
            Self::English => LanguageCode::ENGLISH,
            Self::Russian => LanguageCode::of("ru"),
            Self::Chinese => LanguageCode::of("zh"),
            Self::Spanish => LanguageCode::of("es"),
        }
    }

    /// What the bot says in it, as Fluent messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::Russian => include_str!("ru.ftl"),
            Self::Chinese => include_str!("zh.ftl"),
            Self::Spanish => include_str!("es.ftl"),
        }
    }
}
