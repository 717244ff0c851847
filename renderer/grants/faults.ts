import type { ArgumentField } from '../../app/credentials/arguments.ts';
import type { Failure } from '../../app/failure.ts';
import { failureWords } from '../../app/view/words.ts';
import type { Asked } from '../state/use-operation.ts';

const failuresOf = (asked: Asked): readonly Failure[] =>
  asked.kind === 'refused' ? asked.failures : [];

/** The sentence about one argument of what was sent; null: nothing is wrong with it. */
export const faultAt = (asked: Asked, ...fields: readonly ArgumentField[]): string | null => {
  const found = failuresOf(asked).find(
    (failure) => failure.kind === 'argument' && fields.includes(failure.field),
  );
  return found === undefined ? null : failureWords(found, 0).sentence;
};

/** What failed and stands at no field of a form that shows these. */
export const otherFaults = (asked: Asked, shown: readonly ArgumentField[]): readonly Failure[] =>
  failuresOf(asked).filter(
    (failure) => failure.kind !== 'argument' || !shown.includes(failure.field),
  );
