import { useState } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import type { LockView } from '../../app/view/lock-view.ts';
import {
  aliveSummary,
  aliveWords,
  failureWords,
  lockedSentence,
  lockLabels,
  nothingRemoved,
  removedWords,
  revokeWords,
} from '../../app/view/words.ts';
import { FocusOnce } from '../parts/FocusOnce.tsx';
import { LockedShortcuts } from '../shortcuts/LockedShortcuts.tsx';
import { useOutside, useTick } from '../state/outside.ts';
import type { BoundWhileLocked } from '../state/shortcuts.ts';
import { useDigits } from '../state/use-digits.ts';
import { useKeys } from '../state/use-keys.ts';
import { useShown } from '../state/use-shown.ts';
import { FingerButton } from './FingerButton.tsx';
import { LockFob } from './LockFob.tsx';
import { PanicButton } from './PanicQuestion.tsx';
import { UnlockForm } from './UnlockForm.tsx';

type Shut = Exclude<LockView, { readonly kind: 'open' }>;

/** What panic took away, and what it could not. */
const Removed = (props: { readonly lock: Shut }) => {
  const { panic } = props.lock;
  if (panic.kind === 'none') return null;
  return (
    <section className="lock-part" aria-live="polite" aria-label={lockLabels.removed}>
      <h2>{lockLabels.removed}</h2>
      {panic.kind === 'removing' ? (
        <p>{lockLabels.removing}</p>
      ) : (
        <ul>
          {panic.removed.map((one) => (
            <li key={`${one.path} ${one.profile}`}>{removedWords(one)}</li>
          ))}
          {panic.removed.length === 0 && panic.failures.length === 0 && <li>{nothingRemoved()}</li>}
          {panic.failures.map((failure) => (
            <li key={JSON.stringify(failure)} className="lock-failed">
              {failureWords(failure, 0).sentence}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{lockLabels.backups}</p>
    </section>
  );
};

const AliveLine = ({ one }: { readonly one: Shut['alive'][number] }) => (
  <li>{useTick((now) => aliveWords(one, now))}</li>
);

/** Honest: AWS goes on taking what programs have, until it ends or is revoked there. */
const Alive = (props: { readonly lock: Shut }) => {
  const { send } = useOutside();
  const { alive, copied } = props.lock;
  return (
    <details className="lock-part lock-alive">
      <summary>{aliveSummary(alive.length)}</summary>
      <p>{lockLabels.aliveAbout}</p>
      {alive.length > 0 && (
        <ul>
          {alive.map((one) => (
            <AliveLine key={`${one.name} ${one.endsAt}`} one={one} />
          ))}
        </ul>
      )}
      <ol>
        {revokeWords().map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <button type="button" className="button" onClick={() => send({ kind: 'copy-revocation' })}>
        {lockLabels.copyPolicy}
      </button>
      <output className="quiet lock-copied">{copied ? lockLabels.policyCopied : ''}</output>
    </details>
  );
};

/** That it is locked, the one way in, and what the lock cannot do. */
const Locked = (props: {
  readonly snapshot: WindowSnapshot;
  readonly lock: Shut;
  readonly digits: ReturnType<typeof useDigits>;
}) => {
  const { snapshot, lock, digits } = props;
  const { send } = useOutside();
  const { ask } = snapshot;
  const sentence = useTick((now) => lockedSentence(lock, ask.kind === 'asked', now));
  return (
    <main className="scroll locked">
      <LockFob />
      <h1>{lock.kind === 'locking' ? lockLabels.locking : lockLabels.locked}</h1>
      <p className="locked-sentence">{sentence}</p>
      {lock.failures.map((failure) => (
        <p key={JSON.stringify(failure)} className="lock-failed" role="alert">
          {failureWords(failure, 0).sentence}
        </p>
      ))}
      <FingerButton finger={lock.finger} />
      {ask.kind === 'asked' && (
        <UnlockForm
          key={ask.identity}
          ask={ask}
          skew={snapshot.skew}
          device={lock.device}
          digits={digits.value}
          onDigits={digits.set}
        />
      )}
      {ask.kind === 'none' && lock.kind === 'locked' && snapshot.stage.kind !== 'loading' && (
        <button
          type="button"
          className="button button-strong"
          data-focus="main"
          onClick={() => send({ kind: 'unlock' })}
        >
          {lockLabels.unlockNow}
        </button>
      )}
      <Removed lock={lock} />
      <Alive lock={lock} />
      {lock.kind === 'locked' && lock.panic.kind === 'none' && (
        <section className="lock-part lock-panic">
          <p className="quiet">{lockLabels.panicAbout}</p>
          <PanicButton />
        </section>
      )}
    </main>
  );
};

/** The whole window of a locked app: its lock, or in its place the keys that work there. */
export const LockedView = (props: { readonly snapshot: WindowSnapshot; readonly lock: Shut }) => {
  const { snapshot, lock } = props;
  const { ask, go, platform } = snapshot;
  const { send } = useOutside();
  const shown = useShown();
  const asked = ask.kind === 'asked' ? ask.identity : null;
  // Here, so that what is half typed is still there after a look at the keys.
  const digits = useDigits(asked);
  // Whatever leads to this window from outside leads to the lock, so the list goes with the way it was opened on.
  const [helpAt, setHelpAt] = useState<number | null>(null);
  const helps = helpAt === go.at;
  const leaveHelp = (): void => setHelpAt(null);
  const hide = (): void => send({ kind: 'hide-popover' });
  const acts: Readonly<Record<BoundWhileLocked, () => void>> = {
    help: () => setHelpAt(go.at),
    back: helps ? leaveHelp : hide,
    hide,
    quit: () => send({ kind: 'quit' }),
  };
  useKeys(platform, acts);
  return (
    <div
      className="window"
      data-view={helps ? 'locked-shortcuts' : 'locked'}
      data-platform={platform}
    >
      {helps ? (
        <LockedShortcuts snapshot={snapshot} onBack={leaveHelp} />
      ) : (
        <Locked snapshot={snapshot} lock={lock} digits={digits} />
      )}
      <FocusOnce
        key={`shown ${shown} ${go.at} ${helps} ${ask.kind === 'asked' ? ask.serial : ask.kind}`}
      />
    </div>
  );
};
