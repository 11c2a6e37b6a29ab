// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {AggregatorV3Interface} from "../feed/AggregatorV3Interface.sol";

/// @title A guard of mints as tokens with a reserve feed of Chainlink have it, which knows nothing of ours
contract MintGuard {
    /// @notice Tokens minted.
    uint256 public totalSupply;
    AggregatorV3Interface private immutable FEED;
    uint8 private immutable DECIMALS;
    uint256 private immutable HEARTBEAT;

    /// @notice Makes the guard of a token of these decimals.
    constructor(AggregatorV3Interface feed, uint8 decimals, uint256 heartbeat) {
        FEED = feed;
        DECIMALS = decimals;
        HEARTBEAT = heartbeat;
    }

    /// @notice Mints if the reserves of the feed allow it.
    function mint(uint256 amount) external {
        (, int256 answer,, uint256 updatedAt,) = FEED.latestRoundData();
        require(answer > 0, "reserves are not positive");
        require(updatedAt != 0 && updatedAt >= block.timestamp - HEARTBEAT, "the answer is stale");
        uint256 reserves = uint256(answer);
        uint8 theirs = FEED.decimals();
        if (DECIMALS < theirs) reserves /= 10 ** uint256(theirs - DECIMALS);
        else if (DECIMALS > theirs) reserves *= 10 ** uint256(DECIMALS - theirs);
        require(totalSupply + amount <= reserves, "reserves do not cover it");
        totalSupply += amount;
    }
}
