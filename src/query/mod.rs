//! Layer module: query.
