//! One page: the pen that prints it is followed, and what it prints becomes lines.

use std::rc::Rc;

use lopdf::Object;
use lopdf::content::{Content, Operation};

use crate::pdf::font::{Font, PageFonts};

/// The most states that are put aside; honest pages put a few aside.
const DEEPEST: usize = 64;
/// A gap wider than this part of the size is a space; the narrowest space of justified text is a fifth.
const SPACE: f32 = 0.18;
/// A sign that stands higher or lower than this part of the size is on another line; a raised number of a note is not.
const LINE: f32 = 0.5;

/// What a page prints.
#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub(crate) lines: Vec<String>,
    /// Whether some of its text could not be told.
    pub(crate) is_incomplete: bool,
}

/// Follows the operations of a page.
pub(crate) fn read(content: &[u8], fonts: &PageFonts<'_>) -> Printed {
    let mut pen = Pen {
        fonts,
        state: State::default(),
        aside: Vec::new(),
        matrix: IDENTITY,
        line_matrix: IDENTITY,
        line: String::new(),
        last: None,
        printed: Printed::default(),
    };
    for operation in Content::decode_iter(content) {
        match operation {
            Ok(operation) => pen.follow(&operation),
            Err(_) => {
                pen.printed.is_incomplete = true;
                break;
            }
        }
    }
    pen.end_line();
    pen.printed
}

/// Six numbers that turn, stretch and move.
type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State<'f, 'd> {
    page: Matrix,
    font: Option<&'f Rc<Font<'d>>>,
    size: f32,
    leading: f32,
    between_signs: f32,
    between_words: f32,
    stretch: f32,
}

impl Default for State<'_, '_> {
    fn default() -> Self {
        Self {
            page: IDENTITY,
            font: None,
            size: 1.0,
            leading: 0.0,
            between_signs: 0.0,
            between_words: 0.0,
            stretch: 1.0,
        }
    }
}

/// Where the last sign ended and how large it was.
#[derive(Clone, Copy)]
struct Last {
    x: f32,
    y: f32,
    size: f32,
}

struct Pen<'f, 'd> {
    fonts: &'f PageFonts<'d>,
    state: State<'f, 'd>,
    aside: Vec<State<'f, 'd>>,
    matrix: Matrix,
    line_matrix: Matrix,
    line: String,
    last: Option<Last>,
    printed: Printed,
}

impl Pen<'_, '_> {
    fn follow(&mut self, operation: &Operation) {
        let operands = operation.operands.as_slice();
        let number = |place: usize| operands.get(place).and_then(number).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.aside.len() < DEEPEST => self.aside.push(self.state.clone()),
            "Q" => self.state = self.aside.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.page = times(std::array::from_fn(number), self.state.page),
            "BT" => self.place(IDENTITY),
            "Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.state.font = name.and_then(|name| self.fonts.get(name));
                self.state.size = number(1);
            }
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.between_signs = number(0),
            "Tw" => self.state.between_words = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "Tm" => self.place(std::array::from_fn(number)),
            "Td" => self.shift(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.shift(number(0), number(1));
            }
            "T*" => self.shift(0.0, -self.state.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.shift(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                self.state.between_words = number(0);
                self.state.between_signs = number(1);
                self.shift(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                let list = operands.first().and_then(|list| list.as_array().ok());
                for item in list.into_iter().flatten() {
                    self.show(Some(item));
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, matrix: Matrix) {
        self.matrix = matrix;
        self.line_matrix = matrix;
    }

    fn shift(&mut self, x: f32, y: f32) {
        self.place(times([1.0, 0.0, 0.0, 1.0, x, y], self.line_matrix));
    }

    /// Prints a string, or moves by the number that stands in its place.
    fn show(&mut self, item: Option<&Object>) {
        match item {
            Some(Object::String(codes, _)) => self.print(codes),
            Some(other) => {
                let back = number(other).unwrap_or(0.0) / 1000.0;
                self.advance(-back * self.state.size * self.state.stretch);
            }
            None => {}
        }
    }

    fn advance(&mut self, by: f32) {
        self.matrix = times([1.0, 0.0, 0.0, 1.0, by, 0.0], self.matrix);
    }

    fn print(&mut self, codes: &[u8]) {
        let Some(font) = self.state.font else {
            self.printed.is_incomplete |= !codes.is_empty();
            return;
        };
        let here = self.here();
        self.separate(here);
        match font.text(codes) {
            Some(text) => self.write(&text),
            None => self.printed.is_incomplete = true,
        }
        let signs = codes.len() / if font.is_wide { 2 } else { 1 };
        let words = if font.is_wide {
            0
        } else {
            codes.iter().filter(|code| **code == b' ').count()
        };
        let width = font.width(codes) / 1000.0 * self.state.size
            + self.state.between_signs * signs as f32
            + self.state.between_words * words as f32;
        self.advance(width * self.state.stretch);
        self.last = Some(Last {
            size: here.size,
            ..self.here()
        });
    }

    fn write(&mut self, text: &str) {
        for sign in text.chars() {
            match sign {
                '\u{FFFD}' => self.printed.is_incomplete = true,
                sign if sign.is_control() => self.space(),
                sign => self.line.push(sign),
            }
        }
    }

    fn here(&self) -> Last {
        let whole = times(self.matrix, self.state.page);
        Last {
            x: whole[4],
            y: whole[5],
            size: self.state.size.abs() * whole[2].hypot(whole[3]),
        }
    }

    /// Ends the line or leaves a space, as the way from the last sign to this one tells.
    fn separate(&mut self, here: Last) {
        let Some(last) = self.last else { return };
        let size = here.size.max(last.size);
        let (gap, rise) = (here.x - last.x, (here.y - last.y).abs());
        // Whatever is not a number is no gap.
        if rise > size * LINE || gap < -size * 2.0 {
            self.end_line();
        } else if gap > here.size.min(last.size) * SPACE {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim_end();
        if !line.is_empty() {
            self.printed.lines.push(line.to_owned());
        }
        self.line.clear();
    }
}

fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|number| number.is_finite())
}
