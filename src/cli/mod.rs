//! Layer module: cli.
