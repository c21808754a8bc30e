//! CMS and CAdES signatures: built in two phases, verified over original bytes.
