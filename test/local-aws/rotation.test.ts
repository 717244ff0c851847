import { describe, expect, test } from 'vitest';
import { besideItem } from '../../app/devices/rotate.ts';
import { lockOf } from '../support/lock-model.ts';
import { startRotation, type Fate, type RotationStage } from '../support/rotation-stage.ts';
import { until } from '../support/until.ts';
import { allow, keysOf, user, worldWith } from './support.ts';
import { worldSchema } from './world.ts';

/** Of the user of these worlds. */
const { accessKeyId: ID, secretAccessKey: SECRET } = keysOf(worldSchema.parse(worldWith([user()])));

const rotate = (
  stage: RotationStage,
  into: 'keychain' | 'file' = 'keychain',
  follow: readonly string[] = [],
): void =>
  stage.model().engine.run({ kind: 'rotate-key', identity: 'ada', into, follow: [...follow] });

/** The key that is in use works, whatever just happened. */
const holds = async (stage: RotationStage): Promise<void> => {
  const { id, secret } = stage.inUse();
  expect(stage.awsKeys().find((key) => key.id === id)).toMatchObject({ active: true, secret });
  expect(await stage.works(), 'AWS takes the key in use').toBe(true);
};

const deleteOld = async (stage: RotationStage): Promise<void> => {
  const oldId = stage.plan()?.oldId ?? '';
  stage
    .model()
    .engine.run({ kind: 'change-key', identity: 'ada', accessKeyId: oldId, to: 'deleted' });
  await stage.rest();
};

const rotated = async (stage: RotationStage): Promise<void> => {
  await stage.rest();
  expect(stage.progress()).toEqual({ kind: 'idle' });
  expect(stage.plan()?.step).toMatchObject({ kind: 'resting', old: 'inactive' });
  await holds(stage);
};

describe('a key of the keychain', () => {
  test('is rotated, and the old one rests until it is deleted', async () => {
    const stage = await startRotation();
    const old = stage.inUse().id;
    stage.after = () => holds(stage);
    rotate(stage);
    await rotated(stage);
    const now = stage.inUse().id;
    expect(now).not.toBe(old);
    expect(stage.model().session('ada').identity).toBe('ada');
    expect(stage.awsKeys().map(({ id, active }) => [id, active])).toEqual([
      [old, false],
      [now, true],
    ]);
    expect([...stage.disk.keys.keys()]).toEqual(['ada', besideItem('ada', 'old')]);
    await deleteOld(stage);
    expect(stage.plan()).toBeNull();
    expect(stage.awsKeys().map(({ id }) => id)).toEqual([now]);
    expect([...stage.disk.keys.keys()]).toEqual(['ada']);
  });
});

/** Every effect of a whole rotation in order, as one run without trouble has them. */
const effectsOf = async (options: Parameters<typeof startRotation>[0] = {}) => {
  const stage = await startRotation(options);
  stage.effects.length = 0;
  rotate(stage, options.origin === 'file' ? 'file' : 'keychain');
  await rotated(stage);
  await deleteOld(stage);
  return stage.effects.length;
};

/** Kills the process at the n-th effect from now on, once. */
const killAt = (stage: RotationStage, n: number, fate: Fate): void => {
  stage.effects.length = 0;
  stage.fate = (_effect, count) => (count === n ? fate : 'pass');
};

describe.each(['killed-before', 'killed-after'] as const)(
  'a process that is %s an effect',
  (fate) => {
    test.each(['keychain', 'file'] as const)(
      'goes on at the next start, wherever it was, with a key of the %s that works all along',
      async (origin) => {
        const many = await effectsOf({ origin });
        expect(many).toBeGreaterThan(12);
        for (let n = 1; n <= many; n += 1) {
          const stage = await startRotation({ origin });
          stage.after = () => holds(stage);
          killAt(stage, n, fate);
          rotate(stage, origin === 'file' ? 'file' : 'keychain');
          await stage.rest();
          if (!stage.dead()) await deleteOld(stage);
          expect(stage.dead(), `effect ${n}`).toBe(true);
          stage.fate = () => 'pass';
          await stage.restart();
          await stage.rest();
          // Killed before anything was made: nothing is left of it, and it is begun anew.
          if (stage.plan() === null && stage.awsKeys().length === 1 && n < many / 2) {
            rotate(stage, origin === 'file' ? 'file' : 'keychain');
            await stage.rest();
          }
          if (stage.plan() !== null) await deleteOld(stage);
          expect(stage.plan(), `effect ${n}`).toBeNull();
          expect(stage.awsKeys().map(({ id }) => id)).toEqual([stage.inUse().id]);
          expect([...stage.disk.keys.keys()]).toEqual(origin === 'keychain' ? ['ada'] : []);
        }
      },
    );

    test('goes back from wherever it was, and leaves one key', async () => {
      const many = await effectsOf();
      for (let n = 2; n <= many - 6; n += 1) {
        const stage = await startRotation();
        const old = stage.inUse().id;
        stage.after = () => holds(stage);
        killAt(stage, n, fate);
        rotate(stage);
        await stage.rest();
        if (!stage.dead()) break;
        // Left behind for two days: it is offered, and does not go on by itself.
        stage.disk.plans = {
          ...stage.disk.plans,
          rotations: stage.disk.plans.rotations.map((one) => ({ ...one, touchedAt: 0 })),
        };
        stage.fate = () => 'pass';
        await stage.restart();
        await stage.rest();
        if (stage.plan() === null) continue;
        const kind = stage.plan()?.step.kind === 'resting' ? 'idle' : 'offered';
        await until(`effect ${n}: ${kind}`, () => stage.progress().kind === kind);
        stage.model().engine.run({ kind: 'roll-back-rotation', identity: 'ada' });
        await stage.rest();
        expect([n, stage.plan(), stage.progress()]).toEqual([n, null, { kind: 'idle' }]);
        expect(stage.inUse().id).toBe(old);
        expect(stage.awsKeys().map(({ id }) => id)).toEqual([old]);
        expect([...stage.disk.keys.keys()]).toEqual(['ada']);
      }
    });
  },
);

describe('an answer that is lost', () => {
  test.each(['reset-after', 'reset-before', 'truncated'] as const)(
    'of CreateAccessKey (%s) leaves no key that nobody knows',
    async (kind) => {
      const stage = await startRotation();
      stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind } });
      rotate(stage);
      await rotated(stage);
      expect(stage.awsKeys()).toHaveLength(2);
    },
  );

  test.each(['iam:UpdateAccessKey', 'sts:GetCallerIdentity'])(
    'of %s is asked for again',
    async (operation) => {
      const stage = await startRotation();
      stage.aws.addFault({ operation, fault: { kind: 'reset-after' } });
      rotate(stage);
      await rotated(stage);
      expect(stage.aws.log().filter(({ status }) => status === 0)).toHaveLength(1);
    },
  );

  test('of DeleteAccessKey is no failure: the key is gone', async () => {
    const stage = await startRotation();
    rotate(stage);
    await rotated(stage);
    stage.aws.addFault({ operation: 'iam:DeleteAccessKey', fault: { kind: 'reset-after' } });
    await deleteOld(stage);
    expect(stage.plan()).toBeNull();
    expect(stage.awsKeys()).toHaveLength(1);
  });
});

describe('a key that AWS knows late', () => {
  test('is waited for, with pauses, and switched to once it answers', async () => {
    const stage = await startRotation();
    const old = stage.inUse().id;
    stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind: 'late', seconds: 40 } });
    stage.after = () => holds(stage);
    stage.aws.clearLog();
    rotate(stage);
    await rotated(stage);
    const asked = stage.aws
      .log()
      .filter(({ action, errorCode }) => action === 'GetCallerIdentity' && errorCode !== undefined);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThan(15);
    expect(stage.inUse().id).not.toBe(old);
  });

  test('for too long is left to a person, who goes back', async () => {
    const stage = await startRotation();
    const old = stage.inUse().id;
    stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind: 'late', seconds: 900 } });
    rotate(stage);
    await stage.rest();
    expect(stage.progress()).toMatchObject({
      kind: 'stopped',
      failure: { kind: 'rotation', cause: { kind: 'not-proven' } },
    });
    expect(stage.inUse().id).toBe(old);
    await stage.clock.advance(900_000);
    stage.model().engine.run({ kind: 'roll-back-rotation', identity: 'ada' });
    await stage.rest();
    expect(stage.plan()).toBeNull();
    expect(stage.awsKeys().map(({ id }) => id)).toEqual([old]);
  });

  test('is not made twice when its answer is lost and no list has it yet', async () => {
    const stage = await startRotation();
    stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind: 'late', seconds: 20 } });
    stage.aws.addFault({ operation: 'iam:CreateAccessKey', fault: { kind: 'reset-after' } });
    rotate(stage);
    await rotated(stage);
    expect(stage.awsKeys()).toHaveLength(2);
  });
});

describe('two keys, the most that AWS lets a user have', () => {
  test('are named, and rotation goes on once the other one is deleted', async () => {
    const base = user({ policies: [allow()] });
    const other = { id: 'AKIAOTHER00000000001', secret: 'x'.repeat(40) };
    const world = worldWith([{ ...base, keys: [...(base.keys ?? []), other] }]);
    const stage = await startRotation({ world });
    rotate(stage);
    await stage.rest();
    expect(stage.progress()).toMatchObject({
      kind: 'stopped',
      failure: { kind: 'rotation', cause: { kind: 'two-keys', other: other.id } },
    });
    expect(stage.awsKeys()).toHaveLength(2);
    stage
      .model()
      .engine.run({ kind: 'change-key', identity: 'ada', accessKeyId: other.id, to: 'deleted' });
    await until('it goes on', () => stage.plan()?.step.kind === 'resting');
    await rotated(stage);
    expect(stage.awsKeys().map(({ id }) => id)).not.toContain(other.id);
  });

  test('never lose the one that is in use', async () => {
    const stage = await startRotation();
    const { id } = stage.inUse();
    stage
      .model()
      .engine.run({ kind: 'change-key', identity: 'ada', accessKeyId: id, to: 'deleted' });
    await stage.rest();
    expect(stage.awsKeys().map((key) => key.id)).toEqual([id]);
  });
});

describe('a policy that lets IAM be called with MFA only', () => {
  const demanding = () =>
    worldWith([
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

  test('has one code asked for, whose session serves to the end', async () => {
    const stage = await startRotation({ world: demanding() });
    rotate(stage);
    await stage.rest();
    expect(stage.progress()).toEqual({ kind: 'needs-code' });
    expect(stage.model().snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    const serial = stage.model().session('ada').serial ?? '';
    const code = stage.aws.codeFor(serial) ?? '';
    stage.model().engine.run({ kind: 'submit-code', identity: 'ada', code });
    await until('it goes on', () => stage.plan()?.step.kind === 'resting');
    await rotated(stage);
    await deleteOld(stage);
    expect(stage.plan()).toBeNull();
    const coded = stage.aws.log().filter(({ carriedCode }) => carriedCode);
    expect(coded).toHaveLength(1);
    // The session of the old key goes on under the new one.
    expect(stage.model().session('ada').phase.kind).toBe('fresh');
  });
});

describe('a key that lies in the credentials file', () => {
  test('moves into the keychain, and the file is left alone unless it follows', async () => {
    const stage = await startRotation({ origin: 'file' });
    const before = stage.model().files.credentials;
    rotate(stage, 'keychain');
    await rotated(stage);
    expect(stage.model().files.credentials).toBe(before);
    expect(stage.disk.known.map(({ name }) => name)).toEqual(['ada']);
    stage.model().engine.run({ kind: 'roll-back-rotation', identity: 'ada' });
    await stage.rest();
    expect([stage.plan(), stage.disk.known]).toEqual([null, []]);
    await holds(stage);
  });

  test('is replaced in each profile that follows, with a backup, and nowhere else', async () => {
    const stage = await startRotation({
      credentials: `# mine\r\n[tools]\r\naws_access_key_id=${ID}\r\naws_secret_access_key=${SECRET}\r\nregion=x\r\n[other]\r\naws_access_key_id=${ID}\r\naws_secret_access_key=${SECRET}`,
    });
    rotate(stage, 'keychain', ['tools']);
    await rotated(stage);
    const { id, secret } = stage.inUse();
    const { credentials } = stage.model().files;
    expect(credentials).toBe(
      `# mine\r\n[tools]\r\naws_access_key_id=${id}\r\naws_secret_access_key=${secret}\r\nregion=x\r\n[other]\r\naws_access_key_id=${ID}\r\naws_secret_access_key=${SECRET}`,
    );
    expect(stage.model().saved.get('/home/ada/.aws/credentials~')).toContain(ID);
    stage.model().engine.run({ kind: 'roll-back-rotation', identity: 'ada' });
    await stage.rest();
    expect(stage.model().files.credentials.match(new RegExp(ID, 'g'))).toHaveLength(2);
  });
});

describe('a profile that follows', () => {
  const STORED = `store ${besideItem('ada', 'next')}`;

  const withTools = () =>
    startRotation({
      credentials: `[tools]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`,
    });

  /** What the profile holds is a key that AWS takes. */
  const toolsWork = (stage: RotationStage): void => {
    const active = stage.awsKeys().filter((key) => key.active);
    expect(
      active.filter(({ id }) => stage.model().files.credentials.includes(id)),
      'keys in the file that are active',
    ).toHaveLength(1);
  };

  const unlock = async (stage: RotationStage): Promise<void> => {
    const serial = stage.model().session('ada').serial ?? '';
    const code = stage.aws.codeFor(serial) ?? '';
    stage.model().engine.run({ kind: 'submit-code', identity: 'ada', code });
    await until('the lock is open', () => lockOf(stage.model()) === 'open');
  };

  test('gets the new key once a lock is opened that came in the middle', async () => {
    const stage = await withTools();
    stage.after = () => {
      toolsWork(stage);
      if (stage.effects.at(-1) === STORED) stage.model().engine.run({ kind: 'lock' });
    };
    rotate(stage, 'keychain', ['tools']);
    await stage.rest();
    expect(lockOf(stage.model())).toBe('locked');
    expect(stage.awsKeys().map(({ active }) => active)).toEqual([true, true]);
    await unlock(stage);
    await until('it rests', () => stage.plan()?.step.kind === 'resting');
    await rotated(stage);
    toolsWork(stage);
  });

  test('gets it once a lock is opened that the next start found', async () => {
    const stage = await withTools();
    stage.after = () => toolsWork(stage);
    stage.fate = (effect) => (effect === STORED ? 'killed-after' : 'pass');
    rotate(stage, 'keychain', ['tools']);
    await stage.rest();
    stage.fate = () => 'pass';
    stage.disk.lock = {
      since: stage.clock.now(),
      cause: 'sleep',
      livesOn: [],
      keeps: false,
      spentSteps: {},
    };
    stage.effects.length = 0;
    const asked = stage.aws.log().length;
    await stage.restart();
    expect(lockOf(stage.model())).toBe('locked');
    expect([stage.effects, stage.aws.log().length - asked]).toEqual([[], 0]);
    await unlock(stage);
    await until('it rests', () => stage.plan()?.step.kind === 'resting');
    await rotated(stage);
    toolsWork(stage);
  });

  test.each(['continue-rotation', 'roll-back-rotation'] as const)(
    'keeps its key while the file reads empty, of which a person is told, who says %s later',
    async (kind) => {
      const stage = await withTools();
      const { files, writeConfig } = stage.model();
      const text = files.credentials;
      const read = async (credentials: string): Promise<void> => {
        files.credentials = credentials;
        await writeConfig(files.config);
      };
      stage.after = async () => {
        if (stage.effects.at(-1) === STORED) await read('');
      };
      rotate(stage, 'keychain', ['tools']);
      await stage.rest();
      expect(stage.progress()).toMatchObject({
        kind: 'stopped',
        failure: { kind: 'rotation', cause: { kind: 'not-followed', profile: 'tools' } },
      });
      expect(stage.awsKeys().map(({ active }) => active)).toEqual([true, true]);
      await read(text);
      stage.model().engine.run({ kind, identity: 'ada' });
      await stage.rest();
      toolsWork(stage);
      await holds(stage);
    },
  );
});

test('the old key is made active again, and inactive again', async () => {
  const stage = await startRotation();
  rotate(stage);
  await rotated(stage);
  const oldId = stage.plan()?.oldId ?? '';
  for (const to of ['active', 'inactive'] as const) {
    stage.model().engine.run({ kind: 'change-key', identity: 'ada', accessKeyId: oldId, to });
    await stage.rest();
    expect(stage.plan()?.step).toMatchObject({ kind: 'resting', old: to });
    expect(stage.awsKeys().find(({ id }) => id === oldId)?.active).toBe(to === 'active');
  }
});

test('a denial stops the plan with what AWS said, and both ways stay open', async () => {
  const world = worldWith([user({ policies: [allow('iam:List*', 'iam:Get*')], devices: [] })]);
  const stage = await startRotation({ world });
  rotate(stage);
  await stage.rest();
  expect(stage.progress()).toMatchObject({
    kind: 'stopped',
    failure: { kind: 'aws', operation: 'CreateAccessKey', cause: 'denied' },
  });
  stage.model().engine.run({ kind: 'roll-back-rotation', identity: 'ada' });
  await stage.rest();
  expect(stage.plan()).toBeNull();
  await holds(stage);
});
