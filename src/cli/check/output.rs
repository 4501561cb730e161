//! `--output`: findings written to files.

use crate::project::Project;
use crate::render::findings::Format;
use crate::render::visible;
use crate::source::SETTINGS_FILE;
use crate::write::{Batch, Expect, is_same_file};
use anyhow::{anyhow, bail};
use std::path::{Path, PathBuf};

/// # Errors
/// Two outputs at one path.
pub(super) fn refuse_repeated(outputs: &[(Format, PathBuf)]) -> anyhow::Result<()> {
    for (number, (_, path)) in outputs.iter().enumerate() {
        if outputs[..number].iter().any(|(_, other)| is_same_file(path, other)) {
            bail!("two outputs have the path {}\nhelp: give each a name of its own", shown(path));
        }
    }
    Ok(())
}

/// Writes the text to a path that the user named: completely or not at all, and never over goals or settings.
///
/// # Errors
/// A path that must not or cannot be written.
pub(super) fn write(path: &Path, text: &str, project: &Project) -> anyhow::Result<()> {
    if is_goals(path, project) {
        bail!(
            "{} holds goals or would be read as goals\nhelp: give the output another name, like findings.json",
            shown(path)
        );
    }
    let mut batch = Batch::anywhere(&project.root);
    let added = batch.add(path, text.as_bytes(), Expect::Anything);
    let written = added.and_then(|()| batch.commit().map_err(|(_, error)| error));
    written.map_err(|error| anyhow!("{} cannot be written: {error}", shown(path)))
}

/// Whether a path is a goal file, the settings, or something that the next run would read as one.
fn is_goals(path: &Path, project: &Project) -> bool {
    let is_yaml =
        path.extension().is_some_and(|end| ["yaml", "yml"].iter().any(|yaml| end.eq_ignore_ascii_case(yaml)));
    let sources = project.workspace.sources.iter().map(|(_, file)| project.root.join(&file.path));
    is_yaml
        || path.file_name().is_some_and(|name| name == SETTINGS_FILE)
        || sources.into_iter().any(|source| is_same_file(&source, path))
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}
