import type { Failure } from '../../app/failure.ts';
import type { GrantRef } from '../../app/model.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';

/** What cannot be reached, for whom, and when it is tried again. */
export type Offline = {
  readonly host: string;
  readonly targets: readonly GrantRef[];
  readonly retryAt: number | null;
};

/** Who could not be reached: AWS, or the proxy on the way to it; null for any other failure. */
export const unreachedBy = (failure: Failure): string | null => {
  if (failure.kind === 'network') return failure.host;
  return failure.kind === 'proxy' && failure.cause === 'unreachable' ? failure.proxy : null;
};

/** Offline is what several grants have in common when none of them reaches AWS; one alone tells it in its own row. */
export const offlineOf = (snapshot: WindowSnapshot): Offline | null => {
  const rows = [...snapshot.sessions, ...snapshot.groups.flatMap((group) => group.rows)];
  const unreached = rows.flatMap(({ ref, trouble }) => {
    const host = trouble === null ? null : unreachedBy(trouble.failure);
    return trouble === null || host === null ? [] : [{ ref, host, retryAt: trouble.retryAt }];
  });
  const first = unreached[0];
  if (first === undefined || unreached.length < 2) return null;
  const retries = unreached.flatMap((row) => (row.retryAt === null ? [] : [row.retryAt]));
  return {
    host: first.host,
    targets: unreached.map((row) => row.ref),
    retryAt: retries.length === 0 ? null : Math.min(...retries),
  };
};
