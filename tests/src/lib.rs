//! Fixtures made from facts.
