import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import { noAttention } from '../../../app/session/attention.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { endingOf, noticeMarkOf, remindsAt } from '../../../app/view/notice-view.ts';
import {
  endNote,
  leadChoices,
  leadWords,
  remindsWords,
  usualLeadWords,
} from '../../../app/view/words.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const END = NOW + 12 * HOUR;
const ada = wanted(session(), { held: sessionHeld(), work: { kind: 'needs-code' } });
const state = (grant: Grant = ada) => stateOf({ roles: [roleOf('dev')], grants: [grant] });

describe('the end of a grant, for its row', () => {
  it.each([
    ['can be let to come', ada, 'goes-on'],
    ['is none where nothing is held', wanted(session()), 'none'],
    ['is none of what was stopped', { ...ada, wish: 'halted' as const }, 'none'],
  ])('%s', (_, grant, end) => {
    expect(noticeMarkOf(state(grant), session(), grant, NOW).end).toBe(end);
  });

  it('is the last one once it was let to come', () => {
    const next = reduce(state(), { kind: 'let-end', refs: [session()] });
    expect(noticeMarkOf(next, session(), ada, NOW).end).toBe('ends');
  });

  it('says whether its lead is its own', () => {
    const attention = { ...noAttention, leads: new Map([['dev', 1800]]) };
    const own = { ...state(), attention };
    expect(noticeMarkOf(own, role('dev'), undefined, NOW).lead).toEqual({
      seconds: 1800,
      chosen: true,
    });
    expect(noticeMarkOf(state(), role('dev'), undefined, NOW).lead).toEqual({
      seconds: 600,
      chosen: false,
    });
  });
});

describe('in the place of a code', () => {
  const snooze = (seconds: number) => ({ kind: 'snooze', seconds });

  it.each([
    ['what ends in 8 min', END - 8 * MINUTE, [snooze(300), { kind: 'let-end' }]],
    ['what ends in 2 min', END - 2 * MINUTE, [{ kind: 'let-end' }]],
  ])('%s can be put off as long as there is time, or let to end', (_, now, actions) => {
    expect(endingOf(state(), 'ada', now)).toEqual({ targets: [session()], actions });
  });

  it('nothing can be said of what is not there yet, or of another identity’s', () => {
    expect(endingOf(state(wanted(session(), { work: { kind: 'needs-code' } })), 'ada', NOW)).toBe(
      null,
    );
    expect(endingOf(state(), 'grace', END - MINUTE)).toBeNull();
  });

  it('a reminder is told with its time', () => {
    const next = reduce(state(), {
      kind: 'snoozed',
      refs: [session()],
      seconds: 300,
      now: END - 10 * MINUTE,
    });
    expect(remindsAt(next, 'ada')).toBe(END - 5 * MINUTE);
    expect(remindsAt(next, 'grace')).toBeNull();
  });
});

describe('what was said to an end, in its row', () => {
  it.each([
    ['that it is the last', { end: 'ends', remindsAt: null } as const, 'ends for good'],
    ['that nobody is told', { end: 'untold', remindsAt: null } as const, 'its end is not told'],
    ['nothing where nothing was said', { end: 'told', remindsAt: null } as const, null],
  ])('%s', (_, notice, words) => {
    expect(endNote(notice, NOW)).toBe(words);
  });

  it('when it is told again', () => {
    expect(endNote({ end: 'told', remindsAt: NOW }, NOW)).toMatch(/^reminder at \d\d:\d\d$/);
  });
});

describe('leads in words', () => {
  it.each([
    [{ seconds: 600, chosen: false }, 'as usual: 10 min before'],
    [{ seconds: 1800, chosen: true }, 'as usual'],
  ])('%j', (lead, words) => {
    expect(usualLeadWords(lead)).toBe(words);
  });

  it('a lead that is none of the usual ones can still be seen', () => {
    expect(leadChoices({ seconds: 1234, chosen: true })).toContain(1234);
    expect(leadWords(1800)).toBe('30 min before');
  });

  it('a reminder', () => {
    expect(remindsWords(NOW, NOW)).toMatch(/^You are reminded at \d\d:\d\d\.$/);
  });
});
