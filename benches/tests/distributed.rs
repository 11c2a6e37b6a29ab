//! The query on a cluster: one scheduler and two executors on loopback, as their own programs would start them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use assay_benches::holdings;
use assay_holdings::ledger::{self, Ledger, LedgerError};
use assay_holdings::{aggregate, Index};
use ballista_executor::executor_process::{start_executor_process, ExecutorProcessConfig};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::start_server;
use datafusion::arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const ROWS: usize = 40;
const EXECUTORS: usize = 2;

struct Cluster {
    /// Scheduler and executors run on it.
    _runtime: Runtime,
    url: String,
    work: Vec<TempDir>,
}

/// One for all tests; it ends with their process.
static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// A port that nobody listens on just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Cluster {
    fn start() -> Cluster {
        let runtime = Runtime::new().unwrap();
        let port = free_port();
        let config = SchedulerConfig {
            bind_host: "127.0.0.1".into(),
            external_host: "127.0.0.1".into(),
            bind_port: port,
            task_distribution: TaskDistributionPolicy::RoundRobin,
            ..SchedulerConfig::default()
        };
        let cluster = runtime
            .block_on(BallistaCluster::new_from_config(&config))
            .unwrap();
        let state = cluster.cluster_state();
        let address = ([127, 0, 0, 1], port).into();
        runtime.spawn(async move {
            start_server(cluster, address, Arc::new(config))
                .await
                .unwrap()
        });

        let work: Vec<TempDir> = (0..EXECUTORS).map(|_| TempDir::new().unwrap()).collect();
        for directory in &work {
            let config = ExecutorProcessConfig {
                external_host: Some("127.0.0.1".into()),
                port: free_port(),
                grpc_port: free_port(),
                scheduler_host: "127.0.0.1".into(),
                scheduler_port: port,
                scheduler_connect_timeout_seconds: 60,
                vcores: 2,
                work_dir: Some(directory.path().to_str().unwrap().into()),
                ..ExecutorProcessConfig::default()
            };
            runtime.spawn(async { start_executor_process(Arc::new(config)).await.unwrap() });
        }
        let deadline = Instant::now() + Duration::from_secs(120);
        runtime.block_on(async {
            while state.registered_executor_metadata().await.len() < EXECUTORS {
                assert!(Instant::now() < deadline, "two executors register in time");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert_eq!(state.registered_executor_metadata().await.len(), EXECUTORS);
        });
        Cluster {
            _runtime: runtime,
            url: format!("http://127.0.0.1:{port}"),
            work,
        }
    }

    fn sum(&self, path: &Path) -> Result<(Vec<u64>, u64), LedgerError> {
        let index = index();
        let ledger = Ledger::open(path)?;
        let sums = ledger::sum_on_cluster(&self.url, &ledger, &index)?;
        Ok((sums.quantities.to_vec(), sums.lines))
    }
}

fn index() -> Index {
    Index::new(&holdings::book(ROWS).unwrap(), holdings::CUSTODIAN).unwrap()
}

fn embedded(path: &Path) -> Result<(Vec<u64>, u64), LedgerError> {
    let index = index();
    let ledger = Ledger::open(path)?;
    let sums = ledger::sum(&ledger, &index)?;
    Ok((sums.quantities.to_vec(), sums.lines))
}

/// Writes lines of CSV as Parquet, their quantities as text.
fn write(path: &Path, lines: &[&str]) {
    let column = |i: usize| -> ArrayRef {
        let field = |line: &&str| line.split(',').nth(i).map(str::to_string);
        Arc::new(lines.iter().map(field).collect::<StringArray>())
    };
    write_columns(path, column(0), column(1), column(2));
}

fn write_columns(path: &Path, account: ArrayRef, instrument: ArrayRef, quantity: ArrayRef) {
    let columns = [
        ("account", account),
        ("instrument", instrument),
        ("quantity", quantity),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Whether there is any file below a directory.
fn has_files(directory: &Path) -> bool {
    fs::read_dir(directory).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        path.is_file() || has_files(&path)
    })
}

#[test]
fn totals_are_those_of_the_built_in_reader() {
    let text = holdings::csv(60_000, ROWS);
    let index = index();
    let expected = aggregate(text.as_bytes(), &index).unwrap();
    let expected = (expected.quantities.to_vec(), expected.lines);
    assert_eq!(expected.1, 60_000);

    let directory = TempDir::new().unwrap();
    let parquet = directory.path().join("parquet");
    fs::create_dir(&parquet).unwrap();
    let lines: Vec<&str> = text.lines().skip(1).collect();
    for (part, lines) in lines.chunks(7_000).enumerate() {
        write(&parquet.join(format!("part-{part}.parquet")), lines);
    }
    let csv = directory.path().join("ledger.csv");
    fs::write(&csv, &text).unwrap();

    assert_eq!(CLUSTER.sum(&parquet).unwrap(), expected);
    // What an executor passes on it keeps in files: each had a part in it.
    assert!(CLUSTER.work.iter().all(|work| has_files(work.path())));
    assert_eq!(CLUSTER.sum(&csv).unwrap(), expected);
    assert_eq!(embedded(&parquet).unwrap(), expected);
    assert_eq!(embedded(&csv).unwrap(), expected);
}

#[test]
fn refusals_are_those_of_the_embedded_engine() {
    let row = holdings::book(ROWS).unwrap().rows[7].instrument.clone();
    let found = || "US912797AA00".to_string();
    let cases = [
        (
            format!(",{row},1"),
            LedgerError::NoAccount {
                instrument: row.clone(),
            },
        ),
        (
            "A,cash:none,1".into(),
            LedgerError::NoRow {
                found: "cash:none".into(),
                custodian: holdings::CUSTODIAN.parse().unwrap(),
            },
        ),
        (
            format!("A,{},1", found()),
            LedgerError::CheckDigit { found: found() },
        ),
        (
            format!("A,{row},"),
            LedgerError::NoQuantity {
                instrument: row.clone(),
            },
        ),
        (
            format!("A,{row},-1"),
            LedgerError::Negative {
                instrument: row.clone(),
            },
        ),
        (
            format!("A,{row},1e3"),
            LedgerError::Malformed {
                instrument: row.clone(),
            },
        ),
        (
            format!("A,{row},1.000"),
            LedgerError::TooManyDecimals {
                instrument: row.clone(),
                allowed: 2,
            },
        ),
        (
            format!("A,{row},184467440737095516.16"),
            LedgerError::Overflow {
                instrument: row.clone(),
            },
        ),
    ];
    for (line, expected) in cases {
        let text = holdings::csv(100, ROWS) + &line + "\n";
        let directory = TempDir::new().unwrap();
        let csv = directory.path().join("ledger.csv");
        fs::write(&csv, &text).unwrap();
        let parquet = directory.path().join("ledger.parquet");
        write(&parquet, &text.lines().skip(1).collect::<Vec<_>>());
        for path in [&csv, &parquet] {
            assert_eq!(CLUSTER.sum(path), Err(expected.clone()), "{line}");
            assert_eq!(embedded(path), Err(expected.clone()), "{line}");
        }
    }
}

#[test]
fn binary_fractions_are_refused_before_anything_runs() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.parquet");
    let text = |text: &str| -> ArrayRef { Arc::new(StringArray::from(vec![text])) };
    let row = holdings::book(ROWS).unwrap().rows[0].instrument.to_string();
    write_columns(
        &path,
        text("A"),
        text(&row),
        Arc::new(Float64Array::from(vec![1.0])),
    );
    let found = CLUSTER.sum(&path);
    assert!(
        matches!(
            found,
            Err(LedgerError::ColumnType {
                column: "quantity",
                ..
            })
        ),
        "{found:?}"
    );
    assert_eq!(found, embedded(&path));
}

#[test]
fn a_scheduler_that_is_not_there() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.csv");
    fs::write(&path, holdings::csv(10, ROWS)).unwrap();
    let index = index();
    let url = format!("http://127.0.0.1:{}", free_port());
    let found = ledger::sum_on_cluster(&url, &Ledger::open(&path).unwrap(), &index);
    assert!(matches!(
        found.map(|sums| sums.lines),
        Err(LedgerError::Engine { .. })
    ));
}
