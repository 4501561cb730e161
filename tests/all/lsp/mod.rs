//! The language server, driven through its pipes as an editor does.

mod client;
mod diagnostics;
mod features;
mod talk;
