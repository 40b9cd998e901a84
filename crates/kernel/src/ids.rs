//! One identifier type per kind of record, so that a seat can never be passed where a person is meant.
//!
//! Every identifier is a UUIDv7: sortable by creation, made without asking the database, equal in both databases.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::{Builder, Uuid};

/// An identifier of a record of kind `K`.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

/// The text is not an identifier.
#[derive(Debug, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

impl<K> Id<K> {
    /// A fresh identifier.
    pub fn fresh() -> Self {
        Self::from_uuid(Uuid::now_v7())
    }

    /// An identifier that depends on its arguments alone: for sample data that must come out the same each time, and for what a
    /// machine sends twice under one name.
    pub fn reproducible(millis: u64, random: u128) -> Self {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&random.to_be_bytes()[..10]);
        Self::from_uuid(Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    /// The identifier with this value.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self {
            uuid,
            kind: PhantomData,
        }
    }

    /// The bare value, for the database and for records that point at any kind.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.uuid, f)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.uuid, f)
    }
}
impl<K> FromStr for Id<K> {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Uuid::parse_str(text.trim())
            .map(Self::from_uuid)
            .map_err(|_| NotAnId)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.uuid.serialize(serializer)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}

/// In the description of the open data every identifier is a UUID, of whatever kind.
#[cfg(feature = "schema")]
impl<K> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .into()
    }
}
#[cfg(feature = "schema")]
impl<K> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $kind {}
        #[doc = concat!("Identifies a record of kind [`", stringify!($kind), "`].")]
        pub type $id = Id<$kind>;
    )*};
}

kinds! {
    /// Đơn vị hành chính: an administrative unit.
    Unit => UnitId;
    /// Nhiệm kỳ: a term of all councils of the country.
    Term => TermId;
    /// Hội đồng nhân dân: one council in one term.
    Council => CouncilId;
    /// Đơn vị bầu cử: an electoral unit of a council.
    Constituency => ConstituencyId;
    /// Ghế đại biểu: a seat of a council.
    Seat => SeatId;
    /// Người: a natural person.
    Person => PersonId;
    /// Nhiệm vụ đại biểu: a person's tenure of a seat.
    Mandate => MandateId;
    /// Tạm đình chỉ: a suspension of a mandate.
    Suspension => SuspensionId;
    /// Cơ quan của Hội đồng nhân dân: the standing committee, a board, a delegate group.
    Body => BodyId;
    /// Tư cách thành viên: membership of a body with its post.
    Membership => MembershipId;
    /// Nghị quyết, quyết định: the act that caused a change.
    Decision => DecisionId;
    /// Cơ quan phối hợp: a partner institution.
    Institution => InstitutionId;
    /// Công chức giúp việc: a person's employment at an institution.
    Employment => EmploymentId;
    /// Quy định: a dated rule.
    Rule => RuleId;
    /// Văn bản: a legal document.
    Document => DocumentId;
    /// Nội dung văn bản: a text of a legal document.
    DocumentText => TextId;
    /// Đợt nhập văn bản: files of texts handed in together.
    TextImport => TextImportId;
    /// Quy chế, nội quy, nghị quyết quy phạm: a council's own regulation.
    Regulation => RegulationId;
    /// Điều: an article of a regulation.
    Article => ArticleId;
    /// Góp ý: a comment on a draft regulation.
    Comment => CommentId;
    /// Lần biểu quyết: a vote on a regulation.
    Vote => VoteId;
    /// Văn bản của một bước: a paper of a step of a regulation.
    Paper => PaperId;
    /// Việc rà soát: the review of one of a council's own documents.
    ReviewTask => ReviewTaskId;
    /// Danh mục văn bản: a periodic list of a council's own documents.
    ReviewList => ReviewListId;
    /// Quy chế phối hợp: a coordination regulation.
    Coordination => CoordinationId;
    /// Bên phối hợp: a party of a coordination regulation.
    Party => PartyId;
    /// Ý kiến của một bên: a comment on the draft of a coordination regulation.
    PartyComment => PartyCommentId;
    /// Nhiệm vụ phối hợp: a duty of a coordination regulation.
    CoordinationDuty => CoordinationDutyId;
    /// Việc đến hạn: a duty in one period.
    CoordinationTask => CoordinationTaskId;
    /// Giao ban, hội nghị liên tịch: a joint meeting of the parties.
    JointMeeting => JointMeetingId;
    /// Kết luận: what a joint meeting charged a party with.
    Conclusion => ConclusionId;
    /// Báo cáo: a report on a term, a year or a session.
    Report => ReportId;
    /// Chương trình bồi dưỡng: a training programme.
    Programme => ProgrammeId;
    /// Khóa bồi dưỡng: a course of a programme.
    Course => CourseId;
    /// Chuyên đề: a topic taught.
    Topic => TopicId;
    /// Lớp: a class held of a course.
    Class => ClassId;
    /// Buổi học: one session of a class.
    Lesson => LessonId;
    /// Giảng viên, báo cáo viên: a trainer of a class.
    Trainer => TrainerId;
    /// Giấy mời: the invitation of a person to a class.
    Invitation => InvitationId;
    /// Tài liệu: a paper handed out.
    Material => MaterialId;
    /// Câu hỏi: a question of the bank.
    Question => QuestionId;
    /// Bài kiểm tra: a check of knowledge.
    Quiz => QuizId;
    /// Lượt làm bài: one attempt at a check of knowledge.
    Attempt => AttemptId;
    /// Giấy chứng nhận: a certificate.
    Certificate => CertificateId;
    /// Phiếu đánh giá: an evaluation of a class.
    Evaluation => EvaluationId;
    /// Ngày nghỉ, ngày làm bù: a day that is not what its weekday says.
    CalendarDay => CalendarDayId;
    /// Kỳ họp: a sitting of a council.
    Sitting => SittingId;
    /// Nội dung kỳ họp: an item of the programme of a sitting.
    SittingItem => SittingItemId;
    /// Cuộc tiếp xúc cử tri: a meeting of delegates with voters.
    Contact => ContactId;
    /// Đề nghị tiếp xúc cử tri ngoài đơn vị bầu cử.
    ContactRequest => ContactRequestId;
    /// Lượt ý kiến: what one voter said or wrote.
    Utterance => UtteranceId;
    /// Nội dung kiến nghị: a matter to be settled.
    Matter => MatterId;
    /// Văn bản trả lời kiến nghị: a reply to one or several matters.
    Reply => ReplyId;
    /// Tổng đài: a hotline that may hand in petitions by machine.
    Hotline => HotlineId;
    /// Tệp trao đổi: a file by which petitions come from another place.
    ExchangeFile => ExchangeFileId;
    /// Bảng kiến nghị: a table of petitions that was handed in.
    PetitionTable => PetitionTableId;
    /// Khó khăn, vướng mắc: what a council finds hard.
    Difficulty => DifficultyId;
    /// Hội nghị trao đổi kinh nghiệm: a conference.
    Conference => ConferenceId;
    /// Chuyên đề của hội nghị: a topic of a conference.
    ConferenceTopic => ConferenceTopicId;
    /// Kết luận của hội nghị: a conclusion.
    ConferenceConclusion => ConferenceConclusionId;
    /// Hỏi đáp của hội nghị: a question that was answered.
    ConferenceAnswer => ConferenceAnswerId;
    /// Người nhận tin: an address that hears news by e-mail.
    Subscriber => SubscriberId;
    /// Đăng ký nhận tin: one thing of which a subscriber hears.
    Subscription => SubscriptionId;
    /// Thư chờ gửi: a letter on its way.
    Notice => NoticeId;
    /// Vị trí việc làm: a post of the office that serves a council.
    OfficePost => OfficePostId;
    /// Người giữ vị trí: somebody in a post of the office.
    PostHolder => PostHolderId;
    /// Lần bồi dưỡng của người giữ vị trí.
    StaffTraining => StaffTrainingId;
    /// Cơ sở vật chất: what was seen of an item of the checklist.
    FacilityRecord => FacilityRecordId;
    /// Dòng kinh phí: a line of a council's budget as of a day.
    BudgetLine => BudgetLineId;
    /// Kiến nghị về điều kiện hoạt động: what a council asks for itself.
    ConditionRequest => ConditionRequestId;
    /// Đánh giá, khen thưởng: an assessment or a commendation of a delegate or a body.
    Recognition => RecognitionId;
    /// Văn bản: a paper of a council, drafted here or only registered.
    OfficialPaper => OfficialPaperId;
    /// Tài khoản: a user's account.
    Account => AccountId;
    /// Vai trò được giao: a role granted to an account.
    Grant => GrantId;
    /// Phiên đăng nhập: a sign-in session.
    SignIn => SignInId;
    /// Khóa truy cập: a registered passkey.
    Passkey => PasskeyId;
    /// Đợt nhập dữ liệu: an import of a roster.
    Import => ImportId;
    /// Tệp: a stored file.
    File => FileId;
}
