export default {
  networks: {
    // For contracts/evm: Osaka, from just before the reports of the test vectors, whatever the time is.
    reports: {
      type: 'edr-simulated',
      chainType: 'l1',
      hardfork: 'osaka',
      initialDate: '2026-11-20T22:00:00Z',
    },
  },
};
