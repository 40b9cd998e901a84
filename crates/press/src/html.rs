//! HTML: a paper as a fragment for the screen, from the same form as the PDF, so that what is read before signing is what is printed.
//!
//! Every word is escaped; there is no style in it, only the names of its parts for the style sheet that shows it.

use std::fmt::Write as _;

use crate::form::{COUNTRY, Grid, MOTTO, Piece, Printed, PrintedAnnex, Spot};
use paper::{Align, Paper};

/// The paper as a fragment of HTML. Its titles begin at the third rank, below those of a page and of a section.
pub fn html(paper: &Paper) -> String {
    let printed = Printed::new(paper);
    let mut out = String::new();
    head(&mut out, &printed);
    for line in &printed.enacting_body {
        part(&mut out, "enacting", line);
    }
    for line in &printed.bases {
        part(&mut out, "basis", line);
    }
    part(&mut out, "enacts", printed.enacts);
    pieces(&mut out, &printed.body);
    part(&mut out, "passed", &printed.passed);
    tail(&mut out, &printed);
    for annex in &printed.annexes {
        annexed(&mut out, annex);
    }
    part(&mut out, "mark", &printed.mark);
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br>"),
            sign => out.push(sign),
        }
    }
    out
}

/// Writing into a string cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { _ = write!($out, $($arg)*) };
}

/// A paragraph of a part; nothing where there are no words.
fn part(out: &mut String, class: &str, words: &str) {
    if !words.is_empty() {
        put!(out, "<p class=\"{class}\">{}</p>", escaped(words));
    }
}

/// Lines of one part.
fn parts(out: &mut String, class: &str, lines: &[String]) {
    part(out, class, &lines.join("\n"));
}

fn head(out: &mut String, printed: &Printed) {
    out.push_str("<div class=\"head\"><div>");
    parts(out, "parent", &printed.parent);
    parts(out, "issuer", &printed.issuer);
    part(out, "number", &printed.number);
    parts(out, "about", &printed.letter_subject);
    out.push_str("</div><div>");
    part(out, "country", COUNTRY);
    part(out, "motto", MOTTO);
    part(out, "place", &printed.place_and_day);
    out.push_str("</div></div>");
    if let Some((words, _)) = printed.urgency {
        part(out, "urgency", words);
    }
    part(out, "circulation", &printed.circulation);
    if !printed.kind.is_empty() {
        put!(out, "<h3 class=\"kind\">{}", escaped(printed.kind));
        let subject = escaped(&printed.subject.join("\n"));
        put!(out, "<span class=\"subject\">{subject}</span></h3>");
    }
    match printed.addressees.as_slice() {
        [] => {}
        [one] => part(out, "to", &format!("Kính gửi: {one}")),
        several => parts(out, "to", &[&["Kính gửi:".to_owned()], several].concat()),
    }
}

fn pieces(out: &mut String, body: &[Piece]) {
    for piece in body {
        match piece {
            Piece::Heading {
                depth,
                label,
                title,
                centred,
                ..
            } => {
                let rank = (3 + depth).min(6);
                let joint = if *centred { "<br>" } else { " " };
                let class = if *centred { "centred" } else { "title" };
                let (label, title) = (escaped(label), escaped(title));
                put!(
                    out,
                    "<h{rank} class=\"{class}\">{label}{joint}{title}</h{rank}>"
                );
            }
            Piece::Text { runs } => {
                out.push_str("<p class=\"text\">");
                for run in runs {
                    let words = escaped(&run.text);
                    match (run.bold, run.italic) {
                        (true, _) => put!(out, "<b>{words}</b>"),
                        (false, true) => put!(out, "<i>{words}</i>"),
                        (false, false) => out.push_str(&words),
                    }
                }
                out.push_str("</p>");
            }
            Piece::Table(grid) => table(out, grid),
            Piece::Chart(drawing) => {
                part(out, "caption", &drawing.title);
                part(out, "text", &drawing.description);
                table(out, &drawing.table);
            }
        }
    }
}

fn table(out: &mut String, grid: &Grid) {
    part(out, "unit", &grid.unit);
    out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"group\"");
    let name = match grid.caption.is_empty() {
        true => "Bảng",
        false => &grid.caption,
    };
    put!(out, " aria-label=\"{}\"><table>", escaped(name));
    if !grid.caption.is_empty() {
        put!(out, "<caption>{}</caption>", escaped(&grid.caption));
    }
    for (section, tag, rows) in [("thead", "th", &grid.head), ("tbody", "td", &grid.rows)] {
        put!(out, "<{section}>");
        for row in rows.iter() {
            out.push_str("<tr>");
            for spot in row.iter().filter(|spot| !spot.joined) {
                cell(out, tag, spot, grid);
            }
            out.push_str("</tr>");
        }
        put!(out, "</{section}>");
    }
    out.push_str("</table></div>");
    part(out, "note", &grid.note);
}

fn cell(out: &mut String, tag: &str, spot: &Spot, grid: &Grid) {
    let class = match grid.aligns.get(spot.column) {
        Some(Align::Centre) => " class=\"centre\"",
        Some(Align::Right) => " class=\"right\"",
        _ => "",
    };
    put!(out, "<{tag}{class}");
    if tag == "th" {
        out.push_str(" scope=\"col\"");
    }
    for (name, reach) in [("colspan", spot.across), ("rowspan", spot.down)] {
        if reach > 1 {
            put!(out, " {name}=\"{reach}\"");
        }
    }
    let words = escaped(&spot.text.join("\n"));
    match spot.bold && tag == "td" {
        true => put!(out, "><b>{words}</b></{tag}>"),
        false => put!(out, ">{words}</{tag}>"),
    }
}

fn tail(out: &mut String, printed: &Printed) {
    out.push_str("<div class=\"tail\"><div class=\"recipients\">");
    if !printed.recipients.is_empty() {
        part(out, "label", "Nơi nhận:");
        parts(out, "names", &printed.recipients);
    }
    out.push_str("</div>");
    for signed in &printed.signatures {
        out.push_str("<div class=\"signature\">");
        parts(out, "office", &signed.lines);
        part(out, "name", &signed.name);
        out.push_str("</div>");
    }
    out.push_str("</div>");
    parts(out, "contact", &printed.contact);
}

fn annexed(out: &mut String, annex: &PrintedAnnex) {
    let label = escaped(&annex.label);
    let title = escaped(&annex.title.join("\n"));
    put!(
        out,
        "<h3 class=\"kind\">{label}<span class=\"subject\">{title}</span></h3>"
    );
    part(out, "with", &annex.with);
    pieces(out, &annex.body);
}
