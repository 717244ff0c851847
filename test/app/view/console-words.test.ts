import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { SignInMark } from '../../../app/view/window.ts';
import { copiedSaid, failureWords, signInWords } from '../../../app/view/words.ts';

const NOW = 1_800_000_000_000;
const dev = { kind: 'role', profile: 'dev' } as const;

describe('what a row says of its console', () => {
  it.each<[SignInMark, string | null]>([
    [{ kind: 'no' }, null],
    [{ kind: 'pending' }, 'signing in to the console'],
    [{ kind: 'opened' }, 'console opened'],
    [{ kind: 'copied', clearsAt: NOW + 42_000 }, 'sign-in URL copied, clears in 42 s'],
    [{ kind: 'copied', clearsAt: NOW }, 'sign-in URL copied, clears in 0 s'],
    [{ kind: 'cleared' }, 'clipboard cleared'],
    [{ kind: 'gone' }, 'no longer in the clipboard'],
    [{ kind: 'failed', failure: { kind: 'browser', detail: systemDetail('ENOENT') } }, null],
  ])('%j: %s', (mark, words) => {
    expect(signInWords(mark, NOW)).toBe(words);
  });
});

describe('why nobody was signed in', () => {
  it('names the way out for a session', () => {
    const failure = {
      kind: 'console-session',
      target: { kind: 'session', identity: 'ada' },
    } as const;
    expect(failureWords(failure, NOW).sentence).toBe(
      'A session such as ada does not sign in to the console; use a role or a federated user.',
    );
  });

  it.each([
    ['range', /900 to 43200 seconds/],
    ['chained', /sign for dev; leave the time out/],
    ['vouched', /identity provider/],
    ['federated', /as long as the federated user/],
    ['imported', /not known/],
  ] as const)('names the rule for a duration: %s', (because, words) => {
    expect(failureWords({ kind: 'console-duration', target: dev, because }, NOW).sentence).toMatch(
      words,
    );
  });

  it('never promises another try that nobody makes', () => {
    const failures = [
      { kind: 'network', operation: 'getSigninToken', host: 'signin.test:443', code: 'ENOTFOUND' },
      {
        kind: 'aws',
        operation: 'getSigninToken',
        cause: 'server',
        code: 'HTTP 503',
        message: '',
        status: 503,
        requestId: null,
      },
    ] as const;
    for (const failure of failures) {
      expect(failureWords(failure, NOW).sentence).not.toContain('by itself');
      expect(failureWords(failure, NOW).way?.does).toBe('try-again');
    }
  });

  it('keeps the status of a refusal', () => {
    const failure = { kind: 'sign-in-refused', target: dev, status: 400 } as const;
    expect(failureWords(failure, NOW).detail).toBe('getSigninToken: HTTP 400');
  });
});

it.each([
  ['exports', 'Exports of dev copied'],
  ['live', 'Live block of dev copied'],
  ['clear', 'Clear block copied'],
  ['endpoint', 'Endpoint block of dev copied'],
  ['sign-in-url', 'Sign-in URL of dev copied'],
] as const)('of %s in the clipboard those who do not see it hear', (what, words) => {
  expect(copiedSaid('dev', what)).toBe(words);
});
