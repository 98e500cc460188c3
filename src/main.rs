//! The `chanpu` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    chanpu::cli::main(std::env::args_os().collect())
}
