/** Names of the IPC channels: one in, one out, one for a first look. Apart from the contract, so that the preload needs no decoder. */
export const channels = {
  command: 'command',
  snapshot: 'snapshot',
  snapshotChanged: 'snapshot-changed',
} as const;
