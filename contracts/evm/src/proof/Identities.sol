// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {
    RULES, QUANTITY_EVAL_AT, TAGGED_EVAL_AT, TAG_EVAL_AT, WEIGHT_EVALS_AT, LIMB_EVALS_AT, ACC_EVALS_AT, NEXT_EVALS_AT,
    FIXED_EVALS_AT
} from "assay/Shape.sol";
import {ORDER, ORDER_AT, PROOF, Y, QUOTIENT, VANISHING_INVERSE} from "./Memory.sol";

/// @title The identities of the relation at x, and the quotient (specification, 11.4 and 11.5)
library Identities {
    /// @notice The claimed value of the quotient, into QUOTIENT.
    function quotient() internal pure {
        uint256 sum = rules(wordAndTag(range()));
        assembly ("memory-safe") {
            mstore(QUOTIENT, mulmod(sum, mload(VANISHING_INVERSE), ORDER))
        }
    }

    /// @dev live d (d - 1) (d - 2) (d - 3), for each limb d.
    function range() private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let y := mload(Y)
            let at := add(proof, LIMB_EVALS_AT)
            for { let end := add(at, 1024) } lt(at, end) { at := add(at, 32) } {
                let d := calldataload(at)
                // d (d - 3) and (d - 1) (d - 2) differ by 2.
                let outer := mulmod(d, addmod(d, sub(order, 3), order), order)
                sum := addmod(mulmod(sum, y, order), mulmod(outer, addmod(outer, 2, order), order), order)
            }
            sum := mulmod(sum, calldataload(add(proof, add(FIXED_EVALS_AT, 96))), order)
        }
    }

    /// @dev live (acc_0 - sum of 4^i d_i) + bucket (q - acc_0) - carry 2^64 acc_0', then bucket (h - tag q).
    function wordAndTag(uint256 before) private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            let limbs := 0
            for { let at := add(proof, add(LIMB_EVALS_AT, 1024)) } gt(at, add(proof, LIMB_EVALS_AT)) {} {
                at := sub(at, 32)
                limbs := addmod(mulmod(limbs, 4, order), calldataload(at), order)
            }
            let y := mload(Y)
            let acc := calldataload(add(proof, ACC_EVALS_AT))
            let q := calldataload(add(proof, QUANTITY_EVAL_AT))
            let live := calldataload(add(proof, add(FIXED_EVALS_AT, 96)))
            let bucket := calldataload(add(proof, add(FIXED_EVALS_AT, 32)))
            let carry := mulmod(calldataload(add(proof, add(FIXED_EVALS_AT, 64))), shl(64, 1), order)
            let value := mulmod(live, addmod(acc, sub(order, limbs), order), order)
            value := addmod(value, mulmod(bucket, addmod(q, sub(order, acc), order), order), order)
            value := addmod(value, sub(order, mulmod(carry, calldataload(add(proof, NEXT_EVALS_AT)), order)), order)
            sum := addmod(mulmod(before, y, order), value, order)
            value := sub(order, mulmod(calldataload(add(proof, TAG_EVAL_AT)), q, order))
            value := mulmod(bucket, addmod(calldataload(add(proof, TAGGED_EVAL_AT)), value, order), order)
            sum := addmod(mulmod(sum, y, order), value, order)
        }
    }

    /// @dev For each rule c: start (acc_c' + w_c) + bucket (acc_c' - acc_c - w_c q), plus carry (acc_c' - acc_c) but for the first,
    /// plus shift (acc_c' - acc_(c+1)) but for the last.
    function rules(uint256 before) private pure returns (uint256 sum) {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let proof := mload(PROOF)
            sum := before
            let q := calldataload(add(proof, QUANTITY_EVAL_AT))
            let fixedEvals := add(proof, FIXED_EVALS_AT)
            for { let c := 0 } lt(c, mul(32, RULES)) { c := add(c, 32) } {
                let acc := calldataload(add(add(proof, ACC_EVALS_AT), c))
                let next := calldataload(add(add(proof, NEXT_EVALS_AT), c))
                let weight := calldataload(add(add(proof, WEIGHT_EVALS_AT), c))
                let step := addmod(next, sub(order, acc), order)
                let value := mulmod(calldataload(fixedEvals), addmod(next, weight, order), order)
                weight := sub(order, mulmod(weight, q, order))
                value := addmod(value, mulmod(calldataload(add(fixedEvals, 32)), addmod(step, weight, order), order), order)
                if c { value := addmod(value, mulmod(calldataload(add(fixedEvals, 64)), step, order), order) }
                if lt(c, mul(32, sub(RULES, 1))) {
                    step := addmod(next, sub(order, calldataload(add(add(proof, add(ACC_EVALS_AT, 32)), c))), order)
                    value := addmod(value, mulmod(calldataload(add(fixedEvals, 128)), step, order), order)
                }
                sum := addmod(mulmod(sum, mload(Y), order), value, order)
            }
        }
    }
}
