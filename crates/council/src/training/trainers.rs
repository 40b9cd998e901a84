//! Giảng viên, báo cáo viên có tài khoản: who can be named for a class, and what such a trainer teaches.

use kernel::Date;
use kernel::ids::{AccountId, ClassId};
use store::{Reader, args, record, sql};

use super::ClassState;
use crate::Result;

record! {
    /// An account whose owner may teach at a place.
    #[derive(Debug, Clone)]
    pub struct TrainerAccount {
        /// The account.
        pub id: AccountId,
        /// The name of its owner.
        pub name: String,
    }

    /// A class that somebody teaches.
    #[derive(Debug, Clone)]
    pub struct TaughtClass {
        /// The class.
        pub id: ClassId,
        /// Its name.
        pub name: String,
        /// Where.
        pub place: String,
        /// Its state.
        pub state: ClassState,
        /// First day.
        pub starts_on: Date,
        /// Last day.
        pub ends_on: Date,
    }
}

sql! {
    ACCOUNTS = "SELECT DISTINCT a.id, a.name FROM account a JOIN role_grant g ON g.account_id = a.id \
                WHERE a.disabled_at IS NULL AND g.role = 'trainer' AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2) \
                  AND (g.scope = '' OR g.scope = $1 OR $1 LIKE g.scope || '/%') ORDER BY a.name, a.id";
    TAUGHT = "SELECT c.id, c.name, c.place, c.state, c.starts_on, c.ends_on FROM class c \
              WHERE c.state <> 'cancelled' AND EXISTS (SELECT 1 FROM trainer t WHERE t.class_id = c.id AND t.account_id = $1) \
              ORDER BY c.starts_on DESC, c.id";
}

/// The open accounts that have the role of a trainer at a place: only these see the classes they are named for.
pub async fn trainer_accounts(
    db: &impl Reader,
    path: &str,
    day: Date,
) -> Result<Vec<TrainerAccount>> {
    Ok(db.all(ACCOUNTS, args![path, day]).await?)
}

/// The classes that the owner of an account teaches, the latest first; those cancelled are left out.
pub async fn taught_by(db: &impl Reader, account: AccountId) -> Result<Vec<TaughtClass>> {
    Ok(db.all(TAUGHT, args![account]).await?)
}
