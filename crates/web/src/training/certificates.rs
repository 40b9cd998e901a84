//! Giấy chứng nhận: the list of a class, and the page that is printed.

use axum::extract::{Path, State};
use council::Page as Batch;
use council::access::{Act, FieldGroup};
use council::training::certificates::{
    CertificateRow, CertificateSheet, certificate, certificates_page,
};
use council::training::classes::{ClassRef, class};
use kernel::{Id, vi};
use store::Db;
use ui::{Component as _, Html, Page, Prose, QrCode, Section, Tone, esc};
use uuid::Uuid;

use super::say::days;
use crate::failure::Outcome;
use crate::listing::{Item, Kind, Listing, page_asked, pager};
use crate::view::Part;
use crate::visit::Visit;

/// Beyond so many certificates they have a page of their own.
const FEW: u32 = 12;

/// The part of the class's page, for those who may see who was trained.
pub async fn section(visit: &Visit, db: &Db, class: &ClassRef) -> Outcome<Option<Section>> {
    if !visit.actor.reads(FieldGroup::TrainingOfPerson, &class.path) {
        return Ok(None);
    }
    let section = Section::new(visit.t("certificates-title")).id("chung-nhan");
    let few = Batch {
        size: FEW,
        ..Batch::FIRST
    };
    let given = certificates_page(db, &visit.actor, class, few).await?;
    if given.total <= i64::from(FEW) {
        return Ok(Some(section.push(table(visit, class, &given.rows))));
    }
    let href = visit.link(&format!("/classes/{}/certificates", class.id));
    let count = given.total.to_string();
    let word = visit.tv("class-show-all", &[("count", &count)]);
    Ok(Some(section.push(Prose::new().p(Html::link(word, href)))))
}

/// Every certificate of a class.
pub async fn all(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let class = class(&db, Id::from_uuid(id)).await?;
    let batch = page_asked(&visit);
    let given = certificates_page(&db, &visit.actor, &class, batch).await?;
    let page = Page::new(visit.t("certificates-title"))
        .kicker(class.name.clone())
        .push(table(&visit, &class, &given.rows))
        .push(pager(&visit, batch, given.total));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(visit.t("classes-title"), "/classes")
        .crumb(class.name.clone(), &format!("/classes/{}", class.id))
        .respond())
}

fn table(visit: &Visit, class: &ClassRef, given: &[CertificateRow]) -> ui::Table {
    let revokes = visit.can(Act::RevokeCertificate, &class.path);
    let mut list = Listing::new(visit.t("certificates-title"))
        .column(Kind::Text, visit.t("full-name"))
        .column(Kind::Text, visit.t("certificate-code"))
        .column(Kind::Day, visit.t("certificate-issued-on"))
        .column(Kind::Status, visit.t("state"));
    if revokes {
        list = list.column(Kind::Text, visit.t("class-change"));
    }
    for paper in given {
        let (tone, word) = match paper.revoked_at {
            None => (Tone::Done, "certificate-valid"),
            Some(_) => (Tone::Late, "certificate-revoked"),
        };
        let mut row = vec![
            Item::Link(
                paper.full_name.clone(),
                format!("/certificates/{}", paper.id),
            ),
            Item::Text(grouped(&paper.code)),
            Item::Day(kernel::time::local(paper.issued_at).date()),
            Item::Status(tone, visit.t(word)),
        ];
        if revokes {
            row.push(match paper.revoked_at {
                None => Item::Link(
                    visit.t("task-certificate-revoke"),
                    format!("/certificates/{}/revoke", paper.id),
                ),
                Some(_) => Item::Missing,
            });
        }
        list = list.row(row);
    }
    list.empty(visit.t("certificates-none")).table(visit)
}

/// One certificate, laid out for an A4 sheet on its side.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<Uuid>) -> Outcome {
    let sheet = certificate(&db, &visit.actor, Id::from_uuid(id)).await?;
    let mut page = Page::new(visit.t("certificate-title")).kicker(sheet.class.clone());
    page = match sheet.revoked_at {
        None => page.lead(visit.tv("certificate-lead", &[("name", &sheet.full_name)])),
        Some(at) => page
            .tag(Tone::Late, visit.t("certificate-revoked"))
            .lead(visit.tv("certificate-lead-revoked", &[("at", &visit.moment(at))])),
    };
    let page = page.push(paper(&visit, &sheet));
    Ok(visit
        .view(page)
        .part(Part::Training)
        .crumb(visit.t("nav-training"), "/training")
        .crumb(sheet.class.clone(), &format!("/classes/{}", sheet.class_id))
        .undated()
        .respond())
}

fn paper(visit: &Visit, sheet: &CertificateSheet) -> Html {
    let issued = kernel::time::local(sheet.issued_at).date();
    let body = visit.tv(
        "certificate-body",
        &[
            ("class", &sheet.class),
            ("course", &sheet.course),
            ("hours", &sheet.hours.to_string()),
            ("days", &days(visit, sheet.starts_on, sheet.ends_on)),
            ("place", &sheet.place),
        ],
    );
    let council = visit.tv(
        "certificate-council",
        &[("unit", &council::bodies::running_name(&sheet.unit_name))],
    );
    let address = format!(
        "{}/certificates?code={}",
        visit.app.public_url(),
        sheet.code
    );
    let qr = QrCode::new(address, visit.t("certificate-qr"))
        .caption(visit.tv("certificate-sheet-code", &[("code", &grouped(&sheet.code))]));
    let lines = [
        ("nation", visit.t("certificate-nation")),
        ("council", council),
        ("head", visit.t("certificate-title")),
        ("given", visit.t("certificate-given-to")),
        ("holder", sheet.full_name.clone()),
        ("body", body),
        (
            "day",
            visit.tv("certificate-day", &[("day", &vi::date_official(issued))]),
        ),
    ];
    let mut html = String::from("<div class=\"certificate\">");
    for (class, text) in lines {
        html.push_str(&format!("<p class=\"{class}\">{}</p>", esc(&text)));
    }
    html.push_str(qr.html().as_str());
    html.push_str("</div>");
    Html::raw(html)
}

/// A code in groups of four, as people read it aloud.
pub fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}
