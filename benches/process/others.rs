//! Other programs on the same files, where they are installed.

use super::run::Program;
use super::table::{Table, ratio, shown};
use super::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// A schema that says next to nothing, for a version of `okr` that has none.
const ANY_MAPPING: &str = r#"{"type": "object"}"#;

/// The times of yamllint, ryl and check-jsonschema, found on the path or in the folder `OKR_BENCH_TOOLS`.
pub(crate) fn compare(table: &mut Table, workspace: &Workspace) -> Result<()> {
    let okr = workspace.okr(["check", "--fail-on", "never"]).time(5)?;
    table.add(format!("okr check, {}", workspace.name()), shown(okr));
    let schema = workspace.folder().join("schema.json");
    let printed = workspace.okr(["schema", "goals"]).output();
    fs::write(&schema, printed.unwrap_or_else(|| ANY_MAPPING.into()))?;
    let schema = schema.display().to_string();
    let tools: [(&str, &[&str]); 3] =
        [("yamllint", &[]), ("ryl", &[]), ("check-jsonschema", &["--schemafile", &schema])];
    for (name, arguments) in tools {
        let program = || Program::new(located(name), workspace.folder()).findings_exit_up_to(2);
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
