import { grantName, type GrantRef } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { AppNotice } from '../notices.ts';
import { clockWords } from './time.ts';

export type NoticeWords = { readonly title: string; readonly body: string };

const what = (target: GrantRef): string =>
  target.kind === 'session' ? `Session of ${target.identity}` : grantName(target);

const others = (count: number): string => {
  if (count <= 1) return '';
  return count === 2 ? ' and 1 other' : ` and ${count - 1} others`;
};

const verb = (count: number, one: string, many: string): string => (count > 1 ? many : one);

/** Title: what ends and when; body: what a click does. Never a secret, never an account number. */
export const noticeWords = (notice: AppNotice, timeZone?: string): NoticeWords => {
  const name = `${what(notice.target)}${others(notice.count)}`;
  switch (notice.kind) {
    case 'ends-soon':
      return {
        title: `${name} ${verb(notice.count, 'ends', 'end')} ${clockWords(notice.endsAt, timeZone)}`,
        body: 'Click to enter a code and go on.',
      };
    case 'ended':
      return {
        title: `${name} ended ${clockWords(notice.endedAt, timeZone)}`,
        body: 'Click to enter a code and start again.',
      };
    default:
      return assertNever(notice);
  }
};
