import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { socketPath } from '../../../main/serve/agent/place.ts';

describe('where the agent listens', () => {
  /** Nobody's: there is no /run/user folder of it. */
  const nobody = 3_999_999;
  const mine = process.getuid?.() ?? 0;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fobwatch-place-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const place = (runtime: string | undefined, uid: number | null = mine) =>
    socketPath({
      env: runtime === undefined ? {} : { XDG_RUNTIME_DIR: runtime },
      uid,
      data: '/data',
      name: 'Fob watch (demo)',
    });
  const beside = '/data/fobwatch/fob-watch-demo-.sock';

  it('is the session’s own folder, with a name that no other app has', () => {
    expect(place(folder)).toBe(join(folder, 'fobwatch', 'fob-watch-demo-.sock'));
  });

  it('is beside the app’s data where the session names no folder and the system has none', () => {
    expect(place(undefined, nobody)).toBe(beside);
  });

  it.each<[string, () => string]>([
    ['absent', () => join(folder, 'absent')],
    ['a file', () => (writeFileSync(join(folder, 'file'), ''), join(folder, 'file'))],
    ['relative', () => 'here'],
    [
      'open to others',
      () => {
        const open = join(folder, 'open');
        mkdirSync(open);
        chmodSync(open, 0o1777);
        return open;
      },
    ],
    [
      'a link to one that is open to others',
      () => {
        symlinkSync(tmpdir(), join(folder, 'link'));
        return join(folder, 'link');
      },
    ],
  ])('is not the folder that the session names when that is %s', (_, named) => {
    expect(place(named())).not.toContain(folder);
  });

  it('is not the folder that the session names when that is another user’s', () => {
    expect(place(folder, nobody)).toBe(beside);
  });
});
