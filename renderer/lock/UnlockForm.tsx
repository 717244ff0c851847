import { useId, useState } from 'react';
import { lockLabels } from '../../app/view/words.ts';
import { CodeEntry, type Asked } from '../ask/CodeEntry.tsx';
import { CodeHead } from '../ask/CodeHead.tsx';

/** The one way in: a new code, of one identity at a time. */
export const UnlockForm = (props: { readonly ask: Asked; readonly skew: number }) => {
  const { ask, skew } = props;
  const headId = useId();
  const [digits, setDigits] = useState('');
  return (
    <section className="lock-form" aria-labelledby={headId}>
      <CodeHead id={headId} ask={ask} />
      <CodeEntry
        ask={ask}
        skew={skew}
        digits={digits}
        onDigits={setDigits}
        othersLabel={lockLabels.others}
      />
    </section>
  );
};
