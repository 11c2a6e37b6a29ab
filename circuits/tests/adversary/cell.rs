//! Cells by name.

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::{Shape, LIMBS};
use halo2_proofs::pasta::Fp;

/// A cell that the prover fills: the advice columns, and the two committed instance columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// `d_i`.
    Limb { row: usize, i: usize },
    /// `acc_c`.
    Acc { row: usize, c: usize },
    /// `q`.
    Quantity { row: usize },
    /// `h`.
    Tagged { row: usize },
}

impl Cell {
    /// Every cell of the usable rows.
    pub fn all(shape: Shape) -> Vec<Cell> {
        (0..shape.usable_rows())
            .flat_map(|row| {
                let limbs = (0..LIMBS).map(move |i| Cell::Limb { row, i });
                let acc = (0..shape.rules()).map(move |c| Cell::Acc { row, c });
                limbs
                    .chain(acc)
                    .chain([Cell::Quantity { row }, Cell::Tagged { row }])
            })
            .collect()
    }

    pub fn row(self) -> usize {
        match self {
            Cell::Limb { row, .. }
            | Cell::Acc { row, .. }
            | Cell::Quantity { row }
            | Cell::Tagged { row } => row,
        }
    }

    /// Whether this is a cell of the columns that the custodians' commitments fix.
    pub fn is_committed(self) -> bool {
        matches!(self, Cell::Quantity { .. } | Cell::Tagged { .. })
    }
}

/// An assignment of every cell.
#[derive(Clone)]
pub struct Witness {
    pub columns: InstanceColumns<Fp>,
    pub trace: Trace<Fp>,
}

impl Witness {
    pub fn honest(shape: Shape, columns: InstanceColumns<Fp>) -> Witness {
        let trace = Trace::new(shape, &columns).unwrap();
        Witness { columns, trace }
    }

    pub fn get(&self, cell: Cell) -> Fp {
        match cell {
            Cell::Limb { row, i } => self.trace.limbs[row][i],
            Cell::Acc { row, c } => self.trace.acc[row][c],
            Cell::Quantity { row } => self.columns.quantities[row],
            Cell::Tagged { row } => self.columns.tagged[row],
        }
    }

    pub fn set(&mut self, cell: Cell, value: Fp) {
        match cell {
            Cell::Limb { row, i } => self.trace.limbs[row][i] = value,
            Cell::Acc { row, c } => self.trace.acc[row][c] = value,
            Cell::Quantity { row } => self.columns.quantities[row] = value,
            Cell::Tagged { row } => self.columns.tagged[row] = value,
        }
    }
}
