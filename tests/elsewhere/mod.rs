//! The graph on other SPARQL servers: `chanpu push`, and `--endpoint` for questions and exports.

#![allow(clippy::panic)] // A test fails by panicking.

/// `chanpu serve` before another server.
#[cfg(unix)]
mod proxy;
/// A server that does what a test tells it: errors, pauses, challenges.
mod scripted;
/// `chanpu serve`, and a server that isn't ours.
#[cfg(unix)]
mod servers;
/// A Virtuoso of our own.
#[cfg(unix)]
mod virtuoso;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a directory.
fn chanpu(directory: &Path, arguments: &[&str]) -> Output {
    with_environment(directory, arguments, &[])
}

/// The same with credentials in the environment.
fn with_environment(directory: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chanpu"));
    for variable in
        ["CHANPU_ENDPOINT_USER", "CHANPU_ENDPOINT_PASSWORD", "CHANPU_ENDPOINT_TOKEN", "http_proxy"]
    {
        command.env_remove(variable);
    }
    command.args(arguments).current_dir(directory).env("LC_ALL", "C.UTF-8");
    command.envs(variables.iter().copied()).output().expect("the program runs")
}

/// What it printed, when it ended well.
fn ok(output: Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What it complained about, when it ended with 2.
fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}
