//! Files as editors name them: `file:` URIs.

use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

/// What may not stand in the path of a URI as it is.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The path of a `file:` URI; `None` for any other.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let path = percent_decode_str(path.split(['?', '#']).next()?).decode_utf8().ok()?.into_owned();
    Some(PathBuf::from(match drive_of(path.trim_start_matches('/')) {
        // `/c:/goals` is how a URI names what Windows calls `C:\goals`.
        Some(drive) if cfg!(windows) => format!("{}{}", drive.to_ascii_uppercase(), &path[2..]),
        _ => path,
    }))
}

/// The URI of an absolute path.
pub(super) fn uri_of(path: &Path) -> Uri {
    let text = path.to_string_lossy();
    let text =
        if cfg!(windows) { text.trim_start_matches(r"\\?\").replace('\\', "/") } else { text.into_owned() };
    let slash = if text.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{slash}{}", utf8_percent_encode(&text, ESCAPED)))
}

fn drive_of(path: &str) -> Option<char> {
    let mut letters = path.chars();
    let drive = letters.next().filter(char::is_ascii_alphabetic)?;
    (letters.next() == Some(':')).then_some(drive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_lead_to_each_other() {
        for (path, uri) in [
            ("/goals/okrs/a.yaml", "file:///goals/okrs/a.yaml"),
            ("/Ziele 2026/größe#1?.yaml", "file:///Ziele%202026/gr%C3%B6%C3%9Fe%231%3F.yaml"),
        ] {
            assert_eq!(uri_of(Path::new(path)).0, uri);
            assert_eq!(path_of(&Uri(uri.to_owned())), Some(PathBuf::from(path)));
        }
        assert_eq!(path_of(&Uri("untitled:Untitled-1".to_owned())), None);
        assert_eq!(path_of(&Uri("file:relative".to_owned())), None);
        assert_eq!(path_of(&Uri("file:///bad%FFname".to_owned())), None);
    }
}
