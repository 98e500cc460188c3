//! Layer module: graph.
