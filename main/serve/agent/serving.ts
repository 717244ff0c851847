import { blockFor } from '../../../app/export/blocks.ts';
import { endpointBlock } from '../../../app/export/endpoint-block.ts';
import { grantName } from '../../../app/model.ts';
import type { AppState } from '../../../app/session/state.ts';
import { endpointHiddenWords, servedNoMoreWords } from '../../../app/view/words/agent.ts';
import { handed, said } from './call.ts';
import type { AgentDeps, Handlers, Steps } from './context.ts';
import type { Holds } from './holds.ts';
import { shellFor } from './shell-for.ts';

/** What to say beside an endpoint. */
const noteOf = ({ defaultHasCredentials }: AppState): string =>
  defaultHasCredentials ? `fobwatch: ${endpointHiddenWords()}\n` : '';

/** Running a program with credentials, and endpoints that programs fetch them from. */
export const serving = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
  holds: Holds,
): Handlers<'exec' | 'endpoint'> => ({
  exec: async ({ name, endpoint, ...patience }, call) => {
    const target = steps.named(name);
    if (!target.ok) return target.failure;
    const obtained = await steps.obtained(target.value, patience, call);
    if (!obtained.ok) return obtained.failure;
    const shown = await steps.confirmed(
      target.value,
      endpoint ? 'endpoint' : 'exec',
      patience,
      call,
    );
    if (!shown.ok) return shown.failure;
    if (!endpoint) {
      const given = steps.handOver(target.value, 'exec', call, shown.value);
      if (!given.ok) return given.failure;
      const { credentials, note } = given.value;
      const parts = { ...credentials, kind: 'exports', profile: credentials.name } as const;
      const block = blockFor('sh', parts);
      return block.ok
        ? { out: block.value, err: note, end: 'exec' }
        : steps.refused([block.failure]);
    }
    const opened = await engine.serving.open(target.value, call.by, {
      from: call.by,
      shown: shown.value,
    });
    if (!opened.ok) return steps.refused([opened.failure]);
    const { id } = opened.value;
    const block = endpointBlock('sh', opened.value);
    if (!block.ok || call.gone.aborted) {
      engine.serving.close(id);
      return block.ok ? said('') : steps.refused([block.failure]);
    }
    holds.expect(id, () => engine.serving.close(id));
    return { out: block.value, err: noteOf(engine.state()), end: 'hold', line: id };
  },
  endpoint: async ({ name, stop, shell, ...patience }, call) => {
    const target = steps.named(name);
    if (!target.ok) return target.failure;
    if (stop) {
      engine.run({ kind: 'close-endpoint', target: target.value }, 'program');
      return said(`${servedNoMoreWords(grantName(target.value))}\n`);
    }
    const obtained = await steps.obtained(target.value, patience, call);
    if (!obtained.ok) return obtained.failure;
    const shown = await steps.confirmed(target.value, 'endpoint', patience, call);
    if (!shown.ok) return shown.failure;
    const opened = await engine.serving.open(target.value, null, {
      from: call.by,
      shown: shown.value,
    });
    if (!opened.ok) return steps.refused([opened.failure]);
    const block = endpointBlock(shellFor(shell, call, engine.settings()), opened.value);
    return block.ok ? handed(block.value, noteOf(engine.state())) : steps.refused([block.failure]);
  },
});
