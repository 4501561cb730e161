//! Who `me` is.

use super::args::variable;
use crate::render::visible;
use crate::settings::Settings;
use crate::source::git::user_address;
use anyhow::bail;
use std::path::Path;

/// The variable that says who `me` is, before anything else does.
const VARIABLE: &str = "OKR_OWNER";

/// The person a name on the command line stands for: `me` is whoever `OKR_OWNER` names, else whoever the settings know by the
/// address of git's user.
pub(super) fn named(name: &str, settings: &Settings, root: &Path) -> anyhow::Result<String> {
    if name != "me" {
        return Ok(name.to_owned());
    }
    if let Some(name) = variable(VARIABLE).filter(|name| !name.trim().is_empty()) {
        return Ok(name.trim().to_owned());
    }
    let Some(address) = user_address(root) else {
        bail!(
            "it is not known who `me` is: git has no `user.email` here\nhelp: name the person, or set {VARIABLE}"
        )
    };
    match settings.person(&address) {
        Some(name) => Ok(name.to_owned()),
        None => bail!(
            "it is not known who `me` is: nobody in `people` of okr.yaml has git's address, {0}\nhelp: write \
             `people: {{NAME: [{0}]}}` in okr.yaml, with the name that goals use, or set {VARIABLE}",
            visible(&address)
        ),
    }
}
