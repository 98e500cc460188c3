//! The `chanpu` command.

fn main() {}
