//! Owner, mode, access lists and other attributes of a file, carried over to the one that takes its place.

use super::error::WriteError;
use std::fs::{File, Metadata, Permissions};
use std::path::Path;

/// The mode a draft is created with: never looser than its target's; for a new file its own.
#[cfg(unix)]
pub(super) fn first_mode(target: Option<&Metadata>) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    // The system takes the umask off.
    let mode = target.map_or(0o666, |target| target.permissions().mode() & 0o600);
    Some(Permissions::from_mode(mode))
}

/// Other systems give a new file what its folder says.
#[cfg(not(unix))]
pub(super) fn first_mode(_: Option<&Metadata>) -> Option<Permissions> {
    None
}

/// Gives an empty draft all attributes of its target.
///
/// # Errors
/// Something that cannot be kept, or a target that nobody may write to.
pub(super) fn keep(path: &Path, target: &Metadata, draft: &File) -> Result<(), WriteError> {
    if target.permissions().readonly() {
        return Err(WriteError::Protected);
    }
    system::keep(path, target, draft)?;
    #[cfg(unix)]
    draft.set_permissions(target.permissions())?;
    Ok(())
}

#[cfg(unix)]
mod system {
    use super::WriteError;
    use std::fs::{File, Metadata};
    use std::os::unix::fs::{MetadataExt as _, fchown};
    use std::path::Path;
    use xattr::FileExt as _;

    pub(super) fn keep(path: &Path, target: &Metadata, draft: &File) -> Result<(), WriteError> {
        if target.nlink() > 1 {
            return Err(WriteError::HardLink);
        }
        let own = draft.metadata()?;
        let other = |wanted: u32, own: u32| (wanted != own).then_some(wanted);
        let (uid, gid) = (other(target.uid(), own.uid()), other(target.gid(), own.gid()));
        if uid.is_some() || gid.is_some() {
            fchown(draft, uid, gid).map_err(|_| WriteError::Owner)?;
        }
        attributes(path, draft)
    }

    /// Access lists are attributes on Linux. A draft may have inherited one from its folder that its target has not.
    fn attributes(path: &Path, draft: &File) -> Result<(), WriteError> {
        // Some file systems have none.
        let Ok(names) = xattr::list(path) else { return Ok(()) };
        let names: Vec<_> = names.collect();
        let lost = |name: &std::ffi::OsStr| WriteError::Attribute(name.to_string_lossy().into_owned());
        for inherited in draft.list_xattr().into_iter().flatten().filter(|name| !names.contains(name)) {
            // What the system labels by itself cannot be taken off, nor need it be.
            if !is_of_system(&inherited) {
                draft.remove_xattr(&inherited).map_err(|_| lost(&inherited))?;
            }
        }
        for name in &names {
            let value = xattr::get(path, name).ok().flatten().unwrap_or_default();
            let has_it = draft.get_xattr(name).is_ok_and(|own| own.as_ref() == Some(&value));
            if !has_it && draft.set_xattr(name, &value).is_err() && !is_of_system(name) {
                return Err(lost(name));
            }
        }
        Ok(())
    }

    fn is_of_system(name: &std::ffi::OsStr) -> bool {
        let name = name.to_string_lossy();
        name.starts_with("security.") || name.starts_with("com.apple.")
    }
}

#[cfg(not(unix))]
mod system {
    use super::WriteError;
    use std::fs::{File, Metadata};
    use std::path::Path;

    /// A file gets the access list that its folder gives to new files; more cannot be known without unsafe code.
    pub(super) fn keep(_: &Path, _: &Metadata, _: &File) -> Result<(), WriteError> {
        Ok(())
    }
}
