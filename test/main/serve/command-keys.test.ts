import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAgent } from '../../../main/serve/agent/agent.ts';
import { createHolds } from '../../../main/serve/agent/holds.ts';
import { allow, user, worldWith } from '../../local-aws/support.ts';
import { openBareAgent, testFolder } from '../../support/bare-agent.ts';
import { startRotation, type RotationStage } from '../../support/rotation-stage.ts';

/** The real script and agent in front of a stage for rotations. */
const commandOf = async (stage: RotationStage) => {
  const { engine, ledger } = stage.model();
  const answer = createAgent(
    {
      engine,
      ledger: {
        write: (entry) => void ledger.push(entry),
        read: async () => ({ ok: true, value: [] }),
      },
      version: '1.2.3',
      released: '2026-11-24',
      journalPath: join(testFolder(), 'journal.log'),
    },
    createHolds(),
  );
  return openBareAgent({ answer });
};

const demanding = worldWith([
  user({
    policies: [
      allow(),
      {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Deny',
          Action: ['iam:*'],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      },
    ],
  }),
]);

describe('fobwatch keys', () => {
  it('says how old each key is, and which is in use', async () => {
    const stage = await startRotation();
    const { run } = await commandOf(stage);
    const { id } = stage.inUse();
    const told = await run(['keys', 'ada']);
    expect(told.code).toBe(0);
    expect(told.out).toMatch(
      new RegExp(`^ada:\n  ${id}  in use here · made [\\d,]+ days ago · (never|last) used.*\n$`),
    );
    const json: unknown = JSON.parse((await run(['keys', '--json'])).out);
    expect(json).toMatchObject([
      { identity: 'ada', keys: [{ accessKeyId: id, active: true, inUse: true }], rotation: null },
    ]);
  });

  it('names an identity that is unknown', async () => {
    const { run } = await commandOf(await startRotation());
    expect(await run(['keys', 'bob'])).toMatchObject({ code: 6 });
  });
});

describe('fobwatch rotate', () => {
  it('rotates, and deletes the old key on demand', async () => {
    const stage = await startRotation();
    const { run } = await commandOf(stage);
    const old = stage.inUse();
    const rotated = await run(['rotate', 'ada']);
    expect(rotated).toMatchObject({ code: 0, err: '' });
    expect(rotated.out).toContain('--delete-old');
    expect(stage.awsKeys()).toHaveLength(2);
    expect((await run(['rotate', 'ada'])).err).toContain('its old key is still there');
    expect(await run(['rotate', 'ada', '--delete-old'])).toMatchObject({ code: 0 });
    expect(stage.awsKeys().map(({ id }) => id)).toEqual([stage.inUse().id]);
    expect(stage.inUse().id).not.toBe(old.id);
    for (const text of [rotated.out, rotated.err])
      for (const secret of [old.secret, stage.inUse().secret]) expect(text).not.toContain(secret);
  });

  it('goes back', async () => {
    const stage = await startRotation();
    const { run } = await commandOf(stage);
    const old = stage.inUse().id;
    await run(['rotate', 'ada']);
    expect(await run(['rotate', 'ada', '--roll-back'])).toMatchObject({ code: 0 });
    expect(stage.awsKeys().map(({ id }) => id)).toEqual([old]);
    expect(await run(['rotate', 'ada', '--roll-back'])).toMatchObject({ code: 1 });
  });

  it('spends the code that is given along on the one session it takes', async () => {
    const stage = await startRotation({ world: demanding });
    const { run } = await commandOf(stage);
    expect(await run(['rotate', 'ada', '--no-wait'])).toMatchObject({ code: 3 });
    const code = stage.aws.codeFor(stage.model().session('ada').serial ?? '') ?? '';
    expect(await run(['rotate', 'ada', '--code', code])).toMatchObject({ code: 0 });
    expect(stage.awsKeys().map(({ active }) => active)).toEqual([false, true]);
  });

  it('writes the file only where that was agreed to, and says what keeps the old key', async () => {
    const stage = await startRotation({ origin: 'file' });
    const { run } = await commandOf(stage);
    const before = stage.model().files.credentials;
    const moved = await run(['rotate', 'ada', '--into', 'keychain']);
    expect(moved.err).toBe(
      'fobwatch: ada in the AWS files keep the old key; with --follow they get the new one.\n',
    );
    expect(stage.model().files.credentials).toBe(before);
    await run(['rotate', 'ada', '--roll-back']);
    expect(await run(['rotate', 'ada'])).toMatchObject({ code: 0, err: '' });
    expect(stage.model().files.credentials).toContain(stage.inUse().secret);
    expect(stage.disk.known).toEqual([]);
  });
});
