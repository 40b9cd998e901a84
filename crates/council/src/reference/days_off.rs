//! Days that are not what their weekday says.

use store::{args, sql};

use super::{Table, own};
use crate::seed_data::days_off;
use crate::sittings::days_off::day_id;
use crate::{Acting, Result};

sql! {
    DAYS = "SELECT id AS a, id AS b, '' AS c FROM calendar_day";
}

pub(super) async fn load_days_off(acting: &Acting<'_>) -> Result<u64> {
    let table = Table {
        name: "calendar_day",
        columns: &["id", "day", "kind", "name", "basis", "certainty"],
        keys: DAYS,
    };
    let rows = days_off::days_off().iter().map(|day| {
        let id = day_id(day.day);
        let values = args![
            id,
            day.day,
            day.kind,
            day.name,
            day.basis,
            day.certainty.code()
        ];
        (own(id), values)
    });
    table.fill(acting, rows).await
}
