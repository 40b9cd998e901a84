//! Lược đồ: a document drawn among those it is related to, on its own page and large on a page of its own.

use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use council::library::queries;
use council::library::relations::{ORDER, RelationEdge, RelationNode, Relations, relations};
use council::library::{DocumentStatus, Relation};
use kernel::ids::DocumentId;
use kernel::vi;
use store::Db;
use ui::{Cell, Column, MapGroup, MapNode, Page, RelationMap, Section, Table, Tabs, Tone};

use super::list::tone;
use crate::api::OnDay;
use crate::asked::choice;
use crate::failure::Outcome;
use crate::view::Part;
use crate::visit::Visit;

/// How many documents of one relation the page of a document draws, and the page of the diagram at the first and the second step.
const ON_PAGE: usize = 4;
const FIRST: usize = 8;
const SECOND: usize = 3;

/// The sizes the diagram is shown in, in hundredths of its natural one, besides fitting the screen.
const ZOOMS: [u16; 3] = [100, 150, 200];

/// A document among those it is related to.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
struct RelationsAnswer {
    /// The day.
    on: kernel::Date,
    /// The documents and their relations.
    #[serde(flatten)]
    relations: Relations,
}

/// The page of the diagram.
pub async fn show(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let zoom = choice(&visit, "zoom", |text| {
        let zoom = text.parse().ok();
        zoom.filter(|zoom| ZOOMS.contains(zoom))
    })?;
    let document = queries::document(&db, id).await?;
    let all = relations(&db, id, visit.on, 2).await?;
    let number = [("number", document.number.as_str())];
    let drawing = Drawing {
        visit: &visit,
        all: &all,
        most: [FIRST, SECOND],
        list: "#danh-sach".to_owned(),
    };
    let map = drawing.drawn("relations-hint");
    let map = match zoom {
        Some(percent) => map.percent(percent),
        None => map,
    };
    let mut page = Page::new(visit.tv("relations-title", &number)).lead(lead(&visit, &all));
    if !all.edges.is_empty() {
        page = page.push(zooms(&visit, zoom)).push(map);
    }
    page = page.push(list(&visit, &all));
    Ok(visit
        .view(page)
        .part(Part::Library)
        .crumb(visit.t("nav-library"), "/library")
        .crumb(document.number, &format!("/library/{id}"))
        .respond())
}

/// A document among those it is related to, two steps far: the documents and each relation once.
#[utoipa::path(get, path = "/api/v1/documents/{id}/relations", tag = "library", params(OnDay,
    ("id" = uuid::Uuid, Path, description = "The document")),
    responses((status = 200, description = "The documents and their relations", body = RelationsAnswer)))]
pub async fn api(visit: Visit, State(db): State<Db>, Path(id): Path<DocumentId>) -> Outcome {
    let on = visit.on;
    let relations = relations(&db, id, on, 2).await?;
    Ok(axum::Json(RelationsAnswer { on, relations }).into_response())
}

/// The drawing on the page of the document; none where nothing is related to it.
pub async fn small(visit: &Visit, db: &Db, id: DocumentId) -> Outcome<Option<RelationMap>> {
    let all = relations(db, id, visit.on, 1).await?;
    let drawing = Drawing {
        visit,
        all: &all,
        most: [ON_PAGE, 0],
        list: visit.link(&format!("/library/{id}/relations")) + "#danh-sach",
    };
    Ok((!all.edges.is_empty()).then(|| drawing.drawn("relations-hint-small")))
}

/// "24 văn bản có quan hệ với 72/2025/QH15, trong đó 9 văn bản quan hệ trực tiếp."
fn lead(visit: &Visit, all: &Relations) -> String {
    let near = all.nodes.iter().filter(|node| node.steps == 1).count();
    let left_out = |more: &&council::library::relations::RelationsMore| more.from == 0;
    let more: usize = all
        .more
        .iter()
        .filter(left_out)
        .map(|more| more.count)
        .sum();
    let far = all.nodes.iter().filter(|node| node.steps == 2).count();
    let (near, far) = (vi::number((near + more) as i64), vi::number(far as i64));
    let values = [
        ("near", near.as_str()),
        ("far", &far),
        ("day", &visit.day(visit.on)),
    ];
    visit.tv("relations-lead", &values)
}

/// The ways to see it smaller and larger.
fn zooms(visit: &Visit, zoom: Option<u16>) -> Tabs {
    let mut tabs = Tabs::new(visit.t("relations-zoom"));
    let fit = (None, visit.t("relations-zoom-fit"));
    let sizes = ZOOMS.map(|size| (Some(size), format!("{size}%")));
    for (size, words) in std::iter::once(fit).chain(sizes) {
        let value = size.map(|size| size.to_string()).unwrap_or_default();
        let href = visit.here_with(&[("zoom", &value)]);
        tabs = if size == zoom {
            tabs.current(words, href)
        } else {
            tabs.tab(words, href)
        };
    }
    tabs
}

/// Every relation of the diagram as a list.
fn list(visit: &Visit, all: &Relations) -> Section {
    let mut table = Table::new(visit.t("relations-list"), visit.words())
        .column(Column::text(visit.t("relations-of")))
        .column(Column::text(visit.t("relation")))
        .column(Column::text(visit.t("document")))
        .column(Column::status(visit.t("document-status")))
        .column(Column::date(visit.t("document-in-force")))
        .empty(visit.t("document-relations-none"));
    for edge in &all.edges {
        let node = &all.nodes[edge.to];
        let words = match &node.title {
            Some(title) => format!("{} – {title}", node.number),
            None => node.number.clone(),
        };
        let (tone, word) = standing(visit, node);
        table = table.row([
            Cell::text(&all.nodes[edge.from].number),
            Cell::text(visit.label("relation", edge.kind.code())),
            match node.document_id {
                Some(id) => Cell::link(words, visit.link(&format!("/library/{id}"))),
                None => Cell::text(words),
            },
            Cell::status(tone, word),
            match node.in_force_on {
                Some(day) => Cell::date(visit.day(day)),
                None => Cell::missing(visit.t("missing")),
            },
        ]);
    }
    let left_out = all.more.iter().map(|more| {
        let n = vi::number(more.count as i64);
        let values = [
            ("number", all.nodes[more.from].number.as_str()),
            ("relation", &visit.label("relation", more.kind.code())),
            ("n", &n),
        ];
        visit.tv("relations-left-out", &values)
    });
    let mut prose = ui::Prose::new();
    for sentence in left_out {
        prose = prose.p(sentence);
    }
    Section::new(visit.t("relations-list"))
        .id("danh-sach")
        .push(table)
        .push(prose)
}

/// The status of a document on the day of view; one that the library does not have has a word for that.
fn standing(visit: &Visit, node: &RelationNode) -> (Tone, String) {
    match node.status {
        Some(status) => (tone(status), visit.label("document-status", status.code())),
        None => (
            tone(DocumentStatus::Unknown),
            visit.t("relations-not-in-library"),
        ),
    }
}

/// What is drawn of some relations.
struct Drawing<'d> {
    visit: &'d Visit,
    all: &'d Relations,
    /// How many documents of one relation, at the first step and at the second.
    most: [usize; 2],
    /// Where everything is listed.
    list: String,
}

impl Drawing<'_> {
    fn drawn(&self, hint: &str) -> RelationMap {
        let own = &self.all.nodes[0];
        let number = [("number", own.number.as_str())];
        let map = RelationMap::new(
            self.visit.tv("relations-title", &number),
            self.visit.t(hint),
            self.node(own),
        );
        let groups = self.groups(0, self.most[0]);
        groups.into_iter().fold(map, |map, (kind, group)| {
            if kind.is_to_later() {
                map.later(group)
            } else {
                map.earlier(group)
            }
        })
    }

    /// What is drawn of a document, by relation; a document that stands in the diagram already is not drawn again.
    fn groups(&self, from: usize, most: usize) -> Vec<(Relation, MapGroup)> {
        let of = |kind| {
            self.all
                .edges
                .iter()
                .filter(move |edge| (edge.from, edge.kind) == (from, kind))
        };
        let mut groups = Vec::new();
        for kind in ORDER {
            let edges: Vec<&RelationEdge> = of(kind).filter(|edge| self.leads(edge)).collect();
            if edges.is_empty() || most == 0 {
                continue;
            }
            let mut group = MapGroup::new(self.visit.label("relation", kind.code()));
            for edge in edges.iter().take(most) {
                group = group.node(self.with_second(edge.to));
            }
            let told = self
                .all
                .more
                .iter()
                .find(|more| (more.from, more.kind) == (from, kind));
            let more = edges.len().saturating_sub(most) + told.map_or(0, |more| more.count);
            if more > 0 {
                let n = vi::number(more as i64);
                group = group.more(self.visit.tv("relations-more", &[("n", &n)]), &self.list);
            }
            groups.push((kind, group));
        }
        groups
    }

    /// Whether a document is drawn where this relation leads to it: at the first that does.
    fn leads(&self, edge: &RelationEdge) -> bool {
        let first = self.all.edges.iter().find(|other| other.to == edge.to);
        first == Some(edge) && self.all.nodes[edge.to].steps == self.all.nodes[edge.from].steps + 1
    }

    fn with_second(&self, at: usize) -> MapNode {
        let node = &self.all.nodes[at];
        let groups = if node.steps == 1 {
            self.groups(at, self.most[1])
        } else {
            Vec::new()
        };
        groups
            .into_iter()
            .fold(self.node(node), |node, (_, group)| node.group(group))
    }

    fn node(&self, node: &RelationNode) -> MapNode {
        let (tone, word) = standing(self.visit, node);
        let title = node.title.clone().unwrap_or_default();
        let drawn = MapNode::new(&node.number, title, tone, word);
        match node.document_id {
            Some(id) => drawn.href(self.visit.link(&format!("/library/{id}"))),
            None => drawn,
        }
    }
}
