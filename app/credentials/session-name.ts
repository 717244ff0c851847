import type { Host } from '../ports.ts';

/** RoleSessionName: 2..64 of `[\w+=,.@-]`. A template never fails: other characters are replaced (aws-rules.md). */
const FALLBACK = '{user}@{host}';

/** The session name of a profile, its template filled in; without one, who and where. */
export const roleSessionName = (
  template: string | null,
  host: Pick<Host, 'user' | 'host'>,
): string => {
  const filled = (template ?? FALLBACK)
    .replaceAll('{user}', host.user)
    .replaceAll('{host}', host.host)
    .replaceAll(/[^A-Za-z0-9_+=,.@-]+/g, '-')
    .slice(0, 64);
  return filled.length < 2 ? filled.padEnd(2, '-') : filled;
};
