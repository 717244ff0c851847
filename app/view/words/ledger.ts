import type { Detail } from '../../detail.ts';
import { detailWords } from './detail.ts';
import type { HandOver, LedgerEntry, Refusal } from '../../ledger.ts';
import { grantName, grantRefOf, type GrantId, type Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import { momentWords } from './time.ts';
import { programName } from './program.ts';
import { spoken, t } from './say.ts';

/** What the view of the ledger says around its lines. */
export const ledgerLabels = spoken({
  title: 'Ledger',
  show: 'Show ledger',
  search: 'Search the ledger',
  about: 'Which credentials left the app, when and for whom. They themselves are not in it.',
  lines: 'Lines, newest first',
} as const);

export const ledgerStages = spoken({
  empty: {
    title: 'Nothing was handed out',
    sentence: 'A line appears here whenever credentials are copied or a program asks for them.',
    label: 'Back',
  },
  noMatch: {
    title: 'No match',
    sentence: 'No line has a grant or a program like this.',
    label: 'Clear search',
  },
  failed: {
    title: 'Ledger unreadable',
    label: 'Read again',
  },
} as const);

export const ledgerUnreadableWords = (path: string, detail: Detail): string =>
  t`${path} could not be read: ${detailWords(detail)}.`;

/** The name a person knows the grant by; of an identity it is the session. */
export const ledgerNameWords = (target: GrantId): string => {
  const ref = grantRefOf(target);
  if (ref === null) return target;
  return ref.kind === 'session' ? t`Session of ${grantName(ref)}` : grantName(ref);
};

const refusalWords: { readonly [K in Refusal]: string } = spoken({
  declined: 'declined',
  'timed-out': 'nobody entered a code in time',
  'code-needed': 'it needed a code',
  unconfirmed: 'it is production, and nobody confirmed it',
  'not-ready': 'it was not there yet',
  left: 'it did not wait for an answer',
  failed: 'it failed',
});

/** Whoever asked: "terraform (4711)"; one that said no name is a program all the same. */
const whoWords = ({ by, pid }: LedgerEntry, nameless = t`a program`): string =>
  `${by ?? nameless}${pid === null ? '' : ` (${pid})`}`;

const asPath = ({ via }: LedgerEntry): string => {
  if (via === 'menu') return t` from the menu`;
  return via === 'window' ? t` in the window` : '';
};

const forWhom = (entry: LedgerEntry): string =>
  entry.via === 'helper' ? t` for ${whoWords(entry)}` : '';

/** What was asked for, in a refusal. */
const soughtWords: { readonly [K in HandOver]: string } = spoken({
  copy: 'exports',
  env: 'exports',
  exec: 'credentials to run with',
  credentials: 'credentials',
  export: 'a file of credentials',
  write: 'a profile of credentials',
  console: 'a console sign-in',
  endpoint: 'credentials from the endpoint',
});

const givenWords = (entry: LedgerEntry): string => {
  const { how, to, via } = entry;
  switch (how) {
    case 'copy':
      return t`Exports copied${asPath(entry)}${forWhom(entry)}`;
    case 'env':
      return t`Exports printed${forWhom(entry)}`;
    case 'exec':
      return t`A program run with it${forWhom(entry)}`;
    case 'credentials':
      return t`Fetched by ${whoWords(entry)}`;
    case 'export':
      return to === entry.by
        ? t`Printed${forWhom(entry)}`
        : t`Saved to ${programName(to)}${asPath(entry)}${forWhom(entry)}`;
    case 'write':
      return via === 'renewal'
        ? t`Renewed in ${programName(to)}`
        : t`Written into ${programName(to)}${asPath(entry)}${forWhom(entry)}`;
    case 'console':
      return to === 'clipboard'
        ? t`Console sign-in copied${asPath(entry)}`
        : t`Console opened${asPath(entry)}${forWhom(entry)}`;
    case 'endpoint':
      return t`Fetched by ${whoWords(entry)} from the endpoint`;
    default:
      return assertNever(how);
  }
};

/** What became of a grant, for a reader: "Fetched by terraform (4711)"; of what nobody got, why. */
export const ledgerLineWords = (entry: LedgerEntry): string =>
  entry.outcome === 'given'
    ? givenWords(entry)
    : t`${whoWords(entry, t`A program`)} asked for ${soughtWords[entry.how]}: ${refusalWords[entry.outcome]}`;

/** When what was given ends; null where it has, or nothing was given. */
export const ledgerEndWords = (
  { expiresAt }: LedgerEntry,
  now: Instant,
  timeZone?: string,
): string | null =>
  expiresAt === null || expiresAt <= now ? null : t`ends ${momentWords(expiresAt, now, timeZone)}`;
