//! What is being typed: told from lines and their indentation alone, for the text is rarely YAML at that moment.

use std::ops::Range;

/// What a cursor is about to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The way from the top: keys, and an empty name for each item of a list. It ends in the mapping of a key, in the key of
    /// a value, or in an item.
    pub(super) path: Vec<String>,
    pub(super) slot: Slot,
    /// The bytes that what is chosen takes the place of.
    pub(super) typed: Range<usize>,
    /// The keys that the mapping has already.
    pub(super) siblings: Vec<String>,
    /// How far what follows on new lines is indented.
    pub(super) column: usize,
    /// It is in `{}` or `[]`.
    pub(super) in_flow: bool,
}

/// What can stand where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A key.
    Key,
    /// The value of a key, or an item in brackets.
    Value,
    /// The start of an item of a list: a value, or the first key of a mapping.
    Item,
}

/// What a line has before its last value.
#[derive(Debug, PartialEq, Eq)]
enum Mark<'t> {
    /// The dash of an item, at a column.
    Dash(usize),
    /// A key, at a column.
    Key(usize, &'t str),
}

/// Takes the start of a line apart; the rest and its column.
fn marks(line: &str) -> (Vec<Mark<'_>>, &str, usize) {
    let mut column = line.len() - line.trim_start_matches(' ').len();
    let mut rest = &line[column..];
    let mut marks = Vec::new();
    loop {
        if rest == "-" || rest.starts_with("- ") {
            marks.push(Mark::Dash(column));
            let after = rest[1..].trim_start_matches(' ');
            column += rest.len() - after.len();
            rest = after;
        } else if let Some((key, after)) = key_of(rest) {
            marks.push(Mark::Key(column, key));
            let value = after.trim_start_matches(' ');
            column += rest.len() - value.len();
            return (marks, value, column);
        } else {
            return (marks, rest, column);
        }
    }
}

/// The key that a text starts with, and what comes after its colon.
fn key_of(text: &str) -> Option<(&str, &str)> {
    let (key, after) = text.split_once(':')?;
    let plain = key.trim_matches(['"', '\'']);
    let is_key = !plain.is_empty() && plain.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (is_key && (after.is_empty() || after.starts_with(' '))).then_some((plain, after))
}

impl Cursor {
    /// What the cursor before a byte is about to write.
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[offset..].find(['\n', '\r']).map_or(text.len(), |at| offset + at);
        let prefix = &text[start..offset];
        let (mut own, rest, rest_column) = marks(prefix);
        let value_start = start + rest_column;
        let (above, below) = (&text[..start], &text[line_end..]);
        let mut outer = Outer::default();
        let column = own.first().map_or(rest_column, |mark| match mark {
            Mark::Dash(column) | Mark::Key(column, _) => *column,
        });
        let starts_with_dash = matches!(own.first(), Some(Mark::Dash(_)));
        outer.look_up(above, column, starts_with_dash);
        let mut path = outer.path;
        path.reverse();
        let last_dash = matches!(own.last(), Some(Mark::Dash(_)));
        let key_column = own.iter().rev().find_map(|mark| match mark {
            Mark::Key(column, _) => Some(*column),
            Mark::Dash(_) => None,
        });
        path.extend(own.drain(..).map(|mark| match mark {
            Mark::Dash(_) => String::new(),
            Mark::Key(_, key) => key.to_owned(),
        }));
        if rest.starts_with(['{', '[']) {
            return Self::in_flow(text, value_start, offset, path);
        }
        let word_end = |from: usize| {
            let stops = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | '"' | '\'' | ':');
            text[from..line_end].find(stops).map_or(line_end, |at| from + at)
        };
        let quote = usize::from(rest.starts_with(['"', '\'']));
        let typed = value_start + quote..word_end(offset).max(value_start + quote);
        let (slot, siblings, column) = match (key_column, last_dash) {
            (Some(column), _) => (Slot::Value, Vec::new(), column),
            (None, true) => (Slot::Item, Vec::new(), rest_column),
            (None, false) => {
                let mut siblings = outer.siblings;
                siblings.extend(siblings_below(below, rest_column));
                (Slot::Key, siblings, rest_column)
            }
        };
        Self { path, slot, typed, siblings, column, in_flow: false }
    }

    /// The same inside `{}` or `[]` that open at `start`.
    fn in_flow(text: &str, start: usize, offset: usize, mut path: Vec<String>) -> Self {
        /// An open bracket: whether it is a mapping, its keys so far, and whether the last of them waits for its value.
        struct Open {
            mapping: bool,
            keys: Vec<String>,
            has_key: bool,
        }
        let mut open: Vec<Open> = Vec::new();
        let mut quote: Option<char> = None;
        let mut word = start;
        for (at, c) in text[start..offset].char_indices().map(|(at, c)| (start + at, c)) {
            match (quote, c) {
                (Some(end), c) if c == end => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if text[word..at].trim().is_empty() => {
                    quote = Some(c);
                    word = at + 1;
                }
                (None, '{' | '[') => {
                    match open.last() {
                        Some(Open { mapping: true, keys, .. }) => path.extend(keys.last().cloned()),
                        Some(Open { mapping: false, .. }) => path.push(String::new()),
                        None => {}
                    }
                    open.push(Open { mapping: c == '{', keys: Vec::new(), has_key: false });
                    word = at + 1;
                }
                (None, '}' | ']') => {
                    open.pop();
                    if !open.is_empty() {
                        path.pop();
                    }
                    word = at + 1;
                }
                (None, ',') => {
                    if let Some(open) = open.last_mut() {
                        open.has_key = false;
                    }
                    word = at + 1;
                }
                (None, ':') => {
                    if let Some(open) = open.last_mut().filter(|open| open.mapping && !open.has_key) {
                        open.keys.push(text[word..at].trim().trim_matches(['"', '\'']).to_owned());
                        open.has_key = true;
                        word = at + 1;
                    }
                }
                _ => {}
            }
        }
        let stops = |c: char| matches!(c, ',' | '}' | ']' | '\n' | '\r' | '"' | '\'' | ':');
        let end = text[offset..].find(stops).map_or(text.len(), |at| offset + at);
        let spaces = text[word..offset].len() - text[word..offset].trim_start().len();
        let typed = word + spaces..(offset + text[offset..end].trim_end().len()).max(word + spaces);
        let (slot, siblings) = match open.pop() {
            Some(Open { mapping: true, keys, has_key: false }) => (Slot::Key, keys),
            Some(Open { mapping: true, keys, has_key: true }) => {
                path.extend(keys.last().cloned());
                (Slot::Value, Vec::new())
            }
            Some(Open { mapping: false, .. }) => {
                path.push(String::new());
                (Slot::Value, Vec::new())
            }
            None => (Slot::Value, Vec::new()),
        };
        Self { path, slot, typed, siblings, column: 0, in_flow: true }
    }

    /// The key that the cursor's value belongs to, and the way to the mapping that has it.
    pub(super) fn key(&self) -> Option<(&str, &[String])> {
        let at = self.path.iter().rposition(|name| !name.is_empty())?;
        Some((&self.path[at], &self.path[..at]))
    }
}

/// What stands around a line, from the inside out.
#[derive(Default)]
struct Outer {
    path: Vec<String>,
    siblings: Vec<String>,
}

impl Outer {
    /// Goes up from a line that starts at a column.
    fn look_up(&mut self, above: &str, mut column: usize, mut in_list: bool) {
        let mut is_sibling = !in_list;
        for line in above.lines().rev() {
            let content = line.trim_start();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            for mark in marks(line).0.into_iter().rev() {
                match mark {
                    Mark::Key(at, key) if at == column && !in_list && is_sibling => {
                        self.siblings.push(key.to_owned());
                    }
                    // The items of a list may stand right below its key, no further in.
                    Mark::Key(at, key) if at < column || in_list && at == column => {
                        self.path.push(key.to_owned());
                        (column, in_list, is_sibling) = (at, false, false);
                    }
                    Mark::Dash(at) if at < column => {
                        self.path.push(String::new());
                        (column, in_list, is_sibling) = (at, true, false);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The keys below that are in the same mapping.
fn siblings_below(below: &str, column: usize) -> Vec<String> {
    let mut siblings = Vec::new();
    for line in below.lines().skip(1) {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        match marks(line).0.first() {
            Some(Mark::Key(at, key)) if *at == column => siblings.push((*key).to_owned()),
            Some(Mark::Key(at, _) | Mark::Dash(at)) if *at > column => {}
            // A list may stand no further in than its key.
            Some(Mark::Dash(at)) if *at == column && !siblings.is_empty() => {}
            None if line.len() - content.len() > column => {}
            _ => break,
        }
    }
    siblings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `|` in a text.
    fn at(text: &str) -> (String, Slot, String) {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let cursor = Cursor::at(&text, offset);
        (cursor.path.join("/"), cursor.slot, text[cursor.typed].to_owned())
    }

    #[test]
    fn what_is_typed_is_told_from_the_lines_around() {
        let case = |text: &str, path: &str, slot: Slot, typed: &str| {
            assert_eq!(at(text), (path.to_owned(), slot, typed.to_owned()), "{text}");
        };
        case("te|", "", Slot::Key, "te");
        case("team: gr|owth\n", "team", Slot::Value, "growth");
        case("team: \"gr|\"\n", "team", Slot::Value, "gr");
        case("objectives:\n  - id: a\n    ow|", "objectives/", Slot::Key, "ow");
        case("objectives:\n- id: a\n  ow|", "objectives/", Slot::Key, "ow");
        case("objectives:\n- |", "objectives/", Slot::Item, "");
        case(
            "objectives:\n  - supports:\n      - comp|any/x\n",
            "objectives//supports/",
            Slot::Item,
            "company/x",
        );
        case("objectives:\n  - supports: [a, comp|]\n", "objectives//supports/", Slot::Value, "comp");
        case(
            "objectives:\n  - key_results:\n      - key_result: x\n        check_ins:\n          - {date: 2026-01-01, val|}\n",
            "objectives//key_results//check_ins/",
            Slot::Key,
            "val",
        );
        case("a:\n  - {date: 2026-01-01, value: 1|2, note: x}\n", "a//value", Slot::Value, "12");
        case("a: {b: {c: 1}, d: |}\n", "a/d", Slot::Value, "");
        case(
            "objectives:\n  - id: a\n\n    # why\n    key_results:\n      - id: k\nme|",
            "",
            Slot::Key,
            "me",
        );
    }

    #[test]
    fn keys_that_are_there_are_known() {
        let text = "objectives:\n  - id: a\n    ow|\n    why: x\n    key_results:\n      - key_result: y\n  - id: b\n";
        let cursor = Cursor::at(&text.replace('|', ""), text.find('|').unwrap());
        assert_eq!(cursor.siblings, ["id", "why", "key_results"]);
        let text = "check_ins: [{date: 2026-01-01, |}]";
        assert_eq!(Cursor::at(&text.replace('|', ""), text.find('|').unwrap()).siblings, ["date"]);
    }
}
