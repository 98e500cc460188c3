//! The process that clients talk to.

mod ahead;
mod body;
mod connection;
mod gate;
mod handler;
mod log;
mod parameters;
mod remembered;
mod response;
mod route;
mod watch;
mod write;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, Semaphore};

use self::gate::Gate;
use self::log::Log;
pub use self::log::LogStyle;
use self::remembered::Remembered;
use super::control::{Origin, Task};
use super::error::ServeError;
use super::limits::Limits;
use super::pool::{Pool, lock};
use super::token::Token;

/// How long running requests may go on after a request to stop.
const DRAIN: Duration = Duration::from_secs(5);

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The graph.
    pub graph: Origin,
    /// Queries of the user's own.
    pub queries: Option<PathBuf>,
    /// The address; one that other machines can reach needs `public`.
    pub address: IpAddr,
    /// The port; 0 for one that is free.
    pub port: u16,
    /// Whether other machines may be served.
    pub public: bool,
    /// Names by which clients may call this server, beside those of this machine.
    pub hosts: Vec<String>,
    /// Web sites whose pages may send queries.
    pub origins: Vec<String>,
    /// What clients must know who change the graph; without one nobody can.
    pub token: Option<Token>,
    /// What a client may ask for.
    pub limits: Limits,
    /// How requests are logged.
    pub log: LogStyle,
    /// Whether readers are Chinese unless their browser says otherwise.
    pub chinese: bool,
    /// This program.
    pub program: PathBuf,
}

/// A server that has begun to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listening {
    /// The address, with the port that was found.
    pub address: SocketAddr,
    /// The numbers of documents and quads, unless another server holds them.
    pub size: Option<(usize, u64)>,
    /// Whether sentences can be searched.
    pub full_text: bool,
    /// Whether another server answers, one that does so differently from the standard.
    pub differs: bool,
}

/// Everything that requests share.
struct App {
    gate: Gate,
    log: Log,
    task: Task,
    program: PathBuf,
    chinese: bool,
    /// The workers of the newest generation; older ones end with their last request.
    pool: Mutex<Arc<Pool>>,
    remembered: Remembered,
    token: Option<Token>,
    /// Held while the graph is changed.
    writing: tokio::sync::Mutex<()>,
    /// How many changes may be made and wait.
    write_places: Semaphore,
    connections: Arc<Semaphore>,
    /// Wakes connections when the server is to stop.
    stopping: Notify,
}

impl App {
    fn pool(&self) -> Arc<Pool> {
        Arc::clone(&lock(&self.pool))
    }

    fn set_pool(self: &Arc<Self>, pool: Pool) {
        *lock(&self.pool) = Arc::new(pool);
        self.answer_ahead();
    }

    /// Begins to answer what somebody will ask. A graph elsewhere may change, so its answers aren't kept.
    fn answer_ahead(self: &Arc<Self>) {
        if self.task.graph.directory().is_some() {
            tokio::spawn(ahead::ask_all(Arc::clone(self), self.pool()));
        }
    }
}

/// Serves until the process is asked to stop. `listening` is called when the first client may come.
///
/// # Errors
///
/// When the address or the graph can't be used, or processes can't be started.
pub fn run(options: Options, listening: impl FnOnce(&Listening)) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outcome = runtime.block_on(serve(options, listening));
    // Whatever still runs is of no use to anybody.
    runtime.shutdown_timeout(Duration::from_millis(200));
    outcome
}

async fn serve(options: Options, listening: impl FnOnce(&Listening)) -> Result<(), ServeError> {
    let asked = SocketAddr::new(options.address, options.port);
    if !options.address.is_loopback() && !options.public {
        return Err(ServeError::Public { address: asked });
    }
    let bind_error = |source| ServeError::Bind { address: asked, source };
    let listener = TcpListener::bind(asked).await.map_err(bind_error)?;
    let address = listener.local_addr().map_err(bind_error)?;
    let task = Task {
        graph: options.graph,
        queries: options.queries,
        writable: options.token.is_some(),
        limits: options.limits,
    };
    let version = task.graph.directory().and_then(watch::version);
    let pool = Pool::start(&options.program, &task).await?;
    let loaded = pool.loaded();
    listening(&Listening {
        address,
        size: loaded.size,
        full_text: loaded.full_text,
        differs: loaded.differs,
    });
    let app = Arc::new(App {
        gate: Gate::new(address, options.hosts, options.origins),
        log: Log::new(options.log),
        program: options.program,
        chinese: options.chinese,
        pool: Mutex::new(Arc::new(pool)),
        remembered: Remembered::new(task.limits.remembered),
        token: options.token,
        writing: tokio::sync::Mutex::default(),
        write_places: Semaphore::new(1 + task.limits.write_queue),
        connections: Arc::new(Semaphore::new(task.limits.connections)),
        stopping: Notify::new(),
        task,
    });
    app.answer_ahead();
    tokio::spawn(watch::reload(Arc::clone(&app), version));
    let accept = tokio::spawn(connection::accept(listener, Arc::clone(&app)));
    stop_requested().await?;
    accept.abort();
    app.stopping.notify_waiters();
    let all = u32::try_from(app.task.limits.connections).unwrap_or(u32::MAX);
    // Every connection holds a permit until it is closed.
    let _ = tokio::time::timeout(DRAIN, app.connections.acquire_many(all)).await;
    Ok(())
}

/// Ctrl-C, or the request of a service manager.
async fn stop_requested() -> std::io::Result<()> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    std::future::poll_fn(|context| {
        let ready = interrupt.poll_recv(context).is_ready() || terminate.poll_recv(context).is_ready();
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    Ok(())
}
