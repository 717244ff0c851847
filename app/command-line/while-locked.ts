import type { CommandName } from './table.ts';

/**
 * What is answered while the app is locked: what lets go, and what shows names and facts. All else would obtain, hand
 * out or change something, and is refused.
 */
const answered = {
  status: true,
  list: true,
  profiles: true,
  regions: true,
  ledger: true,
  journal: true,
  doctor: true,
  session: false,
  start: false,
  stop: true,
  'assume-role': false,
  'assume-saml': false,
  'assume-web-identity': false,
  federate: false,
  identify: false,
  decode: false,
  explain: false,
  env: false,
  exec: false,
  credentials: false,
  export: false,
  import: false,
  console: false,
  endpoint: false,
  write: false,
  undo: false,
  install: false,
  uninstall: false,
  keys: false,
  rotate: false,
  'add-profile': false,
  'add-profiles': false,
  'edit-profile': false,
  'remove-profile': false,
  share: false,
  adopt: false,
  lab: false,
  lock: true,
  panic: true,
  completions: true,
  man: true,
  help: true,
  version: true,
} as const satisfies Readonly<Record<CommandName, boolean>>;

export const isAnsweredWhileLocked = (name: CommandName): boolean => answered[name];
