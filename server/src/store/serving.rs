//! One server at a time: a file beside the data file that a server holds locked.
//!
//! Commands such as `bontot code` work beside a server, job by job. A second
//! server would, too, until the first ward's phones meet the other one's port,
//! so it is refused. The lock is on a file of its own: SQLite's locks on the
//! data file are given up as soon as the same process closes it anywhere.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::place::same_file;

/// Held as long as a server works on a data file; the system lets go of it
/// when the process ends, however it ends.
#[derive(Debug)]
pub struct Serving(Option<(File, PathBuf)>);

impl Serving {
    /// Takes the data file at `data`, which need not be there yet.
    ///
    /// # Errors
    /// [`StoreError::Served`] where another server has it.
    pub fn begin(data: &Path) -> Result<Self, StoreError> {
        let path = beside(data);
        loop {
            let opened = File::options().create(true).append(true).open(&path);
            let held = opened.map_err(TryLockError::Error).and_then(|file| file.try_lock().map(|()| file));
            match held {
                // Whoever had it before may have removed it between the two steps.
                Ok(file) if same_file(&file, &path) => return Ok(Self(Some((file, path)))),
                Ok(_) => {}
                Err(TryLockError::WouldBlock) => return Err(StoreError::Served),
                // Where no file can be made, the data file cannot be written, and opening
                // it says why. A system without locks has one server by its operator's care.
                Err(TryLockError::Error(error)) => {
                    tracing::debug!(%error, "no lock beside the data file");
                    return Ok(Self(None));
                }
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // While it is still locked: who opened it meanwhile sees that it has no name.
        if let Some((file, path)) = self.0.take()
            && cfg!(unix)
        {
            fs::remove_file(&path).ok();
            drop(file);
        }
    }
}

/// The lock's path: beside the file that `data` leads to, by whatever name.
fn beside(data: &Path) -> PathBuf {
    let folder = data.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(fs::canonicalize(folder).ok()?.join(data.file_name()?));
    let real = fs::canonicalize(data).ok().or_else(in_folder).unwrap_or_else(|| data.to_owned());
    let mut name = real.into_os_string();
    name.push(".serving");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_refused_by_whatever_path_until_the_first_one_ends() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("bontot.db");
        let first = Serving::begin(&data).unwrap();
        fs::write(&data, "").unwrap();
        let check = |path: &Path| {
            assert_eq!(Serving::begin(path).err(), Some(StoreError::Served), "{}", path.display());
        };
        check(&data);
        check(&folder.path().join(".").join("bontot.db"));
        #[cfg(unix)]
        {
            let other = folder.path().join("other.db");
            std::os::unix::fs::symlink(&data, &other).unwrap();
            check(&other);
            fs::remove_file(other).unwrap();
        }
        let beside = Serving::begin(&folder.path().join("beside.db")).unwrap();
        drop(beside);
        drop(first);
        drop(Serving::begin(&data).unwrap());
        if cfg!(unix) {
            let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            assert_eq!(left, ["bontot.db"]);
        }
    }

    #[test]
    fn many_that_begin_at_once_are_never_two() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("bontot.db");
        let at_work = std::sync::atomic::AtomicU32::new(0);
        let begun: u32 = std::thread::scope(|scope| {
            let attempt = || {
                let mut begun = 0;
                for _ in 0..500 {
                    if let Ok(serving) = Serving::begin(&data) {
                        assert_eq!(at_work.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        at_work.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(serving);
                        begun += 1;
                    }
                }
                begun
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(attempt)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert!(0 < begun);
    }

    #[test]
    fn where_no_file_can_be_made_opening_the_store_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("missing/bontot.db");
        let serving = Serving::begin(&data).unwrap();
        assert!(serving.0.is_none());
    }
}
