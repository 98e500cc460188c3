//! Speaks with the nursery: passes orders on, and takes new workers in.

use std::io;
use std::process::Child;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWriteExt as _, Interest};
use tokio::net::UnixStream;
use tokio::sync::mpsc;

use super::workers::Workers;
use crate::serve::control::{Event, Inbox, Order};
use crate::serve::wire;

/// Receives what is there, and waits until something is.
pub(super) async fn receive(control: &UnixStream, inbox: &mut Inbox) -> io::Result<()> {
    loop {
        control.readable().await?;
        match control.try_io(Interest::READABLE, || inbox.receive(control)) {
            Ok(true) => return Ok(()),
            Ok(false) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Passes orders on and takes new workers in, until the pool or the nursery is gone.
pub(super) async fn supervise(
    mut child: Child,
    control: UnixStream,
    mut inbox: Inbox,
    orders: (mpsc::WeakUnboundedSender<Order>, mpsc::UnboundedReceiver<Order>),
    workers: Arc<Workers>,
) {
    let (read, mut write) = control.into_split();
    let (again, mut orders) = orders;
    let sender = tokio::spawn(async move {
        while let Some(order) = orders.recv().await {
            let Ok(frame) = wire::frame(&order) else { continue };
            if write.write_all(&frame).await.is_err() {
                return;
            }
        }
        // Dropping its half of the socket tells the nursery to end.
    });
    'open: loop {
        loop {
            match inbox.next() {
                Ok(Some((Event::Started(id, lane), Some(socket)))) => workers.admit(id, lane, socket),
                Ok(Some((Event::Refreshed(loaded), _))) => {
                    workers.refreshed(loaded, again.upgrade().as_ref());
                }
                Ok(Some((Event::NotStarted(lane, _), _))) => {
                    let again = again.clone();
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                        again.upgrade().map(|orders| orders.send(Order::Start(lane)))
                    });
                }
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(_) => break 'open,
            }
        }
        if receive(read.as_ref(), &mut inbox).await.is_err() {
            break;
        }
    }
    sender.abort();
    // Nobody will tell.
    workers.refreshed(None, None);
    let _ = tokio::task::spawn_blocking(move || child.wait()).await;
}
