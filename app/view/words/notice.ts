import { grantName, type GrantRef } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { AppNotice } from '../notices.ts';
import { clockWords } from './time.ts';

export type NoticeWords = { readonly title: string; readonly body: string };

const what = (target: GrantRef): string =>
  target.kind === 'session' ? `Session of ${target.identity}` : grantName(target);

const andOthers = (others: number): string => {
  if (others === 0) return '';
  return others === 1 ? ' and 1 other' : ` and ${others} others`;
};

const rolesGoOn = (roles: number): string => {
  if (roles === 0) return '';
  return roles === 1 ? ' Its role goes on with it.' : ` Its ${roles} roles go on with it.`;
};

/** Title: who asks; body: for whose code, and what a click does. */
const askedWords = ({
  target,
  by,
  requests,
}: Extract<AppNotice, { kind: 'code-asked' }>): NoticeWords => {
  const [first = ''] = by;
  const others = requests - 1;
  const verb = others === 0 ? 'asks' : 'ask';
  return {
    title: `${first}${andOthers(others)} ${verb} for a code`,
    body: `Click to enter a code of ${grantName(target)}.`,
  };
};

/** Title: who fetched what; body: what a click does. */
const fetchedWords = ({
  target,
  by,
  others,
  fetches,
}: Extract<AppNotice, { kind: 'fetched' }>): NoticeWords => {
  const [first] = by;
  const name = target.kind === 'session' ? `the session of ${target.identity}` : grantName(target);
  const often = fetches === 1 ? '' : `${fetches} times in all. `;
  return {
    title: `${first ?? 'A program'}${andOthers(by.length - 1)} fetched ${name}${andOthers(others)}`,
    body: `${often}Click to see the ledger.`,
  };
};

/** Title: what ends and when; body: what a click does. Never a secret, never an account number. */
export const noticeWords = (notice: AppNotice, timeZone?: string): NoticeWords => {
  if (notice.kind === 'code-asked') return askedWords(notice);
  if (notice.kind === 'fetched') return fetchedWords(notice);
  const name = `${what(notice.target)}${andOthers(notice.others)}`;
  const verb = notice.others === 0 ? 'ends' : 'end';
  switch (notice.kind) {
    case 'ends-soon':
      return {
        title: `${name} ${verb} ${clockWords(notice.endsAt, timeZone)}`,
        body: `Click to enter a code.${rolesGoOn(notice.roles)}`,
      };
    case 'ended':
      return {
        title: `${name} ended ${clockWords(notice.endedAt, timeZone)}`,
        body: `Click to enter a code and start again.${rolesGoOn(notice.roles)}`,
      };
    default:
      return assertNever(notice);
  }
};
