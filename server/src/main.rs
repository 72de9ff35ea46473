//! The `bontot` program.

fn main() {}
