//! Who may do what, and who may read what: one table for acts, one for groups of fields.
//!
//! A user acts through **grants**: a role within a scope. A scope is a place in the tree of administrative units,
//! written as the path of official codes (`92`, `92/31120`); it covers that place and everything below it, in every
//! term. The empty path is the whole country. Pages, JSON, exports and search all ask the same two tables.
//!
//! **Invariants.** No act is carried out without [`Actor::may`] having answered yes for the council concerned; no page
//! decides for itself who sees a personal field, it asks [`Actor::reads`]. A test lists every act and every group of
//! fields against every role, so that a new one cannot be forgotten.

pub mod accounts;
pub mod places;
mod shown;
mod table;
#[cfg(test)]
mod tests;

use kernel::ids::{AccountId, PersonId, SignInId};
use store::Who;

pub use shown::Shown;
pub use table::{Act, FieldGroup, act_table, field_table};

store::coded! {
    /// Vai trò: what a user is to a council.
    pub enum Role {
        /// Cử tri: a voter, without an account.
        Voter = "voter",
        /// Đại biểu Hội đồng nhân dân: a delegate.
        Delegate = "delegate",
        /// Thường trực Hội đồng nhân dân: the standing committee.
        StandingCommittee = "standing_committee",
        /// Văn phòng: a clerk of the council's office.
        Clerk = "clerk",
        /// Giảng viên, báo cáo viên: a trainer.
        Trainer = "trainer",
        /// Cơ quan chấp hành (UBND và cơ quan chuyên môn): an executive agency.
        Executive = "executive",
        /// Ủy ban Mặt trận Tổ quốc Việt Nam: the Front.
        Front = "front",
        /// Quản trị hệ thống: an administrator.
        Administrator = "administrator",
        /// Kiểm tra, kiểm toán: a read-only auditor.
        Auditor = "auditor",
    }
}

/// A role within a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The role.
    pub role: Role,
    /// The path of the place it covers.
    pub scope: String,
}

/// Whoever asks: an anonymous voter, a signed-in user, or the program itself.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account, if signed in.
    pub account: Option<AccountId>,
    /// The session, if signed in.
    pub sign_in: Option<SignInId>,
    /// The name shown and written into the audit chain.
    pub name: String,
    /// The person this account belongs to, so that a delegate can act for himself or herself.
    pub person: Option<PersonId>,
    /// What was granted.
    pub grants: Vec<Granted>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Anonymous,
    User,
    Program,
}

/// The actor may not do this here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not permitted: {0}")]
pub struct NotPermitted(pub Act);

impl Actor {
    /// A voter: reads what is public.
    pub fn voter() -> Self {
        Self {
            account: None,
            sign_in: None,
            name: String::new(),
            person: None,
            grants: Vec::new(),
            kind: Kind::Anonymous,
        }
    }

    /// The program itself: loading reference data, bringing the schema forward, the console of the machine's owner.
    pub fn program(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: Kind::Program,
            ..Self::voter()
        }
    }

    /// A hotline that hands in what callers say: it may do no more than a voter, under a name of its own in the audit chain.
    pub fn hotline(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::voter()
        }
    }

    /// A signed-in user.
    pub fn user(
        account: AccountId,
        sign_in: Option<SignInId>,
        name: String,
        person: Option<PersonId>,
        grants: Vec<Granted>,
    ) -> Self {
        Self {
            account: Some(account),
            sign_in,
            name,
            person,
            grants,
            kind: Kind::User,
        }
    }

    /// Whether this is a signed-in user.
    pub fn is_signed_in(&self) -> bool {
        self.kind == Kind::User
    }

    /// Asks leave for an act on whatever lies at this path.
    pub fn may(&self, act: Act, path: &str) -> Result<(), NotPermitted> {
        self.can(act, path).then_some(()).ok_or(NotPermitted(act))
    }

    /// Whether leave for an act would be given, so that a page offers only what would succeed.
    pub fn can(&self, act: Act, path: &str) -> bool {
        self.kind == Kind::Program
            || act.is_public()
            || self.roles_at(path).any(|role| act.roles().contains(&role))
    }

    /// Whether the actor may do this somewhere at all.
    pub fn can_anywhere(&self, act: Act) -> bool {
        self.kind == Kind::Program
            || self
                .grants
                .iter()
                .any(|grant| act.roles().contains(&grant.role))
    }

    /// Asks leave for an act that everyone may do for himself or herself, such as answering one's own paper.
    pub fn may_for(&self, act: Act, person: PersonId, path: &str) -> Result<(), NotPermitted> {
        let own = self.is_signed_in() && self.person == Some(person) && act.is_personal();
        if own { Ok(()) } else { self.may(act, path) }
    }

    /// Whether a group of fields may be read at this path.
    pub fn reads(&self, group: FieldGroup, path: &str) -> bool {
        self.kind == Kind::Program
            || group.roles().contains(&Role::Voter)
            || self
                .roles_at(path)
                .any(|role| group.roles().contains(&role))
    }

    /// Whether a group of fields may be read somewhere at all, for records that belong to no place.
    pub fn reads_anywhere(&self, group: FieldGroup) -> bool {
        self.kind == Kind::Program
            || group.roles().contains(&Role::Voter)
            || self
                .grants
                .iter()
                .any(|grant| group.roles().contains(&grant.role))
    }

    /// Whether a group of fields of this person may be read: one's own always.
    pub fn reads_of(&self, group: FieldGroup, person: PersonId, path: &str) -> bool {
        (self.is_signed_in() && self.person == Some(person)) || self.reads(group, path)
    }

    /// Who this is in the audit chain.
    pub fn who(&self) -> Who {
        Who {
            account: self.account,
            name: self.name.clone(),
        }
    }

    fn roles_at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = Role> + 'a {
        self.grants
            .iter()
            .filter(move |grant| covers(&grant.scope, path))
            .map(|grant| grant.role)
    }
}

/// Whether a scope covers a place.
pub fn covers(scope: &str, path: &str) -> bool {
    scope.is_empty()
        || path
            .strip_prefix(scope)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
