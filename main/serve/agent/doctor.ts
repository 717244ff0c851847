import { bySeverity, hasProblem, type Check } from '../../../app/doctor/check.ts';
import { reportOf } from '../../../app/doctor/report.ts';
import { variablesCheck } from '../../../app/doctor/rules.ts';
import type { Engine } from '../../../app/engine.ts';
import { secret } from '../../../app/secret.ts';
import type { DoctorState } from '../../../app/session/doctor.ts';
import { checkWords, summaryWords, verdictWords } from '../../../app/view/words/doctor.ts';
import { printable } from '../../../app/view/words/printable.ts';
import { failed, type Reply } from './call.ts';
import type { AgentDeps, Handlers } from './context.ts';

type Done = Extract<DoctorState, { readonly kind: 'done' }>;

/** What an examination finds; one that runs already is waited for. Null: whoever asked is gone. */
const examined = (engine: Engine, gone: AbortSignal): Promise<Done | null> =>
  new Promise((resolve) => {
    engine.run({ kind: 'examine' }, 'program');
    const end = (done: Done | null): void => {
      unsubscribe();
      gone.removeEventListener('abort', leave);
      resolve(done);
    };
    const look = (): void => {
      const { doctor } = engine.state();
      if (doctor.kind === 'done') end(doctor);
    };
    const leave = (): void => end(null);
    const unsubscribe = engine.subscribe(look);
    gone.addEventListener('abort', leave);
  });

const lineOf = (check: Check): string => {
  const { title, sentence } = checkWords(check);
  return `${verdictWords[check.verdict].padEnd(12)}${title}: ${sentence}\n`;
};

const asJson = (checks: readonly Check[]): string =>
  `${JSON.stringify(
    checks.map((check) => {
      const { check: name, ...facts } = check.found;
      return {
        check: name,
        verdict: check.verdict,
        sentence: checkWords(check).sentence,
        ...facts,
      };
    }),
    null,
    2,
  )}\n`;

/** `doctor`: the checks of the window, and what is set in the terminal that asks. */
export const doctor = ({ engine }: AgentDeps): Handlers<'doctor'> => ({
  doctor: async ({ json, report }, call): Promise<Reply> => {
    const done = await examined(engine, call.gone);
    if (done === null) return failed('unanswered', '');
    const checks = bySeverity([...done.checks, variablesCheck(call.variables, 'terminal')]);
    const text = report
      ? reportOf(checks, done.about)
      : json
        ? asJson(checks)
        : `${checks.map(lineOf).join('')}${summaryWords(checks)}\n`;
    return {
      out: secret(printable(text)),
      err: '',
      end: hasProblem(checks) ? 'failed' : 'done',
    };
  },
});
