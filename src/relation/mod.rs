//! Layer module: relation.
