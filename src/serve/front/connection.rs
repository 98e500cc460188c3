//! Connections: how many, and how long they may take.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

use super::{App, handler};

/// Lines of the head of a request, and their bytes.
const HEAD_LINES: usize = 64;
const HEAD_BYTES: usize = 32 << 10;
/// What a client gets when too many are connected.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n\
Connection: close\r\n\r\n";

/// Accepts connections for ever.
pub(super) async fn accept(listener: TcpListener, app: Arc<App>) {
    loop {
        let (mut stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(_) => {
                // Out of descriptors: some will be free again soon.
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        match Arc::clone(&app.connections).try_acquire_owned() {
            Ok(permit) => {
                let app = Arc::clone(&app);
                tokio::spawn(async move {
                    converse(stream, peer, app).await;
                    drop(permit);
                });
            }
            Err(_) => {
                let _ = tokio::time::timeout(Duration::from_secs(1), stream.write_all(FULL)).await;
            }
        }
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, app: Arc<App>) {
    let limits = &app.task.limits;
    let _ = stream.set_nodelay(true);
    // When many are connected, those that say nothing have to go sooner.
    let is_crowded = app.connections.available_permits() < limits.connections / 2;
    let head_time = if is_crowded { limits.head_time / 5 } else { limits.head_time };
    let io = TokioIo::new(Timed { stream, patience: limits.body_time, waiting: None });
    let service_app = Arc::clone(&app);
    let service = service_fn(move |request| handler::handle(request, peer, Arc::clone(&service_app)));
    // Errors are the client's: it has hung up, or spoken something that isn't HTTP.
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_time)
            .max_headers(HEAD_LINES)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(io, service)
    );
    let mut stopping = pin!(app.stopping.notified());
    let mut is_stopping = false;
    let _ = poll_fn(|context| {
        if !is_stopping && stopping.as_mut().poll(context).is_ready() {
            is_stopping = true;
            // The request that runs is answered, and no other.
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(context)
    })
    .await;
}

/// A stream whose writes fail when the client takes nothing for too long.
struct Timed {
    stream: TcpStream,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Timed {
    fn timed<T>(&mut self, context: &mut Context<'_>, outcome: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.waiting = None;
            return outcome;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
        match waiting.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Timed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Timed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        part: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(context, part);
        self.timed(context, outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_flush(context);
        self.timed(context, outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.timed(context, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
