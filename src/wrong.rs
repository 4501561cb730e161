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
    /// The values of which one was meant, each as it is written in a file; the likelier ones first.
    pub readings: Vec<String>,
}

/// Separates the parts while an error travels through serde, which carries only displayed text.
const SEPARATOR: char = '\u{1f}';
/// Separates the readings then.
const BETWEEN: char = '\u{1e}';

impl Wrong {
    /// Something wrong that nothing more is known about.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
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

    /// Adds the values of which one was meant. The help should name them, too.
    #[must_use]
    pub fn may_mean(mut self, readings: Vec<String>) -> Self {
        self.readings = readings;
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
        let (help, replacement) = (optional(), optional());
        let readings = optional().map(|all| all.split(BETWEEN).map(str::to_owned).collect());
        Self { message, help, replacement, readings: readings.unwrap_or_default() }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let part = |text: &str| text.replace([SEPARATOR, BETWEEN], " ");
            let optional = |text: &Option<String>| text.as_deref().map(part).unwrap_or_default();
            let (help, replacement) = (optional(&self.help), optional(&self.replacement));
            let readings: Vec<String> = self.readings.iter().map(|reading| part(reading)).collect();
            let readings = readings.join(&BETWEEN.to_string());
            let message = part(&self.message);
            return write!(f, "{message}{SEPARATOR}{help}{SEPARATOR}{replacement}{SEPARATOR}{readings}");
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
            Wrong::new("`1.200`").may_mean(vec!["1,200".to_owned(), "1.2".to_owned()]),
        ] {
            assert_eq!(Wrong::from_display(&wrong), wrong);
        }
        let hostile = Wrong::new("`a\u{1f}b`").help("c");
        assert_eq!(Wrong::from_display(&hostile), Wrong::new("`a b`").help("c"));
        assert_eq!(Wrong::from_display(&"plain"), Wrong::new("plain"));
    }
}
