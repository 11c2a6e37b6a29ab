// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

/// @title Verifier of proofs of one shape, in the suite bls12-381
/// @notice Stateless. Says that a proof shows the inequalities of a table, with the bounds given, for the commitments given. What
/// these are of, and who signed them, is for the caller to check: see ReserveFeed.
interface IProofVerifier {
    /// @notice Code `program-invalid`: the table is of another shape, or breaks a limit of a program; a bound is too large; or
    /// bounds or commitments are not as many as the table says.
    error ProgramInvalid();
    /// @notice Code `proof-malformed`: wrong length, a scalar not below the order, or something that is no point of the group,
    /// among the commitments too.
    error ProofMalformed();
    /// @notice Code `point-identity`: a commitment is the identity.
    error PointIdentity();
    /// @notice Code `proof-tags`: the proof is not about this table in this context, or it was changed.
    error ProofTags();
    /// @notice Code `proof-weights`: a weight column is not that of the table and the bounds.
    /// @param column Index of the column.
    error ProofWeights(uint256 column);
    /// @notice Codes `proof-invalid` and `proof-refresh`, which one sum checks together: an equation does not hold.
    error ProofInvalid();

    /// @notice Returns if the proof is good, and reverts if not.
    /// @param context What the proof is bound to: a scalar below the order of the group.
    /// @param bounds Bounds of the inequalities, in the table's order, each of magnitude below 2^176.
    /// @param table Bytes of the table. Only its head and its rows are read: that the rules between them are well formed and give
    /// the bounds is for the caller to check.
    /// @param commitments The custodians' commitments, 96 bytes each, as the custodians signed them.
    /// @param columns C', H', the commitment of the tag column and those of all weight columns, 96 bytes each.
    /// @param proof The proof.
    function verify(
        uint256 context,
        int256[] calldata bounds,
        bytes calldata table,
        bytes calldata commitments,
        bytes calldata columns,
        bytes calldata proof
    ) external view;

    /// @notice The shape that this contract verifies.
    /// @return k Binary logarithm of the rows of the trace.
    /// @return rules Inequalities that there is room for.
    function shape() external pure returns (uint8 k, uint8 rules);
}
