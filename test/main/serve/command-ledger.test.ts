import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';

const stages: AgentStage[] = [];
const stage = async (): Promise<AgentStage> => {
  const one = await startAgentStage();
  stages.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.stop()));
});

/** What of a line does not change from run to run. */
const toldIn = ({ model }: AgentStage) =>
  model.ledger.map(({ target, how, via, outcome, expiresAt }) => ({
    target,
    how,
    via,
    outcome,
    ended: expiresAt === null,
  }));

describe('the ledger of what the fobwatch command asked for', () => {
  it.each([
    ['env', ['env', 'dev']],
    ['export', ['export', 'dev', '--file', 'dev.json']],
    ['write', ['write', 'dev', '--profile', 'sts-dev']],
    ['console', ['console', 'dev']],
  ])('holds that %s needed a code which nobody would wait for', async (how, words) => {
    const one = await stage();
    await one.run([...words, '--no-wait']);
    expect(toldIn(one)).toEqual([
      { target: 'role:dev', how, via: 'helper', outcome: 'code-needed', ended: true },
    ]);
  });

  it('holds that nobody entered a code in time', async () => {
    const one = await stage();
    await one.run(['credentials', 'dev', '--timeout', '1']);
    expect(toldIn(one)).toEqual([
      { target: 'role:dev', how: 'credentials', via: 'helper', outcome: 'timed-out', ended: true },
    ]);
  });

  it('holds that a person set the code aside', async () => {
    const one = await stage();
    const ran = one.run(['credentials', 'dev']);
    await one.waiting(1);
    one.model.engine.run({ kind: 'set-code-aside' });
    await ran;
    expect(toldIn(one)).toEqual([
      { target: 'role:dev', how: 'credentials', via: 'helper', outcome: 'declined', ended: true },
    ]);
  });

  it('holds that whoever asked left', async () => {
    const one = await stage();
    const leaves = new AbortController();
    const ran = one.run(['credentials', 'dev'], { signal: leaves.signal });
    await one.waiting(1);
    leaves.abort();
    await ran;
    await one.waiting(0);
    expect(toldIn(one)).toMatchObject([{ how: 'credentials', outcome: 'left' }]);
  });

  it('holds nothing of a command that only starts a grant', async () => {
    const one = await stage();
    await one.run(['start', 'dev', '--no-wait']);
    expect(one.model.ledger).toEqual([]);
  });

  it('names who asked, by name and process id and without arguments', async () => {
    const one = await stage();
    await one.model.enterCode();
    await one.run(['export', 'dev', '--file', 'dev.json']);
    const [line] = one.model.ledger;
    expect(line).toMatchObject({ how: 'export', via: 'helper', outcome: 'given' });
    expect(line?.to).toMatch(/dev\.json$/);
    expect(line?.by).toMatch(/^[\w.-]+$/);
    expect(line?.pid).toBeGreaterThan(0);
  });

  it('is printed with path and outcome, a line an entry', async () => {
    const one = await stage();
    await one.run(['env', 'dev', '--no-wait']);
    await one.model.enterCode();
    one.model.engine.run(
      { kind: 'copy-exports', target: { kind: 'role', profile: 'dev' } },
      'menu',
    );
    await one.run(['credentials', 'dev']);
    const { out } = await one.run(['ledger']);
    const [refused, copied, given] = out.split('\n');
    expect(refused).toMatch(/ env +role:dev +to [\w.-]+ \(\d+\), code-needed$/);
    expect(copied).toMatch(/ copy +role:dev +to clipboard from the menu, until /);
    expect(given).toMatch(/ credentials +role:dev +to [\w.-]+ \(\d+\), until /);
  });

  it('does nothing to the terminal of who reads it, whatever a program chose for a name', async () => {
    const one = await stage();
    await one.model.enterCode();
    const path = join(one.folder, 'a\u001B]0;owned\u0007\u202Eb.json');
    expect(await one.run(['export', 'dev', '--file', path])).toMatchObject({ code: 0 });
    const { out } = await one.run(['ledger']);
    expect(out).toContain('a]0;ownedb.json');
    expect(out).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
    const { err } = await one.run(['env', 'x\u001B[2J']);
    expect(err).toContain('Nothing is named x[2J');
  });

  it('says so where nobody fetched anything yet', async () => {
    const one = await stage();
    expect(await one.run(['ledger'])).toEqual({
      out: '',
      err: 'fobwatch: Nobody has fetched credentials yet.\n',
      code: 0,
    });
    expect(await one.run(['ledger', '--json'])).toMatchObject({ out: '[]\n', err: '' });
  });

  it('is JSON where that is asked for', async () => {
    const one = await stage();
    await one.run(['env', 'dev', '--no-wait']);
    const { out } = await one.run(['ledger', '--json']);
    expect(JSON.parse(out)).toMatchObject([
      { target: 'role:dev', via: 'helper', outcome: 'code-needed', expiresAt: null },
    ]);
  });
});
