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

/** One xdotool that stays: each start of a program costs whoever starts it, and what it starts, more than a key. */
export const createHands = ({ start }: Pick<Processes, 'start'>): Hands => {
  // By lines, which it would keep to itself otherwise, as what it tells goes into no terminal.
  const command = ['sh', '-c', 'exec stdbuf -oL xdotool - >&3'];
  const { extra, say } = start('hands', command, { extra: true, spoken: true });
  if (extra === undefined) throw new Error('xdotool has nothing to tell by');
  const told = createInterface({ input: extra });
  let last: Promise<unknown> = Promise.resolve();
  return async (...words) => {
    const before = last;
    const done = (async () => {
      await before;
      const answer = once(told, 'line', { signal: AbortSignal.timeout(TAKEN_WITHIN) });
      const what = words.join(' ');
      // The display answers a question after what came before it.
      say(`${what} getmouselocation\n`);
      await answer.catch((cause: unknown) => {
        throw new Error(`the display did not take: ${what}`, { cause });
      });
    })();
    last = done.catch(() => undefined);
    await done;
  };
};
