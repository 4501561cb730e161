//! Shows a file in the program that the system has for it, when `--open` asks for it.

use anyhow::Context as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Shows a file as the system does when somebody clicks on it.
pub(super) fn open(path: &Path) -> anyhow::Result<()> {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    // A name that starts with `-` is no option.
    let path = std::path::absolute(path)?;
    let mut command = Command::new(program);
    command.arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
        .spawn()
        .map(drop)
        .with_context(|| format!("the page was written, but `{program}` cannot be run to open it"))
}
