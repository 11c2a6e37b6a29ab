//! The files of a ledger.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::dataframe::DataFrame;
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionContext};
use url::Url;

use super::columns::{column_type, COLUMNS};
use super::ledger_error::{engine, LedgerError};
use crate::plain_csv::read_header;
use assay_lines::Lines;

/// A ledger in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// One CSV file with the header `account,instrument,quantity`.
    Csv(PathBuf),
    /// Parquet files with at least the columns `account`, `instrument` and `quantity`.
    Parquet(Vec<PathBuf>),
}

impl Ledger {
    /// A directory of Parquet files, a Parquet file (its name ends in `.parquet`), or else a CSV file.
    ///
    /// # Errors
    /// [`LedgerError::Read`], [`LedgerError::NoFiles`], [`LedgerError::Stray`].
    pub fn open(path: &Path) -> Result<Ledger, LedgerError> {
        let kind = fs::metadata(path).map_err(read(path))?;
        if kind.is_dir() {
            return Ok(Ledger::Parquet(list(path)?));
        }
        Ok(match is_parquet(path) {
            true => Ledger::Parquet(vec![path.to_path_buf()]),
            false => Ledger::Csv(path.to_path_buf()),
        })
    }

    /// The ledger's lines. Reads the schemas; a CSV file's header is checked here.
    pub(super) async fn scan(&self, context: &SessionContext) -> Result<DataFrame, LedgerError> {
        match self {
            Ledger::Csv(path) => {
                let file = File::open(path).map_err(read(path))?;
                read_header(&mut Lines::new(BufReader::new(file)))?;
                let text = |name| Field::new(name, DataType::Utf8, true);
                let schema = Schema::new(COLUMNS.map(text).to_vec());
                let options = CsvReadOptions::new()
                    .schema(&schema)
                    .has_header(true)
                    .file_extension("");
                context.read_csv(address(path)?, options).await
            }
            Ledger::Parquet(paths) => {
                let schema = one_schema(context, paths).await?;
                let addresses = paths.iter().map(|path| address(path));
                let addresses: Vec<String> = addresses.collect::<Result<_, _>>()?;
                let options = ParquetReadOptions::new().file_extension("").schema(&schema);
                context.read_parquet(addresses, options).await
            }
        }
        .map_err(engine(OPENING))
    }
}

const OPENING: &str = "opening the ledger";

/// The columns of a ledger as all its files have them.
///
/// The engine takes the schema of the first file and casts the columns of the others to it, which rounds. It also takes the
/// first file's word that a column has no nulls, and looks for none in the others. So types must agree, and any column may
/// have nulls.
async fn one_schema(context: &SessionContext, paths: &[PathBuf]) -> Result<Schema, LedgerError> {
    let mut fields: Vec<Field> = Vec::new();
    for path in paths {
        let options = ParquetReadOptions::new().file_extension("");
        let frame = context.read_parquet(address(path)?, options).await;
        let frame = frame.map_err(engine(OPENING))?;
        for (i, column) in COLUMNS.into_iter().enumerate() {
            let kind = column_type(&frame, column)?;
            match fields.get(i) {
                None => fields.push(Field::new(column, kind, true)),
                Some(first) if *first.data_type() == kind => {}
                Some(first) => {
                    return Err(LedgerError::Disagree {
                        path: path.clone(),
                        column,
                        expected: first.data_type().to_string(),
                        found: kind.to_string(),
                    })
                }
            }
        }
    }
    Ok(Schema::new(fields))
}

fn read(path: &Path) -> impl FnOnce(io::Error) -> LedgerError {
    let path = path.to_path_buf();
    move |error| LedgerError::Read {
        path,
        kind: error.kind(),
    }
}

fn is_parquet(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
}

/// The Parquet files of a directory, by name. Nothing that might hold lines is passed over in silence.
fn list(directory: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(read(directory))? {
        let entry = entry.map_err(read(directory))?;
        let path = entry.path();
        // Marks of the programs that write such directories: _SUCCESS, _metadata, checksums.
        if entry.file_name().as_encoded_bytes().starts_with(b"_")
            || entry.file_name().as_encoded_bytes().starts_with(b".")
        {
            continue;
        }
        let kind = fs::metadata(&path).map_err(read(&path))?;
        if !kind.is_file() || !is_parquet(&path) {
            return Err(LedgerError::Stray { path });
        }
        files.push(path);
    }
    files.sort();
    match files.is_empty() {
        true => Err(LedgerError::NoFiles {
            path: directory.to_path_buf(),
        }),
        false => Ok(files),
    }
}

/// The file's address. As a path the engine would take brackets and stars in it for a pattern.
fn address(path: &Path) -> Result<String, LedgerError> {
    let whole = fs::canonicalize(path).map_err(read(path))?;
    let url = Url::from_file_path(whole).map_err(|()| LedgerError::Read {
        path: path.to_path_buf(),
        kind: io::ErrorKind::InvalidInput,
    })?;
    Ok(url.into())
}
