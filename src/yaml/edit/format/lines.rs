//! Lines without values: blank ones and comments.

use crate::yaml::change::Refusal;

/// A comment on a line of its own, or a blank line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where its comment starts.
    pub(super) column: usize,
    /// The comment; empty for a blank line.
    pub(super) comment: &'t str,
}

/// The lines of a text that holds no values.
///
/// # Errors
/// A line with something else than a comment.
pub(super) fn lines_of(text: &str) -> Result<Vec<Line<'_>>, Refusal> {
    let line = |line| {
        let comment = str::trim(line);
        if comment.is_empty() || comment.starts_with('#') {
            return Ok(Line { column: line.len() - line.trim_start().len(), comment });
        }
        Err(Refusal("something stands between two of its entries that is no comment"))
    };
    text.lines().map(line).collect()
}

/// Splits the lines between two entries: comments further right than `column` belong to the entry above; from the first
/// one that is not, with the blank lines before it, they belong to the entry below.
pub(super) fn split<'l, 't>(lines: &'l [Line<'t>], column: usize) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let is_above = |line: &Line<'_>| line.comment.is_empty() || line.column > column;
    let end = lines.iter().position(|line| !is_above(line)).unwrap_or(lines.len());
    let above = lines[..end].iter().rposition(|line| !line.comment.is_empty()).map_or(0, |last| last + 1);
    lines.split_at(above)
}

/// The lines as they are written in a column; of several blank lines one stays.
pub(super) fn written(lines: &[Line<'_>], column: usize) -> Vec<String> {
    let mut written: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        match line.comment {
            "" if written.last().is_some_and(String::is_empty) => {}
            "" => written.push(String::new()),
            comment => written.push(format!("{}{comment}", " ".repeat(column))),
        }
    }
    written
}
