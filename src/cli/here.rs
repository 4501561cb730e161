//! Where commands start.

use crate::project::{LARGEST_FILE, Request};
use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// Where commands start.
#[derive(Debug)]
pub(super) struct Here {
    folder: PathBuf,
    home: Option<PathBuf>,
}

impl Here {
    /// The current folder.
    pub(super) fn find() -> anyhow::Result<Self> {
        let folder = std::env::current_dir().context("the current folder cannot be read")?;
        Ok(Self { folder, home: std::env::home_dir() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.folder
    }

    /// A request for goals in files; for the whole workspace if no path is given.
    pub(super) fn request<'a>(&'a self, paths: &'a [PathBuf]) -> Request<'a> {
        Request {
            here: &self.folder,
            home: self.home.as_deref(),
            paths,
            text: None,
            largest_file: LARGEST_FILE,
        }
    }
}
