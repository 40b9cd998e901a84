//! Where everything stands: boxes, words and lines, in units of which eighteen make one rem.

use super::words::lines;
use super::{MapGroup, MapNode, RelationMap};
use crate::Link;

/// The width of a box side by side with others.
const BOX: i32 = 264;
/// Between columns.
const GAP: i32 = 56;
/// The width of the box in the middle when the others stand above and below it, and how much these are moved in.
const TALL: i32 = 324;
const STEP: i32 = 18;
/// Between a box and what stands below it.
const BELOW: i32 = 12;
/// Between groups.
const APART: i32 = 22;
/// Room inside a box.
pub(super) const INNER: i32 = 12;
/// The height of a line of a title, and of the head of a group.
pub(super) const LINE: i32 = 19;
/// What leads to more is as high as a finger wants it.
const MORE: i32 = 46;
/// Around everything: room for the mark of what has the focus.
const EDGE: i32 = 10;

/// A box as it is drawn.
pub(super) struct Placed<'m> {
    pub node: &'m MapNode,
    pub at: [i32; 4],
    pub title: Vec<String>,
    pub centre: bool,
}

/// The drawing.
pub(super) struct Layout<'m> {
    pub width: i32,
    pub height: i32,
    /// In the order in which they are read.
    pub pieces: Vec<Piece<'m>>,
    /// Lines, and where each has its point.
    pub paths: Vec<String>,
    pub points: Vec<String>,
}

/// Something that is read.
pub(super) enum Piece<'m> {
    Box(Placed<'m>),
    /// The head of a group: its place and its lines.
    Head([i32; 4], Vec<String>),
    More([i32; 4], &'m Link),
}

#[cfg(test)]
impl Layout<'_> {
    /// The places that no two things may share, with their names.
    pub fn places(&self) -> Vec<(String, [i32; 4])> {
        let place = |piece: &Piece<'_>| match piece {
            Piece::Box(placed) => (placed.node.name.clone(), placed.at),
            Piece::Head(at, lines) => (lines.join(" "), *at),
            Piece::More(at, link) => (link.text.clone(), *at),
        };
        self.pieces.iter().map(place).collect()
    }
}

/// The lines of a title in a box of a width, and the height of the box.
fn measured(node: &MapNode, width: i32) -> (Vec<String>, i32) {
    let title = lines(&node.title, 15.0, f64::from(width - 2 * INNER), 2);
    let height = 34 + LINE * title.len() as i32 + 30;
    (title, height)
}

fn head(word: &str, width: i32) -> (Vec<String>, i32) {
    let words = lines(word, 16.5, f64::from(width), 2);
    let height = LINE * words.len() as i32 + 8;
    (words, height)
}

/// Which way things are from the middle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Earlier,
    Later,
}

/// Side by side: earlier things on the left, later ones on the right, second steps further out.
pub(super) fn wide(map: &RelationMap) -> Layout<'_> {
    let depth = |groups: &[MapGroup]| match groups {
        [] => 0,
        groups
            if groups
                .iter()
                .flat_map(|group| &group.nodes)
                .any(|node| !node.groups.is_empty()) =>
        {
            2
        }
        _ => 1,
    };
    let (left, right) = (depth(&map.earlier), depth(&map.later));
    let (title, high) = measured(&map.centre, BOX);
    let sides = [&map.earlier, &map.later].map(|groups| groups_height(groups));
    let height = sides.into_iter().max().unwrap_or(0).max(high) + 2 * EDGE;
    let x = EDGE + left * (BOX + GAP);
    let y = (height - high) / 2;
    let mut layout = Layout {
        width: x + BOX + right * (BOX + GAP) + EDGE,
        height,
        pieces: Vec::new(),
        paths: Vec::new(),
        points: Vec::new(),
    };
    let middle = [x, y, BOX, high];
    let earlier = layout.beside(&map.earlier, Side::Earlier, middle, (height - sides[0]) / 2);
    layout.pieces.push(Piece::Box(Placed {
        node: &map.centre,
        at: middle,
        title,
        centre: true,
    }));
    let later = layout.beside(&map.later, Side::Later, middle, (height - sides[1]) / 2);
    // Time goes through the thing in the middle. Further out the word alone tells which of two is the later one.
    let before = (!earlier.is_empty()).then_some((x, y + high / 2));
    let after = later.into_iter().map(|mid| (x + BOX + GAP, mid));
    let points = before.into_iter().chain(after);
    layout.points = points.map(|(x, y)| format!("M{x} {y}l-9 -5v10z")).collect();
    layout
}

fn groups_height(groups: &[MapGroup]) -> i32 {
    let each = groups.iter().map(|group| {
        let nodes: i32 = group
            .nodes
            .iter()
            .map(|node| block_height(node) + BELOW)
            .sum();
        let more = if group.more.is_some() { MORE } else { 0 };
        head(&group.word, BOX).1 + nodes + more + APART
    });
    (each.sum::<i32>() - APART).max(0)
}

/// The height of a box, or of what is related to it if that is higher.
fn block_height(node: &MapNode) -> i32 {
    measured(node, BOX).1.max(groups_height(&node.groups))
}

impl<'m> Layout<'m> {
    /// Groups in the column beside a box, from a height downwards, and the lines between. Tells where the lines end at the others.
    fn beside(&mut self, groups: &'m [MapGroup], side: Side, of: [i32; 4], top: i32) -> Vec<i32> {
        let [x, y, width, height] = of;
        let column = match side {
            Side::Earlier => x - GAP - BOX,
            Side::Later => x + width + GAP,
        };
        let mut at = top;
        let mut mids = Vec::new();
        for group in groups {
            let (words, high) = head(&group.word, BOX);
            self.pieces
                .push(Piece::Head([column, at, BOX, high], words));
            at += high;
            for node in &group.nodes {
                let (title, high) = measured(node, BOX);
                let block = block_height(node);
                let place = [column, at, BOX, high];
                self.pieces.push(Piece::Box(Placed {
                    node,
                    at: place,
                    title,
                    centre: false,
                }));
                self.beside(&node.groups, side, place, at);
                mids.push(place[1] + high / 2);
                at += block + BELOW;
            }
            if let Some(link) = &group.more {
                self.pieces
                    .push(Piece::More([column, at, BOX, MORE - 4], link));
                at += MORE;
            }
            at += APART;
        }
        self.trunk(side, of, y + height / 2, &mids);
        mids
    }

    /// A line from the side of a box to the middle of the gap, up and down along it, and from there to each of the others.
    fn trunk(&mut self, side: Side, of: [i32; 4], mid: i32, others: &[i32]) {
        let (Some(first), Some(last)) = (others.iter().min(), others.iter().max()) else {
            return;
        };
        let [x, _, width, _] = of;
        let (near, trunk, far) = match side {
            Side::Earlier => (x, x - GAP / 2, x - GAP),
            Side::Later => (x + width, x + width + GAP / 2, x + width + GAP),
        };
        self.paths.push(format!(
            "M{near} {mid}H{trunk}M{trunk} {}V{}",
            mid.min(*first),
            mid.max(*last)
        ));
        for other in others {
            self.paths.push(format!("M{trunk} {other}H{far}"));
        }
    }
}

/// One below the other: earlier things, the thing itself, later ones; second steps moved in.
pub(super) fn tall(map: &RelationMap) -> Layout<'_> {
    let mut layout = Layout {
        width: TALL + 2 * EDGE,
        height: EDGE,
        pieces: Vec::new(),
        paths: Vec::new(),
        points: Vec::new(),
    };
    let above = layout.below(&map.earlier, 1);
    let from = layout.height;
    layout.boxed(&map.centre, 0);
    layout.height += APART - BELOW;
    let below = layout.below(&map.later, 1);
    layout.height += EDGE - APART;
    let ends = [above.first(), Some(&from), below.last()];
    let ends: Vec<i32> = ends.into_iter().flatten().copied().collect();
    layout.spine(1, &ends, &[above.as_slice(), below.as_slice()].concat());
    layout
}

impl<'m> Layout<'m> {
    /// Groups below what stands there already. Tells where the middles of their boxes are.
    fn below(&mut self, groups: &'m [MapGroup], step: i32) -> Vec<i32> {
        let (x, width) = (EDGE + step * STEP, TALL - step * STEP);
        let mut mids = Vec::new();
        for group in groups {
            let (words, high) = head(&group.word, width);
            let place = [x, self.height, width, high];
            self.pieces.push(Piece::Head(place, words));
            self.height += high;
            for node in &group.nodes {
                mids.push(self.boxed(node, step));
                let under = self.height - BELOW;
                let second = self.below(&node.groups, step + 1);
                let ends: Vec<i32> = second
                    .last()
                    .map(|last| vec![under, *last])
                    .unwrap_or_default();
                self.spine(step + 1, &ends, &second);
            }
            if let Some(link) = &group.more {
                let place = [x, self.height, width, MORE - 4];
                self.pieces.push(Piece::More(place, link));
                self.height += MORE;
            }
            self.height += APART - BELOW;
        }
        mids
    }

    /// A box moved in by its steps. Tells where its middle is.
    fn boxed(&mut self, node: &'m MapNode, step: i32) -> i32 {
        let (x, width) = (EDGE + step * STEP, TALL - step * STEP);
        let (title, high) = measured(node, width);
        let at = [x, self.height, width, high];
        self.pieces.push(Piece::Box(Placed {
            node,
            at,
            title,
            centre: step == 0,
        }));
        self.height += high + BELOW;
        at[1] + high / 2
    }

    /// A line along the left side of boxes at a step, between its ends, and from it to each of them.
    fn spine(&mut self, step: i32, ends: &[i32], mids: &[i32]) {
        let side = EDGE + step * STEP;
        let x = side - STEP / 2 - 2;
        if let (Some(first), Some(last)) = (ends.first(), ends.last()) {
            self.paths.push(format!("M{x} {first}V{last}"));
        }
        for mid in mids {
            self.paths.push(format!("M{x} {mid}H{side}"));
        }
    }
}
