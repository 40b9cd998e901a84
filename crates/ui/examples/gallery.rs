//! Prints the page with every component: `cargo run -p ui --example gallery > gallery.html`.
//!
//! With `--css` the style sheet stands in the page and fonts come from the source folder, so that the file can be
//! opened without a server.

fn main() {
    let mut page = ui::gallery();
    if std::env::args().any(|argument| argument == "--css") {
        let css = ui::asset("app.css")
            .and_then(|asset| std::str::from_utf8(asset.bytes).ok())
            .unwrap_or_default();
        let link = format!(
            "<link rel=\"stylesheet\" href=\"{}\">",
            ui::stylesheet_url()
        );
        page = page.replace(&link, &format!("<style>{css}</style>"));
        let folder = concat!("file://", env!("CARGO_MANIFEST_DIR"), "/assets/");
        for name in [
            "chevron.svg",
            "tick.svg",
            "app.js",
            "favicon.svg",
            "fonts/plex-latin.woff2",
            "fonts/plex-latin-ext.woff2",
            "fonts/plex-vietnamese.woff2",
            "fonts/source-serif-latin.woff2",
            "fonts/source-serif-latin-ext.woff2",
            "fonts/source-serif-vietnamese.woff2",
        ] {
            if let Some(address) = ui::asset_url(name) {
                page = page.replace(&address, &format!("{folder}{name}"));
            }
        }
    }
    print!("{page}");
}
