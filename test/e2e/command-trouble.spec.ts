import { lstatSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { socketIn } from '../support/command-file.ts';
import { runProgram, type Ran } from '../support/run-program.ts';
import { onStage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

// The `fobwatch` command where something is wrong, with the real script and the real app.

const commandOf = (stage: Stage): string => join(stage.data, 'bin', 'fobwatch');

const fobwatch = (stage: Stage, ...words: readonly string[]): Promise<Ran> =>
  runProgram(commandOf(stage), words, { env: stage.desktop.env, cwd: stage.desktop.home });

const ready = (stage: Stage): Promise<Ran> =>
  until('the command', async () => {
    const ran = await fobwatch(stage, 'version').catch(() => null);
    return ran?.code === 0 ? ran : undefined;
  });

const socketOf = (stage: Stage): string => socketIn(commandOf(stage));

test('kill -9 while five wait: five clear errors, and the next one starts the app over the socket left behind', async () => {
  await onStage({ settings: '[session]\nstart = asked\n' }, async (stage) => {
    await ready(stage);
    const all = Array.from({ length: 5 }, () => fobwatch(stage, 'credentials', 'dev-readonly'));
    await until('the notice', () => stage.desktop.notifications()[0]);
    // One line for the socket itself, and one for each that is connected.
    await until('five to be connected', () => {
      const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
      return lines.filter((line) => line.endsWith(` ${socketOf(stage)}`)).length === 6;
    });
    await stage.app().kill();
    for (const ran of await Promise.all(all))
      expect(ran).toEqual({
        out: '',
        err: 'fobwatch: Fobwatch stopped before it answered; try again.\n',
        code: 5,
      });
    expect(lstatSync(socketOf(stage)).isSocket()).toBe(true);

    const ran = await fobwatch(stage, 'credentials', 'dev-readonly', '--code', stage.code());
    expect(ran).toMatchObject({ err: '', code: 0 });
    expect(JSON.parse(ran.out)).toMatchObject({ Version: 1 });
  });
});

test('a thousand idle connections and a megabyte of junk: the command is answered, and the window opens', async () => {
  await onStage({}, async (stage) => {
    const { out } = await ready(stage);
    const socket = socketOf(stage);
    const lines: Socket[] = [];
    try {
      await Promise.all(
        Array.from(
          { length: 1000 },
          () =>
            new Promise<void>((resolve, reject) => {
              const line = connect(socket, resolve);
              line.on('error', reject);
              lines.push(line);
            }),
        ),
      );
      for (const line of lines) line.on('error', () => undefined);
      lines.at(-1)?.write('x'.repeat(1024 * 1024));
      expect(await fobwatch(stage, 'version')).toEqual({ out, err: '', code: 0 });
      const ran = await fobwatch(stage, 'credentials', 'dev-readonly', '--code', stage.code());
      expect(ran).toMatchObject({ err: '', code: 0 });
      await stage.open();
      await expect(await stage.row('role:dev-readonly')).toBeVisible();
    } finally {
      for (const line of lines) line.destroy();
    }
  });
});

test('an app that cannot start: a clear error within its 20 s, and no process is left', async () => {
  await onStage({}, async (stage) => {
    const apps = (): readonly string[] =>
      stage.desktop.programs().filter((line) => line.includes('electron'));
    await ready(stage);
    expect(apps()).not.toEqual([]);
    await stage.app().quit();
    // As from cron or over ssh: no display.
    const { DISPLAY: _, ...bare } = stage.desktop.env;
    const ran = await runProgram('env', ['-u', 'DISPLAY', commandOf(stage), 'list'], { env: bare });
    expect(ran).toEqual({
      out: '',
      err: 'fobwatch: Fobwatch could not be started; it needs your desktop, so start it there and try again.\n',
      code: 5,
    });
    expect(apps()).toEqual([]);
  });
});
