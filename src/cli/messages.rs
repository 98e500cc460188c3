//! The language of messages, and the macro in which every message is written in both.

use crate::diagnostic::Bilingual;
use crate::export;

/// The language of messages, help and labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The `--lang` of the command line, or else the locale's.
    ///
    /// Looked for before the arguments are parsed, because help and parse errors need it.
    pub(crate) fn detect(arguments: &[std::ffi::OsString]) -> Self {
        let arguments: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
        let value = arguments.iter().zip(arguments.iter().skip(1)).find_map(|(option, value)| {
            option.strip_prefix("--lang=").or_else(|| (option == "--lang").then_some(value))
        });
        let last = arguments.last().and_then(|option| option.strip_prefix("--lang="));
        match value.or(last) {
            Some("zh") => Self::Zh,
            Some("en") => Self::En,
            _ => Self::of_locale(sys_locale::get_locale().as_deref()),
        }
    }

    fn of_locale(locale: Option<&str>) -> Self {
        match locale {
            Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// The wording in this language.
    pub(crate) fn of(self, message: &Bilingual) -> &str {
        self.pick(&message.en, &message.zh)
    }

    /// One of two wordings.
    pub(crate) fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Puts items in a row, as the language does.
    pub(crate) fn list<T: AsRef<str>>(self, items: &[T]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(self.pick(", ", "、"))
    }
}

impl From<Lang> for export::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// A message in both languages: two format strings that may name variables.
macro_rules! say {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::diagnostic::Bilingual::new(format!($en), format!($zh))
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(arguments: &[&str]) -> Lang {
        Lang::detect(&arguments.iter().map(Into::into).collect::<Vec<_>>())
    }

    #[test]
    fn the_option_is_found_wherever_it_stands() {
        assert_eq!(detect(&["chanpu", "--lang", "zh", "build"]), Lang::Zh);
        assert_eq!(detect(&["chanpu", "build", "--lang=zh", "x"]), Lang::Zh);
        assert_eq!(detect(&["chanpu", "build", "--lang=en"]), Lang::En);
    }

    #[test]
    fn locales() {
        for (locale, lang) in [
            (Some("zh-CN"), Lang::Zh),
            (Some("zh_TW.UTF-8"), Lang::Zh),
            (Some("en-US"), Lang::En),
            (Some("C"), Lang::En),
            (None, Lang::En),
        ] {
            assert_eq!(Lang::of_locale(locale), lang, "{locale:?}");
        }
    }
}
