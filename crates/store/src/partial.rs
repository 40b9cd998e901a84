//! A file that appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// A file being made beside its final name, readable by its owner alone. Dropped unfinished, it leaves nothing.
pub(crate) struct Partial {
    temporary: PathBuf,
    path: PathBuf,
    finished: bool,
}

impl Partial {
    /// Makes the empty file; nothing may lie at the final name yet.
    pub(crate) fn begin(path: &Path) -> Result<Self> {
        if path.exists() {
            return Err(Error::Archive(format!("{} exists already", path.display())));
        }
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.partial", uuid::Uuid::now_v7().simple()));
        let temporary = path.with_file_name(name);
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(Error::disk("create the folder"))?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        options
            .open(&temporary)
            .map_err(Error::disk("create the file"))?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
            finished: false,
        })
    }

    /// Where it lies while it is being made.
    pub(crate) fn place(&self) -> &Path {
        &self.temporary
    }

    /// Opens it for writing.
    pub(crate) fn open(&self) -> Result<File> {
        OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(&self.temporary)
            .map_err(Error::disk("write the file"))
    }

    /// Brings it to the disk and gives it its name.
    pub(crate) fn finish(mut self) -> Result<()> {
        File::open(&self.temporary)
            .and_then(|file| file.sync_all())
            .map_err(Error::disk("bring the file to the disk"))?;
        fs::rename(&self.temporary, &self.path).map_err(Error::disk("name the file"))?;
        self.finished = true;
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::disk("bring the folder to the disk"))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        // SQLite may have made companions of the file.
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.temporary.clone().into_os_string();
            path.push(ending);
            fs::remove_file(path).ok();
        }
    }
}
