//! Style sheet, script, fonts and drawings, inside the program and under names that carry their hash.

struct Entry {
    name: &'static str,
    hashed: &'static str,
    etag: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file that pages need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// What to send.
    pub bytes: &'static [u8],
    /// Its media type.
    pub mime: &'static str,
    /// Its entity tag, quotes included.
    pub etag: &'static str,
    /// Does the name carry the hash, so that a browser may keep it for ever?
    pub immutable: bool,
}

/// The asset under a path such as `app.0a1b2c3d4e5f.css`, or under its plain name such as `favicon.svg`.
///
/// The path is what follows [`ASSET_PREFIX`].
pub fn asset(path: &str) -> Option<Asset> {
    let entry = ASSETS
        .iter()
        .find(|entry| entry.hashed == path || entry.name == path)?;
    Some(Asset {
        bytes: entry.bytes,
        mime: entry.mime,
        etag: entry.etag,
        immutable: entry.hashed == path,
    })
}

/// Where a server mounts the assets.
pub const ASSET_PREFIX: &str = "/assets/";

/// The address of the style sheet.
pub fn stylesheet_url() -> String {
    asset_url("app.css").expect("the style sheet is built in")
}

/// The address of the script that every page carries.
pub fn script_url() -> String {
    asset_url("app.js").expect("the script is built in")
}

/// The address of a further script by its plain name, such as `passkey.js`.
pub fn script(name: &str) -> Option<String> {
    asset_url(name).filter(|_| name.ends_with(".js"))
}

/// The address, with its hash, of an asset by its plain name.
pub fn asset_url(name: &str) -> Option<String> {
    let entry = ASSETS.iter().find(|entry| entry.name == name)?;
    Some(format!("{ASSET_PREFIX}{}", entry.hashed))
}

/// What pages need that were kept for use without a network; other drawings are done without.
const SHELL: [&str; 8] = [
    "app.css",
    "app.js",
    "outbox.js",
    "favicon.svg",
    "fonts/plex-latin.woff2",
    "fonts/plex-vietnamese.woff2",
    "fonts/source-serif-latin.woff2",
    "fonts/source-serif-vietnamese.woff2",
];

/// The service worker, told the addresses of the assets. They carry hashes, so every new version is another worker to browsers.
pub fn service_worker() -> String {
    let worker = asset("sw.js").expect("the worker is built in");
    let addresses = SHELL.map(|name| {
        let address = asset_url(name).expect("the shell is built in");
        json_text(&address)
    });
    let list = format!("const SHELL = [{}];\n", addresses.join(","));
    list + &String::from_utf8_lossy(worker.bytes)
}

/// The web manifest, which lets a phone keep the service on its home screen.
pub fn manifest(name: &str, short_name: &str, lang: &str) -> String {
    let icon = asset_url("icon.svg").expect("the icon is built in");
    format!(
        "{{\"name\":{},\"short_name\":{},\"lang\":{},\"start_url\":\"/\",\"display\":\"standalone\",\
         \"background_color\":\"#FBF8F2\",\"theme_color\":\"#8C1C13\",\
         \"icons\":[{{\"src\":\"{icon}\",\"sizes\":\"any\",\"type\":\"image/svg+xml\",\"purpose\":\"any maskable\"}}]}}",
        json_text(name),
        json_text(short_name),
        json_text(lang)
    )
}

fn json_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_answers_to_both_names() {
        for entry in ASSETS {
            assert!(
                asset(entry.hashed).is_some_and(|found| found.immutable),
                "{}",
                entry.hashed
            );
            assert!(
                asset(entry.name).is_some_and(|found| !found.immutable),
                "{}",
                entry.name
            );
        }
        assert_eq!(asset("../Cargo.toml"), None);
    }

    #[test]
    fn the_style_sheet_names_only_assets_that_exist() {
        let css = std::str::from_utf8(asset("app.css").expect("built in").bytes).expect("text");
        let mut seen = 0;
        for part in css.split("url(").skip(1) {
            let address = part.split(')').next().unwrap_or_default().trim_matches('"');
            assert!(
                address.strip_prefix(ASSET_PREFIX).and_then(asset).is_some(),
                "{address}"
            );
            seen += 1;
        }
        assert!(seen >= 6, "the fonts are missing");
    }

    #[test]
    fn the_worker_keeps_assets_that_exist() {
        let worker = service_worker();
        for name in SHELL {
            let address = asset_url(name).expect("built in");
            assert!(worker.contains(&format!("\"{address}\"")), "{address}");
        }
    }

    #[test]
    fn the_outbox_stays_small() {
        // Compressed, as it is sent, it is about a third.
        for (name, most) in [("outbox.js", 13 * 1024), ("sw.js", 4 * 1024)] {
            let size = asset(name).expect("built in").bytes.len();
            assert!(size < most, "{name} has {size} bytes");
        }
    }

    #[test]
    fn a_manifest_stays_json_whatever_the_name() {
        let text = manifest("Hội \"đồng\" \\ a", "Dân Cử", "vi");
        assert!(text.contains(r#""name":"Hội \"đồng\" \\ a""#));
    }
}
