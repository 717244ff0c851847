import type { Phase, SessionRow } from '../../app/view/window.ts';

/**
 * The usual thing to do with a grant: what is there, or on its way, is copied (a copy waits for it); what is not is
 * started; a session that only a code can start asks for the code.
 */
export const mainAction = (phase: Phase, opensByCode: boolean): 'copy' | 'start' | 'enter-code' => {
  switch (phase.kind) {
    case 'fresh':
    case 'due':
    case 'starting':
      return 'copy';
    case 'needs-code':
      return opensByCode && phase.endsAt === null ? 'enter-code' : 'copy';
    case 'off':
    case 'ended':
      return opensByCode ? 'enter-code' : 'start';
    case 'failed':
      return 'start';
  }
};

/** Whether a session is drawn as one that soon needs the person; `now` in ms. */
export const endsSoon = ({ soonFrom }: Pick<SessionRow, 'soonFrom'>, now: number): boolean =>
  soonFrom !== null && soonFrom <= now;
