//! Lược đồ: a document among those it is related to, as nodes and edges.
//!
//! An edge comes from what is recorded of the two documents, from the bases of a text, or from the changes a text orders. However many of
//! these say the same, from whichever side, it is told once, read from the document that stands nearer to the one in the middle.

use std::cmp::Reverse;

use kernel::Date;
use kernel::ids::DocumentId;
use store::{Reader, args, record, sql};

use super::frame::printed_number;
use super::queries::document;
use super::{DocumentStatus, Relation, told_from_the_other_side};
use crate::Result;

/// Every relation in the order in which it is told: to earlier documents first, the strongest before the weaker.
pub const ORDER: [Relation; 16] = [
    Relation::Replaces,
    Relation::Supersedes,
    Relation::Succeeds,
    Relation::Amends,
    Relation::Consolidates,
    Relation::Details,
    Relation::Guides,
    Relation::BasedOn,
    Relation::ReplacedBy,
    Relation::SupersededBy,
    Relation::SucceededBy,
    Relation::AmendedBy,
    Relation::ConsolidatedAs,
    Relation::DetailedBy,
    Relation::GuidedBy,
    Relation::BasisOf,
];

/// How many documents of one relation are told by name; the others are counted.
const NAMED: usize = 60;

/// How many documents are looked at for the second step.
const FOLLOWED: usize = 24;

record! {
    struct Near {
        kind: Relation,
        own: bool,
        number: String,
        document_id: Option<DocumentId>,
        title: Option<String>,
        in_force_on: Option<Date>,
        ended_on: Option<Date>,
    }
}

sql! {
    NEAR = "SELECT n.kind, n.own, coalesce(o.number, n.number) AS number, n.document_id, o.title, o.in_force_on, o.ended_on FROM ( \
              SELECT r.kind, CAST(1 AS BIGINT) AS own, r.to_number AS number, r.to_id AS document_id \
                FROM document_relation r WHERE r.from_id = $1 \
              UNION \
              SELECT r.kind, CAST(0 AS BIGINT) AS own, d.number, d.id AS document_id \
                FROM document_relation r JOIN document d ON d.id = r.from_id WHERE r.to_id = $1 \
              UNION \
              SELECT 'based_on' AS kind, CAST(1 AS BIGINT) AS own, c.number, c.document_id \
                FROM document_citation c JOIN document_text t ON t.id = c.text_id \
               WHERE t.document_id = $1 AND t.withdrawn_at IS NULL AND c.role = 'basis' AND c.number <> '' \
              UNION \
              SELECT 'based_on' AS kind, CAST(0 AS BIGINT) AS own, d.number, d.id AS document_id \
                FROM document_citation c JOIN document_text t ON t.id = c.text_id JOIN document d ON d.id = t.document_id \
               WHERE c.document_id = $1 AND t.withdrawn_at IS NULL AND c.role = 'basis' \
              UNION \
              SELECT 'amends' AS kind, CAST(1 AS BIGINT) AS own, c.number, c.document_id \
                FROM document_change c JOIN document_text t ON t.id = c.text_id \
               WHERE t.document_id = $1 AND t.withdrawn_at IS NULL AND c.to_unit <> '' AND c.number <> '' \
              UNION \
              SELECT 'amends' AS kind, CAST(0 AS BIGINT) AS own, d.number, d.id AS document_id \
                FROM document_change c JOIN document_text t ON t.id = c.text_id JOIN document d ON d.id = t.document_id \
               WHERE c.document_id = $1 AND t.withdrawn_at IS NULL AND c.to_unit <> '' \
            ) n LEFT JOIN document o ON o.id = n.document_id";
}

/// A document of the diagram.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RelationNode {
    /// Số, ký hiệu.
    pub number: String,
    /// The document; none when the library does not have it.
    pub document_id: Option<DocumentId>,
    /// Its title.
    pub title: Option<String>,
    /// Its status on the day.
    pub status: Option<DocumentStatus>,
    /// Its first day in force.
    pub in_force_on: Option<Date>,
    /// How many relations lie between it and the document in the middle: 0, 1 or 2.
    pub steps: u8,
}

/// A relation of two documents of the diagram.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RelationEdge {
    /// The document nearer to the middle, by its place among the nodes.
    pub from: usize,
    /// What it is to the other.
    pub kind: Relation,
    /// The other document, by its place among the nodes.
    pub to: usize,
}

/// Documents that are counted and not named.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RelationsMore {
    /// The document, by its place among the nodes.
    pub from: usize,
    /// What it is to them.
    pub kind: Relation,
    /// How many they are.
    pub count: usize,
}

/// A document among those it is related to.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Relations {
    /// The documents; the one in the middle is the first.
    pub nodes: Vec<RelationNode>,
    /// Each relation once.
    pub edges: Vec<RelationEdge>,
    /// What the diagram leaves out.
    pub more: Vec<RelationsMore>,
}

/// The documents related to one, and those related to them when two steps are asked for; what others rest on is followed one step only.
pub async fn relations(
    db: &impl Reader,
    id: DocumentId,
    as_of: Date,
    steps: u8,
) -> Result<Relations> {
    let own = document(db, id).await?;
    let mut all = Relations::default();
    all.nodes.push(RelationNode {
        status: Some(own.status(as_of)),
        number: own.number,
        document_id: Some(id),
        title: Some(own.title),
        in_force_on: own.in_force_on,
        steps: 0,
    });
    let near = db.all_kept::<Near>(NEAR, args![id]).await?;
    all.add(0, &near, as_of, |_| true);
    if steps > 1 {
        let first = all
            .edges
            .iter()
            .filter(|edge| edge.kind != Relation::BasisOf);
        let mut followed: Vec<usize> = first.map(|edge| edge.to).collect();
        followed.dedup();
        for at in followed.into_iter().take(FOLLOWED) {
            let Some(id) = all.nodes[at].document_id else {
                continue;
            };
            let near = db.all_kept::<Near>(NEAR, args![id]).await?;
            let lineage = |kind| !matches!(kind, Relation::BasedOn | Relation::BasisOf);
            all.add(at, &near, as_of, lineage);
        }
    }
    Ok(all)
}

impl Relation {
    /// Whether the other document is the later one of the two.
    pub const fn is_to_later(self) -> bool {
        matches!(
            self,
            Self::AmendedBy
                | Self::ReplacedBy
                | Self::SupersededBy
                | Self::SucceededBy
                | Self::DetailedBy
                | Self::GuidedBy
                | Self::ConsolidatedAs
                | Self::BasisOf
        )
    }
}

impl Near {
    /// The relation, read from the document that was asked about.
    const fn read(&self) -> Relation {
        if self.own {
            self.kind
        } else {
            told_from_the_other_side(self.kind)
        }
    }

    fn is(&self, node: &RelationNode) -> bool {
        match (self.document_id, node.document_id) {
            (Some(a), Some(b)) => a == b,
            _ => printed_number(&self.number) == node.number,
        }
    }

    fn node(&self, as_of: Date, steps: u8) -> RelationNode {
        let status = DocumentStatus::on(as_of, self.in_force_on, self.ended_on);
        RelationNode {
            number: self.number.clone(),
            document_id: self.document_id,
            title: self.title.clone(),
            status: self.document_id.map(|_| status),
            in_force_on: self.in_force_on,
            steps,
        }
    }
}

impl Relations {
    /// Adds the wanted relations of one of its documents, in order; of one kind the latest documents first.
    fn add(&mut self, from: usize, near: &[Near], as_of: Date, wanted: impl Fn(Relation) -> bool) {
        let steps = self.nodes[from].steps + 1;
        for kind in ORDER.into_iter().filter(|kind| wanted(*kind)) {
            let mut named = 0;
            let mut count = 0;
            let mut of_kind: Vec<&Near> = near.iter().filter(|one| one.read() == kind).collect();
            of_kind.sort_by(|a, b| {
                (Reverse(a.in_force_on), &a.number).cmp(&(Reverse(b.in_force_on), &b.number))
            });
            for one in of_kind {
                let known = self.nodes.iter().position(|node| one.is(node));
                if known.is_some_and(|to| to == from || self.tells(from, kind, to)) {
                    continue;
                }
                if named == NAMED && known.is_none() {
                    count += 1;
                    continue;
                }
                named += 1;
                let to = known.unwrap_or_else(|| {
                    self.nodes.push(one.node(as_of, steps));
                    self.nodes.len() - 1
                });
                self.edges.push(RelationEdge { from, kind, to });
            }
            if count > 0 {
                self.more.push(RelationsMore { from, kind, count });
            }
        }
    }

    /// Whether the relation is told already, from either side.
    fn tells(&self, from: usize, kind: Relation, to: usize) -> bool {
        let back = told_from_the_other_side(kind);
        self.edges.iter().any(|edge| {
            let said = (edge.from, edge.kind, edge.to);
            said == (from, kind, to) || said == (to, back, from)
        })
    }
}
