//! The `chanpu` command.

use std::process::ExitCode;

/// Extraction makes and drops many small values; this allocator serves them faster than most systems'.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    chanpu::cli::main(std::env::args_os().collect())
}
