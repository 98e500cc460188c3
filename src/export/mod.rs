//! Layer module: export.
