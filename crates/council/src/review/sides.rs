//! Hai văn bản cạnh nhau: a cited provision as it was when the document was issued, and as it is on a day.

use kernel::Date;
use kernel::ids::DocumentId;
use lex::amend::{self, Amendments};
use lex::diff;
use lex::naming::unit_of_id;
use lex::structure::Document as Structure;
use lex::time::{Act, Node, consolidate};
use store::{Reader, args, record, sql};

use crate::Result;
use crate::library::frame;

pub use lex::diff::Piece;

/// A provision on two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Its words on the earlier day; none when it was not there.
    pub before: Option<String>,
    /// Its words on the later day; none when it is not there any more.
    pub after: Option<String>,
    /// The words of both, told apart.
    pub words: Vec<Piece>,
}

record! {
    struct Base { number: String, text: String }

    struct Changing { number: String, signed_on: Option<Date>, text: String }
}

sql! {
    BASE = "SELECT d.number, t.text FROM document_text t JOIN document d ON d.id = t.document_id \
            WHERE t.document_id = $1 AND t.kind = 'issued' AND t.withdrawn_at IS NULL ORDER BY t.added_at DESC LIMIT 1";
    CHANGING = "SELECT d.number, d.signed_on, t.text FROM document_text t JOIN document d ON d.id = t.document_id \
                WHERE t.withdrawn_at IS NULL AND t.id IN (SELECT x.text_id FROM document_change x WHERE x.number = $1) ORDER BY d.signed_on, d.number";
}

/// A provision as it was on one day and is on another; none when the text of its document is not at hand.
pub async fn sides(
    db: &impl Reader,
    document: DocumentId,
    unit: &str,
    before: Date,
    after: Date,
) -> Result<Option<Sides>> {
    let Some(base) = db.one::<Base>(BASE, args![document]).await? else {
        return Ok(None);
    };
    let changing: Vec<Changing> = db.all(CHANGING, args![&base.number]).await?;
    let frame = frame(db).await?;
    let read: Vec<(Changing, Amendments)> = changing
        .into_iter()
        .map(|act| {
            let mut structure = Structure::read(&act.text);
            structure.head.date = structure.head.date.or(act.signed_on);
            let amendments = amend::read(&structure, &frame.citer);
            (act, amendments)
        })
        .collect();
    let acts: Vec<Act<'_>> = read
        .iter()
        .map(|(act, amendments)| Act {
            number: &act.number,
            passed: act.signed_on,
            amendments,
        })
        .collect();
    let structure = Structure::read(&base.text);
    let at = |day| {
        let mut text = consolidate(&structure, &base.number, &acts, day);
        provision(&mut text.root, unit)
    };
    let (before, after) = (at(before), at(after));
    Ok(Some(Sides {
        words: diff::words(
            before.as_deref().unwrap_or_default(),
            after.as_deref().unwrap_or_default(),
        ),
        before,
        after,
    }))
}

/// The words of a unit.
fn provision(root: &mut Node, unit: &str) -> Option<String> {
    let (address, _) = unit_of_id(unit);
    let found = root.find_mut(&address)?;
    if found.repealed {
        return None;
    }
    let mut text = String::new();
    found.write(&mut text);
    Some(text.trim().to_owned())
}
