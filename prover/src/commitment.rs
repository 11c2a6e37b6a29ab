//! Custodians' commitments: `C_i = sum_j q_ij L_j + sum_b r_ib L_{z_b}`.

mod blinders;
mod committer;
mod weighted_sum;

pub use blinders::Blinders;
pub use committer::Committer;
