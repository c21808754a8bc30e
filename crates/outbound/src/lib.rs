//! Everything the office sends out: callbacks, SMS.
