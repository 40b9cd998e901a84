//! Searching: what was typed is read, the index is asked, and what it finds is told as documents and provisions of the day of view.

use kernel::Date;
use kernel::ids::CouncilId;
use lex::address::{Address, Level};
use lex::naming::{unit_id, unit_of_id};
use search::{Ask, Query, snippet};
use store::{Reader as _, args, record, sql};
use uuid::Uuid;

use super::super::{DocumentKind, DocumentStatus};
use super::{Catalogue, Finder, Known, read};
use crate::{Page, Refusal, Result};

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// Documents of this kind alone.
    pub kind: Option<DocumentKind>,
    /// Documents of this status on the day alone.
    pub status: Option<DocumentStatus>,
    /// Documents of this issuer alone; all when empty.
    pub issuer: String,
    /// A council's own documents alone.
    pub council: Option<CouncilId>,
    /// The day.
    pub as_of: Date,
    /// Which page of the documents found.
    pub page: Page,
}

/// What was found.
#[derive(Debug, Clone, Default, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::Found)]
pub struct Found {
    /// How many documents.
    pub documents: usize,
    /// How many provisions in them.
    pub units: usize,
    /// The documents of the page, the best first.
    pub hits: Vec<Hit>,
    /// Where a number, an address or a name leads straight to.
    pub direct: Vec<Direct>,
    /// Where nothing was found: what finds something.
    pub nearest: Vec<Nearest>,
    /// Where nothing was found among these kinds, states and issuers: how many documents are found among all.
    pub among_all: usize,
    /// How many words were left out because too many were typed.
    pub words_left_out: usize,
}

/// A document that was found.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::Hit)]
pub struct Hit {
    /// The document.
    #[serde(flatten)]
    pub document: Known,
    /// Its status on the day.
    pub status: DocumentStatus,
    /// Its title, in pieces.
    pub title_pieces: Vec<Piece>,
    /// How many of its provisions were found.
    pub units_found: usize,
    /// The best of them.
    pub units: Vec<UnitFound>,
}

/// A provision that was found.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::UnitFound)]
pub struct UnitFound {
    /// Its name, as the page of the document has it as an anchor; empty for the document as a whole.
    pub unit: String,
    /// Its address as it is written; empty for the document as a whole.
    pub address: String,
    /// Whether it stands in a text issued with the document.
    pub attached: bool,
    /// Its words around what was found.
    pub pieces: Vec<Piece>,
}

/// A piece of a text that was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::Piece)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are what was searched for.
    pub found: bool,
}

/// Where a number, an address or a name leads straight to.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::Direct)]
pub struct Direct {
    /// The document.
    #[serde(flatten)]
    pub document: Known,
    /// Its status on the day.
    pub status: DocumentStatus,
    /// The provision's name as an anchor; empty where the whole document was meant or the provision is not in it.
    pub unit: String,
    /// The address that was typed, as it is written.
    pub address: String,
    /// Its text, a line a paragraph; none where the library has no text of it or the text has no such provision.
    pub text: Option<String>,
    /// Whether the library has a text of the document.
    pub has_text: bool,
}

/// A search that finds something.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
#[schema(as = library::search::Nearest)]
pub struct Nearest {
    /// What to type.
    pub text: String,
    /// How many provisions it finds.
    pub units: usize,
}

/// So much of what was typed is read.
const LONGEST: usize = 500;
/// So many provisions of a document are shown.
const UNITS: usize = 3;
/// A snippet has about so many syllables.
const SNIPPET: usize = 42;

record! {
    struct Text { text: String }
}

sql! {
    TEXT_OF = "SELECT text FROM document_text WHERE document_id = $1 AND withdrawn_at IS NULL \
               ORDER BY CASE WHEN kind = 'consolidated' THEN 0 ELSE 1 END, consolidated_on DESC, added_at DESC LIMIT 1";
}

/// Searches the library.
pub async fn find(finder: &Finder, search: &Search) -> Result<Found> {
    let (index, catalogue) = finder.ready().await?;
    let typed: String = search.text.chars().take(LONGEST).collect();
    let meant = read(&typed, &catalogue, search.as_of);
    let query = Query::read(&meant.words);
    if query.is_empty() {
        return Ok(Found::default());
    }
    let direct = straight_to(finder, &meant.documents, &meant.address, search.as_of).await?;
    let asked = search.clone();
    let by_name = meant.only_named && !meant.documents.is_empty();
    let ask = move || -> search::Result<Found> {
        let answer = |narrowed: bool, take: usize| {
            let weigh = |key| weight(&catalogue, key, &asked, narrowed);
            let skip = usize::try_from(asked.page.offset()).unwrap_or(0);
            index.ask(&Ask {
                query: &query,
                weigh: &weigh,
                skip,
                take,
                units: UNITS,
            })
        };
        let found = answer(true, asked.page.size as usize)?;
        let mut told = Found {
            documents: found.groups_found,
            units: found.units_found,
            words_left_out: query.left_out,
            ..Found::default()
        };
        if found.groups_found == 0 && !by_name {
            if asked.is_narrowed() {
                told.among_all = answer(false, 0)?.groups_found;
            }
            let near = |near: search::Nearest| Nearest {
                text: near.query.typed(),
                units: near.units,
            };
            told.nearest = found.nearest.into_iter().map(near).collect();
        }
        let hits = found.groups.into_iter();
        told.hits = hits
            .filter_map(|hit| hit_of(&catalogue, hit, &query, asked.as_of))
            .collect();
        Ok(told)
    };
    let found = tokio::task::spawn_blocking(ask)
        .await
        .map_err(Refusal::failed("search"))?;
    let found = found.map_err(Refusal::failed("read the index"))?;
    Ok(Found { direct, ..found })
}

impl Search {
    fn is_narrowed(&self) -> bool {
        self.kind.is_some()
            || self.status.is_some()
            || !self.issuer.is_empty()
            || self.council.is_some()
    }

    fn fits(&self, known: &Known) -> bool {
        self.kind.is_none_or(|kind| kind == known.kind)
            && self
                .status
                .is_none_or(|status| status == known.status(self.as_of))
            && (self.issuer.is_empty() || self.issuer == known.issuer)
            && self
                .council
                .is_none_or(|council| known.council_id == Some(council))
    }
}

/// What holds on the day comes before what does not, and what stands higher before what stands lower, where the words weigh the same.
fn weight(catalogue: &Catalogue, key: u128, asked: &Search, narrowed: bool) -> Option<f32> {
    let known = catalogue.by_key(key)?;
    if narrowed && !asked.fits(known) {
        return None;
    }
    let status = match known.status(asked.as_of) {
        DocumentStatus::InForce => 1.0,
        DocumentStatus::NotYet => 0.9,
        DocumentStatus::Unknown => 0.8,
        DocumentStatus::Ended => 0.5,
    };
    let rank = match known.kind {
        DocumentKind::Constitution => 1.2,
        DocumentKind::Law | DocumentKind::Code => 1.15,
        DocumentKind::Ordinance => 1.1,
        _ => 1.0,
    };
    Some(status * rank)
}

fn hit_of(catalogue: &Catalogue, hit: search::GroupHit, query: &Query, day: Date) -> Option<Hit> {
    let document = catalogue.by_key(hit.key)?.clone();
    let unit = |unit: search::UnitHit| {
        let (address, attached) = unit_of_id(&unit.id);
        UnitFound {
            pieces: pieces(&unit.text, query, SNIPPET),
            address: address.written(),
            unit: unit.id,
            attached,
        }
    };
    Some(Hit {
        status: document.status(day),
        title_pieces: pieces(&document.title, query, usize::MAX),
        units_found: hit.units_found,
        units: hit.units.into_iter().map(unit).collect(),
        document,
    })
}

fn pieces(text: &str, query: &Query, many: usize) -> Vec<Piece> {
    let pieces = snippet(text, query, many).into_iter();
    pieces
        .map(|piece| Piece {
            text: piece.text,
            found: piece.found,
        })
        .collect()
}

/// The documents that were named, each with the provision of the address.
async fn straight_to(
    finder: &Finder,
    documents: &[Known],
    address: &Address,
    day: Date,
) -> Result<Vec<Direct>> {
    let mut direct = Vec::with_capacity(documents.len());
    for document in documents {
        let mut to = Direct {
            status: document.status(day),
            unit: String::new(),
            address: address.written(),
            text: None,
            has_text: false,
            document: document.clone(),
        };
        if !address.is_empty() {
            let id: Uuid = document.id.uuid();
            let text: Option<Text> = finder.db().one(TEXT_OF, args![id]).await?;
            to.has_text = text.is_some();
            if let Some((unit, words)) = text.and_then(|text| provision(&text.text, address)) {
                (to.unit, to.text) = (unit, Some(words));
            }
        }
        direct.push(to);
    }
    Ok(direct)
}

/// The provision of an address: in the document's own body, or in the text issued with it where the body has none.
fn provision(text: &str, address: &Address) -> Option<(String, String)> {
    let document = lex::structure::Document::read(text);
    let bodies = std::iter::once((lex::structure::UnitId(0), false));
    let bodies = bodies.chain(document.attached().into_iter().map(|body| (body, true)));
    for (body, attached) in bodies {
        for address in spellings(address) {
            if let Some(unit) = document.find_in(body, &address) {
                return Some((unit_id(&address, attached), document.own_text(unit)));
            }
        }
    }
    None
}

/// Who types without marks may mean "điểm đ" by "diem d".
fn spellings(address: &Address) -> Vec<Address> {
    let mut all = vec![address.clone()];
    if address.get(Level::Diem) == Some("d") {
        all.push(address.clone().with(Level::Diem, "đ"));
    }
    all
}
