//! Runs Graphviz, where it is installed.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The largest graph that is given to `dot`: above it the time grows from seconds to hours.
pub const MAX_NODES: usize = 300;

/// How often a running `dot` is looked at.
const POLL: Duration = Duration::from_millis(10);

/// Why Graphviz gave no picture. In each case the built-in layout is the way out.
#[derive(Debug, thiserror::Error)]
pub enum GraphvizError {
    /// `dot` isn't on the search path.
    #[error("Graphviz is not installed: there is no `dot` on the PATH")]
    NotInstalled,
    /// The graph is too large.
    #[error("{nodes} nodes are too many for Graphviz; the limit is {MAX_NODES}")]
    TooLarge {
        /// The number of nodes.
        nodes: usize,
    },
    /// `dot` was stopped.
    #[error("Graphviz did not finish within {0:?}")]
    Timeout(Duration),
    /// `dot` refused the graph.
    #[error("Graphviz failed: {0}")]
    Failed(String),
    /// `dot` can't be talked to.
    #[error("Graphviz cannot be run: {0}")]
    Io(#[from] io::Error),
}

/// Turns `dot`, a graph of `nodes` nodes, into SVG with `dot -Tsvg`.
///
/// # Errors
///
/// When Graphviz isn't installed, the graph has more than [`MAX_NODES`] nodes, or Graphviz fails
/// or needs longer than `timeout`.
pub fn render(dot: &str, nodes: usize, timeout: Duration) -> Result<String, GraphvizError> {
    run("dot", dot, nodes, timeout)
}

fn run(program: &str, dot: &str, nodes: usize, timeout: Duration) -> Result<String, GraphvizError> {
    if nodes > MAX_NODES {
        return Err(GraphvizError::TooLarge { nodes });
    }
    let mut child = Command::new(program)
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => GraphvizError::NotInstalled,
            _ => GraphvizError::Io(error),
        })?;
    // Each pipe has its own thread: a program that waits for us while we wait for it never ends.
    let input = child.stdin.take();
    let text = dot.to_owned();
    let writer = thread::spawn(move || {
        // A program that stops reading says why on its error output.
        input.map(|mut pipe| pipe.write_all(text.as_bytes()))
    });
    let output = read_all(child.stdout.take());
    let errors = read_all(child.stderr.take());
    let status = wait(&mut child, timeout);
    let finished = status.as_ref().is_ok_and(Option::is_some);
    if !finished {
        // The result doesn't matter: the program may have ended in the meantime.
        let _ = child.kill();
        let _ = child.wait();
    }
    let status = status?.ok_or(GraphvizError::Timeout(timeout))?;
    let _ = writer.join();
    let output = output.join().unwrap_or_default();
    let errors = errors.join().unwrap_or_default();
    if !status.success() {
        return Err(GraphvizError::Failed(String::from_utf8_lossy(&errors).trim().to_owned()));
    }
    String::from_utf8(output).map_err(|error| GraphvizError::Failed(error.to_string()))
}

fn read_all<R: Read + Send + 'static>(pipe: Option<R>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is still worth showing.
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// The exit status, or none when the time is over.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<Option<std::process::ExitStatus>> {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begin.elapsed() >= timeout {
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn large_graphs_are_refused_before_anything_runs() {
        assert!(matches!(
            run("no-such-program", "", MAX_NODES + 1, SECOND),
            Err(GraphvizError::TooLarge { nodes: 301 })
        ));
    }

    #[test]
    fn a_missing_program_is_named_as_such() {
        assert!(matches!(run("no-such-program", "", 1, SECOND), Err(GraphvizError::NotInstalled)));
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_fails_or_hangs_is_reported() {
        assert!(matches!(run("false", "", 1, 5 * SECOND), Err(GraphvizError::Failed(_))), "it fails");
        // `yes -Tsvg` refuses the option or writes for ever; neither gives a picture.
        assert!(run("yes", "", 1, SECOND / 5).is_err(), "it hangs");
    }
}
