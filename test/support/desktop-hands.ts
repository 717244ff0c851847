import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Processes } from './desktop-processes.ts';

/**
 * What a person does to keys and pointer, in the words of xdotool: `mousemove 7 7 click 1`. Resolves once the display has
 * taken it. Never a text of its own, which may be a code: xdotool notes what it cannot do in its log.
 */
export type Hands = (...words: readonly string[]) => Promise<void>;

/** How long the display may take, ms: a limit ends what hangs. */
const TAKEN_WITHIN = 60_000;

/** The display answers it after what came before, and nothing in it is about a window, which may go meanwhile. */
const QUESTION = 'getdisplaygeometry';

const startTool = ({ start }: Pick<Processes, 'start'>) => {
  // By lines, which it would keep to itself otherwise, as what it tells goes into no terminal.
  const command = ['sh', '-c', 'exec stdbuf -oL xdotool - >&3'];
  const { extra, say } = start('hands', command, { extra: true, spoken: true });
  if (extra === undefined) throw new Error('xdotool has nothing to tell by');
  const told = createInterface({ input: extra });
  const gone = new AbortController();
  told.once('close', () => gone.abort());
  return { say, told, gone: gone.signal };
};

/** One xdotool that stays: each start of a program costs whoever starts it, and what it starts, more than a key. */
export const createHands = (processes: Pick<Processes, 'start'>): Hands => {
  let tool = startTool(processes);
  let last: Promise<unknown> = Promise.resolve();
  return async (...words) => {
    const before = last;
    const done = (async () => {
      await before;
      // It ends where the display refuses something; whoever asked for that was told.
      if (tool.gone.aborted) tool = startTool(processes);
      const { say, told, gone } = tool;
      const answer = once(told, 'line', {
        signal: AbortSignal.any([gone, AbortSignal.timeout(TAKEN_WITHIN)]),
      });
      const what = words.join(' ');
      say(`${what} ${QUESTION}\n`);
      await answer.catch((cause: unknown) => {
        throw new Error(`the display did not take: ${what}`, { cause });
      });
    })();
    last = done.catch(() => undefined);
    await done;
  };
};
