//! Bodies: those of requests with limits of size and time, those of answers with their room.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::gate::Stop;
use crate::diagnostic::Bilingual;

/// Reads the whole body of a request.
pub(super) async fn read(body: Incoming, limit: usize, time: Duration) -> Result<Bytes, Stop> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large(limit));
    }
    match timeout(time, Limited::new(body, limit).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => Err(too_large(limit)),
        Ok(Err(_)) => Err((400, Bilingual::new("the body of the request is broken off", "请求正文不完整"))),
        Err(_) => {
            Err((408, Bilingual::new("the body of the request took too long", "接收请求正文超时；请重试")))
        }
    }
}

fn too_large(limit: usize) -> Stop {
    let message = Bilingual::new(
        format!("the body of the request is longer than {limit} bytes; make it shorter"),
        format!("请求正文超过 {limit} 字节；请缩短"),
    );
    (413, message)
}

/// The body of an answer.
pub(super) struct Payload {
    bytes: Bytes,
    /// Given back when the body is sent or the client is gone.
    _room: Option<OwnedSemaphorePermit>,
}

impl Payload {
    pub(super) fn new(bytes: impl Into<Bytes>, room: Option<OwnedSemaphorePermit>) -> Self {
        Self { bytes: bytes.into(), _room: room }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        // In pieces, so that a slow client's are counted as they go.
        let next = self.bytes.len().min(64 << 10);
        let piece = self.bytes.split_to(next);
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}
