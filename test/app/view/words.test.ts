import { systemDetail } from '../../../app/detail.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AwsCause, Failure } from '../../../app/failure.ts';
import type { AppNotice } from '../../../app/view/notices.ts';
import type { Problem } from '../../../app/view/window.ts';
import {
  accountWords,
  askHelp,
  clockWords,
  copiedWords,
  deviceWords,
  durationWords,
  endsWords,
  failureWords,
  identitiesWords,
  labels,
  listLabels,
  lastsWords,
  leftWords,
  needsYouWords,
  noticeActionWords,
  noticeWords,
  phaseHeard,
  phaseLong,
  phaseShort,
  phaseThen,
  problemWords,
  profileProblemWords,
  retryWords,
  settingWords,
  skewWords,
  stageWords,
  trayLabels,
  trayText,
  trayTooltip,
  waitingWords,
} from '../../../app/view/words.ts';
import { asked, codeRefused, pictures } from '../../support/snapshots.ts';
import { everyFailure, everyProblem } from '../../support/every-failure.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Thu 2024-11-21 14:20 UTC. */
const NOW = Date.UTC(2024, 10, 21, 14, 20);

describe('what is left', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [0, '0 s'],
    [1, '1 s'],
    [48 * SECOND, '48 s'],
    [MINUTE - 1, '1 min 00'],
    [MINUTE, '1 min 00'],
    [9 * MINUTE + 5 * SECOND, '9 min 05'],
    [10 * MINUTE - SECOND, '9 min 59'],
    [10 * MINUTE, '10 min'],
    [42 * MINUTE + 59 * SECOND, '42 min'],
    [HOUR - SECOND, '59 min'],
    [HOUR, '1 h 00'],
    [7 * HOUR + 5 * MINUTE, '7 h 05'],
    [36 * HOUR, '36 h 00'],
  ])('%i ms is "%s"', (ms, words) => {
    expect(leftWords(ms)).toBe(words);
  });
});

describe('a length of time', () => {
  it.each([
    [90, '90 s'],
    [60, '1 min'],
    [150, '2 min 30 s'],
    [900, '15 min'],
    [1200, '20 min'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [43200, '12 h'],
  ])('%i s is "%s"', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});

describe('clock times', () => {
  it('are of 24 hours with two digits each', () => {
    expect(clockWords(Date.UTC(2024, 10, 21, 4, 2), 'UTC')).toBe('04:02');
    expect(clockWords(Date.UTC(2024, 10, 21, 0, 0), 'UTC')).toBe('00:00');
  });

  it('follow the zone', () => {
    expect(clockWords(Date.UTC(2024, 10, 21, 13, 32), 'Europe/Berlin')).toBe('14:32');
  });

  it.each([
    [NOW + 12 * MINUTE, 'ends 14:32, in 12 min'],
    [NOW + 12 * HOUR, 'ends Fri 02:20, in 12 h 00'],
    [NOW, 'ended 14:20'],
    [NOW - 15 * HOUR, 'ended Wed 23:20'],
  ])('say the end with what is left: %i', (endsAt, words) => {
    expect(endsWords(endsAt, NOW, 'UTC')).toBe(words);
  });
});

describe('the formats of times', () => {
  const counting = (): { readonly count: () => number } => {
    const state = { made: 0 };
    const counted = new Proxy(Intl.DateTimeFormat, {
      construct: (target, args) => {
        state.made += 1;
        return Reflect.construct(target, args);
      },
    });
    vi.stubGlobal('Intl', { DateTimeFormat: counted });
    return { count: () => state.made };
  };
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('are made once for a thousand rows', () => {
    const { count } = counting();
    for (let row = 0; row < 1000; row += 1) endsWords(NOW + row * MINUTE, NOW, 'Asia/Tokyo');
    expect(count()).toBe(3);
  });

  it('are made anew after a while, for whoever travels', () => {
    endsWords(NOW, NOW, 'Asia/Tokyo');
    const { count } = counting();
    endsWords(NOW, NOW + 11 * MINUTE, 'Asia/Tokyo');
    expect(count()).toBe(3);
  });
});

describe('failures', () => {
  const sentences = everyFailure.map((failure) => ({
    failure,
    name: failure.kind === 'aws' ? `${failure.operation} ${failure.cause}` : failure.kind,
    words: failureWords(failure, NOW),
  }));

  it.each(sentences)('are told in whole sentences without shouting: $name', ({ words }) => {
    expect(words.sentence).toMatch(/^\S.*\.$/);
    expect(words.sentence).not.toMatch(/!|oops|sorry|please|undefined|null|\[object/i);
    expect(words.sentence).not.toMatch(/\.\.|\s{2}/);
  });

  it.each(sentences.filter(({ failure }) => failure.kind === 'aws'))(
    'keep the code and text of AWS: $name',
    ({ words }) => {
      expect(words.detail).toContain('SomeCode 403: some text');
    },
  );

  it.each([
    ['read', 'ENOENT', '/tmp/a.json is not there; check the path.'],
    ['read', 'EACCES', '/tmp/a.json could not be read; check its permissions.'],
    ['write', 'ENOENT', '/tmp/a.json could not be written; check its permissions.'],
  ] as const)('of a file to %s tell %s for what it is', (action, code, sentence) => {
    const failure: Failure = {
      kind: 'file',
      action,
      path: '/tmp/a.json',
      detail: systemDetail(code),
    };
    expect(failureWords(failure, NOW).sentence).toBe(sentence);
  });

  it('of a section name its file once', () => {
    const cause = { kind: 'not-owned' } as const;
    const failure: Failure = { kind: 'aws-section', path: '/tmp/config', profile: 'x', cause };
    expect(failureWords(failure, NOW)).toMatchObject({
      sentence: expect.stringContaining('/tmp/config has no x that Fobwatch wrote'),
      detail: null,
    });
  });

  it('of a message that AWS cannot read send nobody to the profile', () => {
    const failure: Failure = {
      kind: 'aws',
      operation: 'DecodeAuthorizationMessage',
      cause: 'invalid-request',
      code: 'InvalidAuthorizationMessageException',
      message: 'Message is not valid ',
      status: 400,
      requestId: 'r-1',
    };
    expect(failureWords(failure, NOW)).toMatchObject({
      sentence: 'AWS could not read this encoded message; copy the whole of it.',
      detail: expect.stringContaining('400: Message is not valid (request r-1)'),
    });
  });

  it('tell a denied role from a denied session', () => {
    const denied = (operation: 'AssumeRole' | 'GetSessionToken'): Failure => ({
      kind: 'aws',
      operation,
      cause: 'denied',
      code: 'AccessDenied',
      message: '',
      status: 403,
      requestId: null,
    });
    const role = failureWords(denied('AssumeRole'), NOW).sentence;
    expect(role).toContain('trust policy');
    expect(failureWords(denied('GetSessionToken'), NOW).sentence).not.toBe(role);
  });

  it.each<readonly [AwsCause, string | null]>([
    ['code-refused', 'enter-code'],
    ['device-refused', 'open-config'],
    ['mfa-half-given', 'open-config'],
    ['denied', 'try-again'],
    ['expired', 'enter-code'],
    ['clock', 'try-again'],
    ['key-unknown', 'add-key'],
    ['signature', 'add-key'],
    ['region-disabled', 'open-config'],
    ['throttled', 'try-again'],
    ['server', 'try-again'],
    ['duration-above-role', 'open-config'],
    ['duration-above-chain', 'open-config'],
    ['invalid-request', 'open-config'],
    ['unknown', 'try-again'],
  ])('have a way out: %s leads to %s', (cause, does) => {
    const failure: Failure = {
      kind: 'aws',
      operation: 'AssumeRole',
      cause,
      code: 'X',
      message: '',
      status: 400,
      requestId: null,
    };
    expect(failureWords(failure, NOW).way?.does ?? null).toBe(does);
  });

  it.each([
    [14 * SECOND, 'This code is spent: next code in 14 s.'],
    [0, 'This code is spent: the next code is there.'],
  ])('of a spent code say when the next one comes: in %i ms', (wait, sentence) => {
    expect(failureWords({ kind: 'code-spent', nextCodeAt: NOW + wait }, NOW).sentence).toBe(
      sentence,
    );
  });

  it.each([
    [0, 'A code has 6 digits; no digit was typed.'],
    [1, 'A code has 6 digits; 1 was typed.'],
    [8, 'A code has 6 digits; 8 were typed.'],
  ])('of a malformed code count its digits: %i', (digits, sentence) => {
    expect(failureWords({ kind: 'code-malformed', digits }, NOW).sentence).toBe(sentence);
  });

  it('name an unknown code of AWS', () => {
    const failure: Failure = {
      kind: 'aws',
      operation: 'AssumeRole',
      cause: 'unknown',
      code: 'Strange',
      message: '',
      status: 418,
      requestId: null,
    };
    expect(failureWords(failure, NOW).sentence).toBe('AWS refused AssumeRole with Strange.');
    expect(failureWords({ ...failure, code: '' }, NOW).sentence).toContain('no reason');
  });

  it('say when they are tried again', () => {
    expect(retryWords(NOW + 12 * SECOND, NOW)).toBe('Next try in 12 s.');
    expect(retryWords(NOW, NOW)).toBe('Trying again.');
    expect(retryWords(null, NOW)).toBeNull();
  });
});

describe('the line under the code field', () => {
  it.each([
    [{}, 0, 'from the authenticator entry …/mfa/ada'],
    [{ serial: 'GAHT12345678' }, 0, 'from the authenticator entry GAHT12345678'],
    [{ nextCodeAt: NOW + 14 * SECOND }, 0, 'spent: next code in 14 s'],
    [{ nextCodeAt: NOW }, 0, 'from the authenticator entry …/mfa/ada'],
    [{ checking: true, nextCodeAt: NOW + 14 * SECOND }, 0, 'AWS is checking the code'],
    [{ failure: codeRefused, refusals: 1 }, 0, 'Wrong or used before: enter the next code.'],
    [
      { failure: codeRefused, refusals: 1 },
      70 * SECOND,
      'Wrong code; the clock of this computer is 1 min 10 behind.',
    ],
    [
      { failure: codeRefused, refusals: 1, nextCodeAt: NOW + 9 * SECOND },
      0,
      'Wrong or used before: enter the next code. Next code in 9 s.',
    ],
    [
      { failure: codeRefused, refusals: 2 },
      0,
      'Wrong again: check that the entry is …/mfa/ada and that the authenticator’s clock is right.',
    ],
    [
      {
        failure: { kind: 'code-spent', nextCodeAt: NOW + SECOND } as const,
        nextCodeAt: NOW + SECOND,
      },
      0,
      'This code is spent: next code in 1 s.',
    ],
  ])('%#: %o with skew %i', (changes, skew, sentence) => {
    expect(askHelp(asked(changes), skew, NOW).sentence).toBe(sentence);
  });
});

describe('who and what', () => {
  it.each([
    [[], 0, 'for a new session'],
    [['dev'], 1, 'for dev'],
    [['dev', 'staging'], 2, 'for dev and staging'],
    [['dev', 'staging', 'prod'], 3, 'for dev, staging and prod'],
    [['dev', 'staging', 'prod'], 6, 'for dev, staging, prod and 3 more'],
  ])('%j of %i waits "%s"', (waiting, count, words) => {
    expect(waitingWords(waiting, count)).toBe(words);
  });

  it.each([
    ['111122223333', '1111-2222-3333'],
    ['', ''],
    ['minio', 'minio'],
  ])('account %s is written %s', (account, words) => {
    expect(accountWords(account)).toBe(words);
  });

  it.each([
    ['arn:aws:iam::111122223333:mfa/team/ada', '…/mfa/team/ada'],
    ['arn:aws-cn:iam::111122223333:mfa/ada', '…/mfa/ada'],
    ['GAHT12345678', 'GAHT12345678'],
  ])('device %s is known as %s', (serial, words) => {
    expect(deviceWords(serial)).toBe(words);
  });

  it.each([
    [0, '0 identities'],
    [1, '1 identity'],
    [2, '2 identities'],
  ])('of %i identities is told as of one or as of several', (count, words) => {
    expect(identitiesWords(count)).toBe(words);
  });

  it.each([
    [1, 'config, line 101 and below have 1 more problem.'],
    [2, 'config, line 101 and below have 2 more problems.'],
  ])('of %i problems beyond those listed is told likewise', (count, words) => {
    const place = { file: 'config', path: '/home/ada/.aws/config', line: 101 } as const;
    expect(profileProblemWords({ ...place, kind: 'more-problems', count })).toBe(words);
  });

  it('what was used last has one name, in the tray and in the window', () => {
    expect(trayLabels.recents).toBe(listLabels.recents);
  });

  it.each([
    [70 * SECOND, '1 min 10 behind'],
    [-20 * SECOND, '20 s ahead'],
  ])('a clock off by %i ms is %s', (skew, words) => {
    expect(skewWords(skew)).toBe(words);
  });
});

describe('the tray', () => {
  it.each([
    [0, null, 'Nothing active', ''],
    [3, 42 * MINUTE, '3 active, needs you in 42 min', '42 min'],
    // The tray changes with the minute, so it says no seconds.
    [3, 42 * MINUTE - SECOND, '3 active, needs you in 42 min', '42 min'],
    [1, 65 * MINUTE, '1 active, needs you in 1 h 05', '1 h 05'],
    [1, SECOND, '1 active, needs you in 1 min', '1 min'],
    [1, 0, '1 active, needs you now', 'now'],
    [2, null, '2 active', ''],
    [0, -1, 'Nothing active, needs you now', 'now'],
  ])('%i active, needed in %s ms: "%s", beside the icon "%s"', (active, left, words, beside) => {
    const facts = { active, needsYou: left === null ? null : NOW + left, now: NOW, skew: 0 };
    expect(trayTooltip(facts)).toBe(words);
    expect(trayText(facts)).toBe(beside);
  });

  it.each([
    [42 * MINUTE, 'needs you in 42 min'],
    [0, 'needs you now'],
  ])('the window says the same: %i', (ms, words) => {
    expect(needsYouWords(ms)).toBe(words);
  });
});

describe('notices', () => {
  const soon = (
    others: number,
    roles: number,
    kind: 'session' | 'role',
  ): Extract<AppNotice, { kind: 'ends-soon' }> => ({
    kind: 'ends-soon',
    key: 'k',
    target: kind === 'role' ? { kind, profile: 'prod-admin' } : { kind, identity: 'ada' },
    targets: [],
    endsAt: NOW + 12 * MINUTE,
    others,
    needs: 'code',
    roles,
    actions: [],
  });

  it.each([
    [soon(0, 0, 'role'), 'prod-admin ends 14:32'],
    [soon(1, 0, 'role'), 'prod-admin and 1 other end 14:32'],
    [soon(6, 0, 'session'), 'Session of ada and 6 others end 14:32'],
  ])('%#: name what ends and when', (notice, title) => {
    expect(noticeWords(notice, NOW, 'UTC').title).toBe(title);
  });

  it.each([
    [soon(0, 0, 'role'), 'Click to enter a code.'],
    [soon(0, 1, 'session'), 'Click to enter a code. Its role goes on with it.'],
    [soon(0, 5, 'session'), 'Click to enter a code. Its 5 roles go on with it.'],
  ])('%#: say what a click does', (notice, body) => {
    expect(noticeWords(notice, NOW, 'UTC').body).toBe(body);
  });

  const failing = (over: boolean, others: number, failure: 'network' | 'aws'): AppNotice => ({
    kind: 'cannot-renew',
    key: 'k',
    target: { kind: 'role', profile: 'dev' },
    endsAt: NOW + 12 * MINUTE,
    over,
    failure,
    others,
  });

  it.each([
    [
      failing(false, 0, 'aws'),
      'dev ends 14:32 and is not renewed',
      'Click to see why and what to do.',
    ],
    [
      failing(false, 3, 'network'),
      'dev and 3 others end from 14:32 on and are not renewed',
      'AWS is not reached. Click to test the connection.',
    ],
    [
      failing(true, 0, 'aws'),
      'dev ended 14:32 and is not renewed',
      'Click to see why and what to do.',
    ],
  ])('%#: tell what cannot be renewed, and where its way out is', (notice, title, body) => {
    expect(noticeWords(notice, NOW, 'UTC')).toEqual({ title, body });
  });

  it.each([
    ['assertion', 0, 'Only a new assertion renews it. Click to see it.'],
    ['assertion', 1, 'Only new assertions renew them. Click to see them.'],
    ['token', 0, 'Only a new token renews it. Click to see it.'],
    ['token', 1, 'Only new tokens renew them. Click to see them.'],
    ['file', 0, 'Only a new file renews it. Click to see it.'],
    ['file', 1, 'Only new files renew them. Click to see them.'],
  ] as const)('speak of no code where it takes a new %s, for %i others', (needs, others, body) => {
    const notice = { ...soon(others, 0, 'role'), needs } as const;
    expect(noticeWords(notice, NOW, 'UTC').body).toBe(body);
  });

  it('tell of an old key that can go', () => {
    const target = { kind: 'session', identity: 'ada' } as const;
    expect(noticeWords({ kind: 'old-key', key: 'k', target, others: 0 }, NOW)).toEqual({
      title: 'The old key of ada can be deleted',
      body: 'It was not used for 7 days. Click to see it.',
    });
  });

  it('are one of several kinds after a wake: a line for each, and what a click does', () => {
    const target = { kind: 'session', identity: 'ada' } as const;
    const ended = { kind: 'ended', key: 'k', target, endedAt: NOW, others: 0, roles: 2 } as const;
    const notices = [ended, soon(0, 0, 'role')];
    expect(noticeWords({ kind: 'digest', key: 'k', target, notices }, NOW, 'UTC')).toEqual({
      title: 'Session of ada ended 14:20',
      body: 'prod-admin ends 14:32\nClick to enter a code and start again. Its 2 roles go on with it.',
    });
  });

  it.each([
    [{ kind: 'snooze', seconds: 300 } as const, 'Remind me in 5 min'],
    [{ kind: 'let-end' } as const, 'Let it end'],
  ])('%# have buttons that are verbs', (action, words) => {
    expect(noticeActionWords(action)).toBe(words);
  });

  it('tell what ended meanwhile', () => {
    const notice: AppNotice = {
      kind: 'ended',
      key: 'k',
      target: { kind: 'role', profile: 'dev' },
      endedAt: NOW,
      others: 2,
      roles: 0,
    };
    expect(noticeWords(notice, NOW, 'UTC').title).toBe('dev and 2 others ended 14:20');
    expect(noticeWords(notice, NOW, 'UTC').body).toBe('Click to enter a code and start again.');
  });
});

describe('rows', () => {
  const ends = { obtainedAt: NOW - HOUR, endsAt: NOW + 12 * MINUTE };
  it.each([
    [{ kind: 'off' } as const, '', 'not started'],
    [{ kind: 'starting' } as const, 'starting', 'starting'],
    [{ kind: 'needs-code', endsAt: null, endedAt: null } as const, 'needs code', 'needs a code'],
    [
      { kind: 'needs-code', obtainedAt: 0, endsAt: NOW + MINUTE, endedAt: null } as const,
      '1 min 00',
      'needs a code, ends 14:21, in 1 min 00',
    ],
    [
      { kind: 'needs-code', obtainedAt: 0, endsAt: NOW, endedAt: null } as const,
      'needs code',
      'needs a code',
    ],
    [
      { kind: 'needs-code', endsAt: null, endedAt: NOW - MINUTE } as const,
      'needs code',
      'needs a code, ended 14:19',
    ],
    [
      { kind: 'fresh', ...ends, renews: true } as const,
      '12 min',
      'ends 14:32, in 12 min, renews by itself',
    ],
    [{ kind: 'fresh', ...ends, renews: false } as const, '12 min', 'ends 14:32, in 12 min'],
    [{ kind: 'due', ...ends } as const, '12 min', 'ends 14:32, in 12 min, being renewed'],
    [{ kind: 'due', obtainedAt: 0, endsAt: NOW } as const, 'ended', 'ended 14:20, being renewed'],
    [{ kind: 'ended', endedAt: NOW - MINUTE } as const, 'ended', 'ended 14:19'],
    [{ kind: 'failed' } as const, 'failed', 'failed'],
  ])('%#: %o says "%s", in full "%s"', (phase, short, long) => {
    expect(phaseShort(phase, NOW)).toBe(short);
    expect(phaseLong(phase, NOW, 'UTC')).toBe(long);
  });

  it.each([
    [{ kind: 'needs-code', endsAt: null, endedAt: NOW - MINUTE } as const, null, 'ended 14:19'],
    [{ kind: 'needs-code', endsAt: null, endedAt: null } as const, null, null],
    [
      { kind: 'needs-code', ...ends, endedAt: null } as const,
      { kind: 'needs-you', at: ends.endsAt } as const,
      'needs you 14:32',
    ],
    // What is left of it says so already.
    [{ kind: 'ended', endedAt: NOW - MINUTE } as const, null, null],
  ])('%#: under what is left of %o stands "%s"', (phase, next, then) => {
    expect(phaseThen(phase, next, NOW, 'UTC')).toBe(then);
  });

  it.each([
    [{ kind: 'renews', at: NOW + 2 * MINUTE } as const, 'ends 14:32, in 12 min, renews 14:22'],
    [{ kind: 'needs-you', at: ends.endsAt } as const, 'ends 14:32, in 12 min, needs you 14:32'],
    [{ kind: 'ends', at: ends.endsAt } as const, 'ends 14:32, in 12 min'],
    [null, 'ends 14:32, in 12 min'],
  ])('%o is heard with a row as "%s"', (next, heard) => {
    const phase = { kind: 'fresh', ...ends, renews: next?.kind === 'renews' } as const;
    expect(phaseHeard(phase, next, NOW, 'UTC')).toBe(heard);
  });

  it('says of what is being renewed, or needs a code, no more than that', () => {
    expect(phaseHeard({ kind: 'due', ...ends }, { kind: 'renewing' }, NOW, 'UTC')).toBe(
      'ends 14:32, in 12 min, being renewed',
    );
    const needs = { kind: 'needs-code', ...ends, endedAt: null } as const;
    expect(phaseHeard(needs, { kind: 'needs-you', at: ends.endsAt }, NOW, 'UTC')).toBe(
      'needs a code, ends 14:32, in 12 min',
    );
  });

  const exportsFor = (form: 'bash' | 'fish') => ({ form, block: 'exports' }) as const;

  it.each([
    [{ kind: 'no' } as const, null],
    [{ kind: 'pending', as: exportsFor('bash') } as const, 'copied as soon as it is there'],
    [
      { kind: 'copied', as: exportsFor('fish'), clearsAt: NOW + 48 * SECOND } as const,
      'copied for fish, clears in 48 s',
    ],
    [
      {
        kind: 'copied',
        as: { form: 'powershell', block: 'clear' },
        clearsAt: NOW + 48 * SECOND,
      } as const,
      'clear block copied, clears in 48 s',
    ],
    [
      {
        kind: 'copied',
        as: { form: 'powershell', block: 'endpoint' },
        clearsAt: NOW + 48 * SECOND,
      } as const,
      'endpoint copied, clears in 48 s',
    ],
    // Until the clipboard was looked at, nobody knows that it is cleared.
    [
      { kind: 'copied', as: exportsFor('bash'), clearsAt: NOW } as const,
      'copied for bash, clears in 0 s',
    ],
    [{ kind: 'cleared' } as const, 'clipboard cleared'],
    [{ kind: 'gone' } as const, 'no longer in the clipboard'],
  ])('%#: the clipboard %o is "%s"', (mark, words) => {
    expect(copiedWords(mark, NOW)).toBe(words);
  });

  it.each([
    ['shares-session', 'renewed under the session’s code'],
    ['own-code', 'a code of its own'],
    ['no-code', 'no code needed'],
    ['chained', 'through another role'],
  ] as const)('%s explains the life of a role', (why, part) => {
    const words = lastsWords({ seconds: 3600, why });
    expect(words).toMatch(/^1 h/);
    expect(words).toContain(part);
  });
});

describe('problems', () => {
  it.each(everyProblem.map((problem) => ({ problem, kind: problem.kind })))(
    'are one sentence, with a button that has a name or none: $kind',
    ({ problem }) => {
      const words = problemWords(problem);
      expect(words.sentence).toMatch(/^\S.*\.$/);
      expect(words.sentence).not.toMatch(/!|undefined|null|\[object/);
      expect(words.does === null).toBe(words.label === null);
    },
  );

  it.each([
    ['EACCES', 'open-config'],
    ['ENOENT', 'reload-files'],
  ] as const)('of a file with %s lead to %s', (code, does) => {
    const problem: Problem = {
      kind: 'aws-file',
      path: '/home/ada/.aws/config',
      detail: systemDetail(code),
    };
    expect(problemWords(problem).does).toBe(does);
  });

  it('name file, line and profile', () => {
    const line = everyProblem.find(
      (problem) => problem.kind === 'profile' && problem.problem.kind === 'half-key-pair',
    );
    expect(line === undefined ? null : problemWords(line).sentence).toBe(
      'config, line 12 (dev) begins half a key: aws_secret_access_key is missing.',
    );
  });

  it.each([
    [
      { kind: 'value', key: 'tray.icon', value: 'pink', rule: 'one of a, b', line: 7 },
      'tray.icon cannot be “pink” in line 7 of settings.ini: it takes one of a, b. The default is in force.',
    ],
    [
      { kind: 'value', key: 'tokenLife', value: '1s', rule: 'more', line: null },
      'tokenLife cannot be “1s”: it takes more. Nothing was changed.',
    ],
    [
      { kind: 'stray-line', line: 3, others: 2 },
      'Line 3 of settings.ini is neither a [section] nor key = value, so it is passed over, and so are 2 more.',
    ],
    [
      { kind: 'newer', version: 2, known: 1 },
      'settings.ini is of version 2, from a newer Fobwatch; it is read as far as it is understood and not written: update Fobwatch, or set version = 1 in the file to let this one write it.',
    ],
    [
      { kind: 'set-aside', to: '/s.ini.broken', why: 'not-text' },
      'settings.ini held something that is not text, so it is now s.ini.broken beside it; a new one with the defaults is in force.',
    ],
  ] as const)('of settings.ini say where and what now: %j (ST13)', (problem, sentence) => {
    expect(problemWords({ kind: 'setting', path: '/s.ini', problem }).sentence).toBe(sentence);
  });

  it('never show the value of an AWS file', () => {
    expect(JSON.stringify(Object.values(pictures(NOW)))).not.toMatch(/secret_access_key\s*=/);
  });
});

describe('fixed words', () => {
  const texts = [
    ...Object.values(labels),
    ...Object.values(stageWords).flatMap((words) =>
      Object.values(words).map((word) => (typeof word === 'string' ? word : word('ada'))),
    ),
    ...Object.values(settingWords).flatMap((words) => Object.values(words)),
  ];
  it.each(texts)('"%s" is calm and not empty', (text) => {
    expect(text).toMatch(/\S/);
    expect(text).not.toMatch(/!|oops/i);
  });
});
