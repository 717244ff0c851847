import type { Detail } from '../../detail.ts';
import { detailWords } from './detail.ts';
import { isoTimestamp } from '../../credentials/timestamp.ts';
import type { LedgerEntry } from '../../ledger.ts';
import { grantName, type GrantId, type GrantRef, type Instant, type Seconds } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { NeedsYou } from '../needs-you.ts';
import type { GrantStatus, Status } from '../status.ts';
import type { Phase } from '../window.ts';
import { productionName } from './guard.ts';
import { durationWords, leftWords, momentWords } from './time.ts';
import { and } from './list.ts';
import { programName } from './program.ts';
import { spoken, t } from './say.ts';

/** What the `fobwatch` command says when a grant did not come. */

export const declinedWords = (target: GrantRef): string =>
  t`${grantName(target)} was set aside or stopped in Fobwatch; run this again when it shall start.`;

export const timedOutWords = (target: GrantRef, identity: string | null, after: Seconds): string =>
  identity === null
    ? t`AWS did not answer for ${grantName(target)} within ${durationWords(after)}; look at Fobwatch, then try again.`
    : t`Nobody entered a code of ${identity} for ${grantName(target)} within ${durationWords(after)}; enter it in Fobwatch, then try again.`;

export const codeNeededWords = (target: GrantRef, identity: string): string =>
  t`${grantName(target)} needs a code of ${identity}; enter it in Fobwatch, or run this again without --no-wait.`;

/** The question at the terminal. */
export const codeQuestion = (target: GrantRef, identity: string): string =>
  t`MFA code of ${identity} for ${grantName(target)} (or type it in Fobwatch, then press Return here): `;

/** SDKs ask again when less than this is left, s (aws-rules.md, Freshness). */
const FRESH: Seconds = 900;

/** Said beside credentials that end soon; null when they last. `expiresAt` by the local clock. */
export const endsSoonWords = (
  name: string,
  left: Seconds,
  expiresAt: Instant,
  timeZone?: string,
): string | null =>
  left > FRESH
    ? null
    : t`${name} ends ${momentWords(expiresAt, expiresAt - left * 1000, timeZone)}, in ${leftWords(left * 1000)}; AWS’s tools will ask again soon.`;

export const startedWords = (name: string, left: Seconds, expiresAt: Instant): string =>
  t`${name} until ${momentWords(expiresAt, expiresAt - left * 1000)}, in ${leftWords(left * 1000)}`;

export const fileUnreadableWords = (path: string, detail: Detail): string =>
  t`${path} cannot be read: ${detailWords(detail)}; check the path.`;

export const fileNotWrittenWords = (path: string, detail: Detail): string =>
  t`${path} was not written: ${detailWords(detail)}.`;

export const fileThereWords = (path: string): string =>
  t`${path} is there already; add --force to replace it.`;

export const noInputWords = (word: string): string =>
  t`${word} reads standard input, and nothing was piped in.`;

/** Of a path that means something else in each process. */
export const notOursWords = (path: string): string =>
  t`${path} can be opened only by whoever ran this, not by Fobwatch; pipe it in, and give - in its place.`;

export const whichIdentityWords = (names: readonly string[]): string =>
  names.length === 0
    ? t`There is no identity yet; add a key in Fobwatch.`
    : t`Say whose: ${names.join(', ')}.`;

export const noAnswerWords = (): string =>
  t`Fobwatch has no answer to that; look at its window, then try again.`;

export const allStoppedWords = (): string =>
  t`Everything is stopped, and nothing is held any more.`;

export const stoppedWords = (name: string): string => t`${name} is stopped.`;

export const savedWords = (path: string): string => t`Saved to ${path}, readable by you alone.`;

export const importedWords = (target: GrantRef): string => t`Held as ${grantName(target)}.`;

/** Profiles for a reader: a name a line, its keys indented below. */
export const profileWords = (
  profiles: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string =>
  Object.entries(profiles)
    .map(([name, keys]) =>
      [name, ...Object.entries(keys).map(([key, value]) => `  ${key} = ${value}`), ''].join('\n'),
    )
    .join('');

/** One line of the ledger: when, how, what and to whom, by which path, and what came of it. */
export const ledgerWords = (entry: LedgerEntry): string => {
  const { at, target, how, via, to, by, pid, outcome, expiresAt } = entry;
  const process = pid === null ? '' : ` (${pid})`;
  const whose =
    by === null || by === to
      ? `${programName(to)}${process}`
      : t`${programName(to)} by ${by}${process}`;
  const from = { window: t` from the window`, menu: t` from the menu` };
  const again = via === 'renewal' ? t` at its renewal` : '';
  const end = expiresAt === null ? outcome : t`until ${isoTimestamp(expiresAt)}`;
  return t`${isoTimestamp(at)}  ${how.padEnd(11)}  ${target}  to ${whose}${via === 'window' || via === 'menu' ? from[via] : ''}${again}, ${end}`;
};

export const journalWords = (
  log: 'stream' | 'file' | null,
  debug: boolean,
  normal: boolean,
): string => {
  const to = { stream: t`goes to the stream the app was started on`, file: t`goes to its file` };
  const said = [
    ...(log === null ? [] : [to[log]]),
    ...(debug ? [t`tells what was decided`] : []),
    ...(normal ? [t`tells what happens`] : []),
  ];
  return t`The journal ${and(said)} from now on.`;
};

export const openedWords = (name: string): string =>
  t`The console opens in your browser as ${name}.`;

const phaseWords = spoken({
  off: 'not started',
  starting: 'starting',
  'needs-code': 'needs a code',
  fresh: 'active',
  due: 'being renewed',
  ended: 'ended',
  failed: 'failed',
} as const satisfies Record<Phase['kind'], string>);

const statusRest = (one: GrantStatus, more: string | null): string => {
  const left = one.left === null ? '' : t`${one.left.words} left`;
  const rest = [left, more ?? '', one.failure?.sentence ?? ''].filter(Boolean).join(', ');
  return `${phaseWords[one.phase]}${rest === '' ? '' : `: ${rest}`}`;
};

/** Lines of two columns, the first as wide as its longest word. */
export const inColumns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`.trimEnd());
};

/** As the line of its own is headed: a role by its profile alone. */
const waitingName = (id: GrantId): string => id.replace(/^role:/, '');

const needsWords = (needs: NeedsYou, now: Instant, timeZone?: string): string => {
  switch (needs.kind) {
    case 'now':
      return t`Needs you now: a code for ${needs.waiting.map(waitingName).join(', ')}.`;
    case 'at':
      return t`Needs you ${momentWords(needs.at, now, timeZone)}, in ${leftWords(needs.at - now)}.`;
    case 'never':
      return t`Needs nobody.`;
    default:
      return assertNever(needs);
  }
};

/** What runs and what does not, a line each; last, when a person is needed. Instants by this computer's clock. */
export const statusLines = (
  status: Status,
  needs: NeedsYou,
  now: Instant,
  timeZone?: string,
): readonly string[] => {
  const all = [
    ...status.identities.map((one) => [`session:${one.name}`, one, null] as const),
    ...status.roles.map((one) => [one.profile, one, one.renewals?.words ?? null] as const),
    ...status.made.map((one) => [`made:${one.name}`, one, null] as const),
  ];
  return [
    ...inColumns(
      all.map(([name, one, more]) => [
        one.production ? productionName(name) : name,
        statusRest(one, more),
      ]),
    ),
    needsWords(needs, now, timeZone),
  ];
};

export const ledgerEmptyWords = (): string => t`Nobody has fetched credentials yet.`;

export const tooManyWords = (): string =>
  t`Too many programs wait for Fobwatch already; try again when some are served.`;

export const unreadableCallWords = (): string =>
  t`Fobwatch did not understand the question; run the fobwatch command that it wrote last.`;

export const notLoadedWords = (): string =>
  t`Fobwatch has not read your keys yet; unlock the keychain where it asks, then try again.`;

export const notOnWindowsWords = (): string =>
  t`That cannot be done on Windows yet; status, list, env and credentials can.`;

/** Beside an endpoint while [default] hides it: no variable takes that away (aws-rules.md, Container endpoint). */
export const endpointHiddenWords = (): string =>
  t`Programs that find keys or a role under [default] in the AWS files use those instead of this endpoint; rename that profile, or hand over keys.`;

export const servedNoMoreWords = (name: string): string =>
  t`${name} is served on this computer no more.`;
