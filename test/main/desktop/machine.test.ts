import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachine } from '../../../main/desktop/machine.ts';

const at: { home: string } = { home: '' };
beforeEach(() => {
  at.home = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => rmSync(at.home, { recursive: true, force: true }));

const NOW = Date.parse('2026-11-24T12:00:00Z');

const uid = process.getuid?.() ?? null;
const machine = (over: Partial<Parameters<typeof createMachine>[0]> = {}) =>
  createMachine({
    env: { AWS_PROFILE: 'planted-value', HOME: at.home, aws_lower: 'x' },
    uid,
    data: join(at.home, 'data'),
    socketFolder: join(at.home, 'sockets'),
    journal: join(at.home, 'journal.log'),
    now: () => NOW,
    trayHost: () => null,
    about: {},
    ...over,
  });
const paths = () => ({
  config: join(at.home, 'config'),
  credentials: join(at.home, 'credentials'),
});

describe('a look at the machine', () => {
  it('tells the modes of what is there, and that the rest is not', async () => {
    writeFileSync(paths().credentials, '');
    chmodSync(paths().credentials, 0o640);
    mkdirSync(join(at.home, 'data'), { mode: 0o700 });
    const { permissions } = await machine().look(paths());
    expect(permissions.map(({ what, mode, mine }) => [what, mode?.toString(8), mine])).toEqual([
      ['config', undefined, true],
      ['credentials', '640', true],
      ['data-folder', '700', true],
      ['sealed', undefined, true],
      ['socket-folder', undefined, true],
    ]);
  });

  it('tells what belongs to another user', async () => {
    writeFileSync(paths().config, '');
    const { permissions } = await machine({ uid: (uid ?? 0) + 1 }).look(paths());
    expect(permissions[0]).toMatchObject({ what: 'config', mine: false });
  });

  it('tells names of variables, and no value', async () => {
    const facts = await machine().look(paths());
    expect(facts.variables).toEqual(['AWS_PROFILE']);
    expect(JSON.stringify(facts)).not.toContain('planted-value');
  });

  it('counts the journal’s lines of the last day by kind, and reads past what is no line', async () => {
    const line = (when: string, kind: string): string =>
      `${JSON.stringify({ at: when, kind, detail: 'planted-value' })}\n`;
    writeFileSync(
      join(at.home, 'journal.log'),
      `torn"}\n${line('2026-11-23T11:00:00Z', 'unexpected')}${line('2026-11-24T11:00:00Z', 'unexpected').repeat(2)}${line('2026-11-24T11:30:00Z', 'command')}${line('2026-11-24T11:30:00Z', 'Planted Kind')}`,
    );
    const facts = await machine().look(paths());
    expect(facts.journal).toEqual({ unexpected: 2, command: 1 });
    expect(JSON.stringify(facts)).not.toContain('planted-value');
  });

  it('tells no journal yet from one that cannot be written', async () => {
    expect((await machine().look(paths())).journal).toEqual({});
    mkdirSync(join(at.home, 'folder'));
    const broken = await machine({ journal: join(at.home, 'folder') }).look(paths());
    expect(broken.journal).toBeNull();
  });

  it('tells a socket at which nobody listens from one that is answered', async () => {
    const folder = join(at.home, 'sockets');
    mkdirSync(folder);
    const dead = join(folder, 'dead.sock');
    // A process that is killed leaves its socket behind.
    const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', script, dead]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'live.sock'), resolve));
    try {
      writeFileSync(join(folder, 'a-file'), '');
      expect((await machine().look(paths())).deadSockets).toEqual([dead]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
