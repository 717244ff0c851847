import type { Command } from '../../../app/contract.ts';
import { thingsOf } from '../../../app/lab/trial.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { isLabBusy, type LabWork } from '../../../app/session/lab.ts';
import { noAnswerWords } from '../../../app/view/words/agent.ts';
import { failureWords } from '../../../app/view/words/failure.ts';
import {
  labAllQuestion,
  labFailedWords,
  labListWords,
  labLookedWords,
  labMadeWords,
  labNeedsYes,
  labNotMade,
  labNotRemoved,
  labQuestion,
  labRemovedWords,
} from '../../../app/view/words/lab.ts';
import { failed, handed, said, type Call, type Reply } from './call.ts';
import type { AgentDeps, Handlers, Steps } from './context.ts';
import { when } from './obtaining.ts';

/** IAM takes its time, and each wait in the engine has an end of its own, ms. */
const PATIENCE = 3_600_000;

const isYes = (typed: string | null): boolean => /^\s*(y|yes)\s*$/i.test(typed ?? '');

/** The trial (EX4): asked before it is made, told when it is over. */
export const lab = ({ engine }: Pick<AgentDeps, 'engine'>, steps: Steps): Handlers<'lab'> => {
  /** Runs one command, and waits until nothing is under way. */
  const run = async (command: Command, call: Call): Promise<LabWork | null> => {
    engine.run(command, call.by);
    return when(
      engine,
      () => (isLabBusy(engine.state().lab) ? undefined : engine.state().lab.work),
      {
        after: PATIENCE,
        gone: call.gone,
      },
    );
  };

  const question = (text: string): Reply => ({ out: secret(''), err: text, end: 'ask' });

  const told = (work: LabWork | null, before = ''): Reply => {
    switch (work?.kind) {
      case 'made':
        return said(before + labMadeWords(work.trial, work.done));
      case 'removed':
        return said(labRemovedWords(work.name, work.others));
      case 'looked':
        return said(labLookedWords(work.found, work.others));
      case 'failed': {
        const { failure } = work;
        if (work.at === null) return steps.refused([failure]);
        const { sentence } = failureWords(failure, engine.now());
        return failed('failed', `${labFailedWords(work)}\n${sentence}`);
      }
      case 'idle':
      case 'preparing':
      case 'prepared':
      case 'making':
      case 'looking':
      case 'removing':
      case undefined:
        return failed('failed', noAnswerWords());
      default:
        return work satisfies undefined;
    }
  };

  type Request = {
    readonly identity: string | null;
    readonly yes: boolean;
    readonly print: boolean;
    readonly all: boolean;
  };

  const make = async (print: boolean, call: Call, before = ''): Promise<Reply> => {
    const reply = told(await run({ kind: 'lab-up', url: print }, call), before);
    const url = engine.takeTrialUrl();
    // Alone on standard output, for whoever pipes it on; what happened is told beside it.
    return url === null ? reply : handed(secret(`${reveal(url)}\n`), reveal(reply.out) + reply.err);
  };

  const up = async ({ identity, yes, print }: Request, call: Call): Promise<Reply> => {
    const before = engine.state().lab.work;
    if (call.asked && before.kind === 'prepared') {
      if (isYes(call.code)) return make(print, call);
      engine.run({ kind: 'lab-leave' }, call.by);
      return failed('unanswered', labNotMade());
    }
    const work = await run({ kind: 'lab-prepare', identity }, call);
    if (work?.kind !== 'prepared') return told(work);
    const list = labListWords(work.trial, thingsOf(work.trial));
    if (yes) return make(print, call, list);
    if (call.terminal) return question(list + labQuestion());
    engine.run({ kind: 'lab-leave' }, call.by);
    return failed('unanswered', labNeedsYes());
  };

  const down = async ({ identity, all, yes }: Request, call: Call): Promise<Reply> => {
    if (all && !yes && !isYes(call.code)) {
      if (call.asked) return failed('unanswered', labNotRemoved());
      if (!call.terminal) return failed('unanswered', labNeedsYes());
      const work = await run({ kind: 'lab-look', identity }, call);
      if (work?.kind !== 'looked') return told(work);
      return question(labLookedWords(work.found, work.others) + labAllQuestion());
    }
    return told(await run({ kind: 'lab-down', identity, all }, call));
  };

  return {
    lab: async (request, call) => {
      if (request.what === 'up') return up(request, call);
      if (request.what === 'down') return down(request, call);
      return told(await run({ kind: 'lab-look', identity: request.identity }, call));
    },
  };
};
