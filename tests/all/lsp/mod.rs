//! The language server, driven through its pipes as an editor does.

pub(crate) mod client;
mod diagnostics;
mod features;
mod readings;
mod talk;
