import type { CodeSource } from '../devices/code-source.ts';
import type { Failure } from '../failure.ts';
import type { Instant } from '../model.ts';
import type { AppState } from './state.ts';

/** A virtual device that this app made and that is nobody's yet. Nothing of it is secret: its seed is gone with the wizard. */
export type MadeDevice = { readonly identity: string; readonly serial: string };

/** Where the making of a device stands. `busy`: AWS is being asked. */
export type DeviceStep =
  /** Who the key is, which devices there are. */
  | { readonly kind: 'beginning' }
  /** Nothing can be made; the failure says why. */
  | { readonly kind: 'barred' }
  | { readonly kind: 'naming'; readonly name: string; readonly busy: boolean }
  /** The seed is shown; two codes are awaited. */
  | { readonly kind: 'scanning'; readonly serial: string; readonly busy: boolean }
  /** Enabled; the next code makes a session. */
  | {
      readonly kind: 'proving';
      readonly serial: string;
      readonly enabledAt: Instant;
      readonly busy: boolean;
    }
  | { readonly kind: 'done'; readonly serial: string };

export type DeviceWizard =
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'open';
      readonly identity: string;
      readonly step: DeviceStep;
      readonly failure: Failure | null;
    };

export type DeviceAct = 'resync' | 'deactivate' | 'delete' | 'remove-left';

/** The latest thing done to a device outside the wizard. */
export type DeviceWork =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'working' | 'done';
      readonly identity: string;
      readonly serial: string;
      readonly act: DeviceAct;
    }
  | {
      readonly kind: 'failed';
      readonly identity: string;
      readonly serial: string;
      readonly act: DeviceAct;
      readonly failure: Failure;
    };

export type DevicesState = {
  readonly wizard: DeviceWizard;
  /** Made by an earlier run of the wizard and neither enabled nor removed. */
  readonly left: readonly MadeDevice[];
  readonly work: DeviceWork;
  /** Identities whose codes nobody types, by name; off by default. */
  readonly sources: ReadonlyMap<string, CodeSource>;
  /** Why the latest choice of a source did not come about. */
  readonly sourceFailure: { readonly identity: string; readonly failure: Failure } | null;
};

export const noDevices: DevicesState = {
  wizard: { kind: 'closed' },
  left: [],
  work: { kind: 'none' },
  sources: new Map(),
  sourceFailure: null,
};

export type DeviceEvent =
  | { readonly kind: 'device-wizard'; readonly wizard: DeviceWizard }
  | { readonly kind: 'devices-left'; readonly left: readonly MadeDevice[] }
  | { readonly kind: 'device-work'; readonly work: DeviceWork }
  | { readonly kind: 'code-sources'; readonly sources: DevicesState['sources'] }
  | { readonly kind: 'code-source-failed'; readonly failed: DevicesState['sourceFailure'] };

export const reduceDevices = (state: AppState, event: DeviceEvent): AppState => {
  const { devices } = state;
  switch (event.kind) {
    case 'device-wizard':
      return { ...state, devices: { ...devices, wizard: event.wizard } };
    case 'devices-left':
      return { ...state, devices: { ...devices, left: event.left } };
    case 'device-work':
      return { ...state, devices: { ...devices, work: event.work } };
    case 'code-sources':
      return { ...state, devices: { ...devices, sources: event.sources, sourceFailure: null } };
    case 'code-source-failed':
      return { ...state, devices: { ...devices, sourceFailure: event.failed } };
    default:
      return event satisfies never;
  }
};
