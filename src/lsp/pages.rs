//! Places of goals as places of the protocol, in any file of a workspace.

use super::opened::Opened;
use super::position::Page;
use super::session::Session;
use crate::source::{FileId, Span};
use gen_lsp_types::{Location, Range, Uri};
use std::collections::HashMap;
use std::path::Path;

/// The files of a workspace with their lines, each read once.
pub(super) struct Pages<'s> {
    session: &'s Session,
    opened: &'s Opened,
    pages: HashMap<FileId, Page<'s>>,
}

impl<'s> Pages<'s> {
    pub(super) fn of(session: &'s Session, opened: &'s Opened) -> Self {
        Self { session, opened, pages: HashMap::new() }
    }

    /// A file with its lines.
    pub(super) fn page(&mut self, file: FileId) -> &Page<'s> {
        let (session, opened) = (self.session, self.opened);
        self.pages.entry(file).or_insert_with(|| {
            let document = opened.overlay.path(file).and_then(|path| session.document_at(path));
            // The editor's own text has what goals are read without, such as a byte-order mark.
            let text = match document.filter(|document| !document.is_ahead) {
                Some(document) => &document.text,
                None => opened.overlay.project().workspace.sources.file(file).text.as_str(),
            };
            Page::new(text, session.client.encoding)
        })
    }

    pub(super) fn range(&mut self, span: Span) -> Range {
        self.page(span.file).range(span.range())
    }

    pub(super) fn uri(&self, file: FileId) -> Uri {
        self.session.uri(self.opened, self.opened.overlay.path(file).unwrap_or(Path::new("")))
    }

    pub(super) fn location(&mut self, span: Span) -> Location {
        Location { uri: self.uri(span.file), range: self.range(span) }
    }
}
