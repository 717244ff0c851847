import type { LoginStart } from '../../app/ports-settings.ts';
import { fail, ok } from '../../app/result.ts';
import type { LoginEntry } from '../../app/session/login-start.ts';
import { errorDetail } from '../storage/file-error.ts';

type Found = {
  readonly openAtLogin: boolean;
  /** Windows: false where the task manager switched it off. */
  readonly executableWillLaunchAtLogin?: boolean;
  /** macOS 13 and later. */
  readonly status?: string;
};

/** Electron's own, as far as it is used here. */
export type LoginItems = {
  getLoginItemSettings(of: { path?: string; args?: string[] }): Found;
  setLoginItemSettings(item: { openAtLogin: boolean; path?: string; args?: string[] }): void;
};

const entryOf = ({ openAtLogin, executableWillLaunchAtLogin, status }: Found): LoginEntry => {
  if (status === 'requires-approval') return { kind: 'held-back' };
  if (!openAtLogin) return { kind: 'off' };
  return executableWillLaunchAtLogin === false ? { kind: 'held-back' } : { kind: 'on' };
};

/** Start at login on macOS and Windows: login items, which the system keeps and tells nobody about when they change. */
export const createLoginItems = (deps: {
  readonly items: LoginItems;
  readonly launch: readonly string[];
  /** macOS starts the bundle itself and takes no arguments. */
  readonly named: boolean;
}): LoginStart => {
  const [path = '', ...args] = deps.launch;
  const item = deps.named ? { path, args } : {};
  return {
    path: null,
    read: async () => {
      try {
        return entryOf(deps.items.getLoginItemSettings(item));
      } catch (error) {
        return { kind: 'unreadable', detail: errorDetail(error) };
      }
    },
    set: async (on) => {
      try {
        deps.items.setLoginItemSettings({ openAtLogin: on, ...item });
        return ok(null);
      } catch (error) {
        return fail(errorDetail(error));
      }
    },
    watch: () => () => undefined,
  };
};
