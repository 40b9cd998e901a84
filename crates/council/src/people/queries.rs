//! What pages ask about persons and mandates.
