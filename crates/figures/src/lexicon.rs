//! Từ vựng: the words that decide what a figure counts and how figures belong together.

use std::ops::Range;

use crate::token::Tokens;

/// What is counted, as far as it decides whether two figures can be parts of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Person,
    Opinion,
    Sitting,
    Paper,
    Event,
    Place,
    Body,
    Money,
    Amount,
    Time,
    /// A noun that is not known.
    Thing,
    /// No noun stands behind the figure.
    Bare,
}

/// Nouns that are counted; what stands longer comes before its beginning.
const NOUNS: &[(&str, Class)] = &[
    ("đại biểu", Class::Person),
    ("vị đại biểu", Class::Person),
    ("nữ đại biểu", Class::Person),
    ("nữ", Class::Person),
    ("nam", Class::Person),
    ("chị em", Class::Person),
    ("phó chủ tịch", Class::Person),
    ("phó chủ nhiệm", Class::Person),
    ("phó trưởng ban", Class::Person),
    ("phó trưởng đoàn", Class::Person),
    ("phó ban", Class::Person),
    ("chủ tịch", Class::Person),
    ("trưởng ban", Class::Person),
    ("trưởng đoàn", Class::Person),
    ("tổ trưởng", Class::Person),
    ("tổ phó", Class::Person),
    ("ủy viên", Class::Person),
    ("thành viên", Class::Person),
    ("đồng chí", Class::Person),
    ("cán bộ", Class::Person),
    ("công chức", Class::Person),
    ("viên chức", Class::Person),
    ("người", Class::Person),
    ("đảng viên", Class::Person),
    ("hội thẩm", Class::Person),
    ("cử tri", Class::Person),
    ("lượt cử tri", Class::Person),
    ("lượt đại biểu", Class::Person),
    ("lượt người", Class::Person),
    ("lượt công dân", Class::Person),
    ("công dân", Class::Person),
    ("nhân khẩu", Class::Person),
    ("học viên", Class::Person),
    ("chuyên viên", Class::Person),
    ("lượt ý kiến", Class::Opinion),
    ("lượt kiến nghị", Class::Opinion),
    ("ý kiến", Class::Opinion),
    ("kiến nghị", Class::Opinion),
    ("phản ánh", Class::Opinion),
    ("nội dung", Class::Opinion),
    ("vấn đề", Class::Opinion),
    ("câu hỏi", Class::Opinion),
    ("đơn", Class::Opinion),
    ("vụ việc", Class::Opinion),
    ("vụ", Class::Opinion),
    ("kỳ họp", Class::Sitting),
    ("kỳ", Class::Sitting),
    ("phiên họp", Class::Sitting),
    ("phiên", Class::Sitting),
    ("nghị quyết", Class::Paper),
    ("quyết định", Class::Paper),
    ("báo cáo", Class::Paper),
    ("tờ trình", Class::Paper),
    ("kế hoạch", Class::Paper),
    ("văn bản", Class::Paper),
    ("công văn", Class::Paper),
    ("kết luận", Class::Paper),
    ("thông báo", Class::Paper),
    ("phụ lục", Class::Paper),
    ("cuộc", Class::Event),
    ("buổi", Class::Event),
    ("hội nghị", Class::Event),
    ("đợt", Class::Event),
    ("lớp", Class::Event),
    ("chuyên đề", Class::Event),
    ("lượt", Class::Event),
    ("đơn vị", Class::Place),
    ("địa phương", Class::Place),
    ("quận", Class::Place),
    ("huyện", Class::Place),
    ("thị xã", Class::Place),
    ("thành phố", Class::Place),
    ("tỉnh", Class::Place),
    ("xã", Class::Place),
    ("phường", Class::Place),
    ("thị trấn", Class::Place),
    ("thôn", Class::Place),
    ("đặc khu", Class::Place),
    ("ấp", Class::Place),
    ("khu vực", Class::Place),
    ("tổ đại biểu", Class::Body),
    ("tổ", Class::Body),
    ("ban", Class::Body),
    ("đoàn", Class::Body),
    ("sở", Class::Body),
    ("cơ quan", Class::Body),
    ("dự án", Class::Thing),
    ("công trình", Class::Thing),
    ("lĩnh vực", Class::Thing),
    ("phiếu", Class::Thing),
    ("hộ", Class::Thing),
    ("tỷ đồng", Class::Money),
    ("triệu đồng", Class::Money),
    ("nghìn đồng", Class::Money),
    ("đồng", Class::Money),
    ("tỷ", Class::Money),
    ("triệu", Class::Money),
    ("usd", Class::Money),
    ("ha", Class::Amount),
    ("km", Class::Amount),
    ("m", Class::Amount),
    ("tấn", Class::Amount),
    ("kg", Class::Amount),
    ("ngày", Class::Time),
    ("tháng", Class::Time),
    ("năm", Class::Time),
    ("tuần", Class::Time),
    ("giờ", Class::Time),
    ("phút", Class::Time),
    ("tuổi", Class::Time),
    ("lần", Class::Time),
    ("nhiệm kỳ", Class::Time),
];

/// People by what they are in the house, not by an office they hold: all offices are parts of them.
const GENERAL: &[&str] = &[
    "đại biểu",
    "vị đại biểu",
    "người",
    "đồng chí",
    "thành viên",
    "cán bộ",
    "công chức",
    "viên chức",
    "nữ",
    "nam",
    "nữ đại biểu",
    "hội thẩm",
    "chị em",
];

/// Words behind a figure that are no noun: what is counted was said before.
const VERBS: &[&str] = &[
    "từ",
    "nghỉ",
    "chuyển",
    "đang",
    "đã",
    "chưa",
    "được",
    "thuộc",
    "của",
    "tại",
    "và",
    "còn",
    "xin",
    "mất",
    "bị",
    "có",
    "là",
    "ở",
    "trong",
    "do",
    "thôi",
    "miễn",
    "bãi",
    "giải",
    "xong",
    "thường",
    "bất",
    "chuyên",
    "trường",
];

/// Words before a figure that make it a name or an ordinal, whatever follows.
const ORDINAL: &[&str] = &[
    "thứ", "khóa", "lần", "điều", "khoản", "chương", "lục", "tháng", "quý", "lộ", "ngõ", "hẻm",
    "phòng", "luật", "bậc", "mã", "bước", "trang",
];

/// Words before a figure that may make it a name; a known noun behind it says that it counts ("dứt điểm 45 kiến nghị").
const NAMING: &[&str] = &[
    "điểm",
    "mục",
    "biểu",
    "bảng",
    "mẫu",
    "năm",
    "hạng",
    "loại",
    "nhóm",
    "tập",
    "đoạn",
    "kỳ",
    "phần",
    "phường",
    "quận",
    "tổ",
    "khu",
    "ấp",
    "thôn",
    "đội",
    "xóm",
    "cấp",
    "đợt",
    "ngày",
    "sáng",
    "chiều",
    "tối",
    "giờ",
    "vị",
    "bản",
    "khối",
    "hình",
    "tiểu",
    "kế",
];

/// Last words of what is numbered with "số": Nghị quyết, Tờ trình, Báo cáo, mẫu.
const PAPERS: &[&str] = &[
    "quyết",
    "luật",
    "trình",
    "cáo",
    "văn",
    "định",
    "lệnh",
    "mẫu",
    "biểu",
    "lục",
    "thoại",
    "lộ",
    "nhà",
    "hoạch",
    "báo",
    "luận",
    "tư",
    "án",
    "điện",
    "dẫn",
    "thị",
    "đường",
    "bầu",
    "phòng",
    "hiệu",
    "bản",
    "từ",
    "đến",
    "tổ",
];

/// Whether "số" behind a word begins the number of a paper or a thing ("Nghị quyết số 42").
pub(crate) fn is_paper(word: &str) -> bool {
    PAPERS.contains(&word)
}

/// Words before a figure that say it is not exact.
const VAGUE: &[&str] = &[
    "hơn", "gần", "khoảng", "trên", "dưới", "chừng", "ước", "thiểu", "quá", "nhất", "cỡ", "đa",
];

/// The noun behind a figure: its class, its words as they stand in the list, the token behind it.
pub(crate) fn noun(tokens: &Tokens, at: usize) -> (Class, &'static str, usize) {
    let first = tokens.word(at);
    if first.is_empty() {
        return (Class::Bare, "", at);
    }
    let known = NOUNS
        .iter()
        .filter(|(phrase, _)| phrase.starts_with(first))
        .filter_map(|(phrase, class)| tokens.says(at, phrase).map(|past| (*class, *phrase, past)))
        .max_by_key(|(_, _, past)| *past);
    match known {
        Some(known) => known,
        None if VERBS.contains(&first) => (Class::Bare, "", at),
        None => (Class::Thing, "", at + 1),
    }
}

/// Whether a noun is known.
pub(crate) fn is_general(noun: &str) -> bool {
    GENERAL.contains(&noun)
}

/// Whether a word makes the figure behind it a name or an ordinal, whatever follows.
pub(crate) fn is_ordinal(word: &str) -> bool {
    ORDINAL.contains(&word)
}

/// Whether a word makes the figure behind it a name when no known noun follows.
pub(crate) fn is_naming(word: &str) -> bool {
    NAMING.contains(&word)
}

/// Whether a word makes the figure behind it inexact.
pub(crate) fn is_vague(word: &str) -> bool {
    VAGUE.contains(&word)
}

/// A small number in words.
pub(crate) fn spelled(word: &str) -> Option<i64> {
    let value = match word {
        "một" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" => 4,
        "năm" => 5,
        "sáu" => 6,
        "bảy" => 7,
        "tám" => 8,
        "chín" => 9,
        "mười" => 10,
        _ => return None,
    };
    Some(value)
}

/// Those who left, in the words of reports.
const LEAVING: &[&str] = &[
    "thôi",
    "từ trần",
    "miễn nhiệm",
    "bãi nhiệm",
    "chuyển công tác",
    "nghỉ hưu",
    "mất",
    "qua đời",
    "xin rút",
    "chuyển",
    "bị kỷ luật",
    "giảm",
];

/// Whether a stretch speaks of those who left.
pub(crate) fn leaving(tokens: &Tokens, within: Range<usize>) -> bool {
    LEAVING
        .iter()
        .any(|phrase| tokens.tells(within.clone(), phrase))
}

/// Marks of persons that several can share: a list of them need not add up.
const SHARED: &[&str] = &[
    "nữ",
    "tôn giáo",
    "dân tộc",
    "trẻ",
    "đảng viên",
    "ngoài đảng",
    "đại học",
    "thạc sĩ",
    "tiến sĩ",
    "tái cử",
    "chuyên trách",
    "kiêm nhiệm",
    "tự ứng cử",
    "dưới",
    "trung cấp",
    "cao cấp",
    "trình độ",
];

/// Whether a stretch names a mark that members of another part may have as well.
pub(crate) fn is_shared(tokens: &Tokens, within: Range<usize>) -> bool {
    SHARED
        .iter()
        .any(|phrase| tokens.tells(within.clone(), phrase))
}

/// A way of parting a whole of which every member falls on exactly one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Division {
    /// Thường lệ, chuyên đề, bất thường.
    Sitting,
    /// Nam, nữ.
    Sex,
    /// Trung ương, tỉnh, huyện, xã.
    Level,
    /// Đã giải quyết, đang giải quyết, đã giải trình, chưa giải quyết.
    State,
}

/// All divisions.
pub(crate) const DIVISIONS: [Division; 4] = [
    Division::Sitting,
    Division::Sex,
    Division::Level,
    Division::State,
];

impl Division {
    /// The side on which a stretch stands.
    pub fn side(self, tokens: &Tokens, within: Range<usize>) -> Option<u8> {
        let tells = |phrases: &[&str]| {
            phrases
                .iter()
                .any(|phrase| tokens.tells(within.clone(), phrase))
        };
        let sides: &[&[&str]] = match self {
            Self::Sitting => &[
                &["thường lệ"],
                &["bất thường"],
                &["chuyên đề"],
                &["đột xuất"],
            ],
            Self::Sex => {
                let man = within.clone().any(|at| is_man(tokens, at));
                return match (man, tells(&["nữ"])) {
                    (true, false) => Some(0),
                    (false, true) => Some(1),
                    _ => None,
                };
            }
            Self::Level => return level(tokens, within).map(side_of),
            Self::State => &[
                &["đang", "tiếp tục"],
                &["chưa"],
                &["giải trình", "cung cấp thông tin", "tiếp thu"],
                &["giải quyết", "xong", "dứt điểm", "hoàn thành", "xem xét"],
            ],
        };
        sides
            .iter()
            .position(|phrases| tells(phrases))
            .map(|side| side as u8)
    }

    /// Whether sides that are named are all there are.
    pub fn is_whole(self, sides: &[u8]) -> bool {
        match self {
            Self::Sitting => sides.contains(&0) && sides.len() >= 2,
            Self::Sex => sides.len() == 2,
            Self::Level => sides.len() >= 3,
            Self::State => {
                sides.len() >= 3 && sides.contains(&3) && (sides.contains(&0) || sides.contains(&1))
            }
        }
    }
}

/// "Nam" for men, not the end of the name of a place.
fn is_man(tokens: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| tokens.word(at));
    tokens.word(at) == "nam"
        && !matches!(
            before,
            "việt" | "quảng" | "hà" | "miền" | "phía" | "đông" | "tây" | "khu"
        )
}

/// Cấp: the level of a council or of competence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Level {
    Centre,
    Province,
    /// Thành phố: under central government or in a province, which the words do not tell.
    City,
    District,
    Commune,
    /// Các cấp.
    All,
}

/// The side on which a level stands: a city is named where others name the province.
fn side_of(level: Level) -> u8 {
    match level {
        Level::City => Level::Province as u8,
        level => level as u8,
    }
}

/// The level that a stretch names first.
pub(crate) fn level(tokens: &Tokens, mut within: Range<usize>) -> Option<Level> {
    within.find_map(|at| level_at(tokens, at))
}

/// The level named at a place: "cấp huyện", "HĐND các quận", "Trung ương".
pub(crate) fn level_at(tokens: &Tokens, at: usize) -> Option<Level> {
    let named = match tokens.word(at) {
        "trung" => return tokens.says(at, "trung ương").map(|_| Level::Centre),
        "các" => return tokens.says(at, "các cấp").map(|_| Level::All),
        "cấp" => at + 1,
        "hđnd" => at + 1,
        "ubnd" => at + 1,
        "nhân" => tokens.says(at, "nhân dân")?,
        _ => return None,
    };
    let named = if matches!(tokens.word(named), "các" | "cấp") {
        named + 1
    } else {
        named
    };
    match tokens.word(named) {
        "tỉnh" => Some(Level::Province),
        "tp" => Some(Level::City),
        "thành" => tokens.says(named, "thành phố").map(|_| Level::City),
        "huyện" | "quận" => Some(Level::District),
        "xã" | "phường" => Some(Level::Commune),
        "thị" => Some(if tokens.word(named + 1) == "xã" {
            Level::District
        } else {
            Level::Commune
        }),
        "cấp" => Some(Level::All),
        _ => None,
    }
}
