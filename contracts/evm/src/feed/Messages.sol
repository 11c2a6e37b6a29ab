// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Attestation, Submission} from "./Submission.sol";

/// @title What custodians sign, and what a proof is bound to (specification, 17)
library Messages {
    /// @dev What the settings fix of every message.
    struct Subject {
        bytes32 subject;
        bytes12 currency;
        bytes32 policy;
    }

    /// @notice What all messages and the context have in common: 180 bytes.
    /// @param subject What the settings fix.
    /// @param submission The report.
    /// @param names The custodians' digests of their names, in the book's order.
    function common(Subject memory subject, Submission calldata submission, bytes memory names)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(
            subject.subject,
            submission.asOf,
            subject.currency,
            sha256(names),
            submission.book,
            subject.policy,
            sha256(submission.table)
        );
    }

    /// @notice SHA-256 of the message that a custodian signs.
    /// @param shared What `common` gives.
    /// @param attestation The custodian's.
    function attestationHash(bytes memory shared, Attestation calldata attestation) internal pure returns (bytes32) {
        return sha256(
            abi.encodePacked("assay/v1/bls12-381/attestation", shared, attestation.custodian, attestation.commitment)
        );
    }

    /// @notice The digest of the context.
    /// @param shared What `common` gives.
    /// @param submission The report.
    /// @param owed What it has of what is owed.
    /// @param attested What it has of the attestations: for each the hash of its message, the number of its signatures, and of each
    /// signature the scheme, r and s.
    function context(bytes memory shared, Submission calldata submission, bytes memory owed, bytes memory attested)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encodePacked(
                "assay/v1/bls12-381/context",
                shared,
                submission.supply,
                submission.previous != 0,
                submission.previous,
                owed,
                uint16(submission.attestations.length),
                attested
            )
        );
    }

    /// @notice The digest of a report.
    /// @param contextDigest That of its context.
    /// @param submission The report.
    function report(bytes32 contextDigest, Submission calldata submission) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked("assay/v1/bls12-381/report", contextDigest, submission.columns, submission.proof)
        );
    }
}
