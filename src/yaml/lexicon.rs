//! What the reader may know of the format that it reads. It serves messages and fixes only: no value is read differently.

/// How the files of a format are written.
#[derive(Debug, Clone, Copy)]
pub struct Dialect<'l> {
    /// Its words.
    pub lexicon: &'l Lexicon,
    /// Whether a comma separates the decimals of numbers.
    pub has_decimal_commas: bool,
}

impl Dialect<'static> {
    /// Of any format: no words, and a decimal point.
    pub const PLAIN: Dialect<'static> = Dialect { lexicon: &Lexicon::NONE, has_decimal_commas: false };
}

/// The words of a format.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    /// Every key of the format, in whatever mapping.
    pub keys: fn() -> &'static [&'static str],
    /// For a list whose items may be one text: its key, and the key that this text has in the long form.
    pub sentences: &'static [(&'static str, &'static str)],
    /// The keys whose value is a sentence, in which any word may stand.
    pub prose: &'static [&'static str],
    /// The message about a key that is not allowed in a mapping, if more is known than its spelling.
    pub hint: fn(&Unknown<'_>) -> Option<Hint>,
    /// Whether a value, where it is one text, can be one of a key.
    pub fits: fn(key: &str, value: Option<&str>, has_decimal_commas: bool) -> bool,
    /// What to write for a text that stands where a mapping with certain keys is wanted.
    pub bare: fn(text: &str, known: &[&str], has_decimal_commas: bool) -> Option<Bare>,
    /// How the value of a key is written, for one of another shape.
    pub example: fn(key: &str) -> Option<&'static str>,
    /// The value that a text of several words was meant to be under a key.
    pub meant: Meant,
    /// The one of a few known words that a text says in another way.
    pub choice: fn(text: &str, known: &'static [&'static str]) -> Option<&'static str>,
    /// Whether a comma between two texts stands in the middle of one item of a list.
    pub is_one: AtComma,
    /// Whether it seems to set two items of a list apart.
    pub are_two: AtComma,
    /// The keys that say what a file is about: it has one value of each.
    pub of_one_file: &'static [&'static str],
    /// The lists whose items have no id.
    pub without_ids: &'static [&'static str],
    /// For a list that people write as a mapping from days or periods to numbers: its key, and the keys that the two have in
    /// an item.
    pub by_key: &'static [(&'static str, &'static str, &'static str)],
}

/// The value that a text was meant to be under a key; the last says whether a comma separates decimals.
pub(super) type Meant = fn(key: &str, text: &str, has_decimal_commas: bool) -> Option<String>;

/// What a comma does in a list: the list, and the texts before and after the comma.
pub(super) type AtComma = fn(list: &str, before: &str, after: &str) -> bool;

/// A field in the middle of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct FieldIn {
    /// Where what was said before it ends.
    pub(super) end_before: usize,
    /// Where its key starts.
    pub(super) start: usize,
    /// Where its colon is.
    pub(super) colon: usize,
    /// Whether a comma sets it apart.
    pub(super) after_comma: bool,
}

/// A key that cannot stand where it does.
#[derive(Debug, Clone, Copy)]
pub struct Unknown<'u> {
    /// The key.
    pub key: &'u str,
    /// Its value, where that is one text.
    pub value: Option<&'u str>,
    /// Whether it stands between braces without a value: `{Raise NPS from 20 to 40}`.
    pub is_alone: bool,
    /// The allowed keys.
    pub known: &'u [&'u str],
    /// Whether a comma separates the decimals of numbers.
    pub has_decimal_commas: bool,
}

/// What to write for a text that stands where a mapping is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// The help.
    pub help: String,
    /// The mapping, where all that the text says is known.
    pub meant: Option<String>,
}

impl From<String> for Bare {
    fn from(help: String) -> Self {
        Self { help, meant: None }
    }
}

/// What is known of such a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// It has another name in this format.
    Key(&'static str),
    /// What to write instead, as help.
    Help(String),
    /// The same for what another key should say, which then counts as written, though wrong.
    Instead {
        /// That key.
        of: &'static str,
        /// What is wrong.
        message: String,
        /// What to write instead.
        help: String,
    },
    /// What replaces the key and its value: entries of the same mapping.
    Entries {
        /// What is wrong.
        message: String,
        /// The entries, each as it is written.
        entries: Vec<String>,
    },
}

impl Lexicon {
    /// Knows nothing.
    pub const NONE: Lexicon = Lexicon {
        keys: || &[],
        sentences: &[],
        prose: &[],
        hint: |_| None,
        fits: |_, _, _| true,
        bare: |_, _, _| None,
        example: |_| None,
        meant: |_, _, _| None,
        choice: |_, _| None,
        is_one: |_, _, _| false,
        are_two: |_, _, _| true,
        of_one_file: &[],
        without_ids: &[],
        by_key: &[],
    };

    /// The key that a bare text has in the long form, as an item of a list.
    pub(super) fn sentence(&self, list: &str) -> Option<&'static str> {
        self.sentences.iter().find(|(key, _)| *key == list).map(|(_, field)| *field)
    }

    /// Whether an item of a list can begin with the key.
    pub(super) fn begins_item(&self, key: &str) -> bool {
        matches!(key, "id" | "name")
            || self.sentences.iter().any(|(_, field)| *field == key)
            || self.by_key.iter().any(|(_, first, _)| *first == key)
    }

    /// Whether a text begins with a key of the format, whatever sign stands behind it: `owner:bo`, `title; Gallery`.
    pub(super) fn begins_with_key(&self, text: &str) -> bool {
        let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(text.len());
        self.key(&text[..end]).is_some()
    }

    /// The keys of the format that stand in the middle of a text as a second field does: `tom, confidence: 5`. A sentence may
    /// have a word and a colon; a key behind a comma is one.
    pub(super) fn fields_in(&self, text: &str) -> Vec<FieldIn> {
        let mut found = Vec::new();
        for (colon, _) in text.match_indices(':') {
            if !text[colon + 1..].starts_with(' ') {
                continue;
            }
            let before = &text[..colon];
            let start = before
                .rfind(|c: char| !c.is_ascii_alphabetic() && c != '_')
                .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
            let lead = before[..start].trim_end();
            let after_comma = lead.ends_with([',', ';']);
            let word = &before[start..];
            let is_key = self.key(word).is_some_and(|key| after_comma || key == word);
            let is_apart = before[..start].ends_with([' ', ',', ';']) && !lead.is_empty();
            if is_key && is_apart {
                let end = lead.trim_end_matches([',', ';', ' ']).len();
                found.push(FieldIn { end_before: end, start, colon, after_comma });
            }
        }
        found
    }

    /// Whether a text holds a field of its own, so that it is no text: `tom, confidence: 5`, `owner:bo`.
    #[must_use]
    pub fn holds_field(&self, text: &str) -> bool {
        let glued = || {
            let (word, rest) = text.split_once([':', ';', '='])?;
            let rest = rest.chars().next()?;
            self.key(word.trim_end()).filter(|_| !rest.is_whitespace() && rest != '/')
        };
        let first = || text.split_once(": ").and_then(|(word, _)| self.key(word).filter(|key| *key == word));
        glued().is_some() || first().is_some() || !self.fields_in(text).is_empty()
    }

    /// The key of the format that a word is, however it is capitalized.
    pub(super) fn key(&self, word: &str) -> Option<&'static str> {
        (self.keys)().iter().copied().find(|key| key.eq_ignore_ascii_case(word))
    }
}
