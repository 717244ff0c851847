import { useId, useState } from 'react';
import type { KeysView } from '../../app/view/keys-view.ts';
import type { KeyOrigin } from '../../app/model.ts';
import { keyWords } from '../../app/view/words.ts';
import { focusNew } from '../state/focus-new.ts';
import { useSend } from '../state/outside.ts';

const isPlace = (value: string): value is KeyOrigin => value === 'keychain' || value === 'file';

const PLACES: readonly KeyOrigin[] = ['keychain', 'file'];

/** What a rotation does, where the new key goes, and which profiles of the files follow: each by consent. */
export const RotateForm = (props: {
  readonly keys: KeysView;
  readonly origin: KeyOrigin;
  readonly onDone: (starts: boolean) => void;
}) => {
  const { keys, origin, onDone } = props;
  const { identity } = keys;
  const send = useSend();
  const id = useId();
  const [into, setInto] = useState<KeyOrigin>('keychain');
  const [follow, setFollow] = useState<ReadonlySet<string>>(new Set());
  // What goes on living in its own profile is written there in any case.
  const others = keys.holders.filter((profile) => into === 'keychain' || profile !== identity);
  const toggle = (profile: string): void => {
    const next = new Set(follow);
    if (!next.delete(profile)) next.add(profile);
    setFollow(next);
  };
  return (
    <form
      className="rotate-form"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(true);
        send({
          kind: 'rotate-key',
          identity,
          into,
          follow: others.filter((profile) => follow.has(profile)),
        });
      }}
    >
      <h3 id={`${id}-title`}>{keyWords.question(identity)}</h3>
      <p className="setting-help">{keyWords.about}</p>
      {origin === 'file' && (
        <div className="setting">
          <label htmlFor={`${id}-into`}>{keyWords.where}</label>
          <select
            id={`${id}-into`}
            className="field"
            value={into}
            onChange={(event) => {
              if (isPlace(event.target.value)) setInto(event.target.value);
            }}
          >
            {PLACES.map((place) => (
              <option key={place} value={place}>
                {keyWords.places[place]}
              </option>
            ))}
          </select>
        </div>
      )}
      {others.length > 0 && (
        <fieldset className="rotate-follow">
          {others.map((profile) => (
            <label key={profile}>
              <input
                type="checkbox"
                checked={follow.has(profile)}
                onChange={() => toggle(profile)}
              />
              <span>{keyWords.follow(profile)}</span>
            </label>
          ))}
          <p className="setting-help">{keyWords.followHelp}</p>
        </fieldset>
      )}
      <div className="identity-acts">
        <button type="submit" className="button button-strong">
          {keyWords.start}
        </button>
        <button ref={focusNew} type="button" className="button" onClick={() => onDone(false)}>
          {keyWords.cancel}
        </button>
      </div>
    </form>
  );
};
