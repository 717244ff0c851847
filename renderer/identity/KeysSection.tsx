import { useEffect, useState } from 'react';
import type { KeysView } from '../../app/view/keys-view.ts';
import type { SessionRow, WindowSnapshot } from '../../app/view/window.ts';
import { failureWords, keyWords } from '../../app/view/words.ts';
import { KeyAge } from '../parts/KeyAge.tsx';
import { useSend, useTick } from '../state/outside.ts';
import { KeyItem } from './KeyItem.tsx';
import { RotateForm } from './RotateForm.tsx';
import { RotationLine } from './RotationLine.tsx';

/** AWS is asked when somebody looks; by its key once more when a code made that possible. */
const Read = (props: { readonly identity: string }) => {
  const send = useSend();
  const { identity } = props;
  useEffect(() => {
    send({ kind: 'read-keys', identity });
  }, [send, identity]);
  return null;
};

const List = (props: { readonly keys: KeysView; readonly resting: boolean }) => {
  const { keys, resting } = props;
  const minute = useTick((now) => Math.floor(now / 60_000) * 60_000);
  if (keys.keys.length > 0)
    return (
      <ul className="devices">
        {keys.keys.map((key) => (
          <KeyItem
            key={key.accessKeyId}
            identity={keys.identity}
            line={key}
            still={resting}
            now={minute}
          />
        ))}
      </ul>
    );
  if (keys.failure !== null)
    return <p className="setting-help">{failureWords(keys.failure, minute).sentence}</p>;
  return (
    <p className="setting-help">{keys.list === 'reading' ? keyWords.reading : keyWords.unknown}</p>
  );
};

/** The access keys of an identity, and the rotation of the one in use. */
export const KeysSection = (props: {
  readonly row: SessionRow;
  readonly snapshot: WindowSnapshot;
}) => {
  const { row, snapshot } = props;
  const [asking, setAsking] = useState(false);
  const [begun, setBegun] = useState(false);
  const keys = snapshot.keys.find(({ identity }) => identity === row.identity);
  if (keys === undefined) return null;
  const { rotation, progress } = keys;
  const idle = rotation === null || (rotation.step === 'checking' && progress.kind === 'stopped');
  const still = progress.kind === 'idle' || progress.kind === 'stopped';
  return (
    <section className="keys" data-rotation={rotation?.step ?? 'none'} data-state={progress.kind}>
      <Read key={`${row.life !== null && !row.withoutMfa}`} identity={row.identity} />
      <div className="section-head">
        <h2>{keyWords.title}</h2>
        <KeyAge createdAt={keys.createdAt} />
        {idle && !asking && (
          <button
            type="button"
            className="button"
            aria-label={keyWords.rotateOf(row.identity)}
            onClick={() => setAsking(true)}
          >
            {keyWords.rotate}
          </button>
        )}
      </div>
      <List keys={keys} resting={still && (idle || rotation?.step === 'resting')} />
      {asking && (
        <RotateForm
          keys={keys}
          origin={row.origin}
          onDone={(starts) => {
            setAsking(false);
            setBegun(starts);
          }}
        />
      )}
      {!asking && <RotationLine keys={keys} takesFocus={begun} />}
    </section>
  );
};
