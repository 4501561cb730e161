//! Messages that wait to be handled.

use lsp_server::{ErrorCode, Message, RequestId, Response};
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::Duration;

/// How long no message must have come before the goals are judged. Keys that are typed fast, or changed all over by one
/// command, arrive within this.
const QUIET: Duration = Duration::from_millis(2);

/// What came next.
pub(super) enum Next {
    /// A message.
    Message(Box<Message>),
    /// Nothing for a moment.
    Quiet,
    /// The client is gone.
    Closed,
}

/// What came in and was not handled yet.
pub(super) struct Inbox {
    receiver: Receiver<Message>,
    waiting: VecDeque<Message>,
    is_closed: bool,
}

impl Inbox {
    pub(super) fn new(receiver: Receiver<Message>) -> Self {
        Self { receiver, waiting: VecDeque::new(), is_closed: false }
    }

    /// The next message; with `until_quiet` only if one comes within a moment.
    pub(super) fn next(&mut self, until_quiet: bool) -> Next {
        self.take_all();
        if self.waiting.is_empty() && !self.is_closed {
            let received = match until_quiet {
                true => self.receiver.recv_timeout(QUIET),
                false => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match received {
                Ok(message) => self.waiting.push_back(message),
                Err(RecvTimeoutError::Timeout) => return Next::Quiet,
                Err(RecvTimeoutError::Disconnected) => self.is_closed = true,
            }
            self.take_all();
        }
        self.waiting.pop_front().map_or(Next::Closed, |message| Next::Message(Box::new(message)))
    }

    fn take_all(&mut self) {
        loop {
            match self.receiver.try_recv() {
                Ok(message) => self.waiting.push_back(message),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {
                    self.is_closed = true;
                    return;
                }
            }
        }
    }

    /// Takes back the requests that cancellations further down the queue are about; their answers.
    pub(super) fn cancelled(&mut self) -> Vec<Response> {
        self.take_all();
        let ids: Vec<RequestId> = self.waiting.iter().filter_map(cancelled_by).collect();
        let mut answers = Vec::new();
        self.waiting.retain(|message| match message {
            Message::Request(request) if ids.contains(&request.id) => {
                answers.push(cancellation(request.id.clone()));
                false
            }
            other => cancelled_by(other).is_none_or(|id| !answers.iter().any(|answer| answer.id == id)),
        });
        answers
    }
}

/// The request that a message takes back.
pub(super) fn cancelled_by(message: &Message) -> Option<RequestId> {
    let Message::Notification(notification) = message else { return None };
    if notification.method != "$/cancelRequest" {
        return None;
    }
    serde_json::from_value(notification.params.get("id")?.clone()).ok()
}

/// The answer to a request that was taken back.
pub(super) fn cancellation(id: RequestId) -> Response {
    Response::new_err(id, ErrorCode::RequestCanceled as i32, "the client took this request back".to_owned())
}
