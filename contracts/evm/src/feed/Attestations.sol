// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IReserveSettings} from "../settings/IReserveSettings.sol";
import {IReserveFeed} from "./IReserveFeed.sol";
import {Messages} from "./Messages.sol";
import {Attestation, Submission} from "./Submission.sol";

/// @title The attestations of a report, against the settings
library Attestations {
    /// @dev Bytes of a submission without what has any length: selector, the place of the struct, its 17 words, and the
    /// number of attestations.
    uint256 private constant FIXED_BYTES = 4 + 32 + 17 * 32 + 32;
    /// @dev Bytes of an attestation: its place, three words, length and bytes of the commitment, length of the signatures.
    uint256 private constant ATTESTATION_BYTES = 32 + 96 + 32 + 96 + 32;

    /// @notice Reverts unless the calldata has the length of what it holds, and each attestation is by another custodian.
    /// @param submission All that the calldata holds.
    /// @return names The digests of the custodians' names, one behind the other.
    /// @return commitments Their commitments, likewise.
    function list(Submission calldata submission) internal pure returns (bytes memory names, bytes memory commitments) {
        // All lengths are of what the calldata holds: no sum of them overflows.
        uint256 length = FIXED_BYTES + padded(submission.table) + padded(submission.columns) + padded(submission.proof);
        for (uint256 i = 0; i < submission.attestations.length; ++i) {
            Attestation calldata attestation = submission.attestations[i];
            bytes32 custodian = attestation.custodian;
            if (attestation.commitment.length != 96) revert IReserveFeed.CommitmentLength(custodian);
            for (uint256 j = 0; j < i; ++j) {
                if (submission.attestations[j].custodian == custodian) revert IReserveFeed.AttestationDuplicate(custodian);
            }
            unchecked {
                length += ATTESTATION_BYTES + 192 * attestation.signatures.length;
            }
            names = bytes.concat(names, custodian);
            commitments = bytes.concat(commitments, attestation.commitment);
        }
        if (msg.data.length != length) revert IReserveFeed.CalldataLength();
        // The only part whose length may leave room to its last word's end.
        if (!endsInZeros(submission.table)) revert IReserveFeed.CalldataPadding();
    }

    /// @notice Reverts unless each custodian is registered, with enough good signatures.
    /// @param settings The registry.
    /// @param submission The report.
    /// @param shared What all messages have in common.
    /// @return attested What the context has of the attestations.
    function check(IReserveSettings settings, Submission calldata submission, bytes memory shared)
        internal
        view
        returns (bytes memory attested)
    {
        for (uint256 i = 0; i < submission.attestations.length; ++i) {
            Attestation calldata attestation = submission.attestations[i];
            bytes32 hash = Messages.attestationHash(shared, attestation);
            bytes memory signed =
                settings.checkSignatures(attestation.custodian, hash, submission.asOf, attestation.signatures);
            attested = bytes.concat(attested, hash, signed);
        }
    }

    /// @dev Whether what Solidity leaves out of the last word is zero.
    function endsInZeros(bytes calldata part) private pure returns (bool zeros) {
        assembly ("memory-safe") {
            let used := and(part.length, 31)
            let last := calldataload(sub(add(part.offset, part.length), used))
            zeros := or(iszero(used), iszero(shl(shl(3, used), last)))
        }
    }

    function padded(bytes calldata part) private pure returns (uint256) {
        unchecked {
            return (part.length + 63) & ~uint256(31);
        }
    }
}
