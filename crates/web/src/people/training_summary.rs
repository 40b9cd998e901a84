//! What a delegate's page says of training.

use kernel::ids::PersonId;
use ui::Section;

use crate::failure::Outcome;
use crate::visit::Visit;

/// The part of a delegate's page about training, for those who may read it; the pages of training fill it.
pub async fn training_summary(_visit: &Visit, _person: PersonId) -> Outcome<Option<Section>> {
    Ok(None)
}
