import type { Input } from '../../credentials/made.ts';
import { grantName, type GrantRef, type Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { AppNotice, NoticeAction, PlainNotice } from '../notices.ts';
import { productionName } from './guard.ts';
import { printable } from './printable.ts';
import { plural, t } from './say.ts';
import { momentWords, durationWords } from './time.ts';

export type NoticeWords = { readonly title: string; readonly body: string };

type Of<K extends AppNotice['kind']> = Extract<AppNotice, { kind: K }>;

const what = (target: GrantRef, production = false): string => {
  const name = target.kind === 'session' ? t`Session of ${target.identity}` : grantName(target);
  return production ? productionName(name) : name;
};

/** "dev", "dev and 1 other", "dev and 6 others". */
const withOthers = (name: string, others: number): string =>
  others === 0 ? name : plural(others, { one: '{0} and # other', other: '{0} and # others' }, name);

/** What a click does, and how many roles that serves. */
const clickWords = (click: string, roles: number): string =>
  roles === 0
    ? click
    : plural(
        roles,
        { one: '{0} Its role goes on with it.', other: '{0} Its # roles go on with it.' },
        click,
      );

/** What alone goes on with them, and what a click does. */
const inputWords = (needs: Input, others: number): string => {
  const count = others + 1;
  switch (needs) {
    case 'assertion':
      return plural(count, {
        one: 'Only a new assertion renews it. Click to see it.',
        other: 'Only new assertions renew them. Click to see them.',
      });
    case 'token':
      return plural(count, {
        one: 'Only a new token renews it. Click to see it.',
        other: 'Only new tokens renew them. Click to see them.',
      });
    case 'file':
      return plural(count, {
        one: 'Only a new file renews it. Click to see it.',
        other: 'Only new files renew them. Click to see them.',
      });
    default:
      return assertNever(needs);
  }
};

/** The first of the programs, as a sentence begins with it. */
const leading = ([first = null]: readonly (string | null)[]): string =>
  first === null ? t`A program` : printable(first);

/** Title: who asks; body: for whose code, and what a click does. */
const askedWords = ({ target, by, requests }: Of<'code-asked'>): NoticeWords => {
  const others = requests - 1;
  const who = withOthers(leading(by), others);
  return {
    title: others === 0 ? t`${who} asks for a code` : t`${who} ask for a code`,
    body: t`Click to enter a code of ${grantName(target)}.`,
  };
};

/** Title: who wants what; body: that a person confirms it. */
const productionWords = ({ target, by, requests }: Of<'production-asked'>): NoticeWords => {
  const name = productionName(grantName(target));
  return {
    title:
      by === null
        ? t`Renewed credentials of ${name} wait for your yes`
        : t`${leading([by.program])} wants credentials of ${name}`,
    body: plural(requests, {
      one: 'Click to confirm it in the window, or to say no.',
      other: 'It was asked # times. Click to confirm it in the window, or to say no.',
    }),
  };
};

/** Title: who fetched what; body: what a click does. */
const fetchedWords = ({ target, by, others, fetches }: Of<'fetched'>): NoticeWords => {
  const name = target.kind === 'session' ? t`the session of ${target.identity}` : grantName(target);
  const who = withOthers(leading(by), by.length - 1);
  return {
    title: t`${who} fetched ${withOthers(name, others)}`,
    body: plural(fetches, {
      one: 'Click to see the ledger.',
      other: '# times in all. Click to see the ledger.',
    }),
  };
};

/** An instant in words. */
type Moment = (at: Instant) => string;

/** What cannot be renewed, and what a click leads to. No account, no ARN: whoever stands by reads it too. */
const failedWords = (notice: Of<'cannot-renew'>, moment: Moment): NoticeWords => {
  const name = withOthers(what(notice.target, 'production' in notice), notice.others);
  const at = moment(notice.endsAt);
  const over =
    notice.others === 0
      ? t`${name} ended ${at} and is not renewed`
      : t`${name} ended from ${at} on and are not renewed`;
  const soon =
    notice.others === 0
      ? t`${name} ends ${at} and is not renewed`
      : t`${name} end from ${at} on and are not renewed`;
  const unreached = notice.failure === 'network' || notice.failure === 'proxy';
  return {
    title: notice.over ? over : soon,
    body: unreached
      ? t`AWS is not reached. Click to test the connection.`
      : t`Click to see why and what to do.`,
  };
};

const plainWords = (notice: PlainNotice, moment: Moment): NoticeWords => {
  const name = withOthers(what(notice.target, 'production' in notice), notice.others);
  switch (notice.kind) {
    case 'ends-soon': {
      const at = moment(notice.endsAt);
      return {
        title: notice.others === 0 ? t`${name} ends ${at}` : t`${name} end ${at}`,
        body:
          notice.needs === 'code'
            ? clickWords(t`Click to enter a code.`, notice.roles)
            : inputWords(notice.needs, notice.others),
      };
    }
    case 'ended':
      return {
        title: t`${name} ended ${moment(notice.endedAt)}`,
        body: clickWords(t`Click to enter a code and start again.`, notice.roles),
      };
    case 'cannot-renew':
      return failedWords(notice, moment);
    case 'old-key': {
      const { identity } = notice.target;
      return {
        title: t`The old key of ${withOthers(identity, notice.others)} can be deleted`,
        body: t`It was not used for 7 days. Click to see it.`,
      };
    }
    default:
      return assertNever(notice);
  }
};

/**
 * Title: what ends and when, with the weekday where it is not today; body: what a click does. Never a secret, never an
 * account number.
 */
export const noticeWords = (notice: AppNotice, now: Instant, timeZone?: string): NoticeWords => {
  const moment: Moment = (at) => momentWords(at, now, timeZone);
  switch (notice.kind) {
    case 'code-asked':
      return askedWords(notice);
    case 'production-asked':
      return productionWords(notice);
    case 'fetched':
      return fetchedWords(notice);
    case 'update':
      return notice.ready
        ? {
            title: t`Fobwatch ${notice.version} is put in when you quit`,
            body: t`Click to do it now.`,
          }
        : { title: t`Fobwatch ${notice.version} is out`, body: t`Click to see where to get it.` };
    case 'digest': {
      const [first, ...others] = notice.notices.map((one) => plainWords(one, moment));
      if (first === undefined) return { title: '', body: '' };
      return {
        title: first.title,
        body: [...others.map(({ title }) => title), first.body].join('\n'),
      };
    }
    default:
      return plainWords(notice, moment);
  }
};

/** A button of a notice, or what the window offers in its place. */
export const noticeActionWords = (action: NoticeAction): string =>
  action.kind === 'let-end' ? t`Let it end` : t`Remind me in ${durationWords(action.seconds)}`;
