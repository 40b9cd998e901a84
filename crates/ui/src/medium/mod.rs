//! What belongs on paper only, or on the screen only.

use crate::html::put;
use crate::{Component, Html};

/// Shown on paper only.
#[derive(Clone, Debug)]
pub struct PrintOnly<C>(pub C);

/// Shown on the screen only.
#[derive(Clone, Debug)]
pub struct ScreenOnly<C>(pub C);

impl<C: Component> Component for PrintOnly<C> {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"print-only\">{}</div>", self.0.html());
    }
}

impl<C: Component> Component for ScreenOnly<C> {
    fn render(&self, out: &mut Html) {
        put!(out, "<div class=\"screen-only\">{}</div>", self.0.html());
    }
}
