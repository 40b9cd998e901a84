//! The permission table: every act and every group of fields with the roles that have it.

use super::Role;
use super::Role::{
    Administrator, Auditor, Clerk, Delegate, Executive, Front, StandingCommittee, Trainer, Voter,
};

macro_rules! table {
    ($(#[$meta:meta])* $name:ident, $all:ident; $($(#[$vmeta:meta])* $variant:ident = $code:literal: [$($role:ident),*];)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// The stable code, as it stands in the audit chain and in the catalogue.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The roles that have it.
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$variant => &[$($role),*]),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        /// Every row of the table, in order.
        pub const fn $all() -> &'static [$name] {
            &[$($name::$variant),*]
        }
    };
}

table! {
    /// Hành vi: everything that changes a record.
    Act, act_table;

    /// Nạp dữ liệu nền: units, terms, the legal frame and the rules that come with the product.
    LoadReference = "reference.load": [Administrator];

    /// Ghi nhận nghị quyết, quyết định về tổ chức, nhân sự.
    RecordDecision = "bodies.record_decision": [Clerk, StandingCommittee];
    /// Lập hội đồng của một nhiệm kỳ.
    FoundCouncil = "bodies.found_council": [Clerk, Administrator];
    /// Kết thúc hoạt động của hội đồng.
    EndCouncil = "bodies.end_council": [Clerk];
    /// Chia đơn vị bầu cử.
    DrawConstituency = "bodies.draw_constituency": [Clerk];
    /// Thành lập Ban, Tổ đại biểu, Thường trực.
    SetUpBody = "bodies.set_up_body": [Clerk];
    /// Giải thể Ban, Tổ đại biểu.
    EndBody = "bodies.end_body": [Clerk];
    /// Bầu, cử thành viên.
    AppointMember = "bodies.appoint_member": [Clerk];
    /// Miễn nhiệm, cho thôi thành viên.
    RelieveMember = "bodies.relieve_member": [Clerk];
    /// Ghi nhận cơ quan phối hợp.
    RecordInstitution = "bodies.record_institution": [Clerk];
    /// Ghi nhận công chức giúp việc.
    RecordEmployment = "bodies.record_employment": [Clerk];
    /// Ghi nhận dân số của đơn vị hành chính.
    RecordPopulation = "bodies.record_population": [Clerk];

    /// Lập hồ sơ một người.
    RegisterPerson = "people.register": [Clerk];
    /// Sửa hồ sơ một người.
    CorrectPerson = "people.correct": [Clerk];
    /// Gộp hai hồ sơ của một người.
    MergePersons = "people.merge": [Clerk];
    /// Xác nhận tư cách đại biểu.
    OpenMandate = "people.open_mandate": [Clerk];
    /// Thôi làm nhiệm vụ, bãi nhiệm, mất quyền đại biểu.
    EndMandate = "people.end_mandate": [Clerk];
    /// Tạm đình chỉ đại biểu.
    SuspendMandate = "people.suspend_mandate": [Clerk];

    /// Quy định riêng của địa phương.
    SetLocalRule = "rules.set_local": [Clerk, StandingCommittee];

    /// Tải tệp danh sách lên.
    UploadRoster = "imports.upload": [Clerk];
    /// Xác nhận nhập dữ liệu.
    ConfirmImport = "imports.confirm": [Clerk];
    /// Hoàn tác một đợt nhập.
    UndoImport = "imports.undo": [Clerk];

    /// Ghi nhận văn bản vào thư viện.
    RecordDocument = "library.record_document": [Clerk, Administrator];
    /// Đưa nội dung văn bản vào thư viện.
    AddText = "library.add_text": [Clerk, Administrator];
    /// Rút nội dung văn bản.
    WithdrawText = "library.withdraw_text": [Clerk, Administrator];

    /// Đề nghị xây dựng quy chế, nội quy, nghị quyết quy phạm.
    ProposeRegulation = "regulations.propose": [Clerk, StandingCommittee];
    /// Ghi nhận văn bản của hội đồng đã ban hành trước đây.
    RecordRegulation = "regulations.record": [Clerk];
    /// Soạn thảo: căn cứ, các điều.
    DraftRegulation = "regulations.draft": [Clerk];
    /// Mở và kết thúc lấy ý kiến.
    ConsultOnRegulation = "regulations.consult": [Clerk, StandingCommittee];
    /// Góp ý.
    CommentRegulation = "regulations.comment": [Clerk, StandingCommittee, Delegate, Executive, Front];
    /// Trả lời góp ý.
    AnswerComment = "regulations.answer_comment": [Clerk];
    /// Giao Ban thẩm tra, ghi nhận báo cáo thẩm tra.
    AppraiseRegulation = "regulations.appraise": [Clerk, StandingCommittee];
    /// Ghi kết quả biểu quyết, lấy số.
    AdoptRegulation = "regulations.adopt": [Clerk];
    /// Công bố.
    PublishRegulation = "regulations.publish": [Clerk];
    /// Đính văn bản vào một bước.
    AddRegulationPaper = "regulations.add_paper": [Clerk];
    /// Trả lại để soạn tiếp.
    SendBackRegulation = "regulations.send_back": [Clerk, StandingCommittee];
    /// Rút khỏi chương trình.
    WithdrawRegulation = "regulations.withdraw": [StandingCommittee];

    /// Giao việc rà soát văn bản.
    OpenReview = "review.open": [Clerk, StandingCommittee];
    /// Đổi người chủ trì, thời hạn rà soát.
    ChangeReview = "review.change": [Clerk, StandingCommittee];
    /// Kết luận rà soát.
    ConcludeReview = "review.conclude": [Clerk, StandingCommittee];
    /// Hủy việc rà soát.
    CancelReview = "review.cancel": [Clerk, StandingCommittee];
    /// Rà soát lại.
    ReopenReview = "review.reopen": [Clerk, StandingCommittee];
    /// Công bố danh mục văn bản.
    PublishReviewList = "review.publish_list": [Clerk, StandingCommittee];

    /// Soạn thảo quy chế phối hợp: các bên, nhiệm vụ, căn cứ.
    DraftCoordination = "coordination.draft": [Clerk, StandingCommittee];
    /// Lấy ý kiến các bên, trả lại để soạn tiếp.
    ConsultOnCoordination = "coordination.consult": [Clerk, StandingCommittee];
    /// Ghi thay một bên: ý kiến, việc đã làm, lý do chậm.
    RecordForParty = "coordination.record_for_party": [Clerk, StandingCommittee];
    /// Cơ quan chấp hành ghi ý kiến, kết quả của chính mình.
    AnswerAsExecutive = "coordination.answer_as_executive": [Executive];
    /// Mặt trận ghi ý kiến, kết quả của chính mình.
    AnswerAsFront = "coordination.answer_as_front": [Front];
    /// Ghi việc các bên thống nhất, ký kết.
    SignCoordination = "coordination.sign": [Clerk, StandingCommittee];
    /// Chấm dứt quy chế phối hợp.
    EndCoordination = "coordination.end": [Clerk, StandingCommittee];
    /// Đề nghị thực hiện, miễn thực hiện một việc.
    SteerCoordination = "coordination.steer": [Clerk, StandingCommittee];
    /// Ghi giao ban, hội nghị liên tịch và kết luận.
    RecordJointMeeting = "coordination.record_meeting": [Clerk, StandingCommittee];
    /// Sơ kết việc thực hiện.
    AssessCoordination = "coordination.assess": [Clerk, StandingCommittee];

    /// Lập báo cáo, phiên bản mới của báo cáo.
    DraftReport = "reports.draft": [Clerk, StandingCommittee];
    /// Viết phần lời của một chương.
    WriteReport = "reports.write": [Clerk, StandingCommittee];
    /// Cập nhật số liệu báo cáo.
    RefreshReport = "reports.refresh": [Clerk, StandingCommittee];
    /// Giải trình phát hiện khi soát số liệu.
    AnswerFinding = "reports.answer": [Clerk, StandingCommittee];
    /// Ký báo cáo.
    SignReport = "reports.sign": [StandingCommittee];
    /// Ghi kết quả đánh giá, quyết định khen thưởng.
    Recognise = "recognition.record": [Clerk, StandingCommittee];
    /// Hủy kết quả đánh giá, khen thưởng đã ghi.
    WithdrawRecognition = "recognition.withdraw": [Clerk, StandingCommittee];

    /// Lập chương trình bồi dưỡng.
    PlanProgramme = "training.plan_programme": [Clerk, StandingCommittee];
    /// Lập khóa bồi dưỡng.
    DefineCourse = "training.define_course": [Clerk];
    /// Lập lớp bồi dưỡng.
    PlanClass = "training.plan_class": [Clerk];
    /// Đổi lịch, đổi nơi, mở, đóng, hủy lớp.
    RunClass = "training.run_class": [Clerk];
    /// Mời học viên.
    Invite = "training.invite": [Clerk];
    /// Xin vắng mặt có lý do.
    Excuse = "training.excuse": [Clerk];
    /// Điểm danh theo danh sách.
    TakeRoll = "training.take_roll": [Clerk, Trainer];
    /// Tự điểm danh bằng mã QR.
    CheckIn = "training.check_in": [];
    /// Đưa tài liệu lên lớp.
    AddMaterial = "training.add_material": [Clerk, Trainer];
    /// Soạn câu hỏi.
    WriteQuestion = "training.write_question": [Clerk, Trainer];
    /// Lập bài kiểm tra.
    SetQuiz = "training.set_quiz": [Clerk, Trainer];
    /// Làm bài kiểm tra.
    SitQuiz = "training.sit_quiz": [];
    /// Cấp giấy chứng nhận.
    IssueCertificate = "training.issue_certificate": [Clerk];
    /// Thu hồi giấy chứng nhận.
    RevokeCertificate = "training.revoke_certificate": [Clerk];
    /// Đánh giá lớp học.
    EvaluateClass = "training.evaluate_class": [];
    /// Đổi địa chỉ lịch cá nhân.
    RenewCalendar = "training.renew_calendar": [];

    /// Lập kỳ họp.
    PlanSitting = "sittings.plan": [Clerk, StandingCommittee];
    /// Đổi ngày họp, hủy kỳ họp.
    MoveSitting = "sittings.move": [Clerk, StandingCommittee];
    /// Xếp chương trình kỳ họp.
    ArrangeSitting = "sittings.arrange": [Clerk];
    /// Ghi việc đã làm theo lịch luật định.
    RecordDuty = "sittings.record_duty": [Clerk, StandingCommittee];
    /// Sửa bảng ngày nghỉ.
    EditDaysOff = "sittings.edit_days_off": [Administrator];

    /// Gắn xã, phường với đơn vị bầu cử.
    CoverUnits = "contact.cover_units": [Clerk];
    /// Lập kế hoạch tiếp xúc cử tri.
    PlanContacts = "contact.plan": [Clerk, StandingCommittee, Front];
    /// Đổi lịch, nơi, đại biểu; thông báo; hủy cuộc tiếp xúc.
    RunContact = "contact.run": [Clerk, Front];
    /// Ghi biên bản tiếp xúc cử tri.
    RecordContact = "contact.record": [Clerk, Front];
    /// Đề nghị tiếp xúc cử tri ngoài đơn vị bầu cử.
    AskOutsideContact = "contact.ask_outside": [Clerk];
    /// Quyết định việc tiếp xúc ngoài đơn vị, thông báo cho nơi đến.
    DecideOutsideContact = "contact.decide_outside": [Clerk, StandingCommittee];
    /// Báo cáo với cử tri.
    ReportToVoters = "contact.report_to_voters": [Clerk];

    /// Gửi ý kiến, kiến nghị.
    SubmitUtterance = "petitions.submit": [];
    /// Ghi ý kiến, kiến nghị của cử tri.
    TakeUtterance = "petitions.take": [Clerk, Front, Delegate];
    /// Phân loại: lập, tách, gộp nội dung kiến nghị.
    SortUtterance = "petitions.sort": [Clerk];
    /// Chuyển cơ quan giải quyết.
    RouteMatter = "petitions.route": [Clerk, StandingCommittee];
    /// Nhận giải quyết hoặc trả lại.
    TakeMatter = "petitions.take_matter": [Clerk, Executive];
    /// Trả lời kiến nghị.
    ReplyMatter = "petitions.reply": [Clerk, Executive];
    /// Kéo dài, tạm dừng thời hạn.
    ChangeClock = "petitions.change_clock": [Clerk, StandingCommittee];
    /// Đôn đốc, đề nghị chất vấn, giám sát.
    UrgeMatter = "petitions.urge": [Clerk, StandingCommittee];
    /// Kiểm tra kết quả tại chỗ.
    CheckMatter = "petitions.check": [Clerk, StandingCommittee, Delegate];
    /// Xem xét lại nội dung đã giải quyết.
    ReopenMatter = "petitions.reopen": [Clerk, StandingCommittee];
    /// Cử tri đánh giá kết quả.
    JudgeMatter = "petitions.judge": [];
    /// Ẩn danh cử tri.
    AnonymiseUtterance = "petitions.anonymise": [Clerk, Administrator];
    /// Trao đổi kiến nghị bằng tệp với nơi khác.
    ExchangeMatters = "petitions.exchange": [Clerk];
    /// Cấp khóa cho tổng đài.
    AddHotline = "petitions.add_hotline": [Clerk, Administrator];
    /// Thu hồi khóa của tổng đài.
    RevokeHotline = "petitions.revoke_hotline": [Clerk, Administrator];

    /// Nêu khó khăn, vướng mắc; xác nhận cùng gặp.
    RaiseDifficulty = "conferences.raise_difficulty": [Clerk, StandingCommittee, Delegate];
    /// Lập, sửa, thông báo hội nghị trao đổi kinh nghiệm; chọn chuyên đề.
    PlanConference = "conferences.plan": [Clerk, StandingCommittee];
    /// Đăng ký dự hội nghị, gửi tham luận.
    JoinConference = "conferences.join": [Clerk, StandingCommittee, Delegate];
    /// Ghi biên bản, kết luận, hỏi đáp của hội nghị.
    RecordConference = "conferences.record": [Clerk];
    /// Ghi kết quả thực hiện kết luận, kết thúc hội nghị.
    FollowConclusion = "conferences.follow": [Clerk, StandingCommittee];
    /// Lập, bỏ vị trí việc làm của văn phòng phục vụ.
    SetUpPost = "conditions.set_up_post": [Clerk, StandingCommittee];
    /// Bố trí người vào vị trí, ghi thôi giữ vị trí.
    FillPost = "conditions.fill_post": [Clerk, StandingCommittee];
    /// Ghi việc bồi dưỡng người giúp việc.
    RecordStaffTraining = "conditions.record_training": [Clerk, StandingCommittee];
    /// Ghi hiện trạng cơ sở vật chất.
    RecordFacility = "conditions.record_facility": [Clerk, StandingCommittee];
    /// Ghi dự toán, kinh phí giao, thực hiện.
    RecordBudget = "conditions.record_budget": [Clerk, StandingCommittee];
    /// Gửi, rút kiến nghị về điều kiện hoạt động.
    SendRequest = "conditions.send_request": [Clerk, StandingCommittee];
    /// Ghi trả lời kiến nghị về điều kiện hoạt động.
    AnswerRequest = "conditions.answer_request": [Clerk, StandingCommittee];

    /// Soạn, sửa, bỏ dự thảo văn bản.
    DraftPaper = "papers.draft": [Clerk];
    /// Lấy số văn bản.
    NumberPaper = "papers.number": [Clerk];
    /// Vào sổ văn bản làm ở nơi khác.
    RegisterPaper = "papers.register": [Clerk];
    /// Ghi nhận bản đã ký, phát hành văn bản.
    IssuePaper = "papers.issue": [Clerk, StandingCommittee];
    /// Hủy văn bản đã lấy số.
    VoidPaper = "papers.void": [Clerk, StandingCommittee];
    /// Chọn cách đánh số: chung hoặc riêng từng loại.
    ChoosePaperSeries = "papers.choose_series": [Clerk, StandingCommittee];

    /// Đăng ký nhận tin qua thư điện tử.
    AskForAlerts = "alerts.ask": [];
    /// Xác nhận địa chỉ nhận tin.
    ConfirmAlerts = "alerts.confirm": [];
    /// Thôi nhận tin, xóa địa chỉ.
    EndAlerts = "alerts.end": [];
    /// Ngừng gửi tin đến địa chỉ bị từ chối.
    SuspendAlerts = "alerts.suspend": [];

    /// Lập tài khoản.
    CreateAccount = "access.create_account": [Administrator];
    /// Giao vai trò.
    GrantRole = "access.grant_role": [Administrator];
    /// Thu hồi vai trò.
    RevokeRole = "access.revoke_role": [Administrator];
    /// Khóa tài khoản.
    DisableAccount = "access.disable_account": [Administrator];
    /// Mở lại tài khoản.
    EnableAccount = "access.enable_account": [Administrator];
    /// Đặt lại mật khẩu cho người khác.
    ResetPassword = "access.reset_password": [Administrator];
    /// Chấm dứt phiên đăng nhập của người khác.
    RevokeSignIn = "access.revoke_sign_in": [Administrator];
    /// Đổi mật khẩu của mình.
    ChangePassword = "access.change_password": [];
    /// Đăng ký khóa truy cập của mình.
    RegisterPasskey = "access.register_passkey": [];
    /// Gỡ khóa truy cập của mình hoặc của người khác.
    RemovePasskey = "access.remove_passkey": [Administrator];
    /// Liên kết tài khoản với định danh của cơ quan.
    LinkIdentity = "access.link_identity": [Administrator];
    /// Bỏ liên kết tài khoản của mình hoặc của người khác với định danh của cơ quan.
    UnlinkIdentity = "access.unlink_identity": [Administrator];
    /// Đăng nhập.
    SignIn = "access.sign_in": [];
    /// Đăng nhập không thành công.
    RefuseSignIn = "access.refuse_sign_in": [];
    /// Đăng xuất.
    SignOut = "access.sign_out": [];
    /// Đặt mật khẩu bằng liên kết dùng một lần.
    UseLink = "access.use_link": [];
    /// Cấp liên kết cho quản trị viên đầu tiên.
    OfferFirstAdministrator = "access.offer_first_administrator": [];
    /// Lập quản trị viên đầu tiên.
    BecomeFirstAdministrator = "access.become_first_administrator": [];
}

impl Act {
    /// Acts that everyone may do for himself or herself.
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Excuse
                | Self::CheckIn
                | Self::SitQuiz
                | Self::EvaluateClass
                | Self::RenewCalendar
                | Self::RevokeSignIn
                | Self::ChangePassword
                | Self::RegisterPasskey
                | Self::RemovePasskey
                | Self::UnlinkIdentity
                | Self::AskOutsideContact
                | Self::ReportToVoters
        )
    }

    /// Acts that everyone may do, with or without an account.
    pub const fn is_public(self) -> bool {
        matches!(
            self,
            Self::SubmitUtterance
                | Self::JudgeMatter
                | Self::AskForAlerts
                | Self::ConfirmAlerts
                | Self::EndAlerts
        )
    }
}

table! {
    /// Nhóm trường dữ liệu: what is read together and protected alike.
    FieldGroup, field_table;

    /// Cơ cấu: units, councils, seats, bodies, names and posts of delegates, sex, full-time or not.
    Structure = "structure": [Voter];
    /// Số liệu bồi dưỡng của hội đồng: counts without names.
    TrainingFigures = "training_figures": [Voter];
    /// Quá trình công tác: occupation, workplace, schooling, qualification.
    Career = "career": [Voter];
    /// Nhân thân: full birth date, hometown, residence, nationality.
    Identity = "identity": [Clerk, StandingCommittee, Auditor];
    /// Thành phần: ethnicity, religion, Party membership of a named person.
    Affiliation = "affiliation": [Clerk, StandingCommittee, Auditor];
    /// Liên hệ: telephone and e-mail of a person.
    Contact = "contact": [Clerk, StandingCommittee];
    /// Bồi dưỡng của từng người: who attended, who is missing, certificates.
    TrainingOfPerson = "training_of_person": [Clerk, StandingCommittee, Delegate, Trainer, Front, Auditor];
    /// Lý do vắng mặt của từng người.
    ExcuseReason = "excuse_reason": [Clerk, StandingCommittee, Auditor];
    /// Dự thảo quy chế, nội quy, góp ý và thẩm tra.
    RegulationDrafts = "regulation_drafts": [Clerk, StandingCommittee, Delegate, Executive, Front, Auditor];
    /// Rà soát văn bản: nội dung cần rà soát, việc được giao, kết luận.
    ReviewWork = "review_work": [Clerk, StandingCommittee, Delegate, Executive, Front, Auditor];
    /// Ý kiến, kiến nghị chưa công khai, việc phân loại và xử lý.
    PetitionWork = "petition_work": [Clerk, StandingCommittee, Delegate, Executive, Front, Auditor];
    /// Cử tri: tên, điện thoại, địa chỉ, thư điện tử.
    VoterIdentity = "voter_identity": [Clerk, Front];
    /// Nội dung mật, tố cáo.
    GuardedMatters = "guarded_matters": [Clerk, StandingCommittee];
    /// Địa chỉ nhận tin qua thư điện tử: the program alone writes to it, and no user reads it.
    AlertAddress = "alert_address": [];
    /// Biên bản tiếp xúc cử tri, lý do vắng của đại biểu.
    ContactMinutes = "contact_minutes": [Clerk, StandingCommittee, Delegate, Front, Auditor];
    /// Khó khăn được nêu, hội nghị chưa thông báo, tham luận, số người dự.
    ConferenceWork = "conference_work": [Clerk, StandingCommittee, Delegate, Auditor];
    /// Dự thảo quy chế phối hợp, từng việc với kết quả, giao ban, sơ kết.
    CoordinationWork = "coordination_work": [Clerk, StandingCommittee, Delegate, Executive, Front, Auditor];
    /// Dự thảo báo cáo, việc soát số liệu.
    ReportDrafts = "report_drafts": [Clerk, StandingCommittee, Delegate, Auditor];
    /// Văn bản đi: dự thảo, sổ đăng ký, bản đã ký.
    OfficialPapers = "official_papers": [Clerk, StandingCommittee, Delegate, Auditor];
    /// Người giúp việc dưới cấp lãnh đạo văn phòng: tên, trình độ, chuyên ngành.
    OfficeStaff = "office_staff": [Clerk, StandingCommittee, Auditor];
    /// Nội dung kiến nghị về điều kiện hoạt động, ghi chú cơ sở vật chất.
    ConditionWork = "condition_work": [Clerk, StandingCommittee, Delegate, Executive, Front, Auditor];
    /// Kết quả đánh giá từng đại biểu.
    Assessments = "assessments": [Clerk, StandingCommittee, Auditor];
    /// Kết quả kiểm tra của từng người.
    QuizResult = "quiz_result": [Clerk, StandingCommittee, Auditor];
    /// Ngân hàng câu hỏi có đáp án.
    QuestionBank = "question_bank": [Clerk, Trainer, Auditor];
    /// Đánh giá lớp học, gộp chung.
    Evaluations = "evaluations": [Clerk, StandingCommittee, Trainer, Auditor];
    /// Kiểm tra chất lượng dữ liệu.
    DataQuality = "data_quality": [Clerk, StandingCommittee, Auditor];
    /// Đợt nhập dữ liệu.
    Imports = "imports": [Clerk, Auditor];
    /// Nhật ký hệ thống.
    AuditTrail = "audit_trail": [Clerk, StandingCommittee, Administrator, Auditor];
    /// Tài khoản và vai trò.
    Accounts = "accounts": [Administrator, Auditor];
    /// Công việc phối hợp của cơ quan chấp hành và Mặt trận.
    PartnerWork = "partner_work": [Clerk, StandingCommittee, Executive, Front, Trainer, Auditor];
}
