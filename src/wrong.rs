//! Why a text is not the expected value.

use std::fmt;

/// What is wrong with a value, what to write instead, and, where it is known, the value that was meant.
///
/// `Display` prints the message and, on a second line, the help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wrong {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The one value that was meant, as it is written in a file.
    pub replacement: Option<String>,
}

/// Separates the parts while an error travels through serde, which carries only displayed text.
const SEPARATOR: char = '\u{1f}';

impl Wrong {
    /// Something wrong that nothing more is known about.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, replacement: None }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the value that was meant, for a fix. The help should name it, too.
    #[must_use]
    pub fn meant(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some(replacement.into());
        self
    }

    /// On one line, for the command line.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        match &self.help {
            Some(help) => format!("{}; {help}", self.message),
            None => self.message.clone(),
        }
    }

    /// What an error says that has travelled through serde; `Display` with `#` is the other direction.
    pub(crate) fn from_display(error: &impl fmt::Display) -> Self {
        let text = format!("{error:#}");
        let mut parts = text.split(SEPARATOR).map(str::to_owned);
        let message = parts.next().unwrap_or_default();
        let mut optional = || parts.next().filter(|part| !part.is_empty());
        Self { message, help: optional(), replacement: optional() }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let part = |text: &str| text.replace(SEPARATOR, " ");
            let optional = |text: &Option<String>| text.as_deref().map(part).unwrap_or_default();
            let (help, replacement) = (optional(&self.help), optional(&self.replacement));
            return write!(f, "{}{SEPARATOR}{help}{SEPARATOR}{replacement}", part(&self.message));
        }
        f.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(f, "\n{help}"))
    }
}

impl std::error::Error for Wrong {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_travel_through_serde() {
        for wrong in [
            Wrong::new("`x` is not a date"),
            Wrong::new("two\nlines").help("write\nit").meant("2026-01-19"),
            Wrong::new("`x`").meant("y"),
        ] {
            assert_eq!(Wrong::from_display(&wrong), wrong);
        }
        let hostile = Wrong::new("`a\u{1f}b`").help("c");
        assert_eq!(Wrong::from_display(&hostile), Wrong::new("`a b`").help("c"));
        assert_eq!(Wrong::from_display(&"plain"), Wrong::new("plain"));
    }
}
