import type { OperationOutcome } from '../../../app/session/operations.ts';
import { fileOutcomeSentence, writtenLines } from '../../../app/view/words/aws-section.ts';
import { said, type Reply } from './call.ts';
import { pathFrom, type AgentDeps, type Handlers, type Step, type Steps } from './context.ts';
import type { Operate } from './operate.ts';

/** Commands that write the AWS files. */
export const files = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
  operate: Operate,
): Handlers<'write' | 'undo' | 'install' | 'uninstall'> => {
  const told = (done: Step<OperationOutcome>): Reply => {
    if (!done.ok) return done.failure;
    const outcome = done.value;
    switch (outcome.kind) {
      case 'written': {
        const { skew } = engine.state();
        const local = { ...outcome, expiresAt: outcome.expiresAt - skew };
        return said(`${writtenLines(local, engine.now() - skew).join('\n')}\n`);
      }
      case 'installed':
      case 'uninstalled':
      case 'undone':
        return said(`${fileOutcomeSentence(outcome)}\n`);
      default:
        return said('');
    }
  };

  return {
    write: async ({ name, profile, file, replace, noBackup, quiet, ...patience }, call) => {
      const target = steps.named(name);
      if (!target.ok) return target.failure;
      const obtained = await steps.obtained(target.value, patience, call, 'write');
      if (!obtained.ok) return obtained.failure;
      const shown = await steps.confirmed(target.value, 'write', patience, call);
      if (!shown.ok) return shown.failure;
      const done = await operate(
        {
          kind: 'write-profile',
          target: target.value,
          profile,
          file: file === null ? null : pathFrom(call, file),
          replace,
          backup: !noBackup,
          confirmed: [...shown.value],
        },
        call,
      );
      return done.ok && quiet ? said('') : told(done);
    },
    undo: async (_, call) => told(await operate({ kind: 'undo-write' }, call)),
    install: async ({ name, profile }, call) => {
      const target = steps.named(name);
      if (!target.ok) return target.failure;
      return told(await operate({ kind: 'install-live', target: target.value, profile }, call));
    },
    uninstall: async ({ profile }, call) =>
      told(await operate({ kind: 'uninstall-live', profile }, call)),
  };
};
