//! Layer module: pipeline.
