import { type SubmitEvent, useId } from 'react';
import type { ConnectionView } from '../../app/view/window.ts';
import { connectionLabels, failureWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

const note = (user: string | null, state: ConnectionView['proxyPassword']): string => {
  if (user === null) return connectionLabels.passwordNeedsUser;
  switch (state.kind) {
    case 'kept':
      return connectionLabels.passwordKept;
    case 'gone':
      return connectionLabels.passwordGone;
    case 'failed':
      return failureWords(state.failure, 0).sentence;
    case 'none':
    case 'storing':
      return connectionLabels.passwordHelp;
  }
};

/** The proxy's password on its way into the keychain: it is sent once, and leaves the field as it goes. */
export const ProxyPassword = (props: {
  readonly user: string | null;
  readonly state: ConnectionView['proxyPassword'];
}) => {
  const { user, state } = props;
  const send = useSend();
  const id = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('proxyPassword');
    if (!(field instanceof HTMLInputElement) || user === null) return;
    send({ kind: 'keep-proxy-password', password: field.value });
    // Never in React's state, so emptying the field is all there is to forget.
    field.value = '';
  };
  return (
    <form className="setting" data-wide="" onSubmit={submit}>
      <label htmlFor={id}>{connectionLabels.password}</label>
      <div className="setting-pair">
        <input
          id={id}
          name="proxyPassword"
          className="field"
          type="password"
          autoComplete="off"
          disabled={user === null}
          aria-describedby={`${id}-help`}
        />
        <button type="submit" className="button" disabled={user === null}>
          {connectionLabels.savePassword}
        </button>
      </div>
      <p
        id={`${id}-help`}
        className="setting-help"
        data-kind={state.kind === 'failed' ? 'failure' : 'plain'}
        aria-live="polite"
      >
        {note(user, state)}
      </p>
    </form>
  );
};
