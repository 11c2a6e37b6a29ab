// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {
    K_LOG, RULES, BUCKETS, DATA_CONTRACTS, DATA_POINTS, LAST_DATA_POINTS, DATA_HASH, COLUMNS_BYTES, PROOF_BYTES, NONCE_AT,
    RESPONSES_AT, LIMBS_AT, QUANTITY_EVAL_AT, QUOTIENT_AT, SETS_AT, BLINDING_AT, LAST_AT, GENERATOR_TERMS, HIDDEN_TERMS, NONCE_TERM,
    LIMB_TERMS, QUOTIENT_TERM, BLINDING_TERM, CUSTODIAN_TERMS
} from "assay/Shape.sol";
import {IProofVerifier} from "./IProofVerifier.sol";
import {
    MEMORY, ORDER, ORDER_AT, PROOF, ROWS_FROM, BOUNDS, CUSTODIANS_COUNT, ROWS_COUNT, RULES_COUNT
} from "./Memory.sol";
import {Points} from "./Points.sol";
import {Transcript} from "./Transcript.sol";
import {Lagrange} from "./Lagrange.sol";
import {PublicColumns} from "./PublicColumns.sol";
import {Inverses} from "./Inverses.sol";
import {Identities} from "./Identities.sol";
import {Opening} from "./Opening.sol";
import {InnerProduct} from "./InnerProduct.sol";

/// @title Verifier of proofs of one shape, in the suite bls12-381
/// @notice Sections 11 and 17 of the specification. The shape is that of the constants it is compiled with. It has no state and
/// nobody's word counts: the generators are in data contracts whose code it checks when it is made.
/// @dev Needs Keccak-256 and the precompiles of EIP-198, EIP-2537. Calldata is read where it is; memory is laid out by Memory.sol
/// and Shape.sol.
contract ProofVerifier is IProofVerifier {
    /// @notice The data contracts are not those of this shape, in order.
    error WrongGenerators();

    address private immutable DATA_0;
    address private immutable DATA_1;
    address private immutable DATA_2;
    address private immutable DATA_3;
    address private immutable DATA_4;
    address private immutable DATA_5;

    /// @notice Checks the code of the data contracts, which cannot change.
    /// @param data The data contracts of the shape, in order.
    constructor(address[] memory data) {
        if (data.length != DATA_CONTRACTS) revert WrongGenerators();
        bytes32[] memory hashes = new bytes32[](DATA_CONTRACTS);
        for (uint256 i = 0; i < DATA_CONTRACTS; ++i) hashes[i] = data[i].codehash;
        if (uint256(keccak256(abi.encodePacked(hashes))) != DATA_HASH) revert WrongGenerators();
        DATA_0 = data[0];
        DATA_1 = data[1];
        DATA_2 = DATA_CONTRACTS > 2 ? data[2] : address(0);
        DATA_3 = DATA_CONTRACTS > 3 ? data[3] : address(0);
        DATA_4 = DATA_CONTRACTS > 4 ? data[4] : address(0);
        DATA_5 = DATA_CONTRACTS > 5 ? data[5] : address(0);
    }

    /// @inheritdoc IProofVerifier
    function shape() external pure returns (uint8 k, uint8 rules) {
        return (uint8(K_LOG), uint8(RULES));
    }

    /// @inheritdoc IProofVerifier
    function verify(
        uint256 context,
        int256[] calldata bounds,
        bytes calldata table,
        bytes calldata commitments,
        bytes calldata columns,
        bytes calldata proof
    ) external view {
        checkHead(table, bounds.length, commitments.length);
        checkForm(context, columns, proof);
        keep(bounds, table, proof);
        loadGenerators();
        loadPoints(offsetOf(commitments), offsetOf(columns));
        if (!Transcript.run(context, offsetOf(columns))) revert ProofMalformed();
        Lagrange.build();
        PublicColumns.check();
        if (!Inverses.compute()) revert ProofInvalid();
        Identities.quotient();
        Opening.scalars();
        InnerProduct.scalars();
        (bool points, bool zero) = InnerProduct.sum();
        if (!points) revert ProofMalformed();
        if (!zero) revert ProofInvalid();
    }

    /// @dev The head of a table: `assay/v1/table`, k, K, custodians u16, rows u16, rules u8. Checks the counts and the lengths.
    function checkHead(bytes calldata table, uint256 bounds, uint256 commitments) private pure {
        uint256 head = uint256(bytes32(table));
        uint256 custodians = (head >> 112) & 0xffff;
        uint256 rows = (head >> 96) & 0xffff;
        uint256 rules = (head >> 88) & 0xff;
        uint256 expected = (uint256(uint112(bytes14("assay/v1/table"))) << 16) | (K_LOG << 8) | RULES;
        bool good = table.length >= 21 + rows * (10 + 4 * rules) && head >> 128 == expected;
        good = good && rows <= BUCKETS && rules != 0 && rules <= RULES && custodians != 0;
        if (!good || bounds != rules || commitments != 96 * custodians) revert ProgramInvalid();
    }

    /// @dev Lengths, and that all scalars are below the order.
    function checkForm(uint256 context, bytes calldata columns, bytes calldata proof) private pure {
        if (columns.length != COLUMNS_BYTES || proof.length != PROOF_BYTES || context >= ORDER) revert ProofMalformed();
        uint256 start = offsetOf(proof);
        bool good = canonical(start + RESPONSES_AT, start + LIMBS_AT);
        good = canonical(start + QUANTITY_EVAL_AT, start + QUOTIENT_AT) && good;
        good = canonical(start + SETS_AT, start + BLINDING_AT) && good;
        good = canonical(start + LAST_AT, start + PROOF_BYTES) && good;
        if (!good) revert ProofMalformed();
    }

    /// @dev Whether the words of calldata from one place to another are scalars.
    function canonical(uint256 from, uint256 end) private pure returns (bool good) {
        assembly ("memory-safe") {
            good := 1
            for {} lt(from, end) { from := add(from, 32) } { good := and(good, lt(calldataload(from), ORDER)) }
        }
    }

    /// @dev Keeps what is verified in memory, which is ours from MEMORY on.
    function keep(int256[] calldata bounds, bytes calldata table, bytes calldata proof) private pure {
        assembly ("memory-safe") {
            // The compiler's own words are below.
            if gt(mload(0x40), MEMORY) { revert(0, 0) }
            mstore(ORDER_AT, ORDER)
            mstore(PROOF, proof.offset)
            let head := calldataload(table.offset)
            let rows := and(shr(96, head), 0xffff)
            let length := mul(rows, add(10, shl(2, bounds.length)))
            mstore(ROWS_FROM, sub(add(table.offset, table.length), length))
            mstore(BOUNDS, bounds.offset)
            mstore(CUSTODIANS_COUNT, and(shr(112, head), 0xffff))
            mstore(ROWS_COUNT, rows)
            mstore(RULES_COUNT, bounds.length)
        }
    }

    /// @dev Where bytes begin in calldata.
    function offsetOf(bytes calldata part) private pure returns (uint256 offset) {
        assembly ("memory-safe") {
            offset := part.offset
        }
    }

    /// @dev The generators, the key's commitments, W and U.
    function loadGenerators() private view {
        uint256 term = GENERATOR_TERMS;
        term = load(DATA_0, 0, term);
        term = load(DATA_1, 1, term);
        if (DATA_CONTRACTS > 2) term = load(DATA_2, 2, term);
        if (DATA_CONTRACTS > 3) term = load(DATA_3, 3, term);
        if (DATA_CONTRACTS > 4) term = load(DATA_4, 4, term);
        if (DATA_CONTRACTS > 5) term = load(DATA_5, 5, term);
    }

    /// @dev The points of one data contract; returns where the next term is.
    function load(address data, uint256 index, uint256 term) private view returns (uint256) {
        uint256 count = index + 1 == DATA_CONTRACTS ? LAST_DATA_POINTS : DATA_POINTS;
        Points.loadGenerators(data, count, term);
        return term + 160 * count;
    }

    /// @dev The commitments and the points of the proof.
    function loadPoints(uint256 commitments, uint256 columns) private pure {
        uint256 proof;
        uint256 custodians;
        assembly ("memory-safe") {
            proof := mload(PROOF)
            custodians := mload(CUSTODIANS_COUNT)
        }
        bool good = Points.load(commitments, custodians, CUSTODIAN_TERMS);
        if (!Points.load(columns, RULES + 3, HIDDEN_TERMS) || !good) revert PointIdentity();
        good = Points.load(proof + NONCE_AT, 1, NONCE_TERM);
        good = Points.load(proof + LIMBS_AT, (QUANTITY_EVAL_AT - LIMBS_AT) / 96, LIMB_TERMS) && good;
        good = Points.load(proof + QUOTIENT_AT, 1, QUOTIENT_TERM) && good;
        good = Points.load(proof + BLINDING_AT, 1 + 2 * K_LOG, BLINDING_TERM) && good;
        if (!good) revert ProofMalformed();
    }
}
