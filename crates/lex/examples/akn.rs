//! Print documents as Akoma Ntoso: `cargo run -p lex --example akn -- FILE`; `--into FOLDER CORPUS` writes one file a document of a folder
//! and tells how fast; `--html FILE` prints the page.

use std::path::{Path, PathBuf};
use std::time::Instant;

use lex::akn::akn;
use lex::cite::{Citer, Context};
use lex::registry::Registry;
use lex::structure::Document;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, folder, corpus] if flag == "--into" => write_all(Path::new(folder), corpus),
        files => files.iter().for_each(|file| print(file)),
    }
}

fn print(file: &str) {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let document = Document::read(&text);
            let citer = Citer::new(Registry::of_laws());
            let context = Context {
                document: document.head.number.clone(),
                date: document.head.date,
                ..Context::default()
            };
            let citations = citer.cite(document.text.view(), &context);
            print!("{}", akn(&document, &citations));
        }
        Err(error) => eprintln!("{file}: {error}"),
    }
}

fn write_all(folder: &Path, corpus: &str) {
    let mut files = Vec::new();
    gather(Path::new(corpus), &mut files);
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap_or_default())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let started = Instant::now();
    let length: usize = texts
        .iter()
        .map(|text| akn(&Document::read(text), &[]).len())
        .sum();
    let seconds = started.elapsed().as_secs_f64();
    let speed = bytes as f64 / 1e6 / seconds;
    println!(
        "{} documents, {bytes} bytes read, {length} written in {seconds:.3} s: {speed:.1} MB/s",
        texts.len()
    );
    let citer = Citer::new(Registry::of_laws());
    for (index, text) in texts.iter().enumerate() {
        let document = Document::read(text);
        let context = Context {
            document: document.head.number.clone(),
            date: document.head.date,
            ..Context::default()
        };
        let citations = citer.cite(document.text.view(), &context);
        let name = files[index]
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let file = folder.join(format!("{index:03}-{name}.xml"));
        if let Err(error) = std::fs::write(&file, akn(&document, &citations)) {
            eprintln!("{}: {error}", file.display());
        }
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt")
            && path.file_name().is_some_and(|n| n != "README.txt")
        {
            files.push(path);
        }
    }
}
