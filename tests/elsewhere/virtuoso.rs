//! Virtuoso (Debian: `virtuoso-opensource`), started with a database of its own and ended afterwards.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The user that a new database has, with its password.
pub(super) const CREDENTIALS: [(&str, &str); 2] =
    [("CHANPU_ENDPOINT_USER", "dba"), ("CHANPU_ENDPOINT_PASSWORD", "dba")];

/// A running Virtuoso.
pub(super) struct Virtuoso {
    child: Child,
    port: u16,
    _directory: tempfile::TempDir,
}

impl Virtuoso {
    /// Starts one; `None`, with a message, where it isn't installed.
    pub(super) fn start() -> Option<Self> {
        if Command::new("virtuoso-t").arg("-?").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err()
        {
            eprintln!("skipped: virtuoso-t isn't installed (Debian: apt-get install virtuoso-opensource)");
            return None;
        }
        let directory = tempfile::tempdir().expect("a directory");
        let (sql, port) = (free_port(), free_port());
        // The limits are those of Debian's own configuration.
        let configuration = format!(
            "[Database]\nDatabaseFile = v.db\nErrorLogFile = v.log\nLockFile = v.lck\nTransactionFile = v.trx\n\
             xa_persistent_file = v.pxa\n[TempDatabase]\nDatabaseFile = t.db\nTransactionFile = t.trx\n\
             [Parameters]\nServerPort = 127.0.0.1:{sql}\nServerThreads = 20\nCheckpointInterval = 0\n\
             NumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\nDirsAllowed = .\n\
             [HTTPServer]\nServerPort = 127.0.0.1:{port}\nServerRoot = .\nServerThreads = 10\n\
             [SPARQL]\nResultSetMaxRows = 10000\nMaxQueryCostEstimationTime = 400\nMaxQueryExecutionTime = 60\n"
        );
        std::fs::write(directory.path().join("v.ini"), configuration).expect("writable");
        let child = Command::new("virtuoso-t")
            .args(["-f", "-c", "v.ini"])
            .current_dir(directory.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut virtuoso = Self { child, port, _directory: directory };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = virtuoso.child.try_wait().expect("a process");
            assert!(ended.is_none(), "virtuoso-t ended: {ended:?}");
            assert!(begin.elapsed() < Duration::from_secs(120), "virtuoso-t doesn't listen");
            std::thread::sleep(Duration::from_millis(200));
        }
        Some(virtuoso)
    }

    /// An address on it.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Virtuoso {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
