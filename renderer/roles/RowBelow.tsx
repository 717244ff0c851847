import type { ReactNode } from 'react';
import type { Failure } from '../../app/failure.ts';
import type { GrantRef } from '../../app/model.ts';
import type { ServedMark } from '../../app/view/served-view.ts';
import type { CopiedMark, SignInMark } from '../../app/view/window.ts';
import type { Way } from '../../app/view/words.ts';
import { Message } from '../parts/Message.tsx';
import { useSend } from '../state/outside.ts';
import { consoleCommand } from './console-items.ts';
import { copyAgain } from './copy-items.ts';
import { ServedLine } from './ServedLine.tsx';

/** What stands below the line of a grant, whatever it is a row of: what went wrong, what is asked, who fetches. */
export const RowBelow = (props: {
  readonly row: {
    readonly ref: GrantRef;
    readonly copied: CopiedMark;
    /** Left out where its console says so in a menu alone. */
    readonly signIn?: SignInMark;
    readonly served: ServedMark;
  };
  readonly trouble: { readonly failure: Failure; readonly retryAt: number | null } | null;
  readonly onWay: (way: Way) => void;
  /** Questions that the row's menu asks. */
  readonly children: ReactNode;
}) => {
  const { trouble, onWay } = props;
  const { ref, copied, signIn, served } = props.row;
  const send = useSend();
  const signInAgain = (way: Way): void =>
    way.does === 'try-again' ? send(consoleCommand(ref, 'open')) : onWay(way);
  return (
    <>
      {trouble !== null && (
        <Message failure={trouble.failure} retryAt={trouble.retryAt} onWay={onWay} />
      )}
      {copied.kind === 'failed' && (
        <Message
          failure={copied.failure}
          retryAt={null}
          onWay={() => send(copyAgain(ref, copied))}
        />
      )}
      {signIn?.kind === 'failed' && (
        <Message failure={signIn.failure} retryAt={null} onWay={signInAgain} />
      )}
      {props.children}
      <ServedLine served={served} />
    </>
  );
};
