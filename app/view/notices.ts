import type { NoticeCommand } from '../contract-notices.ts';
import type { Input } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import type { GrantRef, Instant, Seconds } from '../model.ts';
import { snoozesFor } from '../session/attention.ts';

/** What can be done about a notice, besides what its click does. */
export type NoticeAction =
  | { readonly kind: 'snooze'; readonly seconds: Seconds }
  | { readonly kind: 'let-end' };

/** What can be done about an end: put it off as often as fits, or let it come. */
export const endActions = (endsAt: Instant, now: Instant): readonly NoticeAction[] => [
  ...snoozesFor(endsAt, now).map((seconds): NoticeAction => ({ kind: 'snooze', seconds })),
  { kind: 'let-end' },
];

/** What such a choice does to these grants. */
export const endCommand = (targets: readonly GrantRef[], action: NoticeAction): NoticeCommand =>
  action.kind === 'snooze'
    ? { kind: 'snooze-notice', targets: [...targets], seconds: action.seconds }
    : { kind: 'let-end', targets: [...targets] };

/** What only a person gives for the next credentials. */
export type Need = 'code' | Input;

/** A grant that only a person can keep comes to its end. */
type EndsSoon = {
  readonly kind: 'ends-soon';
  /** Makes a notice one of its kind: the same key is told once. */
  readonly key: string;
  readonly target: GrantRef;
  /** Whether it is production, which its name may not say. */
  readonly production?: true;
  /** All that end about then and are told with it, the first among them. */
  readonly targets: readonly GrantRef[];
  /** Local clock, for "ends 14:32". */
  readonly endsAt: Instant;
  readonly others: number;
  /** What a person gives for the next ones; all that are told together need the same. */
  readonly needs: Need;
  /** How many roles live on the same codes. */
  readonly roles: number;
  readonly actions: readonly NoticeAction[];
};

type Ended = {
  readonly kind: 'ended';
  readonly key: string;
  readonly target: GrantRef;
  readonly production?: true;
  readonly endedAt: Instant;
  readonly others: number;
  readonly roles: number;
};

/** Renewals go on failing; told once until one works. */
type CannotRenew = {
  readonly kind: 'cannot-renew';
  readonly key: string;
  readonly target: GrantRef;
  readonly production?: true;
  /** When what is held ends, or ended, by the local clock. */
  readonly endsAt: Instant;
  readonly over: boolean;
  readonly failure: Failure['kind'];
  readonly others: number;
};

/** The old key of a rotation has rested long enough to be deleted. */
type OldKey = {
  readonly kind: 'old-key';
  readonly key: string;
  readonly target: Extract<GrantRef, { kind: 'session' }>;
  readonly others: number;
};

/** A notice about one kind of thing, whatever else falls due with it. */
export type PlainNotice = EndsSoon | Ended | CannotRenew | OldKey;

/** What is told through the OS: facts; the sentences are in view/words. */
export type AppNotice =
  | PlainNotice
  /** Several kinds at once, as after a sleep or a quiet night: one notice instead of many, the most urgent first. */
  | {
      readonly kind: 'digest';
      readonly key: string;
      readonly target: GrantRef;
      readonly notices: readonly PlainNotice[];
    }
  /** Credentials of production want to leave, and a person confirms it. */
  | {
      readonly kind: 'production-asked';
      readonly key: string;
      readonly target: GrantRef;
      /** The program, which may have said no name; null: Fobwatch, which brings up to date what was let out before. */
      readonly by: { readonly program: string | null } | null;
      readonly requests: number;
    }
  /** A version of the app that this one is older than; `ready`: it is put in when the app ends. */
  | {
      readonly kind: 'update';
      readonly key: string;
      readonly version: string;
      readonly ready: boolean;
    }
  /** Programs wait for a code of an identity. */
  | {
      readonly kind: 'code-asked';
      readonly key: string;
      readonly target: GrantRef;
      /** Names of the programs, each once; null: one that said none. Never empty. */
      readonly by: readonly (string | null)[];
      /** How many requests wait in all. */
      readonly requests: number;
    }
  /** Programs were given credentials, and the settings say that each time is told. */
  | {
      readonly kind: 'fetched';
      readonly key: string;
      readonly target: GrantRef;
      /** Names of the programs, each once; null: one that said none. Never empty. */
      readonly by: readonly (string | null)[];
      /** How many other grants were fetched with it. */
      readonly others: number;
      readonly fetches: number;
    };
