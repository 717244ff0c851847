import { ShieldAlert } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type FormEvent } from 'react';
import type { Deed, Lasting } from '../../app/contract-guard.ts';
import { grantId } from '../../app/model.ts';
import type { ConfirmView } from '../../app/view/guard-view.ts';
import {
  accountWords,
  confirmAskedBy,
  confirmOthers,
  confirmQuestion,
  guardLabels,
  holdHelp,
  typedNameLabel,
} from '../../app/view/words.ts';
import { backToRow } from '../state/focus.ts';
import { useSend } from '../state/outside.ts';
import { HoldRing } from './HoldRing.tsx';
import { useHold } from './use-hold.ts';

/** Typed letter by letter it confirms as well, for whoever cannot hold a button down, or does not see it. */
const TypedName = (props: { readonly name: string; readonly onConfirm: () => void }) => {
  const { name } = props;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const wrongId = useId();
  const field = useRef<HTMLInputElement>(null);
  // Once: the strip is drawn anew with every picture, and whoever went elsewhere meanwhile is left there.
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() === name) props.onConfirm();
    else setWrong(true);
  };
  return (
    <form className="confirm-typed" onSubmit={submit}>
      <input
        type="text"
        className="field"
        aria-label={typedNameLabel(name)}
        placeholder={name}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        aria-invalid={wrong}
        aria-describedby={wrong ? wrongId : undefined}
        ref={field}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
      />
      <button type="submit" className="button">
        {guardLabels.confirm}
      </button>
      <p id={wrongId} className="confirm-wrong" aria-live="polite">
        {wrong && guardLabels.otherName}
      </p>
    </form>
  );
};

/** Who wants what of production, and the button that is held down to let it go. */
export const ConfirmStrip = (props: { readonly confirm: ConfirmView }) => {
  const { confirm } = props;
  const { id, target, name, lasting, holdFor } = confirm;
  const send = useSend();
  const headId = useId();
  const helpId = useId();
  const [session, setSession] = useState(false);
  const [typing, setTyping] = useState(false);
  const lasts: Lasting = session || lasting ? 'session' : 'once';
  const answer = (deed: Deed | null): void => send({ kind: 'answer-production', id, deed });
  const { holding, events } = useHold({
    holdFor,
    onDone: (forMs) => answer({ how: 'held', of: target, forMs, lasts }),
    onShort: () => undefined,
  });
  const askedBy = confirmAskedBy(confirm);
  const others = confirmOthers(confirm.others);
  const { own } = confirm;
  const row = grantId(target);
  // While the strip still stands: afterwards the focus would be nobody's.
  useLayoutEffect(() => (own ? () => backToRow(row) : undefined), [own, row]);
  return (
    <section className="strip confirm" aria-labelledby={headId}>
      <div className="strip-head">
        <span className="production">
          <ShieldAlert className="icon icon-small" aria-hidden="true" />
          {guardLabels.production}
          {confirm.account !== null && (
            <span className="quiet">{confirm.alias ?? accountWords(confirm.account)}</span>
          )}
        </span>
        <button type="button" className="link" onClick={() => answer(null)}>
          {guardLabels.no}
        </button>
      </div>
      <h2 id={headId} className="confirm-question">
        {confirmQuestion(confirm)}
      </h2>
      {askedBy !== null && <p className="confirm-by">{askedBy}</p>}
      <div className="confirm-ways">
        <button
          type="button"
          className="button confirm-hold"
          aria-describedby={helpId}
          data-holding={holding ? '' : undefined}
          data-focus={own ? 'confirm' : 'asked'}
          {...events}
        >
          <HoldRing />
          {holding ? guardLabels.holding : guardLabels.hold}
        </button>
        {!lasting && (
          <label className="confirm-session">
            <input
              type="checkbox"
              checked={session}
              onChange={(event) => setSession(event.target.checked)}
            />
            {guardLabels.thisSession}
          </label>
        )}
      </div>
      <p id={helpId} className="hidden-words">
        {holdHelp(name, holdFor)}
      </p>
      {typing ? (
        <TypedName
          name={name}
          onConfirm={() => answer({ how: 'named', of: target, name, lasts })}
        />
      ) : (
        <button type="button" className="link confirm-type" onClick={() => setTyping(true)}>
          {guardLabels.typeInstead}
        </button>
      )}
      {others !== null && <p className="confirm-others">{others}</p>}
    </section>
  );
};
