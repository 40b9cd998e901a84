//! Statements are named, static and registered, so that one test can prepare every one of them on both databases.

/// One SQL text for both databases, with parameters `$1`, `$2`, ….
#[derive(Debug, Clone, Copy)]
pub struct Sql(pub &'static str);

/// A registered statement.
#[derive(Debug)]
pub struct Statement {
    /// Where it stands.
    pub module: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

inventory::collect!(Statement);

/// Every statement of the program.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    inventory::iter::<Statement>.into_iter()
}

/// Names SQL texts and registers them: `sql! { UNITS = "SELECT …"; }`.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $text:expr;)*) => {$(
        $(#[$doc])*
        $vis const $name: $crate::Sql = $crate::Sql($text);
        $crate::inventory::submit! {
            $crate::Statement { module: module_path!(), name: stringify!($name), text: $text }
        }
    )*};
}
