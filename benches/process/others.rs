//! Other programs on the same files, where they are installed.

use super::run::Program;
use super::table::{Table, ratio, shown};
use super::workspace::Workspace;
use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;

/// What yamllint checks by default. ryl has no defaults.
const RULES: &str = "anchors,braces,brackets,colons,commas,comments,comments-indentation,document-start,empty-lines,\
                     hyphens,indentation,key-duplicates,line-length,new-line-at-end-of-file,new-lines,trailing-spaces,truthy";

/// The times of yamllint, ryl and check-jsonschema, found on the path or in the folder `OKR_BENCH_TOOLS`.
pub(crate) fn compare(table: &mut Table, workspace: &Workspace) -> Result<()> {
    let okr = workspace.check().time(5)?;
    table.add(format!("okr check, {}", workspace.name()), shown(okr));
    let schema = workspace.folder().join("schema.json");
    fs::write(&schema, workspace.okr(["schema", "goals"]).output().context("okr prints no schema")?)?;
    let schema = schema.display().to_string();
    let tools: [(&str, &[&str]); 3] = [
        ("ryl", &["check", "--no-cache", "--enable", RULES]),
        ("yamllint", &[]),
        ("check-jsonschema", &["--schemafile", &schema]),
    ];
    for (name, arguments) in tools {
        let program = || Program::new(located(name), workspace.folder());
        if !program().arguments(["--version"]).succeeds() {
            eprintln!("{name} is not installed");
            continue;
        }
        let time = program().arguments(arguments).arguments(workspace.files()).time(1)?;
        table.add(format!("{name}, the same files"), format!("{} ({:.0}×)", shown(time), ratio(time, okr)));
    }
    Ok(())
}

fn located(name: &str) -> PathBuf {
    std::env::var_os("OKR_BENCH_TOOLS").map_or_else(|| name.into(), |folder| PathBuf::from(folder).join(name))
}
