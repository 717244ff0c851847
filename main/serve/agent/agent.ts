import { parseCommandLine } from '../../../app/command-line/parse.ts';
import type { CommandName, CommandRequest } from '../../../app/command-line/table.ts';
import { isAnsweredWhileLocked } from '../../../app/command-line/while-locked.ts';
import { notLoadedWords } from '../../../app/view/words/agent.ts';
import { isLocked } from '../../../app/session/lock.ts';
import { lockedWords } from '../../../app/view/words/locked.ts';
import { usageWords } from '../../../app/view/words/command-line.ts';
import { about } from './about.ts';
import { failed, type Call, type Reply } from './call.ts';
import { createSteps, type AgentDeps, type Handlers } from './context.ts';
import { consoleSignIn } from './console.ts';
import { doctor } from './doctor.ts';
import { explaining } from './explaining.ts';
import { files } from './files.ts';
import { grants } from './grants.ts';
import { handingOver } from './handing-over.ts';
import type { Holds } from './holds.ts';
import { lab } from './lab.ts';
import { locking } from './locking.ts';
import { keys } from './keys.ts';
import { making } from './making.ts';
import { whenLoaded } from './obtaining.ts';
import { createOperate } from './operate.ts';
import { profiles } from './profiles.ts';
import { seeing } from './seeing.ts';
import { serving } from './serving.ts';

/** Commands that need no names: they are answered while the keychain still waits for a person. */
const aboutItself: ReadonlySet<CommandName> = new Set(['completions', 'man', 'help', 'version']);

/**
 * Everything that `fobwatch` can do, answered from the state its commands led to. Any process of the same user may
 * ask: who did is in the ledger, and named where a code is asked for.
 */
export const createAgent = (deps: AgentDeps, holds: Holds): ((call: Call) => Promise<Reply>) => {
  const steps = createSteps(deps);
  const operate = createOperate(deps.engine, steps);
  const handlers: Handlers<CommandName> = {
    ...about(deps),
    ...seeing(deps),
    ...grants(deps, steps, operate),
    ...explaining(deps),
    ...making(deps, steps, operate),
    ...handingOver(deps, steps, operate),
    ...files(deps, steps, operate),
    ...keys(deps, steps),
    ...profiles(deps, operate),
    ...consoleSignIn(deps, steps),
    ...lab(deps, steps),
    ...locking(deps),
    ...serving(deps, steps, holds),
    ...doctor(deps),
  };

  const handle = <N extends CommandName>(request: CommandRequest<N>, call: Call): Promise<Reply> =>
    handlers[request.kind](request, call);

  return async (call) => {
    const request = parseCommandLine(call.argv);
    if (!request.ok) return failed('usage', usageWords(request.failure));
    if (aboutItself.has(request.value.kind)) return handle(request.value, call);
    const loaded = await whenLoaded(deps.engine, call.gone);
    // Whoever left meanwhile, by Ctrl-C say, wants nothing done any more.
    if (call.gone.aborted) return failed('unanswered', '');
    if (!loaded) return failed('unanswered', notLoadedWords());
    if (isLocked(deps.engine.state()) && !isAnsweredWhileLocked(request.value.kind))
      return failed('locked', lockedWords());
    try {
      return await handle(request.value, call);
    } finally {
      steps.letGo(call);
    }
  };
};
