import {
  lockDoneWords,
  lockFailedWords,
  panicDoneWords,
  panicQuestion,
  panicUnaskedWords,
} from '../../../app/view/words/lock.ts';
import { secret } from '../../../app/secret.ts';
import { noAnswerWords } from '../../../app/view/words/agent.ts';
import { failed, said, type Call, type Reply } from './call.ts';
import type { AgentDeps, Handlers } from './context.ts';
import { when } from './obtaining.ts';

/** The disk and the clipboard get this long, ms. */
const PATIENCE = 60_000;

/** Locking, told when it is done. */
export const locking = ({ engine }: Pick<AgentDeps, 'engine'>): Handlers<'lock' | 'panic'> => {
  /** What became of it: `panic` waits for the AWS files as well. */
  const done = async (call: Call, panic: boolean): Promise<Reply> => {
    const lock = await when(
      engine,
      () => {
        const now = engine.state().lock;
        const isWhole = now.kind === 'locked' && (!panic || now.panic.kind === 'done');
        return isWhole ? now : undefined;
      },
      { after: PATIENCE, gone: call.gone },
    );
    if (lock === null) return failed('unanswered', noAnswerWords());
    const { skew } = engine.state();
    const facts = { lock, now: engine.now(), skew };
    const more = panic && lock.panic.kind === 'done' ? lock.panic.failures : [];
    const failures = [...lock.failures, ...more];
    const out = `${(panic ? panicDoneWords : lockDoneWords)(facts).join('\n')}\n`;
    if (failures.length === 0) return said(out);
    return {
      ...said(out),
      err: `fobwatch: ${lockFailedWords(failures, facts.now)}\n`,
      end: 'failed',
    };
  };

  return {
    lock: async (_, call) => {
      engine.run({ kind: 'lock' }, call.by);
      return done(call, false);
    },
    panic: async ({ yes }, call) => {
      const agreed = yes || (call.asked && call.code?.trim().toLowerCase() === 'yes');
      if (!agreed && call.terminal && !call.asked)
        return { out: secret(''), err: panicQuestion(), end: 'ask' };
      if (!agreed) return failed('usage', panicUnaskedWords());
      engine.run({ kind: 'panic' }, call.by);
      return done(call, true);
    },
  };
};
