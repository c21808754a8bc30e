//! Private keys that never leave: generate, sign, seal.
