import { noMarks } from '../marks-file.ts';
import { defaultSettings } from '../settings.ts';
import { trieMap } from '../trie-map.ts';
import { noAttention } from './attention.ts';
import { noDevices } from './device-wizard.ts';
import { nothingFound } from './found.ts';
import { noDetails } from './grant-details.ts';
import { unguarded } from './guard-state.ts';
import { emptyLab } from './lab.ts';
import { noPresence } from './presence.ts';
import { noProfiles } from './profiles.ts';
import { noUpdates } from './updates.ts';
import type { AppState } from './state.ts';

/** Nothing was read yet, and nobody asked for anything. */
export const emptyState: AppState = {
  loaded: false,
  lock: { kind: 'open', locks: 0 },
  presence: noPresence,
  anotherDevice: { kind: 'none' },
  settings: defaultSettings,
  settingProblems: [],
  exchange: { kind: 'none' },
  loginStart: { entry: null, refused: null },
  uncheckedEndpoints: [],
  connection: { kind: 'none' },
  proxyPassword: { kind: 'none' },
  roles: new Map(),
  identities: new Map(),
  liveProfiles: new Set(),
  defaultHasCredentials: false,
  fileProblems: [],
  paths: { config: '', credentials: '' },
  vault: { kind: 'checking' },
  stateProblems: [],
  found: nothingFound,
  grants: trieMap(),
  keyOwners: new Map(),
  accountAliases: trieMap(),
  made: new Map(),
  operations: new Map(),
  blocked: new Map(),
  explanations: new Map(),
  maximums: trieMap(),
  spentSteps: new Map(),
  ask: { chosen: null, aside: false },
  requests: new Map(),
  endpoints: new Map(),
  set: { kind: 'none' },
  keys: new Map(),
  keysCreated: new Map(),
  codeChecks: new Map(),
  copy: { kind: 'none' },
  clipboard: null,
  sweepsAt: null,
  signIn: { kind: 'none' },
  waitsUntil: null,
  measuresAt: null,
  keyForm: { kind: 'closed' },
  assertion: { kind: 'none' },
  doctor: { kind: 'none' },
  updates: noUpdates,
  globalShortcut: { kind: 'off' },
  ledger: { kind: 'closed' },
  details: noDetails,
  profiles: noProfiles,
  lab: emptyLab,
  toldError: null,
  fetches: null,
  attention: noAttention,
  told: new Set(),
  skew: 0,
  guard: unguarded,
  devices: noDevices,
  marks: noMarks,
  go: { to: 'roles', at: 0, identity: null, row: null },
};
