//! A document arrives: texts that named it before it was there are linked to it.

use std::collections::BTreeSet;

use kernel::ids::{DocumentId, TextId};
use store::{Reader as _, Tx, args, record, sql};

use crate::Result;
use crate::library::frame::{is_local, issuer_key, printed_number};

record! {
    struct Waiting { text_id: TextId, issuer: String }
}

sql! {
    CITING = "SELECT DISTINCT c.text_id, d.issuer FROM document_citation c JOIN document_text t ON t.id = c.text_id \
              JOIN document d ON d.id = t.document_id WHERE c.number = $1 AND c.document_id IS NULL";
    CHANGING = "SELECT DISTINCT c.text_id, d.issuer FROM document_change c JOIN document_text t ON t.id = c.text_id \
                JOIN document d ON d.id = t.document_id WHERE c.number = $1 AND c.document_id IS NULL";
    LINK_CITATION = "UPDATE document_citation SET document_id = $1 WHERE text_id = $2 AND number = $3 AND document_id IS NULL";
    LINK_CHANGE = "UPDATE document_change SET document_id = $1 WHERE text_id = $2 AND number = $3 AND document_id IS NULL";
}

/// Links what waits for a number; of a local number only what its own issuer says, for every council numbers from one.
pub(in crate::library) async fn meet(
    tx: &Tx,
    id: DocumentId,
    number: &str,
    issuer: &str,
) -> Result<()> {
    let printed = printed_number(number);
    let mut waiting: Vec<Waiting> = tx.all(CITING, args![printed]).await?;
    waiting.extend(tx.all::<Waiting>(CHANGING, args![printed]).await?);
    let (local, key) = (is_local(printed), issuer_key(issuer));
    let texts: BTreeSet<_> = waiting
        .into_iter()
        .filter(|row| !local || issuer_key(&row.issuer) == key)
        .map(|row| row.text_id)
        .collect();
    for text in texts {
        tx.execute(LINK_CITATION, args![id, text, printed]).await?;
        tx.execute(LINK_CHANGE, args![id, text, printed]).await?;
    }
    Ok(())
}
