//! Assessments and commendations of the sample: the last year of the city council that was merged, and what the new one commended since;
//! made through the acts.

use jiff::civil::date;
use kernel::Date;

use super::city::City;
use crate::bodies::queries::council;
use crate::recognition::Recognition;
use crate::recognition::acts::{Recognise, Whose, recognise};
use crate::recognition::queries::subjects;
use crate::{Acting, Result};

/// The year that is assessed.
const YEAR: u32 = 2025;
/// How many delegates are.
const DELEGATES: usize = 15;

/// Records the year.
pub(super) async fn tell(acting: &mut Acting<'_>, city: &City, today: Date) -> Result<()> {
    let day = date(2025, 12, 22);
    on(acting, day);
    let of = council(&acting.tx, city.merged_city.id).await?;
    let known = subjects(&acting.tx, &of, YEAR, day).await?;
    let record = |whose, kind, decision: &str, merit: &str| Recognise {
        council: of.id,
        whose: Some(whose),
        kind,
        year: YEAR,
        decided_on: day,
        decision: decision.to_owned(),
        decided_by: "Thường trực HĐND thành phố".to_owned(),
        merit: merit.to_owned(),
    };
    let bodies = known.iter().filter_map(|one| one.body_id).map(Whose::Body);
    let delegates = known.iter().filter_map(|one| one.person_id);
    let delegates = delegates.map(Whose::Delegate).take(DELEGATES);
    for (at, whose) in bodies.take(3).chain(delegates).enumerate() {
        let kind = match at % 6 {
            0 => Recognition::Excellent,
            4 => Recognition::Fulfilled,
            _ => Recognition::Good,
        };
        recognise(acting, record(whose, kind, "41/QĐ-HĐND", "")).await?;
        if kind == Recognition::Excellent {
            let merit = "Có thành tích xuất sắc trong hoạt động của HĐND năm 2025";
            let praise = record(whose, Recognition::Certificate, "42/QĐ-HĐND", merit);
            recognise(acting, praise).await?;
        }
    }
    let day = date(2026, 9, 1);
    if today < day {
        return Ok(());
    }
    on(acting, day);
    let of = council(&acting.tx, city.city.id).await?;
    let known = subjects(&acting.tx, &of, 2026, day).await?;
    let delegates = known.iter().filter_map(|one| one.person_id).take(2);
    for whose in delegates.map(Whose::Delegate) {
        let praise = Recognise {
            council: of.id,
            whose: Some(whose),
            kind: Recognition::Merit,
            year: 2026,
            decided_on: day,
            decision: "1205/QĐ-UBND".to_owned(),
            decided_by: "Chủ tịch UBND thành phố".to_owned(),
            merit: "Có thành tích trong việc sắp xếp đơn vị hành chính".to_owned(),
        };
        recognise(acting, praise).await?;
    }
    Ok(())
}

fn on(acting: &mut Acting<'_>, day: Date) {
    acting.today = day;
    acting.now = kernel::time::instant(day.at(9, 0, 0, 0));
}
