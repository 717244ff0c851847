import { useEffect, useRef } from 'react';
import type { KeysView } from '../../app/view/keys-view.ts';
import { keyWords, rotationWords } from '../../app/view/words.ts';
import { Message } from '../parts/Message.tsx';
import { useSend, useTick } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';

/** How far a rotation has come, said as it changes, with the ways on and back. */
export const RotationLine = (props: {
  readonly keys: KeysView;
  /** The form that led here took the focus along. */
  readonly takesFocus: boolean;
}) => {
  const { keys } = props;
  const { identity, rotation, progress } = keys;
  const send = useSend();
  const said = useRef<HTMLOutputElement>(null);
  const { takesFocus } = props;
  useEffect(() => {
    if (takesFocus) said.current?.focus();
  }, [takesFocus]);
  const sentence = useTick((now) => rotationWords(keys, now));
  const stuck = progress.kind === 'stopped' || progress.kind === 'offered';
  const rests = rotation?.step === 'resting';
  const failure =
    progress.kind === 'stopped' || progress.kind === 'waiting' ? progress.failure : null;
  return (
    <div className="rotation-line">
      <output ref={said} tabIndex={-1} className="rotation-said">
        {sentence ?? ''}
      </output>
      {failure !== null && (
        <Message
          failure={failure}
          retryAt={progress.kind === 'waiting' ? progress.until : null}
          onWay={(way) =>
            send(
              way.does === 'try-again' || way.does === 'retry-keychain'
                ? { kind: 'continue-rotation', identity }
                : commandOfWay(way, { kind: 'session', identity }, identity),
            )
          }
        />
      )}
      {rotation !== null && (
        <div className="identity-acts">
          {progress.kind === 'needs-code' && (
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'ask-code', identity })}
            >
              {keyWords.enterCode}
            </button>
          )}
          {stuck && !rests && (
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'continue-rotation', identity })}
            >
              {keyWords.goOn}
            </button>
          )}
          {rotation.canGoBack && (
            <button
              type="button"
              className="button"
              onClick={() => send({ kind: 'roll-back-rotation', identity })}
            >
              {rotation.step === 'checking' ? keyWords.cancel : keyWords.goBack}
            </button>
          )}
        </div>
      )}
    </div>
  );
};
