//! Đánh giá, khen thưởng: how delegates and bodies of a council were assessed for a year, and what they were commended with.
//!
//! Legal basis: Luật Thi đua, khen thưởng (06/2022/QH15) for the forms of commendation (unconfirmed); how delegates are assessed is for
//! each council to lay down, no source at hand binds all of them.
//!
//! **Invariants.** Who was assessed belonged to the council in that year. A delegate or a body has one assessment for a year; another one
//! is recorded only after the first was withdrawn with a reason. A commendation is public, the assessment of a named delegate is not.

pub mod acts;
pub mod queries;
#[cfg(test)]
mod tests;

store::coded! {
    /// Mức đánh giá hoặc hình thức khen thưởng.
    pub enum Recognition {
        /// Hoàn thành xuất sắc nhiệm vụ.
        Excellent = "excellent",
        /// Hoàn thành tốt nhiệm vụ.
        Good = "good",
        /// Hoàn thành nhiệm vụ.
        Fulfilled = "fulfilled",
        /// Không hoàn thành nhiệm vụ.
        Unfulfilled = "unfulfilled",
        /// Giấy khen.
        Certificate = "certificate",
        /// Bằng khen.
        Merit = "merit_certificate",
        /// Kỷ niệm chương.
        Badge = "badge",
        /// Huân chương, huy chương.
        Medal = "medal",
        /// Danh hiệu thi đua.
        Title = "title",
        /// Hình thức khác.
        Other = "other",
    }
}

impl Recognition {
    /// The grades of an assessment, the best first.
    pub const GRADES: [Self; 4] = [
        Self::Excellent,
        Self::Good,
        Self::Fulfilled,
        Self::Unfulfilled,
    ];

    /// The forms of commendation.
    pub const COMMENDATIONS: [Self; 6] = [
        Self::Certificate,
        Self::Merit,
        Self::Badge,
        Self::Medal,
        Self::Title,
        Self::Other,
    ];

    /// Whether it is a grade of an assessment.
    pub fn is_grade(self) -> bool {
        Self::GRADES.contains(&self)
    }
}
