import { openedWords } from '../../../app/view/words/agent.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { handed, said } from './call.ts';
import type { AgentDeps, Handlers, Steps } from './context.ts';

/** Signing in to the console (EX2). */
export const consoleSignIn = (
  { engine }: Pick<AgentDeps, 'engine'>,
  steps: Steps,
): Handlers<'console'> => ({
  console: async (request, call) => {
    const { name, print, destination, region, durationSeconds, ...patience } = request;
    const target = steps.named(name);
    if (!target.ok) return target.failure;
    const options = { destination, region, durationSeconds };
    // What the console takes from nobody is refused before a code is asked for.
    const possible = engine.canSignIn(target.value, options);
    if (!possible.ok) return steps.refused([possible.failure]);
    const obtained = await steps.obtained(target.value, patience, call, 'console');
    if (!obtained.ok) return obtained.failure;
    const shown = await steps.confirmed(target.value, 'console', patience, call);
    if (!shown.ok) return shown.failure;
    const confirmed = [...shown.value];
    if (print) {
      const wish = { from: call.by, shown: confirmed };
      const url = await engine.signIn(target.value, options, call.by, wish);
      return url.ok ? handed(secret(`${reveal(url.value)}\n`)) : steps.refused([url.failure]);
    }
    const opened = await engine.openConsole(
      { kind: 'open-console', target: target.value, how: 'open', ...options, confirmed },
      'program',
      call.by,
    );
    return opened.ok ? said(`${openedWords(name)}\n`) : steps.refused([opened.failure]);
  },
});
