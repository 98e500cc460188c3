//! Integration tests, all in one binary because each binary links Oxigraph anew.

/// Every query of `queries/` has an exact answer over a small graph.
mod queries;
