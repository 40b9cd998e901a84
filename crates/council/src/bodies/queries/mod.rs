//! What pages ask about councils and their bodies.

mod council;
mod councils;
mod subjects;
mod units;

pub use council::{
    BodyBlock, CouncilPage, DecisionLine, MemberLine, PartnerLine, SeatLine, StaffLine, bodies,
    council_page, decisions, partners, predecessors, seats, staff, successors,
};
pub use councils::{
    CouncilFilter, CouncilLine, Existence, Figures, council, councils, councils_below, figures,
};
pub use subjects::{
    BodyRef, EmploymentRef, MembershipRef, PopulationLine, UnitRef, body, employment, membership,
    populations, unit,
};
pub use units::{
    Became, TermLine, UnitFilter, UnitLine, UnitPage, children, provinces, terms, unit_at,
    unit_page, units,
};
