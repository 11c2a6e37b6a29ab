// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {LAGRANGE, RULES, WEIGHT_EVALS_AT, TAG_EVAL_AT, CUSTODIAN_TERMS} from "assay/Shape.sol";
import {ORDER, ORDER_AT, R, WEIGHTS} from "./Memory.sol";
import {IProofVerifier} from "./IProofVerifier.sol";

// 2^31 in each of eight lanes: adds it to a multiplier in two's complement, so that all are positive.
uint256 constant OFFSETS = 0x8000000080000000800000008000000080000000800000008000000080000000;
// 1 in each lane.
uint256 constant ONES = 0x0000000100000001000000010000000100000001000000010000000100000001;

/// @title The public columns at x (specification, 11.3)
library PublicColumns {
    /// @notice Reverts unless tag and weights of the proof are those of the table.
    /// @param from Where the rows begin in calldata: v u64, custodian u16, a multiplier i32 for each rule.
    /// @param count Rows.
    /// @param rules Rules of the table.
    /// @param custodians Custodians of the table.
    /// @param bounds Their bounds, a word each, in calldata.
    /// @param proof Where the proof is in calldata.
    function check(uint256 from, uint256 count, uint256 rules, uint256 custodians, uint256 bounds, uint256 proof) internal pure {
        (uint256 sum, bool good) = values(from, count, rules, custodians);
        if (!good) revert IProofVerifier.ProgramInvalid();
        for (uint256 first = 0; first < rules; first += 4) lanes(from + 10 + 4 * first, count, 10 + 4 * rules, first);
        uint256 weights = proof + WEIGHT_EVALS_AT;
        if (tag(custodians) != word(proof + TAG_EVAL_AT)) revert IProofVerifier.ProofTags();
        unchecked {
            // The offset is taken off again.
            uint256 excess = mulmod(sum, ORDER - (1 << 31), ORDER);
            for (uint256 c = 0; c < RULES; ++c) {
                uint256 weight = 0;
                if (c < rules) {
                    (uint256 start, bool small) = bound(word(bounds + 32 * c));
                    if (!small) revert IProofVerifier.ProgramInvalid();
                    weight = total(c, excess, start);
                }
                if (weight != word(weights + 32 * c)) revert IProofVerifier.ProofWeights(c);
            }
        }
    }

    /// @dev Makes v_j l_(j+1) of l_(j+1), and adds up l_(j+1) for each custodian where the scalar of its commitment will be.
    function values(uint256 from, uint256 count, uint256 rules, uint256 custodians) private pure returns (uint256 sum, bool good) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let stride := add(10, shl(2, rules))
            // Lanes behind the last multiplier of a row are of the next row.
            let absent := shr(shl(5, rules), not(0))
            good := 1
            let end := add(add(LAGRANGE, 32), shl(5, count))
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

    /// @dev Sums multiplier times value for four rules: of all bits down to a rule's lane, and from that the rules before it.
    function lanes(uint256 from, uint256 count, uint256 stride, uint256 first) private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let a := 0
            let b := 0
            let c := 0
            let d := 0
            let end := add(add(LAGRANGE, 32), shl(5, count))
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
    }

    /// @dev The sum of r^(i+1) over the rows of custodian i.
    function tag(uint256 custodians) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let r := mload(R)
            let first := add(CUSTODIAN_TERMS, 128)
            for { let at := add(first, mul(160, custodians)) } gt(at, first) {} {
                at := sub(at, 160)
                value := mulmod(addmod(value, mload(at), order), r, order)
            }
        }
    }

    /// @dev A bound as a scalar, and whether its magnitude is below 2^176.
    function bound(uint256 value) private pure returns (uint256 scalar, bool small) {
        assembly ("memory-safe") {
            scalar := value
            let negative := slt(value, 0)
            if negative { scalar := sub(0, value) }
            small := iszero(shr(176, scalar))
            if negative { scalar := sub(ORDER, scalar) }
        }
    }

    /// @dev The weight column of a rule at x.
    function total(uint256 c, uint256 excess, uint256 start) private pure returns (uint256 weight) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            weight := addmod(mload(add(WEIGHTS, shl(5, c))), excess, order)
            weight := addmod(weight, mulmod(start, mload(LAGRANGE), order), order)
        }
    }

    function word(uint256 place) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := calldataload(place)
        }
    }
}
