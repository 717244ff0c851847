import { systemDetail } from '../../../app/detail.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/engine.ts';
import type { ReadSettings } from '../../../app/ports-settings.ts';
import { fail, ok } from '../../../app/result.ts';
import type { LoginEntry } from '../../../app/session/login-start.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { english } from '../../../app/view/language.ts';
import { language, speak } from '../../../app/view/words/say.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const newer = { kind: 'newer', version: 2, known: 1 } as const;

/** A settings.ini of a newer Fobwatch. */
const newerFile = (ports: Ports): Ports => ({
  ...ports,
  settings: {
    ...ports.settings,
    load: async () => ({ ...(await ports.settings.load()), problems: [newer] }),
    write: async () => fail(newer),
  },
});

const start = async () => {
  const model = await startModel({ ports: newerFile });
  const problems = () =>
    model
      .snapshot()
      .problems.flatMap((problem) => (problem.kind === 'setting' ? [problem.problem] : []));
  const change = async (value: string): Promise<void> => {
    model.engine.run({ kind: 'change-setting', key: 'clipboardLife', value });
    await settle();
    await settle();
  };
  return { model, problems, change };
};

describe('a setting changed in the window', () => {
  it('that settings.ini does not take is told beside what the file has wrong (ST10)', async () => {
    const { model, problems, change } = await start();
    await change('30s');
    expect(problems()).toEqual([
      newer,
      { kind: 'not-written', key: 'clipboard.clear_after', cause: newer },
    ]);
    expect(model.snapshot().settings.values.clipboardLife).toBe(60);
  });

  it('to a bad value is told beside what the file has wrong, and only the last one (ST13)', async () => {
    const { problems, change } = await start();
    await change('5 minutes');
    await change('never');
    expect(problems()).toMatchObject([newer, { kind: 'value', value: 'never', line: null }]);
  });
});

describe('the language of the settings', () => {
  afterEach(() => speak(english));

  it('is spoken from the first picture on, and another one as soon as it is chosen', async () => {
    const model = await startModel({ settings: { language: 'de' } });
    expect([model.snapshot().language, language().code]).toEqual(['de', 'de']);
    model.engine.run({ kind: 'change-setting', key: 'language', value: 'en' });
    await settle();
    expect([model.snapshot().language, language().code]).toEqual(['en', 'en']);
  });

  it('is the first of the system’s that is spoken where the setting leaves it to that', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        host: { ...ports.host, languages: ['fr-CH', 'de-CH', 'en'] },
      }),
    });
    expect([model.snapshot().language, language().code]).toEqual(['de', 'de']);
  });
});

describe('what settings.ini has wrong', () => {
  afterEach(() => speak(english));

  it('is said in the language that it asks for itself', async () => {
    const said: string[] = [];
    await startModel({
      settings: { language: 'de' },
      ports: (ports) => ({
        ...ports,
        settings: {
          ...ports.settings,
          load: () => {
            said.push(language().code);
            return ports.settings.load();
          },
        },
      }),
    });
    expect(said.at(-1)).toBe('de');
  });
});

describe('the colours of the settings', () => {
  it('are those of every window, from the start and when they change', async () => {
    const used: string[] = [];
    const model = await startModel({
      settings: { theme: 'dark' },
      ports: (ports) => ({ ...ports, appearance: { use: (theme) => used.push(theme) } }),
    });
    model.engine.run({ kind: 'change-setting', key: 'theme', value: 'light' });
    await settle();
    expect(used).toEqual(['dark', 'light']);
  });
});

describe('a reset', () => {
  it('of one setting puts its default in force, and of all of them every default', async () => {
    const model = await startModel({
      settings: { clipboardLife: 30, start: 'asked', theme: 'dark' },
    });
    const values = () => model.snapshot().settings.values;
    model.engine.run({ kind: 'reset-setting', key: 'clipboardLife' });
    await settle();
    expect(values()).toEqual({ ...defaultSettings, start: 'asked', theme: 'dark' });
    model.engine.run({ kind: 'reset-settings' });
    await settle();
    expect(values()).toEqual(defaultSettings);
  });
});

describe('settings of another file', () => {
  const file: ReadSettings = {
    path: '/home/ada/mine.ini',
    values: new Map([
      ['clipboardLife', '30s'],
      ['start', 'all'],
      ['theme', 'dark'],
    ]),
    leads: new Map([
      ['dev', 900],
      ['prod', 1800],
    ]),
    problems: [],
    passedOver: ['[mine]'],
  };
  const withFile = (ports: Ports): Ports => ({
    ...ports,
    settingsExchange: { ...ports.settingsExchange, read: async () => ok(file) },
  });
  const exchange = async (model: Model) => {
    await settle();
    return model.snapshot().settings.exchange;
  };

  it('are shown first, and only what they change; taken, they are in force', async () => {
    const model = await startModel({ ports: withFile });
    model.engine.run({ kind: 'read-settings', path: file.path });
    expect(await exchange(model)).toEqual({
      kind: 'offered',
      path: file.path,
      changes: [
        { name: 'clipboardLife', from: '1m', to: '30s' },
        { name: 'theme', from: 'system', to: 'dark' },
      ],
      leads: [
        { name: 'dev', from: null, to: 900 },
        { name: 'prod', from: null, to: 1800 },
      ],
      problems: [],
      passedOver: ['[mine]'],
    });
    expect(model.snapshot().settings.values).toEqual(defaultSettings);
    model.engine.run({ kind: 'take-settings' });
    expect(await exchange(model)).toEqual({ kind: 'taken', path: file.path, count: 4 });
    expect(model.snapshot().settings.values).toEqual({
      ...defaultSettings,
      clipboardLife: 30,
      theme: 'dark',
    });
  });

  it('change of leads what is otherwise here, and once it is taken nothing', async () => {
    const model = await startModel({ ports: withFile });
    const dev = { kind: 'role', profile: 'dev' } as const;
    model.engine.run({ kind: 'set-notice-lead', target: dev, seconds: 60 });
    await settle();
    model.engine.run({ kind: 'read-settings', path: file.path });
    expect(await exchange(model)).toMatchObject({
      leads: [
        { name: 'dev', from: 60, to: 900 },
        { name: 'prod', from: null, to: 1800 },
      ],
    });
    model.engine.run({ kind: 'take-settings' });
    await settle();
    model.engine.run({ kind: 'read-settings', path: file.path });
    expect(await exchange(model)).toMatchObject({ changes: [], leads: [] });
  });

  it('change nothing when they are let go, and cannot be taken any more', async () => {
    const model = await startModel({ ports: withFile });
    model.engine.run({ kind: 'read-settings', path: file.path });
    await settle();
    model.engine.run({ kind: 'drop-settings' });
    model.engine.run({ kind: 'take-settings' });
    expect(await exchange(model)).toEqual({ kind: 'none' });
    expect(model.snapshot().settings.values).toEqual(defaultSettings);
  });

  it('that cannot be written into settings.ini are told beside its problems, and nothing is said to be taken', async () => {
    const model = await startModel({ ports: (ports) => newerFile(withFile(ports)) });
    model.engine.run({ kind: 'read-settings', path: file.path });
    await settle();
    model.engine.run({ kind: 'take-settings' });
    expect(await exchange(model)).toEqual({ kind: 'none' });
    expect(model.snapshot().problems).toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ kind: 'not-written' }) }),
    );
  });

  it('and why they could not be read or written are told', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'read-settings', path: '/absent' });
    expect(await exchange(model)).toMatchObject({ kind: 'failed', problem: { kind: 'file' } });
    model.engine.run({ kind: 'export-settings', path: '/there', replace: false });
    expect(await exchange(model)).toMatchObject({ kind: 'failed', problem: { kind: 'exists' } });
  });
});

describe('start at login', () => {
  it('is what the system says, also when it refuses, and also when somebody else changes it', async () => {
    const system: { entry: LoginEntry; changed: () => void; refuses: boolean } = {
      entry: { kind: 'off' },
      changed: () => undefined,
      refuses: true,
    };
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        loginStart: {
          path: '/home/ada/.config/autostart/fobwatch.desktop',
          read: async () => system.entry,
          set: async (on) => {
            if (system.refuses) return fail(systemDetail('EACCES'));
            system.entry = { kind: on ? 'on' : 'off' };
            return ok(null);
          },
          watch: (changed) => {
            system.changed = changed;
            return () => undefined;
          },
        },
      }),
    });
    const shown = async () => {
      await settle();
      const { entry, refused } = model.snapshot().settings.loginStart;
      return [entry?.kind, refused];
    };
    model.engine.run({ kind: 'start-at-login', on: true });
    expect(await shown()).toEqual(['off', systemDetail('EACCES')]);
    system.refuses = false;
    model.engine.run({ kind: 'start-at-login', on: true });
    expect(await shown()).toEqual(['on', null]);
    system.entry = { kind: 'off' };
    system.changed();
    expect(await shown()).toEqual(['off', null]);
  });
});
