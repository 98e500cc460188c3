//! Layer module: document.
