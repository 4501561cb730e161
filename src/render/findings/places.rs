//! Lines and columns of findings, computed once a file, and files as other tools name them.

use super::Run;
use crate::goals::Workspace;
use crate::source::{LineColumn, Lines, Span};
use std::collections::HashMap;

/// Remembers the lines of the files it was asked about.
pub(super) struct Places<'w> {
    workspace: &'w Workspace,
    lines: HashMap<u32, Lines<'w>>,
}

impl<'w> Places<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        Self { workspace, lines: HashMap::new() }
    }

    pub(super) fn lines(&mut self, span: Span) -> &Lines<'w> {
        let workspace = self.workspace;
        self.lines.entry(span.file.0).or_insert_with(|| Lines::new(&workspace.sources.file(span.file).text))
    }

    pub(super) fn start(&mut self, span: Span) -> LineColumn {
        self.lines(span).line_column(span.start)
    }

    /// Where the words end: the column after the last character.
    pub(super) fn end(&mut self, span: Span) -> LineColumn {
        self.lines(span).line_column(span.end)
    }

    pub(super) fn path(&self, span: Span) -> &'w str {
        &self.workspace.sources.file(span.file).path
    }

    /// The file from the root of the repository.
    pub(super) fn repository_path(&self, span: Span, run: Run<'_>) -> String {
        run.repository_path(self.path(span))
    }
}

impl Run<'_> {
    /// A file of the workspace relative to the root of the repository; unchanged if it is outside the workspace, as
    /// standard input does.
    pub(super) fn repository_path(&self, path: &str) -> String {
        if is_outside(path) { path.to_owned() } else { format!("{}{path}", self.prefix) }
    }
}

/// Whether a file's path is absolute, or not a path.
pub(super) fn is_outside(path: &str) -> bool {
    let after_drive = path.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(path);
    path.starts_with(['/', '<']) || after_drive.starts_with(":/")
}
