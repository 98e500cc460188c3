//! Layer module: gazetteer.
