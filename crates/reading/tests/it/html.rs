//! Web pages.

use reading::{Format, Warning};

use crate::craft::{read, text};

#[test]
fn what_a_browser_shows_is_taken() {
    for (page, expected) in [
        (
            "<p>Luật số:<b>64</b>/2025/QH15</p>",
            "Luật số:64/2025/QH15\n",
        ),
        (
            "<div>Điều 4<span>5</span>.\n   K<i>iểm</i> tra </div>",
            "Điều 45. Kiểm tra\n",
        ),
        ("<p>một<br>hai<br/>ba<p>bốn", "một\nhai\nba\nbốn\n"),
        (
            "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><script>x<y</script>văn bản</body></html>",
            "văn bản\n",
        ),
        (
            "<p>H&#7897;i &dstrok;&#x1ED3;ng &amp; &lt;d&acirc;n&gt; &khong; &</p>",
            "Hội đồng & <dân> &khong; &\n",
        ),
        (
            "<table><tr><td>a<td><p>b</p><p>c</p></td><tr><th>d</th><td></td></table>sau",
            "a | b c\nd | \nsau\n",
        ),
        (
            "<table><tr><td><p>Điều 1</p><p>Điều 2</p></td></tr></table>",
            "Điều 1\nĐiều 2\n",
        ),
        (
            "<ol><li>x<li>y<ol type=a start=2><li>z</ol><li value=9>t</ol><ul><li>u</ul>",
            "1. x\n2. y\nb. z\n9. t\nu\n",
        ),
        (
            "<p>y tế<a href=\"#ghi_chu_1\">1</a>, Điều 5<a href='#n2'>[2]</a>, <a href=\"/x\">3</a></p>",
            "y tế[1], Điều 5[2], 3\n",
        ),
        ("<div><pre>  a\n  b</pre>", " a\n b\n"),
        ("<p>a <b> b</b> <!-- chú thích --> c</></p>", "a b c\n"),
        ("<?xml version=\"1.0\"?><html><body>x</body></html>", "x\n"),
    ] {
        assert_eq!(text(page.as_bytes()), expected, "{page}");
    }
}

#[test]
fn a_page_cut_short_is_told() {
    let reading = read("<html><body><p>Điều 1".as_bytes()).expect("a reading");
    assert_eq!(
        (reading.format, reading.warnings),
        (Format::Html, vec![Warning::NoEnd])
    );
    let letters = "<ol type=a><li>1<li>2<li>3<li>4<li>5</ol>";
    assert_eq!(
        read(letters.as_bytes()).expect("a reading").warnings,
        [Warning::AutomaticLetters]
    );
}
