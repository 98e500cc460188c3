//! Integration tests, all in one binary because each binary links Oxigraph anew.
//!
//! Tests of one module stand beside it in `src/`. Here is what needs the program as a whole.

/// The real program: results, messages in both languages, exit codes.
mod cli;
/// The same input gives the same bytes, whatever the number of threads.
mod determinism;
/// `chanpu eval` gives the figures of the scorer that the project was given.
mod eval;
/// Modules use only modules of lower layers.
mod layers;
/// Every query of `queries/` has an exact answer over a small graph.
mod queries;
