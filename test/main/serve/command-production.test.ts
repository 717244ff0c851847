import { afterEach, describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deed } from '../../../app/contract-guard.ts';
import { handOvers, type HandOver } from '../../../app/ledger.ts';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { ADA_FILES } from '../../support/model-engine.ts';
import { runProgram, type Ran } from '../../support/run-program.ts';
import { until } from '../../support/until.ts';

// Every way in which the command hands out credentials, for a role that is production: the real script over the real
// socket. What comes out, and what lies outside the app afterwards, is all there is.

const PROD = `${ADA_FILES}
[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = ada
`;
const FETCH =
  'curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';

const stages: AgentStage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.stop()));
});

/** A stage on which production is at hand: what is missing is a person's yes alone. */
const ready = async (): Promise<AgentStage> => {
  const one = await startAgentStage({ config: PROD });
  stages.push(one);
  await one.model.enterCode();
  await until('production to be at hand', () => one.model.role('prod').phase.kind === 'fresh');
  return one;
};

type Outside = ReturnType<typeof outside>;

/** Everything that may hold something of production outside the app. */
const outside = ({ model, folder }: AgentStage) => ({
  clipboard: model.clipboard.text,
  opened: model.browser.opened.map(({ url }) => url),
  askedToSignIn: model.browser.requests.length,
  endpoints: model.engine.state().endpoints.size,
  saved: [...model.saved.entries()],
  config: model.files.config,
  credentials: model.files.credentials,
  folder: readdirSync(folder).toSorted(),
  given: model.ledger.filter(({ outcome }) => outcome === 'given').map(({ how }) => how),
});

const SECRET = /model-secret-\d+\./;

type Way = {
  readonly words: readonly string[];
  readonly how: HandOver;
  /** What a yes gives: what came out, and what lies outside the app. */
  readonly gives: (ran: Ran, after: Outside, one: AgentStage) => void | Promise<void>;
};

const prints =
  (pattern: RegExp): Way['gives'] =>
  ({ out }) =>
    expect(out).toMatch(pattern);

const ways: readonly Way[] = [
  { words: ['env', 'prod', '--shell', 'sh'], how: 'env', gives: prints(SECRET) },
  { words: ['exec', 'prod', '--', 'env'], how: 'exec', gives: prints(SECRET) },
  {
    words: ['exec', 'prod', '--endpoint', '--', 'sh', '-c', FETCH],
    how: 'endpoint',
    gives: prints(SECRET),
  },
  { words: ['credentials', 'prod'], how: 'credentials', gives: prints(SECRET) },
  { words: ['export', 'prod', '--format', 'json'], how: 'export', gives: prints(SECRET) },
  { words: ['export', 'dev', 'prod', '--format', 'vault'], how: 'export', gives: prints(SECRET) },
  {
    words: ['export', 'prod', '--format', 'json', '--file', 'prod.json'],
    how: 'export',
    gives: (_ran, { saved }, { folder }) =>
      expect(saved).toEqual([[join(folder, 'prod.json'), expect.stringMatching(SECRET)]]),
  },
  {
    words: ['write', 'prod', '--profile', 'tools'],
    how: 'write',
    gives: (_ran, { credentials }) => expect(credentials).toMatch(SECRET),
  },
  {
    words: ['write', 'prod', '--profile', 'tools', '--file', 'elsewhere'],
    how: 'write',
    gives: (_ran, { saved }, { folder }) =>
      expect(saved).toEqual([[join(folder, 'elsewhere'), expect.stringMatching(SECRET)]]),
  },
  {
    words: ['console', 'prod'],
    how: 'console',
    gives: (_ran, { opened }) => expect(opened).toEqual([expect.stringContaining('SigninToken=')]),
  },
  { words: ['console', 'prod', '--print'], how: 'console', gives: prints(/SigninToken=/) },
  {
    words: ['endpoint', 'prod', '--shell', 'sh'],
    how: 'endpoint',
    gives: async ({ out }) => {
      const fetched = await runProgram('sh', ['-c', `${out}\n${FETCH}`]);
      expect(fetched.out).toMatch(SECRET);
    },
  },
];

/** The option goes behind the names: what stands behind `--` is the program's own. */
const withOption = ([command = '', ...rest]: readonly string[], ...option: readonly string[]) => [
  command,
  ...option,
  ...rest,
];

/** What a person does about the question that the command waits with. */
const answer = async ({ model }: AgentStage, deed: Deed | null): Promise<void> => {
  const { id } = await until('the question', () => model.snapshot().confirm ?? undefined);
  model.engine.run({ kind: 'answer-production', id, deed });
};

const yes: Deed = {
  how: 'held',
  of: { kind: 'role', profile: 'prod' },
  forMs: 1000,
  lasts: 'once',
};

/** The ledger's lines about production. */
const told = ({ model }: AgentStage) =>
  model.ledger
    .filter(({ target }) => target === 'role:prod')
    .map(({ how, outcome }) => ({ how, outcome }));

const sentence = (rest: string): string => `fobwatch: prod is production, and ${rest}\n`;

describe.each(ways)('$words of production', ({ words, how, gives }) => {
  it('hands out nothing with --no-wait, which asks nobody (code 3), nor after a no (code 4)', async () => {
    const one = await ready();
    const before = outside(one);
    expect(await one.run(withOption(words, '--no-wait'))).toEqual({
      out: '',
      err: sentence('a person confirms it in Fobwatch’s window; run this again without --no-wait.'),
      code: 3,
    });
    expect(one.model.snapshot().confirm).toBeNull();
    expect(one.model.notices).toEqual([]);
    const ran = one.run(words);
    await answer(one, null);
    expect(await ran).toEqual({
      out: '',
      err: sentence('the answer in Fobwatch was no.'),
      code: 4,
    });
    expect(outside(one)).toEqual(before);
    expect(told(one)).toEqual([
      { how, outcome: 'unconfirmed' },
      { how, outcome: 'declined' },
    ]);
  });

  it('is given after a yes, once', async () => {
    const one = await ready();
    const running = one.run(words);
    await answer(one, yes);
    const ran = await running;
    expect(ran).toMatchObject({ code: 0, err: '' });
    await gives(ran, outside(one), one);
    expect(told(one)).toContainEqual({ how, outcome: 'given' });
    const again = one.run(words);
    await answer(one, null);
    expect(await again).toMatchObject({ out: '', code: 4 });
  });
});

it('a question that nobody answers ends with code 4, and is taken back', async () => {
  const one = await ready();
  const before = outside(one);
  expect(await one.run(['env', 'prod', '--timeout', '1'])).toEqual({
    out: '',
    err: sentence(
      'nobody confirmed it within 1 s; confirm it in Fobwatch’s window, then try again.',
    ),
    code: 4,
  });
  expect(outside(one)).toEqual(before);
  expect(one.model.snapshot().confirm).toBeNull();
  expect(told(one)).toEqual([{ how: 'env', outcome: 'timed-out' }]);
});

it('that is every way in which a program gets credentials', () => {
  const shown = new Set<HandOver>(['copy', ...ways.map(({ how }) => how)]);
  expect(shown).toEqual(new Set(handOvers));
});
