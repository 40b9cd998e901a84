//! Thời điểm hết hiệu lực: ends that depend, what is excepted from them, and documents that are ended as a class.
//!
//! Legal basis: a document ends on the day it names, when another takes its place, or when it is repealed (Luật 64/2025/QH15,
//! Điều 57); transition clauses join these (`… hoặc kể từ ngày văn bản thay thế có hiệu lực, tùy thuộc thời điểm nào đến trước`).

use jiff::civil::Date;
use serde::Serialize;

use crate::address::Address;

/// When what an act ends, or lets live on for a time, is in force no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The last day on which it is in force; none when no day is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// It ends earlier, or with no day named it ends, when this comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_when: Option<Event>,
    /// The provisions that say for which cases it does not end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Exception>,
    /// Trừ trường hợp: the exception in the words of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub except_words: Option<String>,
}

/// What an end waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Văn bản thay thế có hiệu lực.
    Replaced,
    /// Có quy định khác, quy định mới.
    Otherwise,
    /// Cơ quan có thẩm quyền quyết định.
    Decided,
}

/// A provision that excepts cases from an end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// The document it stands in; none when it is not known by number or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Where in it.
    #[serde(flatten)]
    pub address: Address,
}

/// Loại văn bản: documents that are meant by kind and issuer, not by number (`Quyết định của Ủy ban nhân dân cấp huyện`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Class {
    /// The kind as it is written.
    pub kind: String,
    /// The issuer as it is written.
    pub issuer: String,
    /// The level of the issuer, when the words tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<IssuerLevel>,
}

/// Cấp of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerLevel {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, of councils until 30 June 2025.
    District,
    /// Cấp xã.
    Commune,
}
