//! What is still to be filled in about something new, as comments below it.

use crate::yaml::edit::{Entries, Node};
use crate::yaml::written;

/// A key that is still to be filled in, and what belongs there.
pub(super) type Blank<'b> = (&'b str, &'b str);

/// `# why:                  why it matters, and why now`: takes effect once its `#` is gone.
pub(super) fn comment((key, what): Blank<'_>) -> String {
    format!("# {:<22}{what}", format!("{key}:"))
}

/// A text with a new item of a list in lines of its own, which have place for comments, where it was written in braces.
pub(super) fn in_lines(before: &str, after: &str, (id, entries): (&str, &Entries)) -> String {
    let lines: Vec<&str> = after.split('\n').collect();
    let same = same_lines(before, &lines);
    let starts_it = |line: &&str| {
        let item = item(line).and_then(|rest| rest.strip_prefix("{id: ")?.strip_prefix(id));
        item.is_some_and(|rest| rest.starts_with([',', '}']))
    };
    let Some(at) = lines[same..].iter().position(starts_it).map(|at| same + at) else {
        return after.to_owned();
    };
    let written = |(key, value): &(&'static str, Node)| match value {
        Node::Scalar(value) => Some(format!("{key}: {}", written(value, false))),
        _ => None,
    };
    let Some(keys) = entries.iter().map(written).collect::<Option<Vec<String>>>() else {
        return after.to_owned();
    };
    let dash = &lines[at][..lines[at].find('{').unwrap_or(0)];
    let margin = " ".repeat(dash.len());
    let ending = if lines[at].ends_with('\r') { "\r" } else { "" };
    let line = |(number, key): (usize, &String)| {
        format!("{}{key}{ending}", if number == 0 { dash } else { &margin })
    };
    let own: Vec<String> = keys.iter().enumerate().map(line).collect();
    let mut lines = lines;
    lines.splice(at..=at, own.iter().map(String::as_str));
    lines.join("\n")
}

/// What a line says behind the dash of a list.
fn item(line: &str) -> Option<&str> {
    Some(line.trim_start().strip_prefix("- ")?.trim_start())
}

fn same_lines(before: &str, lines: &[&str]) -> usize {
    before.split('\n').zip(lines).take_while(|(old, new)| old == *new).count()
}

/// A text with comments below the new item that starts with an id. An item in braces has no place for any.
pub(super) fn below_new_item(before: &str, after: &str, id: &str, blanks: &[Blank<'_>]) -> String {
    let mut lines: Vec<&str> = after.split('\n').collect();
    let same = same_lines(before, &lines);
    let starts_it = |line: &str| item(line).and_then(|item| item.trim_end().strip_prefix("id: ")) == Some(id);
    let Some(start) = lines[same..].iter().position(|line| starts_it(line)).map(|at| same + at) else {
        return after.to_owned();
    };
    let margin = " ".repeat(lines[start].find("id:").unwrap_or(0));
    let is_of_item = |line: &&&str| line.starts_with(&margin) && !line.trim().is_empty();
    let end = start + 1 + lines[start + 1..].iter().take_while(is_of_item).count();
    let ending = if after.contains("\r\n") { "\r" } else { "" };
    let comments: Vec<String> =
        blanks.iter().map(|blank| format!("{margin}{}{ending}", comment(*blank))).collect();
    lines.splice(end..end, comments.iter().map(String::as_str));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_below_the_new_item_whatever_follows_it() {
        let before = "list:\r\n  - id: a\r\nnext: 1\r\n";
        let after = "list:\r\n  - id: a\r\n  - id: b\r\n    name: B\r\nnext: 1\r\n";
        let wanted = "list:\r\n  - id: a\r\n  - id: b\r\n    name: B\r\n    # why:                  because\r\nnext: 1\r\n";
        assert_eq!(below_new_item(before, after, "b", &[("why", "because")]), wanted);
        let after = "list:\n  - id: a\n  - id: b";
        let wanted = "list:\n  - id: a\n  - id: b\n    # why:                  because";
        assert_eq!(below_new_item("list:\n  - id: a", after, "b", &[("why", "because")]), wanted);
        let wide = "list:\n-   id: a\n-   id: b\n    # why:                  because";
        assert_eq!(
            below_new_item("list:\n-   id: a", "list:\n-   id: a\n-   id: b", "b", &[("why", "because")]),
            wide
        );
        let in_braces = "list: [{id: a}, {id: b}]\n";
        assert_eq!(below_new_item("list: [{id: a}]\n", in_braces, "b", &[("why", "because")]), in_braces);
    }
}
