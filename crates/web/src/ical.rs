//! iCalendar (RFC 5545): what all calendars of the house have in common.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use icalendar::Calendar;
use jiff::civil::DateTime;
use kernel::Timestamp;

/// A calendar as a file of this name.
pub fn file(calendar: &Calendar, name: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
    ];
    (headers, calendar.to_string()).into_response()
}

/// A moment as calendars write it, in UTC.
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A local time in Vietnam as calendars write it, in UTC.
pub fn utc(local: DateTime) -> String {
    stamp(kernel::time::instant(local))
}
