//! Acts on councils and their bodies.
