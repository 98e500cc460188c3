//! Integration tests, all in one binary because each binary links Oxigraph anew.
//!
//! Tests of one module stand beside it in `src/`. Here is what needs the program as a whole.

/// Minimal cases by class, with the share of each that passes.
mod challenge;
/// The real program: results, messages in both languages, exit codes.
mod cli;
/// The same input gives the same bytes, whatever the number of threads.
mod determinism;
/// Graph directories outlive kills and full disks, and tell when they are damaged.
mod durability;
/// The graph on other SPARQL servers.
mod elsewhere;
/// `chanpu eval` gives the figures of the scorer that the project was given.
mod eval;
/// The extraction of the sample corpus, as it was last reviewed.
mod golden;
/// Modules use only modules of lower layers.
mod layers;
/// Names made up of parts are found whole.
mod made_up;
/// Every query of `queries/` has an exact answer over a small graph.
mod queries;
/// The READMEs show what the program really prints.
mod readme;
/// Every rule finds its examples and nothing in its counter-examples.
mod rules;
/// `chanpu serve`: the protocol, its limits, and what it survives.
#[cfg(unix)]
mod serve;
/// Graphs conform to `graph/shapes.ttl`.
mod shapes;
/// The same graph in memory and on the disk.
mod stores;
