import type { Phase, SessionRow, WindowSnapshot } from '../../app/view/window.ts';
import { needsYouWords } from '../../app/view/words.ts';

type Waited = Pick<SessionRow, 'phase' | 'waitedFor'>;

const NEEDS_CODE: Phase = { kind: 'needs-code', endsAt: null, endedAt: null };

/**
 * The phase that a session's fob is drawn in. Where its roles wait for a code, a session that nobody asked for by name
 * needs one as well, as the tray says.
 */
export const fobPhase = ({ phase, waitedFor }: Waited): Phase =>
  waitedFor && (phase.kind === 'off' || phase.kind === 'ended') ? NEEDS_CODE : phase;

const endOf = (phase: Phase): number =>
  'endsAt' in phase && phase.endsAt !== null ? phase.endsAt : Number.MAX_SAFE_INTEGER;

/** Of what holds nothing, in the order in which a person wants to know of it. */
const WITHOUT_END = [
  'failed',
  'starting',
  'ended',
  'off',
] as const satisfies readonly Phase['kind'][];

const placeOf = ({ kind }: Phase): number => WITHOUT_END.findIndex((other) => other === kind);

/** Of several sessions, the phase that needs the person first: what waits now, then what ends soonest. */
export const firstPhase = (sessions: readonly Waited[]): Phase => {
  if (sessions.some(({ waitedFor }) => waitedFor)) return NEEDS_CODE;
  const [first] = sessions
    .map(({ phase }) => phase)
    .toSorted((a, b) => endOf(a) - endOf(b) || placeOf(a) - placeOf(b));
  return first ?? { kind: 'off' };
};

/** When any of several identities needs the person: "needs you now", as the tray says it; null: never. */
export const needsYouSaid = (
  { sessions, needsYouAt }: Pick<WindowSnapshot, 'sessions' | 'needsYouAt'>,
  now: number,
): string | null => {
  if (sessions.some(({ waitedFor }) => waitedFor)) return needsYouWords(0);
  return needsYouAt === null ? null : needsYouWords(needsYouAt - now);
};
