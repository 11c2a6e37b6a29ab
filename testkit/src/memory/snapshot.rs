//! Everything writable that this process has in memory, as it was at one moment.
//!
//! The snapshot goes to a file and is read back only then. So whoever looks for secrets in it may hold them in the clear
//! while looking: a test does not find itself.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::secrets::{Secret, Secrets};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// Bits of a word by which most of memory is passed over.
const LIKELY: u64 = (1 << 24) - 1;

/// Places of a secret that are shown.
const SHOWN: usize = 4;

/// Between two areas, so that no pattern is found across them.
const GAP: u64 = 4096;

/// The memory of the process, area after area.
pub struct Snapshot {
    bytes: Vec<u8>,
    /// Where each area begins in `bytes`, its address, and what it is.
    areas: Vec<(usize, u64, String)>,
}

/// One test at a time: what one frees, another could overwrite before it is looked for.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Snapshot {
    /// Of this process, now.
    pub fn take() -> Snapshot {
        let mut file = tempfile::tempfile().unwrap();
        // Lives from before the list of areas is read, is left out of the snapshot, and is wiped by the last read.
        let mut buffer = vec![0u8; CHUNK];
        let own = buffer.as_ptr().addr() as u64;
        let own = own..own + CHUNK as u64;
        let memory = File::open("/proc/self/mem").unwrap();
        let mut areas = Vec::new();
        let mut end = 0;
        for (start, stop, name) in writable() {
            areas.push((end as usize, start, name));
            let mut at = start;
            while at < stop {
                let mut length = (stop - at).min(CHUNK as u64);
                if own.contains(&at) {
                    at = own.end.min(stop);
                    continue;
                }
                if at < own.start {
                    length = length.min(own.start - at);
                }
                let part = &mut buffer[..length as usize];
                // A guard page or a device cannot be read.
                if memory.read_exact_at(part, at).is_ok() && part.iter().any(|byte| *byte != 0) {
                    file.seek(SeekFrom::Start(end + at - start)).unwrap();
                    file.write_all(part).unwrap();
                }
                at += length;
            }
            end += stop - start + GAP;
        }
        buffer.fill(0);
        file.set_len(end).unwrap();
        file.rewind().unwrap();
        let mut bytes = Vec::with_capacity(end as usize);
        file.read_to_end(&mut bytes).unwrap();
        Snapshot { bytes, areas }
    }

    /// Nothing of these is in it.
    #[track_caller]
    pub fn holds_none_of(&self, secrets: &Secrets) {
        let found = self.find(&secrets.0);
        assert!(found.is_empty(), "{found:#?}");
    }

    /// The names of those that are in it, in order, each once.
    pub fn names(&self, secrets: &Secrets) -> Vec<String> {
        self.find(&secrets.0).into_keys().collect()
    }

    /// The names of those that are in it, and where the first of them are.
    fn find(&self, secrets: &[Secret]) -> BTreeMap<String, Vec<String>> {
        // The first eight bytes tell which secrets may begin here.
        let mut starts: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut likely = vec![false; LIKELY as usize + 1];
        for (index, secret) in secrets.iter().enumerate() {
            assert!(secret.bytes.len() >= 8, "{} is too short", secret.name);
            let start = word(&secret.bytes);
            starts.entry(start).or_default().push(index);
            likely[(start & LIKELY) as usize] = true;
        }
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for at in 0..self.bytes.len().saturating_sub(8) {
            let start = word(&self.bytes[at..]);
            if !likely[(start & LIKELY) as usize] {
                continue;
            }
            for index in starts.get(&start).into_iter().flatten() {
                let secret = &secrets[*index];
                if self.bytes[at..].starts_with(&secret.bytes) {
                    let places = found.entry(secret.name.clone()).or_default();
                    if places.len() < SHOWN {
                        places.push(self.place(at));
                    }
                }
            }
        }
        found
    }

    fn place(&self, at: usize) -> String {
        let next = self.areas.partition_point(|(start, ..)| *start <= at);
        let (start, address, name) = &self.areas[next - 1];
        format!("{name}@{:x}", address + (at - start) as u64)
    }
}

fn word(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes[..8].try_into().unwrap())
}

/// The areas of memory that can be written: heaps, stacks, data.
fn writable() -> Vec<(u64, u64, String)> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let area = |line: &str| {
        let mut fields = line.split_whitespace();
        let (range, access) = (fields.next()?, fields.next()?);
        let (start, stop) = range.split_once('-')?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        let name = fields.nth(3).unwrap_or("anonymous").to_string();
        access
            .starts_with("rw")
            .then_some((number(start)?, number(stop)?, name))
    };
    let areas: Vec<_> = maps.lines().filter_map(area).collect();
    assert!(areas.iter().any(|(.., name)| name == "[stack]"), "{maps}");
    areas
}
