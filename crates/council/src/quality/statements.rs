//! The statements behind the checks: $1 is the place, $2 the day, $3 how many findings are wanted. Each row tells the total.
//!
//! `CROSS JOIN` keeps SQLite going from the few councils of a place to their many records, never the other way round; so does
//! `NOT … <> …` keep it from the wrong index.

use store::{Sql, sql};

use super::Check;

/// Councils at the place and below that had begun by the day, ended ones included.
macro_rules! scope {
    () => {
        "($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') AND c.valid_from <= $2"
    };
}

/// Whether a record holds on the day.
macro_rules! holds {
    ($alias:literal) => {
        concat!(
            $alias,
            ".valid_from <= $2 AND (",
            $alias,
            ".valid_to IS NULL OR ",
            $alias,
            ".valid_to > $2)"
        )
    };
}

/// Whether two records share a day.
macro_rules! share_a_day {
    () => {
        "a.valid_from < coalesce(b.valid_to, '9999-12-31') AND b.valid_from < coalesce(a.valid_to, '9999-12-31')"
    };
}

/// A finding about the person of a mandate or membership `$of`, with its detail.
macro_rules! of_person {
    ($of:literal, $detail:literal, $from:expr) => {
        concat!(
            "SELECT 'person' AS subject_kind, ",
            $of,
            ".person_id AS subject_id, r.full_name AS label, c.path, ",
            $detail,
            " AS detail, CASE WHEN ",
            $of,
            ".valid_to IS NULL THEN ",
            $of,
            ".id END AS running_id, count(*) OVER () AS total ",
            $from,
            " JOIN person_record r ON r.person_id = ",
            $of,
            ".person_id AND ",
            holds!("r")
        )
    };
}

/// A finding about a council, with its label and detail, and the body it is about.
macro_rules! of_council {
    ($label:literal, $detail:literal) => {
        of_council!($label, $detail, "CAST(NULL AS UUID)")
    };
    ($label:literal, $detail:literal, $body:literal) => {
        concat!(
            "SELECT 'council' AS subject_kind, c.id AS subject_id, ",
            $label,
            " AS label, c.path, ",
            $detail,
            " AS detail, ",
            $body,
            " AS running_id, count(*) OVER () AS total FROM council c JOIN unit u ON u.id = c.unit_id "
        )
    };
}

sql! {
    SEAT_HELD_TWICE = concat!(of_person!("b", "a.valid_from || ' / ' || b.valid_from", "FROM council c CROSS JOIN mandate a JOIN mandate b ON b.seat_id = a.seat_id AND b.id > a.id"),
        " WHERE a.council_id = c.id AND ", scope!(), " AND ", share_a_day!(), " ORDER BY c.path, r.sort_key LIMIT $3");
    PERSON_SITS_TWICE = concat!(of_person!("b", "a.valid_from || ' / ' || b.valid_from", "FROM council c CROSS JOIN mandate a JOIN mandate b ON b.person_id = a.person_id AND NOT b.council_id <> a.council_id AND b.id > a.id"),
        " WHERE a.council_id = c.id AND ", scope!(), " AND ", share_a_day!(), " ORDER BY c.path, r.sort_key LIMIT $3");
    MANDATE_OUTSIDE_COUNCIL = concat!(of_person!("m", "m.valid_from || ' – ' || coalesce(m.valid_to, '')", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND (m.valid_from < c.valid_from OR m.valid_from >= c.valid_to OR m.valid_to > c.valid_to) ORDER BY c.path, r.sort_key LIMIT $3");
    MANDATE_AFTER_COUNCIL = concat!(of_person!("m", "c.valid_to", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND c.valid_to <= $2 AND m.valid_to IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    MANDATE_WITHOUT_SEAT = concat!(of_person!("m", "m.valid_from", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND m.seat_id IS NULL AND ", holds!("m"), " ORDER BY c.path, r.sort_key LIMIT $3");
    POST_WITHOUT_MANDATE = concat!(of_person!("p", "b.name", "FROM council c CROSS JOIN body b JOIN membership p ON p.body_id = b.id"),
        " WHERE b.council_id = c.id AND ", scope!(), " AND ", holds!("p"), " AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.council_id = c.id AND m.person_id = p.person_id AND ", holds!("m"), ") \
          ORDER BY c.path, r.sort_key LIMIT $3");
    MEMBER_AFTER_BODY = concat!(of_person!("p", "b.name || ' – ' || b.valid_to", "FROM council c CROSS JOIN body b JOIN membership p ON p.body_id = b.id"),
        " WHERE b.council_id = c.id AND ", scope!(), " AND b.valid_to <= $2 AND (p.valid_to IS NULL OR p.valid_to > b.valid_to) ORDER BY c.path, r.sort_key LIMIT $3");
    MEMBERSHIP_TWICE = concat!(of_person!("b", "a.valid_from || ' / ' || b.valid_from", "FROM council c CROSS JOIN body o JOIN membership a ON a.body_id = o.id JOIN membership b ON b.body_id = o.id AND b.person_id = a.person_id AND b.id > a.id"),
        " WHERE o.council_id = c.id AND ", scope!(), " AND ", share_a_day!(), " ORDER BY c.path, r.sort_key LIMIT $3");
    TWO_HEADS = concat!(of_person!("b", "o.name || ' – ' || b.valid_from", "FROM council c CROSS JOIN body o JOIN membership a ON a.body_id = o.id JOIN membership b ON b.body_id = o.id AND b.post = a.post AND b.id > a.id"),
        " WHERE o.council_id = c.id AND ", scope!(), " AND a.post IN ('chair', 'board_head', 'group_leader') AND ", share_a_day!(), " ORDER BY c.path, r.sort_key LIMIT $3");
    NO_HEAD = concat!(of_council!("u.name", "b.name", "b.id"), "JOIN body b ON b.council_id = c.id WHERE ", scope!(), " AND ", holds!("c"), " AND ", holds!("b"),
        " AND NOT EXISTS (SELECT 1 FROM membership p WHERE p.body_id = b.id AND p.post IN ('chair', 'board_head', 'group_leader') AND ", holds!("p"), ") ORDER BY c.path, b.rank LIMIT $3");
    MORE_THAN_PLANNED = concat!(of_council!("u.name", "CAST(x.sitting AS TEXT) || ' > ' || CAST(c.seats_planned AS TEXT)"),
        "JOIN (SELECT m.council_id, count(*) AS sitting FROM mandate m WHERE ", holds!("m"), " GROUP BY m.council_id) x ON x.council_id = c.id WHERE ", scope!(),
        " AND x.sitting > c.seats_planned ORDER BY c.path LIMIT $3");
    PLAN_MISSING = concat!(of_council!("u.name", "c.number"), "WHERE ", scope!(), " AND ", holds!("c"), " AND c.seats_planned IS NULL ORDER BY c.path LIMIT $3");
    CONSTITUENCIES = concat!(of_council!("u.name", "CAST(x.drawn AS TEXT) || ' ≠ ' || CAST(c.seats_planned AS TEXT)"),
        "JOIN (SELECT k.council_id, CAST(sum(k.seats) AS BIGINT) AS drawn FROM constituency k GROUP BY k.council_id) x ON x.council_id = c.id WHERE ", scope!(),
        " AND x.drawn <> c.seats_planned ORDER BY c.path LIMIT $3");
    SEAT_VACANT = concat!(of_council!("u.name", "CAST(s.number AS TEXT)"), "CROSS JOIN seat s WHERE s.council_id = c.id AND ", scope!(), " AND ", holds!("c"),
        " AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.seat_id = s.id AND ", holds!("m"), ") ORDER BY c.path, s.number LIMIT $3");
    BIRTH_MISSING = concat!(of_person!("m", "coalesce(CAST(r.birth_year AS TEXT), '')", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND r.birth_date IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    AGE_IMPLAUSIBLE = concat!(of_person!("m", "coalesce(r.birth_date, CAST(r.birth_year AS TEXT)) || ' / ' || m.valid_from", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND (CAST(CAST(substr(r.birth_date, 1, 4) AS BIGINT) + $4 AS TEXT) || substr(r.birth_date, 5) > m.valid_from \
            OR (r.birth_date IS NULL AND r.birth_year + $4 > CAST(substr(m.valid_from, 1, 4) AS BIGINT)) \
            OR coalesce(r.birth_year, CAST(substr(r.birth_date, 1, 4) AS BIGINT)) + 100 < CAST(substr(m.valid_from, 1, 4) AS BIGINT)) ORDER BY c.path, r.sort_key LIMIT $3");
    SEX_MISSING = concat!(of_person!("m", "''", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND r.sex IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    // From the few people of a place to others of the same name and day of birth anywhere, never through the whole country.
    SAME_PERSON_TWICE = concat!(
        "SELECT 'person' AS subject_kind, h.person_id AS subject_id, h.full_name AS label, h.path, h.birth_date AS detail, CAST(NULL AS UUID) AS running_id, count(*) OVER () AS total \
         FROM (SELECT DISTINCT r.person_id, r.full_name, r.sort_key, r.folded, r.birth_date, c.path FROM council c CROSS JOIN mandate m \
           JOIN person_record r ON r.person_id = m.person_id AND r.valid_to IS NULL AND r.birth_date IS NOT NULL \
           JOIN person p ON p.id = r.person_id AND p.merged_into IS NULL WHERE m.council_id = c.id AND ", scope!(), ") h \
         WHERE EXISTS (SELECT 1 FROM person_record q JOIN person o ON o.id = q.person_id AND o.merged_into IS NULL \
           WHERE q.folded = h.folded AND q.birth_date = h.birth_date AND q.valid_to IS NULL AND NOT q.person_id = h.person_id) \
         ORDER BY h.sort_key, h.path LIMIT $3");
    START_UNCONFIRMED = concat!(of_person!("m", "m.valid_from", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND m.start_decision_id IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    END_UNCONFIRMED = concat!(of_person!("m", "m.valid_to", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND m.valid_to <= $2 AND m.end_decision_id IS NULL AND coalesce(m.end_reason, '') <> 'council_ended' ORDER BY c.path, r.sort_key LIMIT $3");
    END_WITHOUT_REASON = concat!(of_person!("m", "m.valid_to", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND m.valid_to <= $2 AND m.end_reason IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    DECISION_DAY = concat!(of_council!("u.name", "d.number || ': ' || d.signed_on || ' / ' || d.effective_on"), "JOIN decision d ON d.council_id = c.id WHERE ", scope!(),
        " AND (d.signed_on > d.effective_on OR d.signed_on >= c.valid_to) ORDER BY c.path, d.signed_on LIMIT $3");
    SUSPENSION_UNCONFIRMED = concat!(of_person!("m", "s.valid_from", "FROM council c CROSS JOIN mandate m JOIN suspension s ON s.mandate_id = m.id"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND s.decision_id IS NULL ORDER BY c.path, r.sort_key LIMIT $3");
    RECORD_VERSIONS = concat!(
        "SELECT 'person' AS subject_kind, r.person_id AS subject_id, r.full_name AS label, c.path, r.valid_from || ' – ' || coalesce(r.valid_to, '') AS detail, \
         CAST(NULL AS UUID) AS running_id, count(*) OVER () AS total \
         FROM council c CROSS JOIN mandate m JOIN person_record r ON r.person_id = m.person_id WHERE m.council_id = c.id AND ", scope!(),
        " AND coalesce(r.valid_to, '') <> coalesce((SELECT min(n.valid_from) FROM person_record n WHERE n.person_id = r.person_id AND n.valid_from > r.valid_from), '') \
          GROUP BY r.person_id, r.full_name, c.path, r.valid_from, r.valid_to ORDER BY c.path, r.full_name LIMIT $3");
    // A rough sieve: the program looks at what stays in it.
    CONTACTS = concat!(
        "SELECT 'phone' AS subject_kind, m.person_id AS subject_id, r.full_name AS label, c.path, r.phone AS detail, CAST(NULL AS UUID) AS running_id, CAST(0 AS BIGINT) AS total \
         FROM council c CROSS JOIN mandate m JOIN person_record r ON r.person_id = m.person_id AND ", holds!("r"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND (lower(r.phone) <> upper(r.phone) OR r.phone LIKE '%,%' OR r.phone LIKE '%/%' \
            OR r.phone LIKE '%;%' OR length(replace(replace(replace(r.phone, ' ', ''), '.', ''), '-', '')) NOT BETWEEN 9 AND 12) \
         UNION ALL SELECT 'email', m.person_id, r.full_name, c.path, r.email, CAST(NULL AS UUID), CAST(0 AS BIGINT) \
         FROM council c CROSS JOIN mandate m JOIN person_record r ON r.person_id = m.person_id AND ", holds!("r"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND (r.email NOT LIKE '%_@_%._%' OR r.email LIKE '% %' OR r.email LIKE '%,%' \
            OR r.email LIKE '%;%' OR r.email LIKE '%@%@%' OR r.email LIKE '%.')"
    );
    UNITS = "SELECT 'unit' AS subject_kind, c.id AS subject_id, c.name AS label, c.path, c.valid_to AS detail, CAST(NULL AS UUID) AS running_id, count(*) OVER () AS total FROM unit c \
             WHERE ($1 = '' OR c.path = $1 OR c.path LIKE $1 || '/%') AND c.valid_to <= $2 AND c.level <> 'district' \
               AND NOT EXISTS (SELECT 1 FROM unit_successor s WHERE s.old_id = c.id) ORDER BY c.path LIMIT $3";
    WITHOUT_GROUP = concat!(of_person!("m", "''", "FROM council c CROSS JOIN mandate m"),
        " WHERE m.council_id = c.id AND ", scope!(), " AND ", holds!("m"), " AND EXISTS (SELECT 1 FROM body b WHERE b.council_id = c.id AND b.kind = 'delegate_group' AND ", holds!("b"), ") \
          AND NOT EXISTS (SELECT 1 FROM body b JOIN membership p ON p.body_id = b.id WHERE b.council_id = c.id AND b.kind = 'delegate_group' \
             AND p.person_id = m.person_id AND ", holds!("p"), ") ORDER BY c.path, r.sort_key LIMIT $3");
}

/// The statement of a check; `None` for the one that compares with a rule in the program.
pub(super) const fn statement(check: Check) -> Option<Sql> {
    Some(match check {
        Check::SeatHeldTwice => SEAT_HELD_TWICE,
        Check::PersonSitsTwice => PERSON_SITS_TWICE,
        Check::MandateOutsideCouncil => MANDATE_OUTSIDE_COUNCIL,
        Check::MandateAfterCouncil => MANDATE_AFTER_COUNCIL,
        Check::MandateWithoutSeat => MANDATE_WITHOUT_SEAT,
        Check::PostWithoutMandate => POST_WITHOUT_MANDATE,
        Check::MemberAfterBody => MEMBER_AFTER_BODY,
        Check::MembershipTwice => MEMBERSHIP_TWICE,
        Check::TwoHeads => TWO_HEADS,
        Check::NoHead => NO_HEAD,
        Check::MoreThanPlanned => MORE_THAN_PLANNED,
        Check::PlanDiffersFromRule => return None,
        Check::PlanMissing => PLAN_MISSING,
        Check::ConstituenciesDoNotAddUp => CONSTITUENCIES,
        Check::SeatVacant => SEAT_VACANT,
        Check::BirthMissing => BIRTH_MISSING,
        Check::AgeImplausible => AGE_IMPLAUSIBLE,
        Check::SexMissing => SEX_MISSING,
        Check::SamePersonTwice => SAME_PERSON_TWICE,
        Check::StartUnconfirmed => START_UNCONFIRMED,
        Check::EndUnconfirmed => END_UNCONFIRMED,
        Check::EndWithoutReason => END_WITHOUT_REASON,
        Check::DecisionDayImplausible => DECISION_DAY,
        Check::SuspensionUnconfirmed => SUSPENSION_UNCONFIRMED,
        Check::RecordVersionsBroken => RECORD_VERSIONS,
        Check::ContactShape => CONTACTS,
        Check::UnitWithoutSuccessor => UNITS,
        Check::DelegateWithoutGroup => WITHOUT_GROUP,
    })
}
