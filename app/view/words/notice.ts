import { grantName, type GrantRef } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { AppNotice } from '../notices.ts';
import { clockWords } from './time.ts';
import { plural, t } from './say.ts';

export type NoticeWords = { readonly title: string; readonly body: string };

const what = (target: GrantRef): string =>
  target.kind === 'session' ? t`Session of ${target.identity}` : grantName(target);

/** "prod", "prod and 2 others". */
const withOthers = (name: string, others: number): string =>
  others === 0 ? name : plural(others, { one: '{0} and # other', other: '{0} and # others' }, name);

/** What a click does, and what else goes on then. */
const goOnWords = (click: string, roles: number): string =>
  roles === 0
    ? click
    : plural(
        roles,
        { one: '{0} Its role goes on with it.', other: '{0} Its # roles go on with it.' },
        click,
      );

/** Title: who asks; body: for whose code, and what a click does. */
const askedWords = ({
  target,
  by,
  requests,
}: Extract<AppNotice, { kind: 'code-asked' }>): NoticeWords => {
  const [first = ''] = by;
  const others = requests - 1;
  return {
    title:
      others === 0 ? t`${first} asks for a code` : t`${withOthers(first, others)} ask for a code`,
    body: t`Click to enter a code of ${grantName(target)}.`,
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
  const name = target.kind === 'session' ? t`the session of ${target.identity}` : grantName(target);
  return {
    title: t`${withOthers(first ?? t`A program`, by.length - 1)} fetched ${withOthers(name, others)}`,
    body:
      fetches === 1
        ? t`Click to see the ledger.`
        : t`${fetches} times in all. Click to see the ledger.`,
  };
};

/** Title: what ends and when; body: what a click does. Never a secret, never an account number. */
export const noticeWords = (notice: AppNotice, timeZone?: string): NoticeWords => {
  if (notice.kind === 'code-asked') return askedWords(notice);
  if (notice.kind === 'fetched') return fetchedWords(notice);
  const name = withOthers(what(notice.target), notice.others);
  switch (notice.kind) {
    case 'ends-soon':
      return {
        title:
          notice.others === 0
            ? t`${name} ends ${clockWords(notice.endsAt, timeZone)}`
            : t`${name} end ${clockWords(notice.endsAt, timeZone)}`,
        body: goOnWords(t`Click to enter a code.`, notice.roles),
      };
    case 'ended':
      return {
        title: t`${name} ended ${clockWords(notice.endedAt, timeZone)}`,
        body: goOnWords(t`Click to enter a code and start again.`, notice.roles),
      };
    default:
      return assertNever(notice);
  }
};
