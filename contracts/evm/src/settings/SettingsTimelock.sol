// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title The owner of the settings
/// @notice OpenZeppelin's timelock: who proposes a change names it, and after the delay it can be made. It is its own administrator.
contract SettingsTimelock is TimelockController {
    /// @notice Makes the timelock.
    /// @param delay Seconds from a proposal to the change: long enough for holders to leave.
    /// @param proposers Who may propose and cancel.
    /// @param executors Who may make a change whose time has come; the zero address for anyone.
    constructor(uint256 delay, address[] memory proposers, address[] memory executors)
        TimelockController(delay, proposers, executors, address(0))
    {}
}
