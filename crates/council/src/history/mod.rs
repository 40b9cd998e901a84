//! What happened to a record, from the audit chain.
