import { afterEach, describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/engine.ts';
import { fail } from '../../../app/result.ts';
import { english } from '../../../app/view/language.ts';
import { language, speak } from '../../../app/view/words/say.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

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
