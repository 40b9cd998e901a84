//! The face of a bronze drum as line art: a star of fourteen rays between rings of dots, combs and circles.

use std::f64::consts::TAU;
use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::Html;
use crate::html::put;

const RAYS: u32 = 14;

/// The star alone, for the mark beside the name.
pub(super) fn star(class: &str, out: &mut Html) {
    static DRAWING: OnceLock<String> = OnceLock::new();
    let path = DRAWING.get_or_init(|| star_path(RAYS, 15.0, 5.4));
    put!(
        out,
        "<svg class=\"{class}\" viewBox=\"-20 -20 40 40\" width=\"40\" height=\"40\" aria-hidden=\"true\" focusable=\"false\">\
         <circle r=\"18.6\"/><circle r=\"16.6\"/><path d=\"{path}\"/></svg>"
    );
}

/// The whole face, for the ground of the band.
pub(super) fn draw(class: &str, out: &mut Html) {
    static DRAWING: OnceLock<String> = OnceLock::new();
    let drawing = DRAWING.get_or_init(face);
    put!(
        out,
        "<svg class=\"{class}\" viewBox=\"-100 -100 200 200\" aria-hidden=\"true\" focusable=\"false\">{drawing}</svg>"
    );
}

fn face() -> String {
    let mut art = String::new();
    for radius in [31, 34, 44, 47, 60, 63, 80, 83, 94, 97] {
        put_art(&mut art, format_args!("<circle r=\"{radius}\"/>"));
    }
    put_art(
        &mut art,
        format_args!("<path d=\"{}\"/>", star_path(RAYS, 30.0, 9.5)),
    );
    put_art(&mut art, format_args!("<path d=\"{}\"/>", chevrons()));
    put_art(
        &mut art,
        format_args!("<path d=\"{}\"/>", comb(84, 35.5, 42.5)),
    );
    put_art(
        &mut art,
        format_args!("<path d=\"{}\"/>", rings(26, 53.5, 3.4)),
    );
    put_art(&mut art, format_args!("<path d=\"{}\"/>", birds(12)));
    put_art(
        &mut art,
        format_args!("<path d=\"{}\"/>", comb(150, 85.5, 91.5)),
    );
    art
}

fn put_art(art: &mut String, part: std::fmt::Arguments<'_>) {
    art.write_fmt(part).expect("a string takes any text");
}

fn at(turn: f64, radius: f64) -> (f64, f64) {
    ((turn * TAU).sin() * radius, -(turn * TAU).cos() * radius)
}

fn star_path(rays: u32, outer: f64, inner: f64) -> String {
    let mut path = String::new();
    for step in 0..rays * 2 {
        let radius = if step % 2 == 0 { outer } else { inner };
        let (x, y) = at(f64::from(step) / f64::from(rays * 2), radius);
        put_art(
            &mut path,
            format_args!("{}{x:.1} {y:.1}", if step == 0 { 'M' } else { 'L' }),
        );
    }
    path + "z"
}

/// The feather marks between two rays.
fn chevrons() -> String {
    let mut path = String::new();
    for ray in 0..RAYS {
        let middle = (f64::from(ray) + 0.5) / f64::from(RAYS);
        for (radius, spread) in [(18.0, 0.010), (22.5, 0.017), (27.0, 0.022)] {
            let (left, tip, right) = (
                at(middle - spread, radius + 2.0),
                at(middle, radius - 2.0),
                at(middle + spread, radius + 2.0),
            );
            put_art(
                &mut path,
                format_args!(
                    "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}",
                    left.0, left.1, tip.0, tip.1, right.0, right.1
                ),
            );
        }
    }
    path
}

fn comb(teeth: u32, inner: f64, outer: f64) -> String {
    let mut path = String::new();
    for tooth in 0..teeth {
        let turn = f64::from(tooth) / f64::from(teeth);
        let (from, to) = (at(turn, inner), at(turn, outer));
        put_art(
            &mut path,
            format_args!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1),
        );
    }
    path
}

/// Circles joined by tangents.
fn rings(count: u32, radius: f64, size: f64) -> String {
    let mut path = String::new();
    for place in 0..count {
        let turn = f64::from(place) / f64::from(count);
        let (x, y) = at(turn, radius);
        put_art(
            &mut path,
            format_args!(
                "M{:.1} {y:.1}a{size} {size} 0 1 0 {:.1} 0a{size} {size} 0 1 0-{:.1} 0",
                x - size,
                size * 2.0,
                size * 2.0
            ),
        );
        let next = (f64::from(place) + 1.0) / f64::from(count);
        let (from, to) = (
            at(turn + 0.004, radius + size),
            at(next - 0.004, radius - size),
        );
        put_art(
            &mut path,
            format_args!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1),
        );
    }
    path
}

/// Long-billed birds in flight, drawn with a few strokes each.
fn birds(count: u32) -> String {
    const STROKES: [&[(f64, f64)]; 4] = [
        &[
            (-11.0, 0.5),
            (-4.5, -1.2),
            (-1.5, -3.0),
            (1.0, -1.6),
            (9.0, -0.4),
            (1.5, 0.8),
            (-4.0, 1.6),
            (-11.0, 0.5),
        ],
        &[(1.0, -1.6), (4.0, -6.0), (6.5, -5.6), (5.0, -0.9)],
        &[(1.5, 0.8), (4.5, 5.4), (7.0, 4.8), (5.5, 0.1)],
        &[(9.0, -0.4), (13.0, -1.8), (9.5, -0.3), (13.0, 1.2)],
    ];
    let mut path = String::new();
    for bird in 0..count {
        let turn = f64::from(bird) / f64::from(count);
        for stroke in STROKES {
            for (step, (along, out)) in stroke.iter().enumerate() {
                let (x, y) = at(turn - along * 1.15 / (TAU * 71.5), 71.5 + out * 1.05);
                put_art(
                    &mut path,
                    format_args!("{}{x:.1} {y:.1}", if step == 0 { 'M' } else { 'L' }),
                );
            }
        }
    }
    path
}
