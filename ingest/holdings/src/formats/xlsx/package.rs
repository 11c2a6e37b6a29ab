//! The package of a spreadsheet: a zip archive of parts, which point at each other by relationships (ISO/IEC 29500-2).
//!
//! Parts are unpacked into buffers of their own, which are wiped; nothing else has a copy.

use core::cell::Cell;
use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_slice_iter_to_slice;
use rawzip::{
    CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipLocalFileHeader, ZipSliceArchive,
};
use zeroize::Zeroizing;

use super::bytes::text;
use super::faults::{refused, ARCHIVE, DAMAGED, OTHER_FORM, PASSWORD, TOO_LARGE};
use super::xml::{attribute, local, Xml};
use crate::input_error::InputError;

/// Most parts of a package.
const MAX_PARTS: usize = 4096;

/// Longest part, unpacked, in bytes.
const MAX_PART: u64 = 256 << 20;

/// The most that is unpacked of a package, in bytes.
const MAX_UNPACKED: u64 = 512 << 20;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    /// By their names in small letters, as which they are told apart.
    parts: BTreeMap<String, Entry>,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
}

struct Entry {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    packed: u64,
    size: u64,
    sum: u32,
    encrypted: bool,
}

/// A relationship of a part.
pub(super) struct Relationship {
    pub id: String,
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// The name of the part that it leads to.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Reads the directory of an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, InputError> {
        let Ok(archive) = ZipArchive::from_slice(bytes) else {
            return refused(DAMAGED);
        };
        let mut parts = BTreeMap::new();
        for entry in archive.entries() {
            let Ok(entry) = entry else {
                return refused(DAMAGED);
            };
            let path = entry.file_path();
            let Ok(name) = core::str::from_utf8(path.as_ref()) else {
                continue;
            };
            let name = folded(name);
            let part = Entry {
                place: entry.wayfinder(),
                method: entry.compression_method(),
                packed: entry.compressed_size_hint(),
                size: entry.uncompressed_size_hint(),
                sum: entry.crc32(),
                encrypted: entry.flags().is_encrypted(),
            };
            // Readers do not agree which of two parts of one name counts.
            if parts.insert(name, part).is_some() || parts.len() > MAX_PARTS {
                return refused(DAMAGED);
            }
        }
        let left = Cell::new(MAX_UNPACKED);
        Ok(Package {
            archive,
            parts,
            left,
        })
    }

    /// The name of the workbook, and what it points at.
    pub fn workbook(&self) -> Result<(String, Vec<Relationship>), InputError> {
        let roots = self.relationships("")?.into_iter();
        let mut roots = roots.filter(|r| r.kind == "officeDocument");
        let Some(root) = roots.next() else {
            return match self.parts.contains_key("mimetype") {
                true => refused(OTHER_FORM),
                false => refused(ARCHIVE),
            };
        };
        match root.target.rsplit_once('.') {
            // Readers do not agree which of two workbooks counts.
            _ if roots.next().is_some() => return refused(DAMAGED),
            Some((_, "bin")) => return refused(OTHER_FORM),
            _ if !root.target.starts_with("xl/") => return refused(ARCHIVE),
            _ => {}
        }
        let relationships = self.relationships(&root.target)?;
        Ok((root.target, relationships))
    }

    /// What a part points at inside the package; the package itself has no name.
    fn relationships(&self, name: &str) -> Result<Vec<Relationship>, InputError> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let part = match folder {
            "" => format!("_rels/{file}.rels"),
            _ => format!("{folder}/_rels/{file}.rels"),
        };
        let mut found = Vec::new();
        if !self.parts.contains_key(&part) {
            return Ok(found);
        }
        let text = self.part(&part)?;
        let mut xml = Xml::new(&text);
        while let Some(start) = xml.element()? {
            if local(start.name().0) != "Relationship" {
                continue;
            }
            let value = |name| attribute(&start, name).map(Option::unwrap_or_default);
            let (id, kind, target) = (value("Id")?, value("Type")?, value("Target")?);
            if value("TargetMode")? != "External" {
                found.push(Relationship {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().into(),
                    target: resolved(folder, &target),
                });
            }
        }
        Ok(found)
    }

    /// A part, unpacked.
    pub fn part(&self, name: &str) -> Result<Zeroizing<String>, InputError> {
        let Some(part) = self.parts.get(name) else {
            return refused(DAMAGED);
        };
        if part.encrypted {
            return refused(PASSWORD);
        }
        let Ok(entry) = self.archive.get_entry(part.place) else {
            return refused(DAMAGED);
        };
        let packed = entry.data();
        // Nothing unpacks to more than 1032 times its size.
        let most = (packed.len() as u64).saturating_mul(1032).min(MAX_PART);
        let Some(left) = self.left.get().checked_sub(part.size) else {
            return refused(TOO_LARGE);
        };
        if part.size > most {
            return refused(TOO_LARGE);
        }
        self.left.set(left);
        let mut unpacked = Zeroizing::new(vec![0u8; part.size as usize]);
        let length = match part.method {
            CompressionMethod::STORE if packed.len() == unpacked.len() => {
                unpacked.copy_from_slice(packed);
                Some(packed.len())
            }
            CompressionMethod::DEFLATE => {
                let input = core::iter::once(packed);
                decompress_slice_iter_to_slice(&mut unpacked, input, false, true).ok()
            }
            _ => None,
        };
        let whole = length == Some(unpacked.len()) && rawzip::crc32(&unpacked) == part.sum;
        if !whole || !part.agrees(name, &entry.local_header()) {
            return refused(DAMAGED);
        }
        text(unpacked).map_or_else(|| refused(DAMAGED), Ok)
    }
}

impl Entry {
    /// Whether the header before a part says of it what the directory does: readers do not agree which of both counts. Sizes and
    /// sum may follow the part, and are then left out before it.
    fn agrees(&self, name: &str, local: &ZipLocalFileHeader<'_>) -> bool {
        let path = local.file_path();
        let found = core::str::from_utf8(path.as_ref()).map(folded);
        let later = local.flags().has_data_descriptor();
        let is = |found: u64, told: u64| found == told || (later && found == 0);
        found.is_ok_and(|found| found == name)
            && local.compression_method() == self.method
            && local.flags().is_encrypted() == self.encrypted
            && is(local.crc32().into(), self.sum.into())
            && is(local.compressed_size_hint(), self.packed)
            && is(local.uncompressed_size_hint(), self.size)
    }
}

/// A name of a part as parts are told apart by it.
fn folded(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// The name of a part that another one in a folder points at.
fn resolved(folder: &str, target: &str) -> String {
    let absolute = target.strip_prefix('/');
    let mut names: Vec<&str> = match absolute {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|name| !name.is_empty()).collect(),
    };
    for name in absolute.unwrap_or(target).split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/").to_ascii_lowercase()
}
