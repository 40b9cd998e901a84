//! What an administrator does with an account, each on a page of its own that asks for the reason.

use axum::extract::{Path, State};
use axum::response::Response;
use council::access::accounts::acts::{self, GrantRole};
use council::access::accounts::queries::{self, AccountRow};
use council::access::{Act, Role};
use council::{Acting, Problem, Refusal};
use kernel::Clock;
use kernel::ids::{AccountId, GrantId, PasskeyId, SignInId};
use store::Db;
use ui::{Field, Form, Page};

use super::new::link_page;
use super::scope::Found;
use super::{problems, reason, reason_field, roles};
use crate::failure::{Failure, Outcome};
use crate::posted::{Posted, done};
use crate::view::Part;
use crate::visit::Visit;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Disable,
    Enable,
    Reset,
    Grant,
    Identity,
    Unlink,
    Revoke(GrantId),
    EndSession(SignInId),
    RemovePasskey(PasskeyId),
}

impl Step {
    fn of(word: &str) -> Outcome<Self> {
        Ok(match word {
            "disable" => Self::Disable,
            "enable" => Self::Enable,
            "reset" => Self::Reset,
            "grant" => Self::Grant,
            "identity" => Self::Identity,
            "unlink" => Self::Unlink,
            _ => return Err(Failure::not_found("step")),
        })
    }

    fn on(word: &str, of: &str) -> Outcome<Self> {
        let unknown = |_| Failure::not_found("record");
        Ok(match word {
            "revoke" => Self::Revoke(of.parse().map_err(unknown)?),
            "session" => Self::EndSession(of.parse().map_err(unknown)?),
            "passkey" => Self::RemovePasskey(of.parse().map_err(unknown)?),
            _ => return Err(Failure::not_found("step")),
        })
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Reset => "reset",
            Self::Grant => "grant",
            Self::Identity => "identity",
            Self::Unlink => "unlink",
            Self::Revoke(_) => "revoke",
            Self::EndSession(_) => "session",
            Self::RemovePasskey(_) => "passkey",
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Disable => Act::DisableAccount,
            Self::Enable => Act::EnableAccount,
            Self::Reset => Act::ResetPassword,
            Self::Grant => Act::GrantRole,
            Self::Identity => Act::LinkIdentity,
            Self::Unlink => Act::UnlinkIdentity,
            Self::Revoke(_) => Act::RevokeRole,
            Self::EndSession(_) => Act::RevokeSignIn,
            Self::RemovePasskey(_) => Act::RemovePasskey,
        }
    }

    fn path(self, account: AccountId) -> String {
        let of = match self {
            Self::Revoke(id) => Some(id.to_string()),
            Self::EndSession(id) => Some(id.to_string()),
            Self::RemovePasskey(id) => Some(id.to_string()),
            _ => None,
        };
        let of = of.map_or_else(String::new, |id| format!("/{id}"));
        format!("/accounts/{account}/{}{of}", self.key())
    }

    const fn is_hard(self) -> bool {
        matches!(
            self,
            Self::Disable | Self::Unlink | Self::Revoke(_) | Self::RemovePasskey(_)
        )
    }
}

type Two = Path<(AccountId, String)>;
type Three = Path<(AccountId, String, String)>;

pub async fn show(visit: Visit, State(db): State<Db>, Path((id, word)): Two) -> Outcome {
    open(&visit, &db, id, Step::of(&word)?).await
}

pub async fn show_of(visit: Visit, State(db): State<Db>, Path((id, word, of)): Three) -> Outcome {
    open(&visit, &db, id, Step::on(&word, &of)?).await
}

pub async fn take(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path((id, word)): Two,
    posted: Posted,
) -> Outcome {
    run(&visit, &db, &clock, (id, Step::of(&word)?), posted).await
}

pub async fn take_of(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path((id, word, of)): Three,
    posted: Posted,
) -> Outcome {
    run(&visit, &db, &clock, (id, Step::on(&word, &of)?), posted).await
}

async fn open(visit: &Visit, db: &Db, id: AccountId, step: Step) -> Outcome {
    if !visit.actor.can_anywhere(step.act()) {
        return Err(Refusal::NotPermitted(step.act()).into());
    }
    let account = queries::visible_account(db, &visit.actor, id).await?;
    Ok(page(
        visit,
        &account,
        step,
        &Posted::default(),
        &Found::default(),
    ))
}

async fn run(
    visit: &Visit,
    db: &Db,
    clock: &Clock,
    (id, step): (AccountId, Step),
    posted: Posted,
) -> Outcome {
    if let Some(earlier) = posted.earlier(visit).await? {
        return Ok(earlier);
    }
    let mut found = Found::default();
    match carry_out(visit, db, clock, (id, step), &posted, &mut found).await? {
        Ok(response) => Ok(response),
        Err(refused) => {
            let account = queries::visible_account(db, &visit.actor, id).await?;
            let posted = posted.refused(visit, &refused);
            Ok(page(visit, &account, step, &posted, &found))
        }
    }
}

/// Carries the step out; what is wrong with the answers comes back for the form.
async fn carry_out(
    visit: &Visit,
    db: &Db,
    clock: &Clock,
    (id, step): (AccountId, Step),
    posted: &Posted,
    found: &mut Found,
) -> Outcome<Result<Response, Vec<Problem>>> {
    let grant = match step {
        Step::Grant => match grant(visit, db, id, posted, found).await? {
            Ok(grant) => Some(grant),
            Err(refused) => return Ok(Err(refused)),
        },
        _ => None,
    };
    let reason = match reason(posted) {
        Ok(reason) => reason,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let acting = Acting::begin(db, &visit.actor, clock).await?;
    let mut link = None;
    let carried_out = match step {
        Step::Disable => acts::disable_account(&acting, id, &reason).await,
        Step::Enable => acts::enable_account(&acting, id, &reason).await,
        Step::Reset => acts::reset_password(&acting, id, &reason)
            .await
            .map(|token| link = Some(token)),
        Step::Grant => match grant {
            Some(grant) => acts::grant_role(&acting, grant).await.map(drop),
            None => Ok(()),
        },
        Step::Identity => {
            let (issuer, subject) = (posted.text("issuer"), posted.text("subject"));
            acts::link_identity(&acting, id, &issuer, &subject, &reason).await
        }
        Step::Unlink => {
            let (issuer, subject) = (posted.raw("issuer"), posted.raw("subject"));
            acts::unlink_identity(&acting, id, issuer, subject, &reason).await
        }
        Step::Revoke(grant) => acts::revoke_role(&acting, grant, &reason).await,
        Step::EndSession(session) => acts::revoke_sign_in(&acting, session, &reason).await,
        Step::RemovePasskey(passkey) => acts::remove_passkey(&acting, passkey, &reason).await,
    };
    if let Err(refusal) = carried_out {
        return Ok(Err(problems(refusal)?));
    }
    let location = format!("/accounts/{id}");
    posted.receipt(&acting, &location).await?;
    acting.commit().await?;
    Ok(Ok(match link {
        Some(link) => {
            let page = Page::new(visit.t("reset-done")).lead(visit.t("reset-done-lead"));
            link_page(visit, page, &link, id)
        }
        None => done(&location, &format!("flash-account-{}", step.key())),
    }))
}

async fn grant(
    visit: &Visit,
    db: &Db,
    account: AccountId,
    posted: &Posted,
    found: &mut Found,
) -> Outcome<Result<GrantRole, Vec<Problem>>> {
    let mut refused = Vec::new();
    let scope = found.scope(visit, db, Act::GrantRole, posted).await?;
    let role = Role::from_code(posted.raw("role"));
    let role = role.ok_or(Problem::new("role", "role-missing"));
    let mut take = |problem| refused.push(problem);
    let (role, scope) = (role.map_err(&mut take), scope.map_err(&mut take));
    let from = posted.date("valid_from").map_err(&mut take);
    let to = posted.date("valid_to").map_err(&mut take);
    let reason = reason(posted).map_err(&mut take);
    Ok(match (role, scope, from, to, reason) {
        (Ok(role), Ok(scope), Ok(from), Ok(valid_to), Ok(reason)) => Ok(GrantRole {
            account,
            role,
            scope,
            valid_from: from.unwrap_or(visit.today),
            valid_to,
            reason,
        }),
        _ => Err(refused),
    })
}

fn page(
    visit: &Visit,
    account: &AccountRow,
    step: Step,
    posted: &Posted,
    found: &Found,
) -> Response {
    let key = step.key();
    let form = super::super::form(visit.form_once(&step.path(account.id)), posted);
    let form = fields(visit, form, step, posted, found).field(reason_field(visit, posted));
    let words = visit.t(&format!("step-{key}"));
    let form = if step.is_hard() {
        form.submit_danger(&words)
    } else {
        form.submit(&words)
    };
    let own = format!("/accounts/{}", account.id);
    let page = Page::new(words)
        .kicker(format!("{} ({})", account.name, account.login))
        .lead(visit.t(&format!("step-{key}-lead")))
        .push(form.cancel(visit.t("cancel"), &own));
    let view = visit.view(page).part(Part::Accounts).undated();
    super::super::respond(view.back(&own), posted)
}

fn fields(visit: &Visit, form: Form, step: Step, posted: &Posted, found: &Found) -> Form {
    match step {
        Step::Grant => {
            let role = Field::select("role", visit.t("role"), roles(visit), "");
            let from =
                Field::date("valid_from", visit.t("role-from")).value(visit.day(visit.today));
            let to = Field::date("valid_to", visit.t("role-to")).optional();
            form.field(posted.fill("role", role))
                .fieldset(found.scope_fields(visit, Act::GrantRole, posted))
                .field(posted.fill("valid_from", from))
                .field(posted.fill("valid_to", to))
        }
        Step::Identity => {
            let issuer = super::super::organisation::issuer(&visit.app).unwrap_or_default();
            let issuer = Field::text("issuer", visit.t("identity-issuer"))
                .value(issuer)
                .plain();
            let subject = Field::text("subject", visit.t("identity-subject"))
                .hint(visit.t("identity-subject-hint"))
                .plain();
            form.field(posted.fill("issuer", issuer))
                .field(posted.fill("subject", subject))
        }
        Step::Unlink => {
            let asked = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
            let of = |name: &str, key: &str| {
                posted.fill(name, Field::readonly(name, visit.t(key), asked(name)))
            };
            form.field(of("issuer", "identity-issuer"))
                .field(of("subject", "identity-subject"))
        }
        _ => form,
    }
}
