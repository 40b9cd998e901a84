//! Rows on their way out of the database.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};
use uuid::Uuid;

use crate::schema::Kind;
use crate::{Error, Result, Value};

/// One row of an answer.
pub struct Row(pub(crate) Raw);

pub(crate) enum Raw {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of the named column.
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }

    fn is_null(&self, name: &str) -> Result<bool> {
        match &self.0 {
            Raw::Sqlite(row) => row.try_get_raw(name).map(|value| value.is_null()),
            Raw::Postgres(row) => row.try_get_raw(name).map(|value| value.is_null()),
        }
        .map_err(|error| unexpected(name, error))
    }

    /// The only or first column.
    pub fn first<T: Column>(&self) -> Result<T> {
        let name = match &self.0 {
            Raw::Sqlite(row) => row.columns().first().map(|column| column.name()),
            Raw::Postgres(row) => row.columns().first().map(|column| column.name()),
        };
        match name {
            Some(name) => T::read(self, name),
            None => Err(Error::Column {
                column: "first".into(),
                what: "the row is empty".into(),
            }),
        }
    }

    /// Every column as a bindable value, for copying between databases.
    pub(crate) fn values(&self, kinds: &[Kind]) -> Result<Vec<Value>> {
        kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| match &self.0 {
                Raw::Sqlite(row) => value(row, place, *kind),
                Raw::Postgres(row) => value(row, place, *kind),
            })
            .collect()
    }

    /// The database's own name for the type of each column, for messages.
    pub fn describe(&self) -> Vec<(String, String)> {
        match &self.0 {
            Raw::Sqlite(row) => row
                .columns()
                .iter()
                .map(|c| (c.name().into(), c.type_info().name().into()))
                .collect(),
            Raw::Postgres(row) => row
                .columns()
                .iter()
                .map(|c| (c.name().into(), c.type_info().name().into()))
                .collect(),
        }
    }
}

fn value<R>(row: &R, place: usize, kind: Kind) -> Result<Value>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    i64: Readable<R::Database>,
    f64: Readable<R::Database>,
    String: Readable<R::Database>,
    Vec<u8>: Readable<R::Database>,
    Uuid: Readable<R::Database>,
{
    Ok(match kind {
        Kind::Int => Value::Int(at(row, place)?),
        Kind::Real => Value::Real(at(row, place)?),
        Kind::Text => Value::Text(at(row, place)?),
        Kind::Bytes => Value::Bytes(at(row, place)?),
        Kind::Id => Value::Id(at(row, place)?),
    })
}

fn at<R, T>(row: &R, place: usize) -> Result<Option<T>>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    T: Readable<R::Database>,
{
    row.try_get(place)
        .map_err(|error| unexpected(&place.to_string(), error))
}

/// What one database can give as this type.
trait Readable<D: sqlx::Database>: for<'r> sqlx::Decode<'r, D> + sqlx::Type<D> {}

impl<D: sqlx::Database, T: for<'r> sqlx::Decode<'r, D> + sqlx::Type<D>> Readable<D> for T {}

/// What can be read from a column.
pub trait Column: Sized {
    /// Reads the named column.
    fn read(row: &Row, name: &str) -> Result<Self>;
}

/// What can be read from a row; made by [`record!`](crate::record).
pub trait FromRow: Sized {
    /// Reads the row by the names of its columns.
    fn from_row(row: &Row) -> Result<Self>;
}

macro_rules! native {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                match &row.0 {
                    Raw::Sqlite(row) => row.try_get(name),
                    Raw::Postgres(row) => row.try_get(name),
                }
                .map_err(|error| unexpected(name, error))
            }
        }
    )*};
}

native!(i64, f64, String, Vec<u8>, Uuid);

/// Columns that are stored as another kind and converted on the way.
macro_rules! converted {
    ($($type:ty, $stored:ty, $convert:expr;)*) => {$(
        impl Column for $type {
            fn read(row: &Row, name: &str) -> Result<Self> {
                let stored: $stored = row.get(name)?;
                let convert: fn($stored) -> Option<$type> = $convert;
                convert(stored).ok_or_else(|| unexpected(name, concat!("not a ", stringify!($type))))
            }
        }
    )*};
}

converted! {
    bool, i64, |stored| Some(stored != 0);
    u32, i64, |stored| u32::try_from(stored).ok();
    Date, String, |stored| stored.parse().ok();
    Timestamp, i64, |stored| Timestamp::from_millisecond(stored).ok();
    serde_json::Value, String, |stored| serde_json::from_str(&stored).ok();
}

impl<K> Column for Id<K> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        row.get(name).map(Self::from_uuid)
    }
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row, name: &str) -> Result<Self> {
        if row.is_null(name)? {
            Ok(None)
        } else {
            T::read(row, name).map(Some)
        }
    }
}

fn unexpected(column: &str, what: impl ToString) -> Error {
    Error::Column {
        column: column.to_owned(),
        what: what.to_string(),
    }
}

/// Declares a read model: a struct whose fields are read from columns of the same names.
#[macro_export]
macro_rules! record {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$meta])*
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $type),* }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row) -> $crate::Result<Self> {
                Ok(Self { $($field: row.get(stringify!($field))?),* })
            }
        }
    )*};
}

/// Teaches the store to bind and read an enum by a stable ASCII code: the enum has `code(self)` and `from_code(&str)`.
/// In the description of the open data it is a string that is one of the codes.
#[macro_export]
macro_rules! coded {
    ($($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every case, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code in the database, in links and in JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The case with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl $crate::IntoValue for $name {
            fn into_value(self) -> $crate::Value {
                $crate::IntoValue::into_value(self.code())
            }
            fn null() -> $crate::Value {
                $crate::Value::Text(None)
            }
        }

        impl $crate::Column for $name {
            fn read(row: &$crate::Row, name: &str) -> $crate::Result<Self> {
                let code: String = row.get(name)?;
                Self::from_code(&code).ok_or_else(|| $crate::Error::Column { column: name.to_owned(), what: code })
            }
        }

        impl $crate::utoipa::PartialSchema for $name {
            fn schema() -> $crate::utoipa::openapi::RefOr<$crate::utoipa::openapi::schema::Schema> {
                $crate::utoipa::openapi::ObjectBuilder::new()
                    .schema_type($crate::utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($code),*]))
                    .into()
            }
        }

        impl $crate::utoipa::ToSchema for $name {
            // Two modules may each have a Standing, so the name says whose it is: `people.Standing`.
            fn name() -> ::std::borrow::Cow<'static, str> {
                let module = module_path!().split("::").skip(1).collect::<Vec<_>>().join(".");
                format!("{module}.{}", stringify!($name)).into()
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::from_code(&code).ok_or_else(|| ::serde::de::Error::custom("unknown code"))
            }
        }
    )*};
}
