import type { GrantRef } from '../../app/model.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';

/** What cannot be reached, for whom, and when it is tried again. */
export type Offline = {
  readonly host: string;
  readonly targets: readonly GrantRef[];
  readonly retryAt: number | null;
};

/** Offline is what several grants have in common when none of them reaches AWS; one alone tells it in its own row. */
export const offlineOf = (snapshot: WindowSnapshot): Offline | null => {
  const rows = [...snapshot.sessions, ...snapshot.groups.flatMap((group) => group.rows)];
  const unreached = rows.flatMap((row) =>
    row.trouble !== null && row.trouble.failure.kind === 'network'
      ? [{ ref: row.ref, host: row.trouble.failure.host, retryAt: row.trouble.retryAt }]
      : [],
  );
  const first = unreached[0];
  if (first === undefined || unreached.length < 2) return null;
  const retries = unreached.flatMap((row) => (row.retryAt === null ? [] : [row.retryAt]));
  return {
    host: first.host,
    targets: unreached.map((row) => row.ref),
    retryAt: retries.length === 0 ? null : Math.min(...retries),
  };
};
