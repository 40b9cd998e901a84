//! Giấy chứng nhận: one per person and class completed, which anybody can verify by its code.
//!
//! **Invariants.** A certificate is issued only to those who completed the class. Who verifies a code learns the name, the class, its
//! days and whether the certificate is valid, and nothing else. A certificate is revoked, never deleted.

use std::collections::HashMap;

use auth::token::{Code, Length};
use kernel::ids::{CertificateId, ClassId, PersonId};
use kernel::{Date, Timestamp, vi};
use serde_json::json;
use store::{Reader, args, record, sql};

use super::classes::{ClassRef, class};
use super::completion::{self, PresenceRule};
use super::keys::no_randomness;
use super::paged::rows_of;
use crate::access::{Act, Actor, FieldGroup};
use crate::paging::{Page, Paged};
use crate::{Acting, Problem, Refusal, Result};

record! {
    /// A certificate in a list.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct CertificateRow {
        /// The certificate.
        pub id: CertificateId,
        /// The class.
        pub class_id: ClassId,
        /// The name of the class.
        pub class: String,
        /// The last day of the class.
        pub ends_on: Date,
        /// The person.
        pub person_id: PersonId,
        /// The name.
        pub full_name: String,
        /// The code, as stored.
        pub code: String,
        /// When issued.
        pub issued_at: Timestamp,
        /// When revoked.
        pub revoked_at: Option<Timestamp>,
    }

    /// What anybody may learn of a certificate by its code.
    #[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
    pub struct Verified {
        /// The name of its holder.
        pub full_name: String,
        /// The class.
        pub class: String,
        /// First day of the class.
        pub starts_on: Date,
        /// Last day of the class.
        pub ends_on: Date,
        /// Whether it was revoked.
        pub revoked: bool,
    }

    /// What stands on a certificate.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct CertificateSheet {
        /// The certificate.
        pub id: CertificateId,
        /// The class.
        pub class_id: ClassId,
        /// Its name.
        pub class: String,
        /// The course it held.
        pub course: String,
        /// Số tiết.
        pub hours: i64,
        /// The name of the unit whose council held it.
        pub unit_name: String,
        /// The path of that council.
        pub path: String,
        /// Where.
        pub place: String,
        /// First day.
        pub starts_on: Date,
        /// Last day.
        pub ends_on: Date,
        /// The holder.
        pub person_id: PersonId,
        /// The holder's name.
        pub full_name: String,
        /// The code, as stored.
        pub code: String,
        /// When issued.
        pub issued_at: Timestamp,
        /// When revoked.
        pub revoked_at: Option<Timestamp>,
    }

    struct Plain {
        class_id: ClassId,
        revoked_at: Option<Timestamp>,
    }

    struct Holder {
        person_id: PersonId,
    }
}

macro_rules! columns {
    () => {
        "SELECT t.id, t.class_id, c.name AS class, c.ends_on, t.person_id, r.full_name, t.code, t.issued_at, t.revoked_at \
           FROM certificate t JOIN class c ON c.id = t.class_id \
           JOIN person_record r ON r.person_id = t.person_id AND r.valid_from = \
                (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = t.person_id) "
    };
}

sql! {
    INSERT = "INSERT INTO certificate (id, class_id, person_id, code, issued_at, revoked_at, revoke_reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    REVOKE = "UPDATE certificate SET revoked_at = $2, revoke_reason = $3 WHERE id = $1";
    HOLDERS = "SELECT person_id FROM certificate WHERE class_id = $1";
    OF_CLASS = concat!(columns!(), "WHERE t.class_id = $1 ORDER BY r.sort_key, t.id");
    ORDER = "SELECT t.person_id FROM certificate t \
             JOIN person_record r ON r.person_id = t.person_id AND r.valid_from = \
                  (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = t.person_id) \
            WHERE t.class_id = $1 ORDER BY r.sort_key, t.id";
    OF_HOLDERS = concat!(columns!(), "WHERE t.person_id IN (", fifty!(), ") AND t.class_id = $51");
    OF_PERSON = concat!(columns!(), "WHERE t.person_id = $1 ORDER BY c.ends_on DESC, t.id");
    SHEET = "SELECT t.id, t.class_id, c.name AS class, k.name AS course, k.hours, u.name AS unit_name, co.path, c.place, c.starts_on, \
                    c.ends_on, t.person_id, r.full_name, t.code, t.issued_at, t.revoked_at \
               FROM certificate t JOIN class c ON c.id = t.class_id JOIN course k ON k.id = c.course_id \
               JOIN council co ON co.id = c.council_id JOIN unit u ON u.id = co.unit_id \
               JOIN person_record r ON r.person_id = t.person_id AND r.valid_from = \
                    (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = t.person_id) \
              WHERE t.id = $1";
    PLAIN = "SELECT class_id, revoked_at FROM certificate WHERE id = $1";
    VERIFY = "SELECT r.full_name, c.name AS class, c.starts_on, c.ends_on, \
                     CAST(CASE WHEN t.revoked_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS revoked \
                FROM certificate t JOIN class c ON c.id = t.class_id \
                JOIN person_record r ON r.person_id = t.person_id AND r.valid_from = \
                     (SELECT max(x.valid_from) FROM person_record x WHERE x.person_id = t.person_id) \
               WHERE t.code = $1";
}

/// Cấp giấy chứng nhận to everyone who completed the class and has none yet.
pub async fn issue_certificates(acting: &Acting<'_>, id: ClassId) -> Result<Vec<CertificateId>> {
    let class = class(&acting.tx, id).await?;
    acting.may(Act::IssueCertificate, &class.path)?;
    if !class.state.counts() {
        return Err(Problem::new("", "certificate-class-not-held").into());
    }
    let rule = PresenceRule::read(&acting.tx).await?;
    let holders: Vec<Holder> = acting.tx.all(HOLDERS, args![id]).await?;
    let mut issued = Vec::new();
    for taken in completion::of_class(&acting.tx, id).await? {
        let held = holders
            .iter()
            .any(|holder| holder.person_id == taken.person_id);
        if held || rule.completed(&taken).is_none() {
            continue;
        }
        let certificate = CertificateId::fresh();
        let code = Code::random(Length::Lasting).map_err(no_randomness)?;
        let values = args![
            certificate,
            id,
            taken.person_id,
            code.as_str(),
            acting.now,
            Option::<Timestamp>::None,
            Option::<String>::None
        ];
        acting.tx.execute(INSERT, values).await?;
        let detail = json!({"after": {"class": id, "person": taken.person_id}});
        acting
            .audit(
                Act::IssueCertificate,
                Some(class.council_id),
                "certificate",
                certificate,
                "",
                detail,
            )
            .await?;
        issued.push(certificate);
    }
    Ok(issued)
}

/// Thu hồi giấy chứng nhận.
pub async fn revoke_certificate(
    acting: &Acting<'_>,
    id: CertificateId,
    reason: &str,
) -> Result<()> {
    let plain: Option<Plain> = acting.tx.one(PLAIN, args![id]).await?;
    let plain = plain.ok_or(Refusal::NotFound("certificate"))?;
    let class = class(&acting.tx, plain.class_id).await?;
    acting.may(Act::RevokeCertificate, &class.path)?;
    let reason = vi::clean(reason);
    if reason.is_empty() {
        return Err(Problem::new("reason", "certificate-reason-missing").into());
    }
    if plain.revoked_at.is_some() {
        return Err(Problem::new("", "certificate-already-revoked").into());
    }
    acting
        .tx
        .execute(REVOKE, args![id, acting.now, &reason])
        .await?;
    acting
        .audit(
            Act::RevokeCertificate,
            Some(class.council_id),
            "certificate",
            id,
            &reason,
            json!({"after": {"revoked": true}}),
        )
        .await
}

/// What a code says, to anybody. A code that was mistyped is told apart from one that was never given out.
pub async fn verify_certificate(db: &impl Reader, typed: &str) -> Result<Verified> {
    let code = Code::parse(typed, Length::Lasting)
        .map_err(|_| Problem::new("code", "certificate-code-mistyped"))?;
    db.one(VERIFY, args![code.as_str()])
        .await?
        .ok_or_else(|| Problem::new("code", "certificate-unknown").into())
}

/// The certificates of a class, for those who may see who was trained.
pub async fn certificates_of_class(
    db: &impl Reader,
    actor: &Actor,
    id: ClassId,
) -> Result<Vec<CertificateRow>> {
    let class = class(db, id).await?;
    if !actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson));
    }
    Ok(db.all(OF_CLASS, args![id]).await?)
}

/// A page of the certificates of a class by name, for those who may see who was trained.
pub async fn certificates_page(
    db: &impl Reader,
    actor: &Actor,
    class: &ClassRef,
    page: Page,
) -> Result<Paged<CertificateRow>> {
    if !actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson));
    }
    let order = db.all_kept::<Holder>(ORDER, args![class.id]).await?;
    let shown: Vec<PersonId> = order
        .iter()
        .map(|holder| holder.person_id)
        .skip(usize::try_from(page.offset()).unwrap_or(usize::MAX))
        .take(page.size as usize)
        .collect();
    let mut rows: Vec<CertificateRow> = rows_of(db, OF_HOLDERS, &shown, args![class.id]).await?;
    let at: HashMap<PersonId, usize> = shown.into_iter().zip(0..).collect();
    rows.sort_by_key(|row| at.get(&row.person_id));
    Ok(Paged {
        rows,
        total: order.len() as i64,
    })
}

/// One certificate as it is printed: for its holder and those who may see who was trained.
pub async fn certificate(
    db: &impl Reader,
    actor: &Actor,
    id: CertificateId,
) -> Result<CertificateSheet> {
    let sheet: Option<CertificateSheet> = db.one(SHEET, args![id]).await?;
    let sheet = sheet.ok_or(Refusal::NotFound("certificate"))?;
    if actor.reads_of(FieldGroup::TrainingOfPerson, sheet.person_id, &sheet.path) {
        Ok(sheet)
    } else {
        Err(Refusal::NotReadable(FieldGroup::TrainingOfPerson))
    }
}

pub(super) async fn of_person(db: &impl Reader, person: PersonId) -> Result<Vec<CertificateRow>> {
    Ok(db.all(OF_PERSON, args![person]).await?)
}
