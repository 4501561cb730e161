//! What everything in a workspace is called, without its history: for a shell that completes a word and must answer at once.

use super::error::OpenError;
use super::folder::FileText;
use super::places::Request;
use super::site::Site;
use crate::goals::Workspace;
use crate::parallel;
use crate::source::{SourceFile, Sources, is_readings_file};
use std::path::Path;
use std::sync::Arc;

/// Opens the goals without their check-ins and readings, which are most of their bytes, and without reading a sentence.
///
/// # Errors
/// Settings with mistakes, or no goal file at all.
pub fn names(request: &Request<'_>) -> Result<Workspace, OpenError> {
    let site = Site::find(request)?;
    let texts = site.read(request, |_, _| false)?;
    let files: Vec<FileText> =
        texts.files.into_iter().filter(|file| !is_readings_file(Path::new(&file.source.path))).collect();
    let sources = parallel::map(&files, |file| without_history(&file.source));
    Ok(Workspace::read_names(Sources::new(sources), &site.settings.vocabulary, site.settings.calendar))
}

/// A file without the lines that are an entry with a date each. Where one is part of a longer text, a few words of that are
/// missing, and no name is.
fn without_history(source: &SourceFile) -> SourceFile {
    let is_entry = |line: &str| {
        let line = line.trim();
        line.starts_with("- {date:") && line.ends_with('}')
    };
    let text: String = source.text.split_inclusive('\n').filter(|line| !is_entry(line)).collect();
    SourceFile { path: source.path.clone(), text: Arc::new(text), defect: source.defect.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_history_goes() {
        let text = "objectives:\n  - id: a\n    key_results:\n      - id: b\n        check_ins:\n          - {date: 2026-01-05, \
                    value: 3}\n      - id: c\n";
        let source = SourceFile::from_bytes("okrs/a.yaml".to_owned(), text.as_bytes().to_vec());
        let short = without_history(&source);
        assert_eq!(*short.text, text.replace("          - {date: 2026-01-05, value: 3}\n", ""));
        let read = |source| {
            let sources = Sources::new(vec![source]);
            let workspace = Workspace::read_names(sources, &Default::default(), Default::default());
            workspace.key_results().map(|view| view.address()).collect::<Vec<_>>()
        };
        assert_eq!(read(short), read(source));
    }
}
