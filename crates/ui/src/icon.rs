//! Line drawings that stand beside words, never instead of them.

use crate::{Component, Html};

/// A small drawing, hidden from screen readers because words stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Menu,
    Back,
    Forward,
    Download,
    Remove,
    SortUp,
    SortDown,
    SortNone,
    Search,
    Calendar,
    Person,
    Display,
}

impl Icon {
    fn drawing(self) -> &'static str {
        match self {
            Icon::Menu => "<path d=\"M3 5.5h14M3 10h14M3 14.5h14\"/>",
            Icon::Back => "<path d=\"M12 4l-6 6 6 6\"/>",
            Icon::Forward => "<path d=\"M8 4l6 6-6 6\"/>",
            Icon::Download => "<path d=\"M10 3v10m-4-4 4 4 4-4M4 17h12\"/>",
            Icon::Remove => "<path d=\"M5 5l10 10M15 5 5 15\"/>",
            Icon::SortUp => "<path d=\"M10 16V4m-4.5 4.5L10 4l4.5 4.5\"/>",
            Icon::SortDown => "<path d=\"M10 4v12m-4.5-4.5L10 16l4.5-4.5\"/>",
            Icon::SortNone => "<path d=\"M6.5 8 10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5\"/>",
            Icon::Search => "<circle cx=\"8.5\" cy=\"8.5\" r=\"5.5\"/><path d=\"m13 13 4.5 4.5\"/>",
            Icon::Calendar => "<path d=\"M3 5h14v12H3zM3 9h14M7 2.5V6m6-3.5V6\"/>",
            Icon::Person => {
                "<circle cx=\"10\" cy=\"6.5\" r=\"3.5\"/><path d=\"M3.5 17.5c.6-4 3.2-5.5 6.5-5.5s5.9 1.5 6.5 5.5\"/>"
            }
            Icon::Display => {
                "<path d=\"M2 16 6.5 5 11 16M3.6 12.300h5.800M12 16l3-7 3 7m-4.9-2.200h3.8\"/>"
            }
        }
    }
}

impl Component for Icon {
    fn render(&self, out: &mut Html) {
        crate::html::put!(
            out,
            "<svg class=\"icon\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
            self.drawing()
        );
    }
}
