/** Names of the IPC channels: one in, one out, one for a first look, and one for the seed of a device. Apart from the contract, so that the preload needs no decoder. */
export const channels = {
  command: 'command',
  snapshot: 'snapshot',
  snapshotChanged: 'snapshot-changed',
  /** Asked by the device wizard's window alone. */
  deviceSeed: 'device-seed',
} as const;
