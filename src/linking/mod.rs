//! Layer module: linking.
