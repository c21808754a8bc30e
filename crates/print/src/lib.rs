//! Typst templates to PDF, in a child of the same binary.
