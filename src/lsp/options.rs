//! What the person at the editor has set.

use serde::Deserialize;
use serde_json::Value;

/// The settings of the server: `initializationOptions`, and the section `okr` of the editor's settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Options {
    /// Show the score and the status at the end of each key result's line.
    pub(super) inlay_hints: bool,
    /// Offer keys. Another server for YAML that has the JSON Schema offers them too.
    pub(super) complete_keys: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { inlay_hints: true, complete_keys: true }
    }
}

impl Options {
    /// Reads them from what an editor sends: as they are, or as a section `okr`. What cannot be read counts as not set.
    pub(super) fn read(value: Option<&Value>) -> Self {
        let value = value.and_then(|value| value.get("okr").or(Some(value)));
        value.and_then(|value| Self::deserialize(value).ok()).unwrap_or_default()
    }
}
