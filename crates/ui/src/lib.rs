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
//! | figures | [`Stats`], [`Stat`], [`Meter`], [`BarChart`], [`LineChart`], [`RelationMap`] ([`MapNode`], [`MapGroup`]) |
//! | papers | [`Sheet`], [`Finding`], [`CheckedText`] ([`Run`], [`BackLink`]) |
//! | acts | [`Form`] ([`Field`], [`Fieldset`], [`Width`]), [`ErrorSummary`], [`Button`], [`PostButton`], [`Actions`], [`CopyText`], [`QrCode`], [`Suggestions`] |
//! | files | [`asset`], [`asset_url`], [`stylesheet_url`], [`script_url`], [`script`], [`service_worker`], [`manifest`], [`ASSET_PREFIX`] |
//!
//! # Builders at a glance
//!
//! `T` stands for `impl Into<String>`, `H` for `impl Into<Html>`, `C` for `impl Component`.
//!
//! ```text
//! Html::text(T) raw(T) link(T, href) strong(T)  .and(H) .push(C) .push_text(&str)
//! Link::new(T, href)                  Choice::new(value, label).hint(T), or (value, label)
//! Shell::new(lang, product, &Words)   fields title council home nav breadcrumb back as_of account account_id settings preferences
//!                                     sample flash main footer footer_note scripts manifest   .page(&Page) .render()
//! NavItem::new|current(T, href).count(n)
//! AsOf { action, name, value, keep, label, button, today, past }
//! Account::SignedOut(Link) | SignedIn { name, role, links, sign_out, csrf }
//! Setting::new(T) | post(T, csrf)     .choice(T, href) .current(T, href) .lang(T) .said(T)
//! Preferences { text_size: Normal|Large|Largest, contrast: Normal|High, motion: Normal|Reduced }
//! Page::new(T)          .kicker(T) .tag(Tone, T) .lead(H) .action(C) .push(C) .section(T, C) .aside(C)
//! Section::new(T)       .id(T) .intro(H) .push(C)
//! Grid::new() three()   .push(C)
//! Card::new(T)          .href(T) .kicker(T) .tag(Tone, T) .text(H) .push(C)
//! Table::new(caption, &Words)  .id(T) .column(Column) .row([Cell]) .rows(iter of Vec<Cell>) .footer([Cell]) .empty(H)
//!                       .export(T, href) .quick_filter() .wide() .quiet()
//! Column::text|number|date|status(T).sort(href, Sorted::No|Up|Down)
//! Cell::text(T) link(T, href) number(n) date(n) status(Tone, T) of(C) missing(T), or &str, String
//! Filters::new(action, &Words) .search|date(name, label, value) .select(name, label, choices, chosen)
//!                       .check(name, label, bool) .checkboxes(name, legend, choices, &[String]) .hidden(name, value)
//!                       .active(T, href_without) .clear(href) .result(T)
//! Pager::new(&Words)    .previous(Option) .next(Option) .page(n, href) .current(n) .gap() .summary(T)
//! Form::new(action, &Words)    .get() .csrf(T) .idempotency(T) .hidden(name, value) .field(Field) .fieldset(Fieldset) .push(C)
//!                       .error(T) .submit(T) .submit_danger(T) .also(T, name, value) .cancel(T, href) .confirm(T) .has_errors()
//! Field::text|long|date|number|email|telephone|password|file(name, label) readonly(name, label, value)
//!      check(name, label, bool) select|radios(name, label, choices, chosen) checkboxes(name, label, choices, chosen list)
//!                       .id(T) .value(T) .hint(T) .error(T) .error_if(Option) .suffix(T) .optional() .autocomplete(T) .plain()
//!                       .width(Width::Short|Medium|Full) .rows(n) .accept(T) .multiple()
//! Fieldset::new(T)      .hint(T) .state(Tone, T) .field(Field)
//! ErrorSummary::new(T)  .item(message, href) .is_empty()
//! Button::new(T, href)  .secondary() .danger()
//! PostButton::new(T, action, csrf)  .secondary() .danger() .hidden(name, value) .idempotency(T) .confirm(T) .context(T)
//! Actions::new()        .push(C)
//! SummaryList::new()    .row(T, H) .row_of(T, C) .row_if(T, Option<H>) .act(T, href)
//! TaskList::new()       .task(T, href, Tone, word) .done(T, href, word) .waiting(T, word) .hint(T)
//! Timeline::new(label)  .event(Event::new(date, H).by(T).body(H).push(C).tone(Tone)), newest first
//! Tree::new(label)      .node(Node::new(H) | link(T, href)  .note(T) .child(Node) .open())
//! Tabs::new(label)      .tab(T, href) .current(T, href) .count(n)
//! Steps::new(label)     .done(T) .current(T) .ahead(T) .note(T)
//! Details::new(T)       .text(H) .push(C) .open()
//! Prose::new() typed(&str)     .p(H) .h3(H) .list([H]) .numbered([H]) .quote(H, H)
//! Tag::new(Tone, T)     StatusLine::new(Tone, T, H)
//! Notice::info|success|warning|error(T)  .body(H) .push(C)
//! Stats::new().push(Stat::new(label, figure).of(T).href(T).tone(Tone))
//! Meter::new(label, part, whole, text)   .threshold(least, T) .tone(Tone)
//! BarChart::new(title, label_head, value_head)  .bar(T, f64, text) .href(T) .tone(Tone) .note(T)
//! LineChart::new(title, description, &Words)    .axes(T, T) .times([T]) .series(T, [f64 or Option<f64>]) .missing(T)
//! RelationMap::new(title, description, MapNode)  .earlier(MapGroup) .later(MapGroup) .percent(n)
//! MapNode::new(name, title, Tone, state).href(T).group(MapGroup)    MapGroup::new(word).node(MapNode).more(T, href)
//! Marks::new(name, legend, choices, chosen)
//! QrCode::new(data, alternative).caption(T)     CopyText::new(T, &Words)     Countdown::new(iso, T)
//! Finding::new(id, T, Tone, T)  .note(T) .words(H) .place(place, href, &Marked)
//! CheckedText::new()    .paragraph(&[Run]) .table(name, &rows) .folded(T, &CheckedText)     Run::Words(String) | Mark { id, words, found }
//! PrintOnly(C)          ScreenOnly(C)           Breadcrumb::new(&Words).link(T, href)
//! ```
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
mod checked_text;
mod copy;
mod details;
mod error_summary;
mod filters;
mod form;
mod gallery;
mod hit;
mod html;
mod icon;
mod legal_text;
mod line_chart;
mod link;
mod marks;
mod medium;
mod meter;
mod notice;
mod page;
mod pager;
mod prose;
mod qr_code;
mod relation_map;
mod sheet;
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
    ASSET_PREFIX, Asset, asset, asset_url, manifest, script, script_url, service_worker,
    stylesheet_url,
};
pub use bar_chart::BarChart;
pub use breadcrumb::Breadcrumb;
pub use button::{Actions, Button, PostButton};
pub use card::{Card, Grid, Section};
pub use checked_text::{BackLink, CheckedText, Finding, Run};
pub use copy::{CopyText, Countdown, Suggestions};
pub use details::Details;
pub use error_summary::ErrorSummary;
pub use filters::Filters;
pub use form::{CSRF_FIELD, Field, Fieldset, Form, IDEMPOTENCY_FIELD, Width};
pub use gallery::{Example, examples, gallery};
pub use hit::{Hit, Marked};
pub use html::{Component, Html, esc, esc_url};
pub use legal_text::{LegalText, Wording, side};
pub use line_chart::LineChart;
pub use link::{Choice, Link};
pub use marks::Marks;
pub use medium::{PrintOnly, ScreenOnly};
pub use meter::Meter;
pub use notice::Notice;
pub use page::Page;
pub use pager::Pager;
pub use prose::Prose;
pub use qr_code::QrCode;
pub use relation_map::{MapGroup, MapNode, RelationMap};
pub use sheet::Sheet;
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
