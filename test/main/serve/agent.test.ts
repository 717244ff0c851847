import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Engine } from '../../../app/engine.ts';
import { reveal } from '../../../app/secret.ts';
import { createAgent } from '../../../main/serve/agent/agent.ts';
import { createHolds } from '../../../main/serve/agent/holds.ts';
import type { Call } from '../../../main/serve/agent/call.ts';
import { startModel } from '../../support/model-engine.ts';

const callOf = (
  argv: readonly string[],
  gone: AbortSignal = new AbortController().signal,
): Call => ({
  argv,
  cwd: '/',
  terminal: false,
  code: null,
  asked: false,
  by: { program: 'a test', pid: null },
  shell: null,
  variables: [],
  input: null,
  gone,
});

/** The agent in front of an engine that may not have read keys and files yet, with what it was told to do. */
const openAgent = async (loaded: boolean, onRun: () => void = () => undefined) => {
  const model = await startModel();
  onTestFinished(() => model.engine.stop());
  const listeners = new Set<() => void>();
  const told: string[] = [];
  const engine: Engine = {
    ...model.engine,
    state: () => ({ ...model.engine.state(), loaded: loaded && model.engine.state().loaded }),
    run: (command, from) => {
      told.push(command.kind);
      onRun();
      model.engine.run(command, from);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      const unsubscribe = model.engine.subscribe(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    },
  };
  const answer = createAgent(
    {
      engine,
      ledger: { write: () => undefined, read: async () => ({ ok: true, value: [] }) },
      version: '1.2.3',
      released: '2026-11-24',
      journalPath: '/dev/null',
    },
    createHolds(),
  );
  return { model, answer, told, listeners };
};

describe('while keys and files are still being read', () => {
  it.each(['version', 'help', 'man'])('%s is answered all the same', async (word) => {
    const { answer } = await openAgent(false);
    expect(await answer(callOf([word]))).toMatchObject({ end: 'done' });
  });

  it('names are not called unknown: the sentence says what is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { answer, listeners } = await openAgent(false);
    const reply = answer(callOf(['credentials', 'dev']));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await reply).toMatchObject({
      err: 'fobwatch: Fobwatch has not read your keys yet; unlock the keychain where it asks, then try again.\n',
      end: 'unanswered',
    });
    expect(listeners.size).toBe(0);
  });

  it('nothing is done for one who has left', async () => {
    const { answer, told, listeners } = await openAgent(false);
    const leave = new AbortController();
    const reply = answer(callOf(['stop', '--all'], leave.signal));
    leave.abort();
    await reply;
    expect(told).toEqual([]);
    expect(listeners.size).toBe(0);
  });
});

describe('one who leaves', () => {
  it('is not served when its turn comes: operations of a kind go one after another', async () => {
    const leave = new AbortController();
    const { model, answer, told } = await openAgent(true, () => leave.abort());
    await model.enterCode();
    const first = answer(callOf(['identify', 'dev']));
    const second = answer(callOf(['identify', 'ops'], leave.signal));
    await Promise.all([first, second]);
    expect(told.filter((kind) => kind === 'identify')).toHaveLength(1);
    expect(await first).toMatchObject({ end: 'done' });
  });

  it('leaves no listener behind, and neither does one who was answered', async () => {
    const { model, answer, listeners } = await openAgent(true);
    const leave = new AbortController();
    const waits = answer(callOf(['credentials', 'dev'], leave.signal));
    await expect.poll(() => model.engine.state().requests.size).toBe(1);
    leave.abort();
    await waits;
    expect(listeners.size).toBe(0);
    expect(model.engine.state().requests.size).toBe(0);
    await model.enterCode();
    expect(await answer(callOf(['credentials', 'dev']))).toMatchObject({ end: 'done' });
    expect(listeners.size).toBe(0);
  });
});

describe('one who waits for a person', () => {
  it.each([
    ['session', [], /^ada until/],
    ['assume-role', ['dev', '--name', 'narrow'], /^narrow until/],
  ] as const)(
    'for %s keeps nobody waiting who asks for another, and is served by the code',
    async (word, rest, said) => {
      const { model, answer, listeners } = await openAgent(true);
      const waits = answer(callOf([word, ...rest]));
      await expect.poll(() => model.engine.state().requests.size).toBe(1);
      const other = word === 'session' ? [] : ['ops', '--name', 'other'];
      const reply = await answer(callOf([word, ...other, '--no-wait']));
      expect(reply).toMatchObject({ end: 'needs-code' });
      await model.enterCode();
      expect(reveal((await waits).out)).toMatch(said);
      expect(listeners.size).toBe(0);
    },
  );
});

describe('one code for roles of which one needs a code of its own', () => {
  it.each([
    ['is asked for at once where nobody waits', ['--no-wait'], false, 'needs-code'],
    ['is asked for at the terminal where somebody sits there', [], true, 'ask'],
  ] as const)('serves the others, and the next %s', async (_, more, terminal, end) => {
    const { model, answer } = await openAgent(true);
    const words = ['start', 'dev', 'audit', '--code', model.aws.code(), ...more];
    const reply = await answer({ ...callOf(words), terminal });
    expect(reply.end).toBe(end);
    expect(reply.err).toContain('audit');
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.aws.codes).toHaveLength(1);
  });
});

describe('an ended credential', () => {
  it.each(['credentials', 'env', 'exec', 'export'])('is handed to nobody by %s', async (word) => {
    const { model, answer } = await openAgent(true);
    await model.enterCode();
    const words = [word, 'dev', '--no-wait', ...(word === 'exec' ? ['--', 'true'] : [])];
    const held = reveal((await answer(callOf(words))).out);
    expect(held).toContain('ASIA');
    await model.clock.advance(13 * 3600_000);
    const reply = await answer(callOf(words));
    expect(reveal(reply.out)).toBe('');
    expect(reply.end).toBe('needs-code');
  });
});
