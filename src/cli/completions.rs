//! `okr completions`: shell completion of commands, options and the words of a workspace.

use super::Exit;
use super::terminal::Terminal;
use anyhow::Context as _;
use clap_complete::env::Shells;
use std::path::Path;
use strum::IntoStaticStr;

/// The variable with which a shell asks for completions instead of running a command.
pub(super) const VARIABLE: &str = "OKR_COMPLETE";

const USE: &str = "\
Load it where your shell starts:

  bash        in ~/.bashrc:                   source <(okr completions bash)
  zsh         in ~/.zshrc, after compinit:    source <(okr completions zsh)
  fish        in ~/.config/fish/config.fish:  okr completions fish | source
  powershell  in $PROFILE:                    okr completions powershell | Out-String | Invoke-Expression
  elvish      in ~/.config/elvish/rc.elv:     eval (okr completions elvish | slurp)

The Tab key then completes commands and options, and from the goals of the folder you are in: addresses of key results \
and objectives, metrics, teams, quarters, owners and rules. Names with spaces or other characters that mean something \
to a shell are left out.";

/// Prints the script with which your shell completes commands and addresses.
#[derive(Debug, clap::Args)]
#[command(after_help = USE)]
pub(super) struct Arguments {
    /// Your shell.
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

impl Shell {
    fn name(self) -> &'static str {
        self.into()
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let shells = Shells::builtins();
    let shell = shells.completer(arguments.shell.name());
    let shell = shell.expect("internal error: a shell that clap_complete does not know");
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "okr", "okr", &program()?, &mut script)?;
    terminal.print_commands(&String::from_utf8(script)?)?;
    Ok(Exit::Clean)
}

/// The program the shell calls: `okr` from the path, or the one that was called by its own path.
fn program() -> anyhow::Result<String> {
    let called = std::env::args_os().next().unwrap_or_default();
    let called = Path::new(&called);
    if called.components().count() < 2 {
        return Ok("okr".to_owned());
    }
    let absolute = std::path::absolute(called).context("the current folder cannot be read")?;
    Ok(absolute.to_string_lossy().into_owned())
}
