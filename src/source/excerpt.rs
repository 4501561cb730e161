//! Words of a file that need no memory of their own.

use super::Span;
use serde::de::{Deserialize, Deserializer};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text that can share the memory of the file it stands in: a workspace has hundreds of thousands of notes, and nearly
/// all stand in their files letter for letter.
#[derive(Clone)]
pub struct Excerpt {
    whole: Arc<String>,
    start: u32,
    end: u32,
}

impl Excerpt {
    /// The text by itself.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { whole: Arc::new(text.to_owned()), start: 0, end: text.len() as u32 }
    }

    /// Gives the text's own memory back where the same words stand at `span` of `file`, with or without quotes around them.
    pub fn share(&mut self, file: &Arc<String>, span: Span) {
        let without_quotes = Span { start: span.start + 1, end: span.end.saturating_sub(1), ..span };
        let is_same = |place: &Span| file.get(place.range()) == Some(self);
        if let Some(place) = [span, without_quotes].into_iter().find(is_same) {
            *self = Self { whole: Arc::clone(file), start: place.start, end: place.end };
        }
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl AsRef<str> for Excerpt {
    fn as_ref(&self) -> &str {
        self
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<'de> Deserialize<'de> for Excerpt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn words_stay_the_same_whether_shared_or_not() {
        let file = Arc::new("note: steady\nnote: \"with, comma\"\nnote: \"a \\\"b\\\"\"\n".to_owned());
        for (written, note, shared) in [
            ("steady", "steady", true),
            ("\"with, comma\"", "with, comma", true),
            ("\"a \\\"b\\\"\"", "a \"b\"", false),
        ] {
            let start = file.find(written).unwrap();
            let mut excerpt = Excerpt::new(note);
            excerpt.share(&file, Span::new(FileId::default(), start, start + written.len()));
            assert_eq!(&*excerpt, note);
            assert_eq!(Arc::ptr_eq(&excerpt.whole, &file), shared, "{written}");
        }
        let mut empty = Excerpt::new("");
        empty.share(&file, Span::new(FileId::default(), 0, 0));
        assert_eq!(&*empty, "");
    }
}
