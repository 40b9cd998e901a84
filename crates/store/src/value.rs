//! Values on their way into a statement: few kinds, the same in both databases.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// One bound value. Every kind has its own null, because PostgreSQL wants to know the type of a null too.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// BIGINT: counts, đồng, instants in milliseconds, 0 and 1.
    Int(Option<i64>),
    /// DOUBLE PRECISION: points on a map, areas.
    Real(Option<f64>),
    /// TEXT: words, civil dates as `YYYY-MM-DD`, JSON.
    Text(Option<String>),
    /// BYTEA: sort keys, hashes, files.
    Bytes(Option<Vec<u8>>),
    /// UUID.
    Id(Option<Uuid>),
}

/// What can be bound to a statement.
pub trait IntoValue {
    /// The value to bind.
    fn into_value(self) -> Value;
    /// The null of this kind.
    fn null() -> Value
    where
        Self: Sized;
}

macro_rules! into_value {
    ($($type:ty => $kind:ident, $value:ident => $convert:expr;)*) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                let $value = self;
                Value::$kind(Some($convert))
            }
            fn null() -> Value {
                Value::$kind(None)
            }
        }
    )*};
}

into_value! {
    i64 => Int, value => value;
    i32 => Int, value => value.into();
    u32 => Int, value => value.into();
    usize => Int, value => i64::try_from(value).unwrap_or(i64::MAX);
    bool => Int, value => value.into();
    f64 => Real, value => value;
    &str => Text, value => value.to_owned();
    String => Text, value => value;
    &String => Text, value => value.clone();
    Date => Text, value => value.to_string();
    Timestamp => Int, value => value.as_millisecond();
    Vec<u8> => Bytes, value => value;
    &[u8] => Bytes, value => value.to_vec();
    Uuid => Id, value => value;
    serde_json::Value => Text, value => value.to_string();
}

impl<K> IntoValue for Id<K> {
    fn into_value(self) -> Value {
        Value::Id(Some(self.uuid()))
    }
    fn null() -> Value {
        Value::Id(None)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(T::null, T::into_value)
    }
    fn null() -> Value {
        T::null()
    }
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

/// The values of a statement, in the order of `$1`, `$2`, ….
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::IntoValue::into_value($value)),*] };
}
