//! The look of the service: tokens, style sheets, fonts and components. No domain types, no HTTP, no catalogue:
//! every word comes in as a parameter, already in the reader's language.
//!
//! # How a page is made
//!
//! ```
//! use ui::{Cell, Column, Page, Shell, Table, Tone, Words};
//!
//! let words = Words::default(); // The caller fills it from its catalogue, once per language.
//! let table = Table::new("Kiến nghị quá hạn", &words)
//!     .column(Column::text("Nội dung"))
//!     .column(Column::status("Tình trạng"))
//!     .row([Cell::link("Đường Lê Lợi ngập", "/kien-nghi/128"), Cell::status(Tone::Late, "Quá hạn 9 ngày")]);
//! let page = Page::new("Kiến nghị").lead("Có 1 kiến nghị quá hạn.").push(table);
//! let document: String = Shell::new("vi", "Dân Cử", &words).page(&page).render();
//! assert!(document.contains("<h1>Kiến nghị</h1>"));
//! ```
//!
//! Wherever a parameter is `impl Into<Html>`, a `&str` or a `String` is escaped; markup is made by components,
//! by [`Html::link`], [`Html::strong`] and [`Html::and`], and only in the last resort by [`Html::raw`].
//!
//! # What there is
//!
//! | for | types |
//! |---|---|
//! | markup | [`Html`], [`Component`] (`render`, `html`), [`esc`], [`esc_url`], [`Link`], [`Choice`], [`Words`] |
//! | document | [`Shell`] with [`NavItem`], [`AsOf`], [`Account`], [`Setting`], [`Preferences`] ([`TextSize`], [`Contrast`], [`Motion`]) |
//! | main area | [`Page`], [`Section`], [`Grid`], [`Card`], [`Prose`], [`Details`], [`Tabs`], [`Breadcrumb`], [`PrintOnly`], [`ScreenOnly`] |
//! | state | [`Tone`], [`Tag`], [`StatusLine`], [`Notice`], [`Steps`], [`Countdown`] |
//! | lists | [`Table`] ([`Column`], [`Cell`], [`Sorted`]), [`Filters`], [`Pager`], [`SummaryList`], [`TaskList`], [`Timeline`] ([`Event`]), [`Tree`] ([`Node`]) |
//! | figures | [`Stats`], [`Stat`], [`Meter`], [`BarChart`], [`LineChart`] |
//! | acts | [`Form`] ([`Field`], [`Fieldset`], [`Width`]), [`ErrorSummary`], [`Button`], [`PostButton`], [`Actions`], [`CopyText`], [`QrCode`] |
//! | files | [`asset`], [`asset_url`], [`stylesheet_url`], [`script_url`], [`script`], [`manifest`], [`ASSET_PREFIX`] |
//!
//! # What is not here
//!
//! No inline style and no inline script: the content security policy forbids both. No state by colour alone: a tone
//! always comes with a word and a shape. No page that needs a script to be read or to be sent.

mod asset;
mod bar_chart;
mod breadcrumb;
mod button;
mod card;
mod copy;
mod details;
mod error_summary;
mod filters;
mod form;
mod gallery;
mod html;
mod icon;
mod line_chart;
mod link;
mod medium;
mod meter;
mod notice;
mod page;
mod pager;
mod prose;
mod qr_code;
mod shell;
mod stat;
mod status_line;
mod steps;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod timeline;
mod tree;
mod words;

pub use asset::{
    ASSET_PREFIX, Asset, asset, asset_url, manifest, script, script_url, stylesheet_url,
};
pub use bar_chart::BarChart;
pub use breadcrumb::Breadcrumb;
pub use button::{Actions, Button, PostButton};
pub use card::{Card, Grid, Section};
pub use copy::{CopyText, Countdown};
pub use details::Details;
pub use error_summary::ErrorSummary;
pub use filters::Filters;
pub use form::{CSRF_FIELD, Field, Fieldset, Form, IDEMPOTENCY_FIELD, Width};
pub use gallery::{Example, examples, gallery};
pub use html::{Component, Html, esc, esc_url};
pub use line_chart::LineChart;
pub use link::{Choice, Link};
pub use medium::{PrintOnly, ScreenOnly};
pub use meter::Meter;
pub use notice::Notice;
pub use page::Page;
pub use pager::Pager;
pub use prose::Prose;
pub use qr_code::QrCode;
pub use shell::{Account, AsOf, Contrast, Motion, NavItem, Preferences, Setting, Shell, TextSize};
pub use stat::{Stat, Stats};
pub use status_line::StatusLine;
pub use steps::Steps;
pub use summary_list::SummaryList;
pub use table::{Cell, Column, Sorted, Table};
pub use tabs::Tabs;
pub use tag::{Tag, Tone};
pub use task_list::TaskList;
pub use timeline::{Event, Timeline};
pub use tree::{Node, Tree};
pub use words::Words;
