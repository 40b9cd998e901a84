//! Gathers the style sheets into one file and gives every asset a name that carries its hash.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate folder"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo names the output folder"));
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=assets");

    let mut files = Vec::new();
    walk(&root.join("assets"), &mut files);
    files.sort();
    let mut assets: BTreeMap<String, (String, PathBuf)> = BTreeMap::new();
    for file in files {
        let name = logical_name(&root.join("assets"), &file);
        let bytes = fs::read(&file).expect("an asset can be read");
        assets.insert(name.clone(), (hashed_name(&name, &bytes), file));
    }

    let mut css = gather_css(&root);
    for (name, (hashed, _)) in &assets {
        css = css.replace(&format!("asset:{name}"), &format!("/assets/{hashed}"));
    }
    assert!(
        !css.contains("asset:"),
        "a style sheet names an asset that is not there"
    );
    let css_path = out.join("app.css");
    fs::write(&css_path, &css).expect("the style sheet can be written");
    assets.insert(
        "app.css".into(),
        (hashed_name("app.css", css.as_bytes()), css_path),
    );

    let mut table = String::from("static ASSETS: &[Entry] = &[\n");
    for (name, (hashed, path)) in &assets {
        writeln!(
            table,
            "    Entry {{ name: {name:?}, hashed: {hashed:?}, etag: {:?}, mime: {:?}, bytes: include_bytes!({:?}) }},",
            format!("\"{hashed}\""),
            mime(name),
            path.display().to_string()
        )
        .expect("a string takes any text");
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).expect("the table can be written");
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn logical_name(base: &Path, file: &Path) -> String {
    let relative = file
        .strip_prefix(base)
        .expect("the file lies under the folder");
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes)
        .iter()
        .take(6)
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}

/// The order of the layers is stated once, so that the order of the files does not matter.
fn gather_css(root: &Path) -> String {
    let mut css = String::from("@layer reset,tokens,base,layout,component,utility,print;\n");
    for layer in ["reset", "tokens", "base", "layout", "utility", "print"] {
        let text = fs::read_to_string(root.join(format!("src/css/{layer}.css")))
            .expect("a layer has its file");
        wrap(&mut css, layer, &text);
    }
    css.push_str(&squeeze(
        &fs::read_to_string(root.join("src/css/fonts.css")).expect("the fonts have their file"),
    ));
    let mut components = Vec::new();
    walk(&root.join("src"), &mut components);
    components.retain(|path| path.file_name().is_some_and(|name| name == "style.css"));
    components.sort();
    for path in components {
        wrap(
            &mut css,
            "component",
            &fs::read_to_string(path).expect("a style sheet can be read"),
        );
    }
    css
}

fn wrap(css: &mut String, layer: &str, text: &str) {
    writeln!(css, "@layer {layer}{{\n{}}}", squeeze(text)).expect("a string takes any text");
}

/// Drops comments and indentation, which is most of what a minifier would save before compression.
fn squeeze(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..]
            .split_once("*/")
            .map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}
