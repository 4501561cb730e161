//! Who `me` is.

use super::args::{Who, variable};
use super::terminal::Terminal;
use crate::goals::values::is_owned_by;
use crate::project::Project;
use crate::render::visible;
use crate::score::Filter;
use crate::source::git::user_address;
use crate::yaml::nearest;
use anyhow::bail;

/// The variable that says who `me` is, before anything else does.
const VARIABLE: &str = "OKR_OWNER";

/// The filter of a scorecard for whoever the command line names. Says so where that is nobody: a name with a typo would look
/// like one with nothing to do.
pub(super) fn filter(who: &Who, project: &Project, terminal: &Terminal) -> anyhow::Result<Filter> {
    let owner = owner(who.owner.as_deref(), project)?;
    if let Some(name) = &owner {
        tell_of_stranger(name, project, terminal);
    }
    Ok(Filter { team: who.team.clone(), owner })
}

/// The owner the command line names, if it names one: `me` is whoever `OKR_OWNER` names, else whoever the settings know by the
/// address of git's user.
pub(super) fn owner(name: Option<&str>, project: &Project) -> anyhow::Result<Option<String>> {
    Ok(match name {
        Some("me") => Some(me(project)?),
        name => name.map(str::to_owned),
    })
}

fn tell_of_stranger(name: &str, project: &Project, terminal: &Terminal) {
    let owners = project.workspace.owners();
    if owners.iter().any(|owner| is_owned_by(owner, name)) {
        return;
    }
    let meant = nearest(name, owners.iter().copied());
    let meant = meant.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    terminal.tell_plainly(&format!("note: nothing here is owned by `{name}`{meant}"));
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
