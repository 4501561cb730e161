//! The `okr` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    okr::cli::main()
}
