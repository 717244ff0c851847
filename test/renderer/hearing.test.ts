import { describe, expect, it, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import type { LockView } from '../../app/view/lock-view.ts';
import type { RoleRow, WindowSnapshot } from '../../app/view/window.ts';
import { hear, nothingHeard, unlooked } from '../../renderer/state/hearing.ts';
import {
  asked,
  codeRefused,
  deniedFailure,
  fresh,
  lifeIn,
  offlineFailure,
  roleRow,
  sessionRow,
  snapshot,
} from '../support/snapshots.ts';

const NOW = 1_800_000_000_000;

/** Somebody who has looked at the first picture for long, and what they hear with each that follows, a second apart. */
const listener = (first: WindowSnapshot) => {
  const state = { hearing: hear(nothingHeard, first, NOW), now: NOW + 60_000 };
  return {
    hides: () => {
      state.hearing = unlooked(state.hearing);
    },
    hears: (next: WindowSnapshot, later = 1_000): readonly string[] => {
      state.now += later;
      const { id } = state.hearing;
      state.hearing = hear(state.hearing, next, state.now);
      return state.hearing.said
        .filter((one) => one.id >= id)
        .map(({ words, urgent }) => (urgent ? `! ${words}` : words));
    },
    held: () => state.hearing.said.map(({ words }) => words),
  };
};

const rows = (...all: readonly RoleRow[]): Pick<WindowSnapshot, 'groups'> => ({
  groups: [{ account: '111122223333', alias: null, rows: all }],
});

const ready = (name: string, obtainedAgo = 0): RoleRow => {
  const phase = fresh(NOW, 3_600_000 - obtainedAgo);
  return roleRow(name, { phase, life: lifeIn(phase) });
};
const starting = (name: string): RoleRow => roleRow(name, { phase: { kind: 'starting' } });
const failed = (
  name: string,
  failure: Failure = deniedFailure,
  retryAt: number | null = null,
): RoleRow =>
  roleRow(name, {
    phase: retryAt === null ? { kind: 'failed' } : { kind: 'starting' },
    trouble: { failure, retryAt },
  });

const strip = (changes: Parameters<typeof asked>[0] = {}): WindowSnapshot =>
  snapshot({ ask: asked(changes) });
const checking = strip({ checking: true });

describe('a code', () => {
  it.each<[string, Parameters<typeof asked>[0], string]>([
    [
      'refused',
      { failure: codeRefused, refusals: 1, nextCodeAt: NOW + 80_000 },
      '! Wrong or used before: enter the next code.',
    ],
    [
      'spent',
      { failure: { kind: 'code-spent', nextCodeAt: NOW + 80_000 } },
      '! This code is spent; only the next one is taken.',
    ],
    [
      'unanswered',
      { failure: { kind: 'code-unsure', nextCodeAt: NOW + 80_000, cause: offlineFailure } },
      '! No answer came, so the code may be spent; only the next one is taken.',
    ],
    [
      'never sent',
      { failure: offlineFailure },
      '! sts.eu-central-1.amazonaws.com could not be reached; it is tried again by itself.',
    ],
  ])('that is %s is told at once and once, without what ticks', (_, changes, words) => {
    const { hears } = listener(strip());
    expect(hears(checking)).toEqual([]);
    expect(hears(strip(changes))).toEqual([words]);
    expect(hears(strip(changes))).toEqual([]);
    expect(hears(strip({ ...changes, nextCodeAt: null }))).toEqual([]);
    expect(hears(snapshot({ ...strip(changes), skew: 500 }))).toEqual([]);
  });

  it('refused again is told again, be it in the same words', () => {
    const { hears } = listener(strip({ failure: codeRefused, refusals: 2 }));
    const again = strip({ failure: codeRefused, refusals: 3 });
    expect(hears(again)).toHaveLength(1);
    hears(strip({ failure: codeRefused, refusals: 3, checking: true }));
    expect(hears(again)).toHaveLength(1);
  });

  it('of somebody else in the strip is no news', () => {
    const { hears } = listener(strip());
    expect(hears(strip({ identity: 'ben', failure: codeRefused, refusals: 1 }))).toEqual([]);
  });

  it('that came by itself and did not work is told with whose is needed now, once', () => {
    const { hears } = listener(snapshot());
    const refused = strip({ failure: codeRefused, refusals: 1 });
    expect(hears(refused)).toEqual([
      'A code of ada is needed: Wrong or used before: enter the next code.',
    ]);
    expect(hears(refused)).toEqual([]);
  });

  it('that was taken is told, and how many roles it made ready once all are', () => {
    const old = ready('old', 60_000);
    const { hears } = listener(snapshot({ ask: asked(), ...rows(old) }));
    hears(snapshot({ ask: asked({ checking: true }), ...rows(old) }));
    expect(hears(snapshot(rows(old, starting('dev'), starting('ops'))))).toEqual([
      'Code accepted.',
    ]);
    expect(hears(snapshot(rows(old, ready('dev'), starting('ops'))))).toEqual([]);
    const both = snapshot(rows(old, ready('dev'), ready('ops')));
    expect(hears(both)).toEqual(['2 roles are ready.']);
    expect(hears(both)).toEqual([]);
    expect(hears(snapshot(rows(old, ready('dev'), ready('ops'), ready('more'))))).toEqual([]);
  });

  it('that was taken and opens the lock says so; one that a lock met says nothing', () => {
    const lock: LockView = {
      kind: 'locked',
      since: NOW,
      cause: 'asked',
      alive: [],
      panic: { kind: 'none' },
      failures: [],
      copied: false,
      finger: 'none',
      device: { kind: 'none' },
    };
    const { hears } = listener(snapshot({ lock, ask: asked({ checking: true }) }));
    expect(hears(snapshot())).toEqual(['Code accepted, Fobwatch is unlocked.']);
    expect(hears(checking)).toEqual([]);
    expect(hears(snapshot({ lock }))).toEqual([]);
  });

  it('that came back while nobody looked is not told to who comes', () => {
    const { hears, hides, held } = listener(checking);
    hears(strip({ failure: codeRefused, refusals: 1 }));
    expect(held()).toHaveLength(1);
    hides();
    expect(held()).toEqual([]);
    expect(hears(strip({ failure: codeRefused, refusals: 1 }))).toEqual([]);
  });
});

test('a window that is opened anew says nothing again, though its page never heard that it was hidden', () => {
  const refused = strip({ failure: codeRefused, refusals: 1 });
  const { hears, held } = listener(checking);
  expect(hears(refused)).toHaveLength(1);
  const go = { to: 'roles', at: 1, identity: null, row: null } as const;
  expect(hears({ ...refused, ...rows(failed('dev')), go })).toEqual([]);
  expect(held()).toEqual([]);
});

describe('programs that ask for a code', () => {
  const by = (...askedBy: readonly string[]): WindowSnapshot =>
    strip({ askedBy, waiting: ['dev'], waitingCount: 1 });

  it('are told once, each', () => {
    const { hears, hides } = listener(snapshot());
    expect(hears(by('terraform'))).toEqual([
      'A code of ada is needed for dev, asked by terraform.',
    ]);
    expect(hears(by('terraform'))).toEqual([]);
    expect(hears(by('terraform', 'aws'))).toEqual([
      'A code of ada is needed for dev, asked by aws.',
    ]);
    hides();
    expect(hears(by('terraform', 'aws'))).toEqual([]);
    hears(snapshot({ ask: { kind: 'aside', identity: 'ada', remindsAt: null } }));
    expect(hears(by('terraform', 'aws'))).toEqual([]);
  });

  it('are told to who opens the window for them, and again when they ask again', () => {
    const { hears, hides } = listener(snapshot());
    hides();
    expect(hears(by('terraform'))).toHaveLength(1);
    hears(snapshot());
    expect(hears(by('terraform'))).toHaveLength(1);
  });
});

describe('a role', () => {
  const said = /^dev failed: .+\.$/;

  it('that newly failed is told once, in its sentence', () => {
    const { hears } = listener(snapshot(rows(ready('dev'))));
    const [words, ...more] = hears(snapshot(rows(failed('dev'))));
    expect(words).toMatch(said);
    expect(more).toEqual([]);
    expect(hears(snapshot(rows(failed('dev'))))).toEqual([]);
  });

  it('that is tried again by itself and fails again is no news; when a person tries it is', () => {
    const { hears } = listener(snapshot(rows(ready('dev'))));
    const retried = snapshot(rows(failed('dev', offlineFailure, NOW)));
    expect(hears(retried)).toHaveLength(1);
    expect(hears(snapshot(rows(starting('dev'))))).toEqual([]);
    expect(hears(retried)).toEqual([]);
    const final = snapshot(rows(failed('dev')));
    expect(hears(final)).toHaveLength(1);
    hears(snapshot(rows(starting('dev'))));
    expect(hears(final)).toHaveLength(1);
  });

  it('that had failed when the window was opened is not told', () => {
    const { hears, hides } = listener(snapshot(rows(failed('dev'))));
    expect(hears(snapshot(rows(failed('dev'), ready('ops'))))).toEqual([]);
    hides();
    hears(snapshot(rows(ready('ops'))));
    // What main knows better than the page that was kept comes right after it is shown.
    expect(hears(snapshot(rows(failed('dev'), ready('ops'))), 100)).toEqual([]);
  });

  it('that failed with others is told with their number, after those that are on their way', () => {
    const { hears } = listener(snapshot(rows(starting('dev'), starting('ops'), starting('qa'))));
    expect(hears(snapshot(rows(failed('dev'), starting('ops'), starting('qa'))))).toEqual([]);
    const [words, ...more] = hears(snapshot(rows(failed('dev'), failed('ops'), failed('qa'))));
    expect(words).toMatch(/^dev failed: .* 2 others failed\.$/);
    expect(more).toEqual([]);
  });

  it('is not told by its name while AWS cannot be reached: that is said once for all', () => {
    const { hears } = listener(snapshot(rows(ready('dev'), ready('ops'), ready('qa'))));
    const out = (name: string): RoleRow => failed(name, offlineFailure, NOW);
    expect(hears(snapshot(rows(out('dev'), out('ops'), ready('qa'))))).toEqual([
      expect.stringContaining('sts.eu-central-1.amazonaws.com'),
    ]);
    expect(hears(snapshot(rows(out('dev'), out('ops'), out('qa'))))).toEqual([]);
  });

  it('is left to the strip when it is the session whose code did not work', () => {
    const { hears } = listener(checking);
    const session = sessionRow('ada', {
      phase: { kind: 'failed' },
      trouble: { failure: offlineFailure, retryAt: null },
    });
    const heard = hears(snapshot({ ask: asked({ failure: offlineFailure }), sessions: [session] }));
    expect(heard).toEqual([expect.stringMatching(/^! /)]);
  });
});

describe('what is done with a role', () => {
  const holds = (
    name: string,
    clearsAt: number,
    copy = clearsAt,
  ): Pick<WindowSnapshot, 'clipboard'> => ({
    clipboard: {
      kind: 'holds',
      target: { kind: 'role', profile: name },
      what: 'exports',
      clearsAt,
      copy,
    },
  });
  const marked = (marks: Partial<Pick<RoleRow, 'copied' | 'signIn' | 'served' | 'trouble'>>) =>
    snapshot(rows({ ...ready('dev'), ...marks }));
  const as = { form: 'bash', block: 'exports' } as const;

  it('is told of each copy, be it in the same words, and not of one that was there', () => {
    const there = snapshot(holds('dev', NOW));
    const { hears, hides } = listener(there);
    expect(hears(there)).toEqual([]);
    const words = ['Exports of dev copied'];
    expect(hears(snapshot(holds('dev', NOW + 5_000)))).toEqual(words);
    expect(hears({ ...snapshot(holds('dev', NOW + 5_000)), revision: 2 })).toEqual([]);
    expect(hears(snapshot(holds('dev', NOW + 9_000)))).toEqual(words);
    expect(hears(snapshot())).toEqual([]);
    hides();
    expect(hears(snapshot(holds('ops', NOW + 20_000)))).toEqual([]);
  });

  it('is told of one copy once, though its end moves with the clock', () => {
    const { hears } = listener(snapshot());
    expect(hears(snapshot(holds('dev', NOW + 60_000)))).toHaveLength(1);
    expect(hears(snapshot(holds('dev', NOW + 60_003, NOW + 60_000)))).toEqual([]);
    expect(hears(snapshot(holds('dev', NOW + 59_998, NOW + 60_000)))).toEqual([]);
  });

  it('is told of the same copy again, however soon', () => {
    const { hears } = listener(snapshot());
    expect(hears(snapshot(holds('dev', NOW + 60_000)))).toHaveLength(1);
    expect(hears(snapshot(holds('dev', NOW + 60_150)))).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof marked>[0], RegExp]>([
    [
      'a copy that failed',
      { copied: { kind: 'failed', as, failure: deniedFailure, at: NOW } },
      /^dev was not copied: .+\.$/,
    ],
    [
      'a sign-in that failed',
      { signIn: { kind: 'failed', failure: { kind: 'no-console', partition: 'aws-iso' } } },
      /^dev was not signed in to the console: The partition aws-iso has no public console; .+\.$/,
    ],
    ['a sign-in that opened', { signIn: { kind: 'opened' } }, /^Console of dev opened$/],
    [
      'an endpoint that failed',
      { served: { kind: 'failed', failure: deniedFailure } },
      /^No endpoint for dev: .+\.$/,
    ],
  ])('is told of %s, once, and again when it was tried again', (_, marks, words) => {
    const { hears, hides } = listener(marked({}));
    expect(hears(marked(marks))).toEqual([expect.stringMatching(words)]);
    expect(hears(marked(marks))).toEqual([]);
    expect(hears(marked({ signIn: { kind: 'pending' } }))).toEqual([]);
    expect(hears(marked(marks))).toHaveLength(1);
    hides();
    expect(hears(marked(marks))).toEqual([]);
  });

  it('is told again of a copy that fails at once when it is tried again', () => {
    const { hears } = listener(marked({}));
    const at = (tried: number) =>
      marked({ copied: { kind: 'failed', as, failure: deniedFailure, at: tried } });
    expect(hears(at(NOW))).toHaveLength(1);
    expect(hears(at(NOW + 2_000))).toHaveLength(1);
    expect(hears(at(NOW + 2_000))).toEqual([]);
  });

  it('is told of the row alone where a copy failed with it', () => {
    const { hears } = listener(marked({}));
    const failure = deniedFailure;
    const both = marked({
      copied: { kind: 'failed', as, failure, at: NOW },
      trouble: { failure, retryAt: null },
    });
    expect(hears(both)).toEqual([expect.stringMatching(/^dev failed: /)]);
  });
});

test('the countdown is told at a threshold, and what was said goes before it is untrue', () => {
  const end = NOW + 60_000 + 5 * 60_000 + 2_000;
  const counting = snapshot({ needsYouAt: end });
  const { hears, held } = listener(counting);
  expect(hears(counting)).toEqual([]);
  expect(hears(counting)).toEqual(['A code is needed in 5 minutes.']);
  expect(hears(counting)).toEqual([]);
  expect(held()).toEqual(['A code is needed in 5 minutes.']);
  hears(counting, 29_000);
  expect(held()).toEqual([]);
});
