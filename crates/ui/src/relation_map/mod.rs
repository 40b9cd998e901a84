//! Lược đồ: one thing among those it is related to, earlier ones on the left, later ones on the right, drawn on the server.
//!
//! The drawing stands twice in the markup: side by side for a wide screen, one below the other for a narrow one. The style sheet shows one
//! of the two. A list of the same relations belongs beside it; see [`RelationMap::new`].

mod draw;
mod layout;
mod words;

use crate::html::{put, slug};
use crate::{Component, Example, Html, Link, Tone, esc};

/// A thing of the drawing.
#[derive(Clone, Debug)]
pub struct MapNode {
    name: String,
    title: String,
    href: Option<String>,
    tone: Tone,
    state: String,
    groups: Vec<MapGroup>,
}

/// Things that are related in the same way, under the word for it.
#[derive(Clone, Debug)]
pub struct MapGroup {
    word: String,
    nodes: Vec<MapNode>,
    more: Option<Link>,
}

/// One thing in the middle of those it is related to.
#[derive(Clone, Debug)]
pub struct RelationMap {
    title: String,
    description: String,
    centre: MapNode,
    earlier: Vec<MapGroup>,
    later: Vec<MapGroup>,
    percent: Option<u16>,
}

impl MapNode {
    /// A thing with its short name, its title and its state.
    pub fn new(
        name: impl Into<String>,
        title: impl Into<String>,
        tone: Tone,
        state: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            href: None,
            tone,
            state: state.into(),
            groups: Vec::new(),
        }
    }

    /// Where it leads.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// What is related to it in its turn, one step further from the middle.
    pub fn group(mut self, group: MapGroup) -> Self {
        self.groups.push(group);
        self
    }
}

impl MapGroup {
    /// A group with the word for the relation, read from what stands nearer to the middle.
    pub fn new(word: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            nodes: Vec::new(),
            more: None,
        }
    }

    /// Adds a thing.
    pub fn node(mut self, node: MapNode) -> Self {
        self.nodes.push(node);
        self
    }

    /// What says how many more there are, and where they are listed.
    pub fn more(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.more = Some(Link::new(text, href));
        self
    }
}

impl RelationMap {
    /// A drawing with its title, a sentence that says what it shows and where the same stands as a list, and what stands in the middle.
    pub fn new(title: impl Into<String>, description: impl Into<String>, centre: MapNode) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            centre,
            earlier: Vec::new(),
            later: Vec::new(),
            percent: None,
        }
    }

    /// Adds what came before, on the left.
    pub fn earlier(mut self, group: MapGroup) -> Self {
        self.earlier.push(group);
        self
    }

    /// Adds what came after, on the right.
    pub fn later(mut self, group: MapGroup) -> Self {
        self.later.push(group);
        self
    }

    /// Shows it in so many hundredths of its natural size, side by side on every screen, instead of fitting it to its place.
    pub fn percent(mut self, percent: u16) -> Self {
        self.percent = Some(percent);
        self
    }
}

impl Component for RelationMap {
    fn render(&self, out: &mut Html) {
        let id = format!("luoc-do-{}", slug(&self.title));
        let class = if self.percent.is_none() { " both" } else { "" };
        put!(
            out,
            "<figure class=\"relation-map{class}\"><div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">",
            esc(&self.title)
        );
        draw::drawing(
            self,
            &layout::wide(self),
            "wide",
            &format!("{id}-rong"),
            out,
        );
        if self.percent.is_none() {
            draw::drawing(
                self,
                &layout::tall(self),
                "tall",
                &format!("{id}-dung"),
                out,
            );
        }
        put!(
            out,
            "</div><figcaption>{}</figcaption></figure>",
            esc(&self.description)
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let law = |number: &str, title: &str, tone, state: &str| {
        MapNode::new(number, title, tone, state).href(format!("#{}", slug(number)))
    };
    let ended = "Hết hiệu lực";
    let old = law(
        "77/2015/QH13",
        "Luật Tổ chức chính quyền địa phương",
        Tone::Neutral,
        ended,
    );
    let map = RelationMap::new(
        "Lược đồ quan hệ",
        "Văn bản có trước đứng trước, văn bản có sau đứng sau; danh sách đầy đủ ở bảng bên dưới.",
        law(
            "65/2025/QH15",
            "Luật Tổ chức chính quyền địa phương",
            Tone::Neutral,
            ended,
        ),
    )
    .earlier(
        MapGroup::new("Thay thế").node(
            old.group(MapGroup::new("Được sửa đổi, bổ sung bởi").node(law(
                "47/2019/QH14",
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
                Tone::Neutral,
                ended,
            ))),
        ),
    )
    .earlier(
        MapGroup::new("Căn cứ")
            .node(MapNode::new("Hiến pháp", "", Tone::Unsure, "Chưa có trong thư viện"))
            .more("và 12 văn bản nữa", "#danh-sach"),
    )
    .later(MapGroup::new("Được thay thế bởi").node(law(
        "72/2025/QH15",
        "Luật Tổ chức chính quyền địa phương",
        Tone::Done,
        "Còn hiệu lực",
    )))
    .later(MapGroup::new("Làm cho không còn đối tượng áp dụng").node(law(
        "33/2025/NĐ-CP",
        "Nghị định về khung số lượng đại biểu",
        Tone::Due,
        "Chưa có hiệu lực",
    )));
    vec![
        Example::new("relation-map", map.html()),
        Example::new(
            "relation-map-large",
            RelationMap {
                title: "Lược đồ quan hệ, phóng to".into(),
                ..map
            }
            .percent(150)
            .html(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::layout::{Layout, tall, wide};
    use super::*;

    /// As many things as the numbers say, some with a second step.
    fn map(earlier: usize, later: usize, second: usize) -> RelationMap {
        let node = |n: usize| {
            let title = "Nghị quyết của Hội đồng nhân dân thành phố quy định rất nhiều điều "
                .repeat(1 + n % 3);
            MapNode::new(
                format!("{n}/2026/NQ-HĐND"),
                title,
                Tone::Done,
                "Còn hiệu lực",
            )
        };
        let group = |many: usize| {
            (0..many).fold(
                MapGroup::new("Làm cho không còn đối tượng áp dụng"),
                |group, n| group.node(node(n)),
            )
        };
        let outer = (0..earlier).fold(MapGroup::new("Căn cứ"), |all, n| {
            let group = group(second).more("và 3 văn bản nữa", "#danh-sach");
            all.node(node(n).group(group))
        });
        RelationMap::new("Lược đồ", "", node(0))
            .earlier(outer)
            .later(group(later).more("và 9 văn bản nữa", "#danh-sach"))
            .later(group(1))
    }

    fn faults(layout: &Layout) -> Vec<String> {
        let mut faults = Vec::new();
        let places = layout.places();
        for (at, (name, place)) in places.iter().enumerate() {
            let [x, y, width, height] = *place;
            if x < 0 || y < 0 || x + width > layout.width || y + height > layout.height {
                faults.push(format!("{name} lies outside"));
            }
            for (other, [left, top, w, h]) in &places[at + 1..] {
                if x < left + w && *left < x + width && y < top + h && *top < y + height {
                    faults.push(format!("{name} lies on {other}"));
                }
            }
        }
        faults
    }

    #[test]
    fn nothing_lies_on_anything_else_or_outside_the_drawing() {
        for (earlier, later, second) in [
            (0, 0, 0),
            (1, 0, 0),
            (0, 7, 0),
            (6, 6, 0),
            (3, 1, 4),
            (12, 2, 1),
        ] {
            let map = map(earlier, later, second);
            for layout in [wide(&map), tall(&map)] {
                assert_eq!(faults(&layout), [""; 0], "{earlier} {later} {second}");
            }
        }
    }
}
