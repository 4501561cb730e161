//! Hostile input, through the binary: whatever files hold and whatever is where files should be, it ends soon, within
//! little memory, in a finding or a clear error. What the reader alone makes of such texts is in `yaml_hostile`.

#![allow(clippy::print_stderr, reason = "sizes and times are printed with --nocapture")]

#[cfg(unix)]
mod files;
mod large;
mod run;
mod texts;
