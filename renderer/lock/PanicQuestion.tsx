import { useState } from 'react';
import { lockLabels, panicWords } from '../../app/view/words.ts';
import { Confirm as ConfirmDialog } from '../parts/Confirm.tsx';
import { useSend } from '../state/outside.ts';

/** Asked twice: what it takes away comes back by writing it anew alone. */
export const PanicButton = () => {
  const send = useSend();
  const [step, setStep] = useState<'no' | 'first' | 'second'>('no');
  return (
    <>
      <button type="button" className="button" onClick={() => setStep('first')}>
        {lockLabels.panic}
      </button>
      {step !== 'no' && (
        <ConfirmDialog
          key={step}
          words={panicWords[step]}
          dangerous={step === 'second'}
          onNo={() => setStep('no')}
          onYes={() => {
            if (step === 'first') return setStep('second');
            setStep('no');
            send({ kind: 'panic' });
          }}
        >
          <p>{panicWords[step].about}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
