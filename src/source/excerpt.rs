//! Words of a file that need no memory of their own.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text that can share the memory of its file: a workspace has hundreds of thousands of notes, and nearly
/// all are in their files letter for letter.
#[derive(Clone)]
pub struct Excerpt {
    whole: Arc<String>,
    start: u32,
    end: u32,
}

thread_local! {
    /// The file that this thread reads.
    static FILE: RefCell<Option<Arc<String>>> = const { RefCell::new(None) };
}

impl Excerpt {
    /// The text by itself.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { whole: Arc::new(text.to_owned()), start: 0, end: text.len() as u32 }
    }

    /// Reads something out of a file. Excerpts that are read meanwhile, on the same thread, share the file's memory if
    /// their words do; that is all that changes.
    pub fn within<T>(file: &Arc<String>, read: impl FnOnce() -> T) -> T {
        let before = FILE.replace(Some(Arc::clone(file)));
        let value = read();
        FILE.set(before);
        value
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self
    }

    /// Words that stand in the file that is read, or any others.
    #[must_use]
    pub fn of(words: &str) -> Self {
        Self::of_file(words).unwrap_or_else(|| Self::new(words))
    }

    /// Some bytes of a text.
    pub(crate) fn part_of(whole: &Arc<String>, bytes: Range<u32>) -> Self {
        Self { whole: Arc::clone(whole), start: bytes.start, end: bytes.end }
    }

    /// The text that it is a part of, and which of its bytes.
    pub(crate) fn place(&self) -> (&Arc<String>, Range<u32>) {
        (&self.whole, self.start..self.end)
    }

    /// A part of the file that is read; `None` for words from elsewhere.
    fn of_file(words: &str) -> Option<Self> {
        FILE.with_borrow(|file| {
            let whole = file.as_ref()?;
            let start = (words.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
            let end = start.checked_add(words.len()).filter(|end| *end <= whole.len())?;
            Some(Self { whole: Arc::clone(whole), start: start as u32, end: end as u32 })
        })
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl JsonSchema for Excerpt {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

impl AsRef<str> for Excerpt {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Excerpt {}

impl PartialEq<str> for Excerpt {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl Hash for Excerpt {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Default for Excerpt {
    fn default() -> Self {
        Self::new("")
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<'de> Deserialize<'de> for Excerpt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&str>::deserialize(deserializer).map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::IntoDeserializer;
    use serde::de::value::{BorrowedStrDeserializer, Error};

    #[test]
    fn words_stay_the_same_whether_shared_or_not() {
        let file = Arc::new("note: steady\nnote: \"with, comma\"\n".to_owned());
        let read = |words| {
            let from: BorrowedStrDeserializer<'_, Error> = BorrowedStrDeserializer::new(words);
            Excerpt::deserialize(from.into_deserializer()).unwrap()
        };
        let (inside, elsewhere) = (&file[6..12], "steady".to_owned());
        for (excerpt, shared) in [
            (Excerpt::within(&file, || read(inside)), true),
            (Excerpt::within(&file, || read(&elsewhere)), false),
            (read(inside), false),
            (
                Excerpt::within(&file, || Excerpt::within(&Arc::new(elsewhere.clone()), || read(inside))),
                false,
            ),
        ] {
            assert_eq!(&*excerpt, "steady");
            assert_eq!(Arc::ptr_eq(&excerpt.whole, &file), shared);
        }
        let whole = Excerpt::within(&file, || read(&file));
        assert_eq!(&*whole, file.as_str());
        assert_eq!(&*Excerpt::within(&file, || read(&file[file.len()..])), "");
    }
}
