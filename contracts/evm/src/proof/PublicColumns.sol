// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {LAGRANGE, RULES, WEIGHT_EVALS_AT, TAG_EVAL_AT, CUSTODIAN_TERMS} from "assay/Shape.sol";
import {
    ORDER, ORDER_AT, PROOF, ROWS_FROM, BOUNDS, CUSTODIANS_COUNT, ROWS_COUNT, RULES_COUNT, R, WEIGHTS
} from "./Memory.sol";
import {IProofVerifier} from "./IProofVerifier.sol";

// 2^31 in each of eight lanes: adds it to a multiplier in two's complement, so that all are positive.
uint256 constant OFFSETS = 0x8000000080000000800000008000000080000000800000008000000080000000;
// 1 in each lane.
uint256 constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;

/// @title The public columns at x (specification, 11.3)
library PublicColumns {
    /// @notice Reverts unless tag and weights of the proof are those of the table and the bounds.
    function check() internal pure {
        (uint256 sum, bool good) = values();
        if (!good) revert IProofVerifier.ProgramInvalid();
        lanes(0);
        if (tag() != claim(TAG_EVAL_AT)) revert IProofVerifier.ProofTags();
        // The offset is taken off again.
        uint256 excess = mulmod(sum, ORDER - (1 << 31), ORDER);
        for (uint256 c = 0; c < RULES; ++c) {
            uint256 weight = 0;
            if (c < word(RULES_COUNT)) {
                bool small;
                (weight, small) = total(c, excess);
                if (!small) revert IProofVerifier.ProgramInvalid();
            }
            if (weight != claim(WEIGHT_EVALS_AT + 32 * c)) revert IProofVerifier.ProofWeights(c);
        }
    }

    /// @dev Makes v_j l_(j+1) of l_(j+1), and adds up l_(j+1) for each custodian where the scalar of its commitment will be.
    function values() private pure returns (uint256 sum, bool good) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let from := mload(ROWS_FROM)
            let custodians := mload(CUSTODIANS_COUNT)
            let rules := mload(RULES_COUNT)
            let stride := add(10, shl(2, rules))
            // Lanes behind the last multiplier of a row are of the next row.
            let absent := shr(shl(5, rules), not(0))
            good := 1
            let end := add(add(LAGRANGE, 32), shl(5, mload(ROWS_COUNT)))
            for { let to := add(LAGRANGE, 32) } lt(to, end) { to := add(to, 32) } {
                let row := calldataload(from)
                let value := shr(192, row)
                let custodian := and(shr(176, row), 0xffff)
                let multipliers := or(xor(calldataload(add(from, 10)), OFFSETS), absent)
                // A lane of zero, a multiplier of -2^31, borrows where it has no bit.
                let zeros := and(and(sub(multipliers, ONES), not(multipliers)), OFFSETS)
                if or(or(iszero(value), iszero(lt(custodian, custodians))), zeros) {
                    good := 0
                    break
                }
                let basis := mload(to)
                let place := add(add(CUSTODIAN_TERMS, 128), mul(160, custodian))
                mstore(place, addmod(mload(place), basis, order))
                value := mulmod(value, basis, order)
                mstore(to, value)
                sum := addmod(sum, value, order)
                from := add(from, stride)
            }
        }
    }

    /// @dev Sums multiplier times value for four rules: of all bits down to a rule's lane, and from that the rules before it. Then for
    /// the next four. Of a function that calls itself the compiler makes one of its own, whose variables all fit the stack.
    function lanes(uint256 first) private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let from := add(add(mload(ROWS_FROM), 10), shl(2, first))
            let stride := add(10, shl(2, mload(RULES_COUNT)))
            let a := 0
            let b := 0
            let c := 0
            let d := 0
            let end := add(add(LAGRANGE, 32), shl(5, mload(ROWS_COUNT)))
            for { let at := add(LAGRANGE, 32) } lt(at, end) { at := add(at, 32) } {
                let value := mload(at)
                let multipliers := xor(calldataload(from), OFFSETS)
                a := addmod(a, mulmod(shr(224, multipliers), value, order), order)
                b := addmod(b, mulmod(shr(192, multipliers), value, order), order)
                c := addmod(c, mulmod(shr(160, multipliers), value, order), order)
                d := addmod(d, mulmod(shr(128, multipliers), value, order), order)
                from := add(from, stride)
            }
            let to := add(WEIGHTS, shl(5, first))
            let shift := sub(order, shl(32, 1))
            mstore(to, a)
            mstore(add(to, 32), addmod(b, mulmod(a, shift, order), order))
            mstore(add(to, 64), addmod(c, mulmod(b, shift, order), order))
            mstore(add(to, 96), addmod(d, mulmod(c, shift, order), order))
        }
        if (first + 4 < word(RULES_COUNT)) lanes(first + 4);
    }

    /// @dev The sum of r^(i+1) over the rows of custodian i.
    function tag() private pure returns (uint256 value) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let r := mload(R)
            let first := add(CUSTODIAN_TERMS, 128)
            for { let at := add(first, mul(160, mload(CUSTODIANS_COUNT))) } gt(at, first) {} {
                at := sub(at, 160)
                value := mulmod(addmod(value, mload(at), order), r, order)
            }
        }
    }

    /// @dev The weight column of a rule at x, and whether the magnitude of its bound is below 2^176.
    function total(uint256 c, uint256 excess) private pure returns (uint256 weight, bool small) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let bound := calldataload(add(mload(BOUNDS), shl(5, c)))
            let negative := slt(bound, 0)
            if negative { bound := sub(0, bound) }
            small := iszero(shr(176, bound))
            if negative { bound := sub(order, bound) }
            weight := addmod(mload(add(WEIGHTS, shl(5, c))), excess, order)
            weight := addmod(weight, mulmod(bound, mload(LAGRANGE), order), order)
        }
    }

    /// @dev An evaluation that the proof claims.
    function claim(uint256 offset) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(add(mload(PROOF), offset))
        }
    }

    function word(uint256 place) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(place)
        }
    }
}
