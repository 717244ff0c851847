import { useId, useState } from 'react';
import { wizardWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';
import { QrCode } from './QrCode.tsx';
import { useSeed } from './seed.ts';

/** In groups of four, as authenticators show it. */
const grouped = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

/** The seed as a picture; as text only for whoever asks. Nothing of it is spoken by itself. */
export const SeedView = (props: { readonly copied: boolean }) => {
  const send = useSend();
  const id = useId();
  const seed = useSeed();
  const [asText, setAsText] = useState(false);
  return (
    <div className="seed">
      {seed !== null && <QrCode text={seed.uri} label={wizardWords.picture} />}
      <div className="seed-acts">
        <button
          type="button"
          className="button"
          aria-expanded={asText}
          aria-controls={id}
          onClick={() => setAsText(!asText)}
        >
          {asText ? wizardWords.hideText : wizardWords.showText}
        </button>
        <button type="button" className="button" onClick={() => send({ kind: 'copy-device-seed' })}>
          {wizardWords.copy}
        </button>
        <span className="setting-help" aria-live="polite">
          {props.copied && wizardWords.copied}
        </span>
      </div>
      <div id={id}>
        {asText && seed !== null && (
          <code className="seed-text" aria-label={wizardWords.seed}>
            {grouped(seed.text)}
          </code>
        )}
      </div>
    </div>
  );
};
