import type { GrantId, Instant } from '../../app/model.ts';
import { minutesToSay } from '../../app/view/countdown.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import {
  askHeard,
  codeNeededSaid,
  codeTakenSaid,
  countdownSaid,
  failedSaid,
  neededBySaid,
  offlineSaid,
  rolesReadySaid,
} from '../../app/view/words.ts';
import { copySaid, marksSaid, type ToldMarks } from './heard-marks.ts';
import { keyOf, politely, rowsOf, type Row, type Said } from './heard-rows.ts';
import { offlineOf, unreachedBy } from './offline.ts';

/** One thing that is said, once. Urgent: to somebody who has just sent a code, and types the next. */
export type Utterance = {
  readonly id: number;
  readonly at: Instant;
  readonly words: string;
  readonly urgent: boolean;
};

/** When the credentials were obtained that each row had. */
type Lives = ReadonlyMap<GrantId, Instant>;

/** What was told of a row that failed, and whether it is tried again by itself. */
type ToldFailures = ReadonlyMap<GrantId, { readonly key: string; readonly retried: boolean }>;

/** What somebody who listens has heard so far. */
export type Hearing = {
  /** The last look; null: nobody looks. */
  readonly last: { readonly snapshot: WindowSnapshot; readonly now: Instant } | null;
  /** Since when somebody looks. */
  readonly since: Instant;
  /** Who asked for the code of whom, as far as it was told. */
  readonly programs: ReadonlySet<string>;
  readonly failures: ToldFailures;
  /** What was told of copies, sign-ins and endpoints of rows. */
  readonly marks: ToldMarks;
  /** A code under way, and what was there before it. */
  readonly code:
    | { readonly kind: 'none' }
    | { readonly kind: 'checking' | 'taken'; readonly lives: Lives };
  readonly said: readonly Utterance[];
  /** Of what is said next. */
  readonly id: number;
};

/** Nobody has heard anything yet. */
export const nothingHeard: Hearing = {
  last: null,
  since: 0,
  programs: new Set(),
  failures: new Map(),
  marks: new Map(),
  code: { kind: 'none' },
  said: [],
  id: 0,
};

/** After a window comes up, its page may still show what was there before it was hidden, for so long in ms. */
const SETTLING = 250;

/** How long what was said can be read again, in ms. It goes before it is no longer true. */
const KEPT = 30_000;

/** Credentials of two moments that are nearer are the same ones by a clock that was put right, in ms. */
const SAME = 5_000;

const livesOf = (snapshot: WindowSnapshot): Lives =>
  new Map(
    rowsOf(snapshot).flatMap(({ id, life }) => (life === null ? [] : [[id, life.obtainedAt]])),
  );

const isStarting = ({ phase, trouble }: Row): boolean =>
  phase.kind === 'starting' && trouble === null;

/** What became of a code since the last look. */
const codeSaid = (
  hearing: Hearing,
  snapshot: WindowSnapshot,
): { readonly code: Hearing['code']; readonly said: readonly Said[] } => {
  const before = hearing.last?.snapshot;
  const { ask, lock } = snapshot;
  const was = before?.ask;
  if (ask.kind === 'asked' && ask.checking) {
    const isKnown = hearing.code.kind === 'checking';
    const lives = isKnown ? hearing.code.lives : livesOf(before ?? snapshot);
    return { code: { kind: 'checking', lives }, said: [] };
  }
  if (before === undefined) return { code: hearing.code, said: [] };
  // A code that came by itself did not work: now a person is asked, who has typed none.
  if (was?.kind === 'none' && ask.kind === 'asked' && ask.failure !== null)
    return { code: { kind: 'none' }, said: [politely(codeNeededSaid(ask, snapshot.skew))] };
  if (was?.kind !== 'asked') return { code: hearing.code, said: [] };
  const same = ask.kind === 'asked' && ask.identity === was.identity ? ask : null;
  if (same !== null && same.failure !== null) {
    const isNew =
      was.checking ||
      was.failure === null ||
      keyOf(was.failure) !== keyOf(same.failure) ||
      was.refusals !== same.refusals;
    const words = askHeard(same, snapshot.skew, 0);
    return { code: { kind: 'none' }, said: isNew ? [{ words, urgent: true }] : [] };
  }
  // A lock that came meanwhile takes no code.
  if (!was.checking || lock.kind !== 'open') return { code: hearing.code, said: [] };
  const lives = hearing.code.kind === 'none' ? livesOf(before) : hearing.code.lives;
  return {
    code: { kind: 'taken', lives },
    said: [politely(codeTakenSaid(before.lock.kind !== 'open'))],
  };
};

/** How many roles a code that was taken has made ready, once none is on its way; null: not yet. */
const readyOf = (code: Hearing['code'], snapshot: WindowSnapshot): number | null => {
  if (code.kind !== 'taken' || rowsOf(snapshot).some(isStarting)) return null;
  const ready = rowsOf(snapshot).filter(({ id, ref, phase, life }) => {
    const before = code.lives.get(id);
    return (
      ref.kind === 'role' &&
      phase.kind === 'fresh' &&
      life !== null &&
      (before === undefined || Math.abs(before - life.obtainedAt) > SAME)
    );
  });
  return ready.length === 0 ? null : ready.length;
};

/** What newly failed. While others are on their way it waits for them, so that all is said at once. */
const failuresSaid = (
  hearing: Hearing,
  snapshot: WindowSnapshot,
): { readonly failures: ToldFailures; readonly said: readonly Said[] } => {
  const { ask } = snapshot;
  const rows = rowsOf(snapshot);
  const told = new Map(hearing.failures);
  for (const { id, phase, trouble } of rows) {
    const goesOn = phase.kind === 'starting' || phase.kind === 'due';
    // A retry that came by itself and fails again is no news; one that a person made is.
    if (trouble === null && !(goesOn && told.get(id)?.retried === true)) told.delete(id);
  }
  if (rows.some(isStarting)) return { failures: told, said: [] };
  const news = rows.flatMap(({ id, ref, phase, trouble }) => {
    if (trouble === null || phase.kind === 'off') return [];
    const key = keyOf(trouble.failure);
    const isNew = told.get(id)?.key !== key;
    told.set(id, { key, retried: trouble.retryAt !== null });
    // The strip says it of a session whose code did not work.
    const byStrip =
      ref.kind === 'session' &&
      ask.kind === 'asked' &&
      ask.identity === ref.identity &&
      ask.failure !== null;
    return isNew && !byStrip ? [{ ref, failure: trouble.failure }] : [];
  });
  const offline = offlineOf(snapshot);
  const unreached = offline === null ? [] : news.filter((one) => unreachedBy(one.failure) !== null);
  const others = news.filter((one) => !unreached.includes(one));
  const wasOffline = hearing.last !== null && offlineOf(hearing.last.snapshot) !== null;
  const [first] = others;
  return {
    failures: told,
    said: [
      ...(offline === null || unreached.length === 0 || wasOffline
        ? []
        : [politely(offlineSaid(offline.host))]),
      ...(first === undefined
        ? []
        : [politely(failedSaid(first.ref, first.failure, others.length - 1))]),
    ],
  };
};

/** Programs that newly ask for the code in the strip. Told once, and again only after nobody was asked. */
const programsSaid = (
  hearing: Hearing,
  { ask }: WindowSnapshot,
): { readonly programs: Hearing['programs']; readonly said: readonly Said[] } => {
  if (ask.kind === 'none') return { programs: new Set(), said: [] };
  if (ask.kind === 'aside') return { programs: hearing.programs, said: [] };
  const named = (program: string | null): string => `${ask.identity}\n${program}`;
  const news = ask.askedBy.filter((program) => !hearing.programs.has(named(program)));
  return {
    programs: new Set([...hearing.programs, ...news.map(named)]),
    said: news.length === 0 || ask.checking ? [] : [politely(neededBySaid(ask, news))],
  };
};

const countdown = (
  hearing: Hearing,
  { needsYouAt }: WindowSnapshot,
  now: Instant,
): readonly Said[] => {
  const { last } = hearing;
  const before = last === null ? null : { now: last.now, needsYouAt: last.snapshot.needsYouAt };
  const minutes = minutesToSay(before, { now, needsYouAt });
  return minutes === null ? [] : [politely(countdownSaid(minutes))];
};

/** Nobody looks any more: what happens until somebody does is found there, not said. */
export const unlooked = (hearing: Hearing): Hearing => ({
  ...nothingHeard,
  programs: hearing.programs,
  id: hearing.id,
});

/** Opened anew, as a page hears that was never told that it was hidden. */
const isOpened = (last: Hearing['last'], { go }: WindowSnapshot): boolean =>
  last !== null && last.snapshot.go.at !== go.at && go.to === 'roles';

/**
 * What has been heard once somebody has looked at this picture. What they find when they come is not said, only what
 * happens then: a row is read, the field has its description. Programs that wait are said nevertheless, once.
 */
export const hear = (before: Hearing, snapshot: WindowSnapshot, now: Instant): Hearing => {
  const hearing = isOpened(before.last, snapshot) ? unlooked(before) : before;
  const { last } = hearing;
  const since = last === null ? now : hearing.since;
  const isSame = last?.snapshot === snapshot;
  const isNews = last !== null && now - since >= SETTLING;
  const kept = hearing.said.every(({ at }) => now - at < KEPT)
    ? hearing.said
    : hearing.said.filter(({ at }) => now - at < KEPT);
  const code = isSame ? { code: hearing.code, said: [] } : codeSaid(hearing, snapshot);
  const ready = isSame ? null : readyOf(code.code, snapshot);
  const failed = isSame
    ? { failures: hearing.failures, said: [] }
    : failuresSaid(hearing, snapshot);
  const marked = isSame ? { marks: hearing.marks, said: [] } : marksSaid(hearing.marks, snapshot);
  const copied = isSame ? null : copySaid(last?.snapshot ?? null, snapshot);
  const asked = isSame ? { programs: hearing.programs, said: [] } : programsSaid(hearing, snapshot);
  // What a lock covered was there before it went.
  const isUncovered = last !== null && last.snapshot.lock.kind !== snapshot.lock.kind;
  const said = [
    ...code.said,
    ...(ready === null ? [] : [politely(rolesReadySaid(ready))]),
    ...(isNews && !isUncovered ? failed.said : []),
    ...(isNews && !isUncovered ? marked.said : []),
    ...(isNews && !isUncovered && copied !== null ? [copied] : []),
    ...asked.said,
    ...(isNews ? countdown(hearing, snapshot, now) : []),
  ];
  return {
    last: { snapshot, now },
    since,
    programs: asked.programs,
    failures: failed.failures,
    marks: marked.marks,
    code: ready === null ? code.code : { kind: 'none' },
    said:
      said.length === 0
        ? kept
        : [...kept, ...said.map((one, at) => ({ ...one, id: hearing.id + at, at: now }))],
    id: hearing.id + said.length,
  };
};
