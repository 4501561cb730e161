//! What an address names, seen from a quarter.

use super::refused::Refused;
use crate::goals::{Quarter, Target, Workspace};

/// What an address names: see [`Workspace::find_in`].
///
/// # Errors
/// Nothing or several things that have the address, or end in it.
pub fn find<'w>(workspace: &'w Workspace, address: &str, quarter: Quarter) -> Result<Target<'w>, Refused> {
    let found = workspace.find_in(address, quarter).map_err(|not_found| Refused::NotFound {
        address: address.to_owned(),
        candidates: not_found.candidates,
        near: not_found.near,
    })?;
    refuse_namesakes(workspace, &found)?;
    Ok(found)
}

/// What several things are called must not be changed: it is not known which of them is meant.
fn refuse_namesakes(workspace: &Workspace, found: &Target<'_>) -> Result<(), Refused> {
    let (address, plural, count) = match found {
        Target::Objective(view) => {
            let address = view.address();
            let count = workspace.objectives().filter(|other| other.address() == address).count();
            (address, "objectives", count)
        }
        Target::KeyResult(view) => {
            let address = view.address();
            let alike = workspace.key_results().filter(|other| other.id() == view.id());
            let count = alike.filter(|other| other.address() == address).count();
            (address, "key results", count)
        }
        Target::Metric(view) => {
            let id = view.id().unwrap_or_default();
            (id.to_owned(), "metrics", workspace.metrics().filter(|other| other.id() == Some(id)).count())
        }
    };
    if count > 1 { Err(Refused::Namesakes { address, plural, count }) } else { Ok(()) }
}
