import type { Command } from '../contract.ts';
import type { Confirmation } from '../contract-guard.ts';
import type { HandOver } from '../ledger.ts';
import type { GrantRef } from '../model.ts';

/** What a command lets out, and what it shows at the gate for it. */
export type WayOut = {
  readonly how: HandOver;
  readonly targets: readonly GrantRef[];
  readonly shown: readonly Confirmation[];
};

/** The commands with which credentials leave. Whatever they do, nothing leaves but by the gate in engine/handing. */
export const waysOut = {
  'copy-exports': 'copy',
  'open-console': 'console',
  'open-endpoint': 'endpoint',
  'copy-endpoint': 'endpoint',
  'export-file': 'export',
  'write-profile': 'write',
} as const satisfies { readonly [K in Command['kind']]?: HandOver };

type Leaves = Extract<Command, { readonly kind: keyof typeof waysOut }>;

const leaves = (command: Command): command is Leaves => Object.hasOwn(waysOut, command.kind);

/** What a command lets out; null: nothing. Lines that name a profile, or take variables away, hold no credentials. */
export const wayOutOf = (command: Command): WayOut | null => {
  if (!leaves(command)) return null;
  if (command.kind === 'copy-exports' && (command.block ?? 'exports') !== 'exports') return null;
  const how = waysOut[command.kind];
  const targets = command.kind === 'export-file' ? command.targets : [command.target];
  return { how, targets, shown: command.confirmed ?? [] };
};

/** The same command with what was shown, for when a person has said yes. */
export const withShown = (command: Command, shown: readonly Confirmation[]): Command =>
  leaves(command) ? { ...command, confirmed: [...(command.confirmed ?? []), ...shown] } : command;
