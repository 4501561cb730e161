//! Why a file was not written.

use std::io;
use std::path::PathBuf;

/// Why a file was not written, as the end of a sentence that names the file.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Its name is a symbolic link.
    #[error("it is a link; name the file it leads to")]
    Link,
    /// Something else than a file has its name.
    #[error("it is {0}, not a file")]
    NotAFile(&'static str),
    /// Its name is not UTF-8.
    #[error("its name is not UTF-8; rename it")]
    Name,
    /// It is outside the folder that may be written to.
    #[error("it is outside the workspace {}", .0.display())]
    Outside(PathBuf),
    /// A link in the workspace leads out of it.
    #[error("the link {} leads out of the workspace", .0.display())]
    LinkOut(PathBuf),
    /// It no longer holds what it held when it was read.
    #[error("it was changed by someone else just now; it is left as it is")]
    Changed,
    /// A file that was to be new is there.
    #[error("there is a file of that name already; it is left as it is")]
    Taken,
    /// Nobody may write to it.
    #[error("it is write-protected")]
    Protected,
    /// A rewritten file would leave its other name with the old text.
    #[error("it has a second name (a hard link), which would keep the old text")]
    HardLink,
    /// A rewritten file would belong to somebody else.
    #[error("a rewritten file could not keep its owner or group")]
    Owner,
    /// A rewritten file would lose an access list or another attribute.
    #[error("a rewritten file could not keep its attribute `{0}`")]
    Attribute(String),
    /// Two texts of a batch have the same target.
    #[error("it would be written twice")]
    Twice,
    /// Another run writes to this workspace.
    #[error("another `okr` is writing here just now; try again")]
    Busy,
    /// The system refused.
    #[error("{}", in_words(.0))]
    System(#[from] io::Error),
    /// Undoing the first files of a batch failed as well.
    #[error("{reason}; {} has its new text already", .written.display())]
    HalfDone {
        /// What stopped the batch.
        reason: Box<WriteError>,
        /// A file that could not get its old text back.
        written: PathBuf,
    },
}

/// Why the system refused, without the name of a draft that nobody has ever seen.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you have no permission to change it, or its folder".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "it is on a disk that cannot be written to".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::Other => format!("the system says: {error}"),
        // What wraps the system's own words adds the draft's name.
        kind if error.get_ref().is_some() => format!("the system says: {kind}"),
        _ => format!("the system says: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_put_into_words() {
        let denied = WriteError::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(denied.to_string(), "you have no permission to change it, or its folder");
        let nowhere = tempfile::Builder::new().suffix(".draft").tempfile_in("/no/such/folder").unwrap_err();
        let told = WriteError::from(nowhere).to_string();
        assert!(told.starts_with("the system says: ") && !told.contains("draft"), "{told}");
    }
}
