//! Layer module: mention.
