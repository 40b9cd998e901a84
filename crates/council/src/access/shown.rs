//! A value that may be hidden from whoever asks, so that no page, JSON or export can forget to ask.

use serde::{Serialize, Serializer};

/// A personal value as this reader gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<T> {
    /// The reader may see it.
    Visible(T),
    /// The reader may not; whether there is a value is not told either.
    Hidden,
}

impl<T> Shown<T> {
    /// Shows the value if the reader may see it.
    pub fn when(permitted: bool, value: T) -> Self {
        if permitted {
            Self::Visible(value)
        } else {
            Self::Hidden
        }
    }

    /// The value, if it may be seen.
    pub fn visible(self) -> Option<T> {
        match self {
            Self::Visible(value) => Some(value),
            Self::Hidden => None,
        }
    }

    /// The value by reference, if it may be seen.
    pub fn as_ref(&self) -> Shown<&T> {
        match self {
            Self::Visible(value) => Shown::Visible(value),
            Self::Hidden => Shown::Hidden,
        }
    }

    /// Changes the value, if it may be seen.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Visible(value) => Shown::Visible(change(value)),
            Self::Hidden => Shown::Hidden,
        }
    }
}

/// In JSON a hidden value is `null`, like one that is not known.
impl<T: Serialize> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Visible(value) => value.serialize(serializer),
            Self::Hidden => serializer.serialize_none(),
        }
    }
}
