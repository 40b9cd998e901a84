//! Marks the reference data: the mark changes whenever the data or the way they are loaded change, so that a start knows whether
//! there is anything to load.

use std::path::{Path, PathBuf};

fn main() {
    let mut mark: u64 = 0xcbf2_9ce4_8422_2325;
    for folder in ["data", "src/reference", "src/seed_data"] {
        println!("cargo:rerun-if-changed={folder}");
        for file in files(Path::new(folder)) {
            for byte in std::fs::read(&file).expect("a file of the reference data") {
                // FNV-1a: a mark tells one content from another, nothing depends on it being hard to forge.
                mark = (mark ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    println!("cargo:rustc-env=REFERENCE_MARK={mark:016x}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .expect("a folder of the reference data")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}
