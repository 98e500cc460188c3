//! The `chanpu` command.

use std::process::ExitCode;

/// Extraction allocates many small strings; this allocator makes it a tenth faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    chanpu::cli::main(std::env::args_os().collect())
}
