//! Acts on persons and mandates.
