//! Where and why the parser gave up.

use granit_parser::{ErrorKind, ScanError};

/// The parser's error, reduced to what explaining it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Byte in the text that was parsed; at most its length.
    pub(super) at: usize,
    pub(super) kind: ErrorKind,
}

impl Fault {
    pub(super) fn new(error: &ScanError, text: &str) -> Self {
        let mut at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        Self { at, kind: error.kind().clone() }
    }

    /// Whether it has to do with quotes.
    pub(super) fn is_about_quotes(&self) -> bool {
        use ErrorKind as K;
        matches!(
            self.kind,
            K::UnclosedQuotedScalar
                | K::InvalidTrailingSingleQuotedScalar
                | K::InvalidTrailingDoubleQuotedScalar
                | K::InvalidQuotedScalarIndent
                | K::DocumentIndicatorInQuotedScalar
                | K::TabInIndentation
        ) || self.is_about_escapes()
    }

    /// Whether it has to do with a backslash in double quotes.
    pub(super) fn is_about_escapes(&self) -> bool {
        use ErrorKind as K;
        matches!(
            self.kind,
            K::UnknownQuotedScalarEscape
                | K::InvalidQuotedScalarHexEscape
                | K::InvalidLowSurrogateHexEscape
                | K::InvalidLowSurrogate
                | K::MissingLowSurrogate
                | K::UnpairedLowSurrogate
                | K::InvalidUnicodeEscape
        )
    }

    /// Whether it has to do with brackets or braces.
    pub(super) fn is_about_brackets(&self) -> bool {
        use ErrorKind as K;
        matches!(
            self.kind,
            K::UnexpectedEofFlowSequence
                | K::UnexpectedEofFlowMapping
                | K::UnexpectedEofImplicitFlowMapping
                | K::ExpectedFlowMappingSeparator
                | K::ExpectedFlowSequenceSeparator
                | K::MisplacedFlowCollectionEnd
                | K::MismatchedFlowCollectionEnd { .. }
                | K::UnclosedFlowCollection { .. }
                | K::BlockEntryInFlowCollection
                | K::InvalidFlowScalarIndent
                | K::FlowMappingValueAdjacentCollection
                | K::PlainScalarStartsWithDashFlowIndicator
                | K::InvalidColonPlacement
                | K::ExpectedNodeContent
                | K::InvalidIndentation
        )
    }

    /// Whether there is a tab where only spaces are allowed.
    pub(super) fn is_about_tabs(&self) -> bool {
        use ErrorKind as K;
        matches!(
            self.kind,
            K::TabNotAllowed
                | K::TabInBlockIndentation
                | K::TabAtBlockScalarStart
                | K::TabInIndentation
                | K::TabInPlainScalar
                | K::InvalidBlockEntryWhitespace
                | K::InvalidMappingValueWhitespace
        )
    }
}
