//! Who `me` is.

use super::args::{Who, variable};
use crate::project::Project;
use crate::render::visible;
use crate::score::Filter;
use crate::source::git::user_address;
use anyhow::bail;

/// The variable that says who `me` is, before anything else does.
const VARIABLE: &str = "OKR_OWNER";

/// The filter of a scorecard for whoever the command line names.
pub(super) fn filter(who: &Who, project: &Project) -> anyhow::Result<Filter> {
    Ok(Filter { team: who.team.clone(), owner: owner(who.owner.as_deref(), project)? })
}

/// The owner the command line names, if it names one: `me` is whoever `OKR_OWNER` names, else whoever the settings know by the
/// address of git's user.
pub(super) fn owner(name: Option<&str>, project: &Project) -> anyhow::Result<Option<String>> {
    Ok(match name {
        Some("me") => Some(me(project)?),
        name => name.map(str::to_owned),
    })
}

fn me(project: &Project) -> anyhow::Result<String> {
    if let Some(name) = variable(VARIABLE).filter(|name| !name.trim().is_empty()) {
        return Ok(name.trim().to_owned());
    }
    let Some(address) = user_address(&project.root) else {
        bail!(
            "it is not known who `me` is: git has no `user.email` here\nhelp: name the person, or set {VARIABLE}"
        )
    };
    match project.settings.person(&address) {
        Some(name) => Ok(name.to_owned()),
        None => bail!(
            "it is not known who `me` is: nobody in `people` of okr.yaml has git's address, {0}\nhelp: write \
             `people: {{NAME: [{0}]}}` in okr.yaml, with the name that goals use, or set {VARIABLE}",
            visible(&address)
        ),
    }
}
