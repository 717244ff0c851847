import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { toldErrorWords, toldLines } from '../../../app/view/words/explain.ts';
import { failed, said } from './call.ts';
import { readTyped, type AgentDeps, type Handlers } from './context.ts';

/** Errors that a person brings along, told in words (BO7). */
export const explaining = ({ engine }: Pick<AgentDeps, 'engine'>): Handlers<'explain'> => ({
  explain: async ({ text, json }, call) => {
    const given = text === '-' ? await readTyped(call, text) : ok(secret(text));
    if (!given.ok) return given.failure;
    const told = await engine.explain(reveal(given.value));
    if (told.read.kind !== 'error') return failed('failed', toldErrorWords(told).sentence);
    return said(json ? `${JSON.stringify(told, null, 2)}\n` : toldLines(told));
  },
});
