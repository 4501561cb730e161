//! What an address names, seen from a quarter.

use super::refused::Refused;
use crate::goals::{Quarter, Target, Workspace};

/// What an address names: see [`Workspace::find_in`].
///
/// # Errors
/// Nothing or several things that have the address.
pub fn find<'w>(workspace: &'w Workspace, address: &str, quarter: Quarter) -> Result<Target<'w>, Refused> {
    workspace.find_in(address, quarter).map_err(|not_found| Refused::NotFound {
        address: address.to_owned(),
        candidates: not_found.candidates,
        near: not_found.near,
    })
}
