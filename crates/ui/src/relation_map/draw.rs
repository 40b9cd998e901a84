//! The drawing as markup: lines first, so that boxes lie on them, then what is read, in the order of time.

use super::RelationMap;
use super::layout::{INNER, LINE, Layout, Piece, Placed};
use crate::html::put;
use crate::{Html, Link, esc, esc_url};

/// So many units of a drawing make one rem.
const REM: f64 = 18.0;

/// Writes a drawing with a name of its own.
pub(super) fn drawing(
    map: &RelationMap,
    layout: &Layout<'_>,
    class: &str,
    id: &str,
    out: &mut Html,
) {
    let (width, height) = (layout.width, layout.height);
    let fit = if map.percent.is_none() { " fit" } else { "" };
    let percent = map.percent.unwrap_or(100);
    let rem = |units: i32| f64::from(units) / REM * f64::from(percent) / 100.0;
    put!(
        out,
        "<svg class=\"map {class}{fit}\" viewBox=\"0 0 {width} {height}\" width=\"{:.2}rem\" height=\"{:.2}rem\"",
        rem(width),
        rem(height)
    );
    put!(
        out,
        " role=\"group\" aria-labelledby=\"{id}\"><title id=\"{id}\">{}</title>",
        esc(&map.title)
    );
    put!(out, "<path class=\"way\" d=\"{}\"/>", layout.paths.concat());
    put!(
        out,
        "<path class=\"point\" d=\"{}\"/>",
        layout.points.concat()
    );
    for piece in &layout.pieces {
        match piece {
            Piece::Box(placed) => boxed(placed, out),
            Piece::Head([x, y, ..], words) => {
                put!(out, "<text class=\"word\">");
                for (line, words) in (1..).zip(words) {
                    put!(
                        out,
                        "<tspan x=\"{x}\" y=\"{}\">{}</tspan> ",
                        y + LINE * line - 4,
                        esc(words)
                    );
                }
                put!(out, "</text>");
            }
            Piece::More(at, link) => more(*at, link, out),
        }
    }
    put!(out, "</svg>");
}

fn boxed(placed: &Placed<'_>, out: &mut Html) {
    let node = placed.node;
    let [x, y, width, height] = placed.at;
    let class = if placed.centre { " middle" } else { "" };
    let tone = node.tone.class();
    match &node.href {
        Some(href) => put!(
            out,
            "<a class=\"thing {tone}{class}\" href=\"{}\">",
            esc_url(href)
        ),
        None => put!(out, "<g class=\"thing {tone}{class}\">"),
    }
    put!(out, "<title>{}", esc(&node.name));
    if !node.title.is_empty() {
        put!(out, " – {}", esc(&node.title));
    }
    put!(out, ". {}</title>", esc(&node.state));
    focus(placed.at, out);
    put!(
        out,
        "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>"
    );
    let left = x + INNER;
    put!(
        out,
        "<text class=\"name\" x=\"{left}\" y=\"{}\">{}</text>",
        y + 25,
        esc(&node.name)
    );
    if !placed.title.is_empty() {
        put!(out, "<text class=\"title\">");
        for (line, words) in (1..).zip(&placed.title) {
            put!(
                out,
                "<tspan x=\"{left}\" y=\"{}\">{}</tspan> ",
                y + 26 + LINE * line,
                esc(words)
            );
        }
        put!(out, "</text>");
    }
    let base = y + height - 12;
    put!(
        out,
        "<g class=\"shape\" transform=\"translate({left} {})\">{}</g>",
        base - 13,
        node.tone.shape()
    );
    put!(
        out,
        "<text class=\"state\" x=\"{}\" y=\"{base}\">{}</text>",
        left + 23,
        esc(&node.state)
    );
    put!(out, "{}", if node.href.is_some() { "</a>" } else { "</g>" });
}

/// What says that a box has the focus.
fn focus([x, y, width, height]: [i32; 4], out: &mut Html) {
    put!(
        out,
        "<rect class=\"halo\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
        x - 4,
        y - 4,
        width + 8,
        height + 8
    );
}

fn more(at: [i32; 4], link: &Link, out: &mut Html) {
    let [x, y, width, height] = at;
    put!(out, "<a class=\"more\" href=\"{}\">", esc_url(&link.href));
    focus([x, y + 2, width, height - 6], out);
    put!(
        out,
        "<rect class=\"touch\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
    );
    put!(
        out,
        "<text x=\"{}\" y=\"{}\">{}</text></a>",
        x + INNER,
        y + height / 2 + 5,
        esc(&link.text)
    );
}
