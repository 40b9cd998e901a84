//! Bảo mật tài khoản: one's own sessions, keys and roles.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use council::access::accounts::acts;
use council::access::accounts::queries::{self, IdentityRow, PasskeyRow, SignInRow};
use council::{Acting, Refusal};
use kernel::Clock;
use kernel::ids::{PasskeyId, SignInId};
use store::Db;
use ui::{Actions, Button, Cell, Column, Page, PostButton, Section, SummaryList, Table, Tone};

use super::device::device;
use super::passkey_button::PasskeyButton;
use super::{session, sign_in};
use crate::app::App;
use crate::failure::Outcome;
use crate::guard::CHANGE;
use crate::posted::{Posted, done};
use crate::visit::Visit;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/sessions/others/end", post(end_others))
        .route("/account/sessions/{id}/end", post(end_session))
        .route("/account/passkeys/{id}/remove", post(remove_passkey))
        .route("/account/identities/unlink", post(unlink_identity))
}

async fn show(visit: Visit, State(db): State<Db>) -> Outcome {
    let Some(own) = visit.actor.account else {
        return Ok(sign_in::ask("/account"));
    };
    let account = queries::account(&db, own).await?;
    let account = account.ok_or(Refusal::NotFound("account"))?;
    let sessions = queries::sign_ins_of(&db, own, visit.app.clock().now()).await?;
    let passkeys = queries::passkeys_of(&db, own).await?;
    let identities = queries::identities_of(&db, own).await?;
    let mut about = SummaryList::new()
        .row(visit.t("account-name"), &account.name)
        .row(visit.t("login"), &account.login)
        .row(visit.t("password"), visit.t("password-secret"))
        .act(visit.t("password-change"), CHANGE);
    for grant in &visit.actor.grants {
        let place = super::accounts::place_name(&visit, &db, &grant.scope).await?;
        about = about.row(visit.label("role", grant.role.code()), place);
    }
    let others = sessions.len().saturating_sub(1);
    let mut section = Section::new(visit.t("own-sessions"))
        .intro(visit.t("own-sessions-intro"))
        .push(session_table(&visit, &sessions));
    if others > 0 {
        section = section.push(
            PostButton::new(
                visit.t("end-others"),
                "/account/sessions/others/end",
                visit.csrf(),
            )
            .secondary(),
        );
    }
    let mut keys = Section::new(visit.t("passkeys")).intro(visit.t("passkeys-intro"));
    if !passkeys.is_empty() {
        keys = keys.push(passkey_table(&visit, &passkeys));
    }
    if visit.app.passkeys().is_some() {
        keys = keys.push(PasskeyButton::register(&visit));
    }
    let counts = [
        ("sessions", sessions.len().to_string()),
        ("passkeys", passkeys.len().to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let page = Page::new(visit.t("nav-security"))
        .lead(visit.tv("own-lead", &counts))
        .push(about)
        .push(Actions::new().push(Button::new(visit.t("change-password"), CHANGE)))
        .push(section)
        .push(keys);
    let page = page.push(identity_section(&visit, &identities));
    Ok(visit.view(page).undated().script("passkey.js").respond())
}

/// The accounts of the organisation that open this one, if any does.
fn identity_section(visit: &Visit, identities: &[IdentityRow]) -> Option<Section> {
    if identities.is_empty() {
        return None;
    }
    let table = Table::new(visit.t("identities"), visit.words())
        .quiet()
        .column(Column::text(visit.t("identity-issuer")))
        .column(Column::text(visit.t("identity-subject")))
        .column(Column::text(visit.t("session-act")));
    let table = identities.iter().fold(table, |table, identity| {
        let question = visit.tv("identity-unlink-confirm", &[("issuer", &identity.issuer)]);
        let button = PostButton::new(
            visit.t("identity-unlink"),
            "/account/identities/unlink",
            visit.csrf(),
        )
        .danger()
        .hidden("issuer", &identity.issuer)
        .hidden("subject", &identity.subject)
        .context(&identity.issuer)
        .confirm(question);
        table.row([
            Cell::text(&identity.issuer),
            Cell::text(&identity.subject),
            Cell::of(button),
        ])
    });
    let section = Section::new(visit.t("identities")).intro(visit.t("identities-intro"));
    Some(section.push(table))
}

fn session_table(visit: &Visit, sessions: &[SignInRow]) -> Table {
    let table = Table::new(visit.t("own-devices"), visit.words())
        .column(Column::text(visit.t("session-device")))
        .column(Column::text(visit.t("session-method")))
        .column(Column::date(visit.t("session-began")))
        .column(Column::date(visit.t("session-seen")))
        .column(Column::text(visit.t("session-act")));
    sessions.iter().fold(table, |table, session| {
        let device = device(&session.agent);
        let own = visit.actor.sign_in == Some(session.id);
        let last = if own {
            Cell::status(Tone::Done, visit.t("session-this"))
        } else {
            let action = format!("/account/sessions/{}/end", session.id);
            let button = PostButton::new(visit.t("session-end"), action, visit.csrf());
            Cell::of(button.secondary().context(&device))
        };
        table.row([
            if device.is_empty() {
                Cell::missing(visit.t("missing"))
            } else {
                Cell::text(device)
            },
            Cell::text(visit.label("method", session.method.code())),
            Cell::date(visit.moment(session.created_at)),
            Cell::date(visit.moment(session.seen_at)),
            last,
        ])
    })
}

fn passkey_table(visit: &Visit, passkeys: &[PasskeyRow]) -> Table {
    let table = Table::new(visit.t("own-passkeys"), visit.words())
        .column(Column::text(visit.t("passkey-name")))
        .column(Column::date(visit.t("passkey-added")))
        .column(Column::date(visit.t("passkey-used")))
        .column(Column::text(visit.t("session-act")));
    passkeys.iter().fold(table, |table, passkey| {
        let action = format!("/account/passkeys/{}/remove", passkey.id);
        let button = PostButton::new(visit.t("passkey-remove"), action, visit.csrf())
            .danger()
            .context(&passkey.name)
            .confirm(visit.tv("passkey-remove-confirm", &[("name", &passkey.name)]));
        table.row([
            Cell::text(&passkey.name),
            Cell::date(visit.moment(passkey.created_at)),
            passkey.used_at.map_or_else(
                || Cell::missing(visit.t("never")),
                |at| Cell::date(visit.moment(at)),
            ),
            Cell::of(button),
        ])
    })
}

async fn end_session(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<SignInId>,
    _: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    acts::revoke_sign_in(&acting, id, "").await?;
    acting.commit().await?;
    if visit.actor.sign_in == Some(id) {
        return Ok(session::end(&visit, done("/", "flash-signed-out")));
    }
    Ok(done("/account", "flash-session-ended"))
}

async fn end_others(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    _: Posted,
) -> Outcome {
    let own = visit.actor.account.ok_or(Refusal::NotFound("account"))?;
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    let sessions = queries::sign_ins_of(&acting.tx, own, acting.now).await?;
    let others: Vec<SignInId> = sessions
        .iter()
        .map(|session| session.id)
        .filter(|id| visit.actor.sign_in != Some(*id))
        .collect();
    for id in &others {
        acts::revoke_sign_in(&acting, *id, "").await?;
    }
    if !others.is_empty() {
        acting.commit().await?;
    }
    Ok(done("/account", "flash-sessions-ended"))
}

async fn remove_passkey(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    Path(id): Path<PasskeyId>,
    _: Posted,
) -> Outcome {
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    acts::remove_passkey(&acting, id, "").await?;
    acting.commit().await?;
    Ok(done("/account", "flash-passkey-removed"))
}

async fn unlink_identity(
    visit: Visit,
    State(db): State<Db>,
    State(clock): State<Clock>,
    posted: Posted,
) -> Outcome {
    let own = visit.actor.account.ok_or(Refusal::NotFound("account"))?;
    let acting = Acting::begin(&db, &visit.actor, &clock).await?;
    let (issuer, subject) = (posted.raw("issuer"), posted.raw("subject"));
    acts::unlink_identity(&acting, own, issuer, subject, "").await?;
    acting.commit().await?;
    Ok(done("/account", "flash-identity-unlinked"))
}
