//! VIII. Hạn chế: what the figures of the other chapters show as not done, late or unknown; causes and lessons are the writer's.

use kernel::vi;

use super::super::model::{Block, Bound, Content, Room, Unit};
use super::super::scope::Scope;
use super::{nothing, said};

/// The chapter.
pub(super) fn draw(so_far: &Content, scope: &Scope) -> Vec<Block> {
    let figures = so_far.figures();
    let of = |key: &str| {
        figures
            .get(key)
            .map_or_else(|| nothing(key), |it| (*it).clone())
    };
    let less = |key: &str, label: &str, whole: &str, part: &str| Bound {
        key: format!("limits.{key}"),
        label: label.to_owned(),
        value: (of(whole).value - of(part).value).max(0),
        ..of(part)
    };
    let mut unmet = Bound {
        key: "limits.tasks".to_owned(),
        label: "Việc phối hợp chưa thực hiện hoặc muộn".to_owned(),
        value: 0,
        unit: Unit::Count,
        source: scope.on(
            Room::Coordination,
            Some(scope.council.level),
            "",
            scope.until,
        ),
    };
    for (key, bound) in &figures {
        let of_task = key.starts_with("tasks.");
        if of_task && (key.ends_with(".late") || key.ends_with(".unmet")) {
            unmet.value += bound.value;
        }
    }
    let told = [
        (
            less(
                "vacant",
                "Đại biểu còn khuyết",
                "delegates.now.seats",
                "delegates.now.delegates",
            ),
            " đại biểu còn khuyết so với số được bầu theo quy định.",
        ),
        (
            less(
                "untrained",
                "Đại biểu chưa hoàn thành khóa bắt buộc",
                "training.owed",
                "training.trained",
            ),
            " đại biểu đương nhiệm chưa hoàn thành các khóa bồi dưỡng bắt buộc.",
        ),
        (
            of("petitions.not_settled"),
            " nội dung kiến nghị của cử tri chưa được giải quyết.",
        ),
        (
            of("regulations.waiting"),
            " việc rà soát văn bản chưa xong.",
        ),
        (unmet, " việc phối hợp thực hiện muộn hoặc chưa thực hiện."),
        (
            less(
                "posts",
                "Vị trí việc làm chưa có người",
                "conditions.posts",
                "conditions.filled",
            ),
            " vị trí việc làm của văn phòng phục vụ chưa có người.",
        ),
        (
            less(
                "facilities",
                "Hạng mục cơ sở vật chất chưa đạt",
                "conditions.facilities",
                "conditions.met",
            ),
            " hạng mục cơ sở vật chất chưa đạt yêu cầu.",
        ),
        (
            less(
                "unknown",
                "Đại biểu thiếu thông tin lý lịch",
                "delegates.now.delegates",
                "delegates.now.known",
            ),
            " đại biểu chưa có đủ thông tin lý lịch (giới tính, dân tộc, trình độ), nên số liệu cơ cấu chưa đầy đủ.",
        ),
    ];
    let mut blocks = vec![said![format!(
        "Số liệu đến ngày {} cho thấy những hạn chế sau:",
        vi::date_short(scope.until)
    )]];
    let found = told.into_iter().filter(|(bound, _)| bound.value > 0);
    blocks.extend(found.map(|(bound, words)| said!["- Còn ", bound, words]));
    if blocks.len() == 1 {
        return vec![said![
            "Số liệu đã ghi nhận không cho thấy nội dung nào chậm hoặc còn thiếu."
        ]];
    }
    blocks
}
