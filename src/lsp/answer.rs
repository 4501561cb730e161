//! How requests are answered.

use crate::render::visible_lines;
use lsp_server::{ErrorCode, RequestId, Response};
use serde::Serialize;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(super) struct Failure {
    code: ErrorCode,
    message: String,
}

/// An answer, or why there is none.
pub(super) type Answer<T> = Result<T, Failure>;

impl Failure {
    /// What was asked for cannot be done.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { code: ErrorCode::RequestFailed, message: message.into() }
    }

    pub(super) fn coded(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(super) fn into_response(self, id: RequestId) -> Response {
        Response::new_err(id, self.code as i32, visible_lines(&self.message).into_owned())
    }
}

/// The response to a request.
pub(super) fn response<T: Serialize>(id: RequestId, answer: Answer<T>) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(failure) => failure.into_response(id),
    }
}
