import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { gated } from '../../support/gated.ts';
import { run } from '../../support/lock-model.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const dev = { kind: 'role', profile: 'dev' } as const;
const CREDENTIALS = '/home/ada/.aws/credentials';
const FILE = '/home/ada/dev.json';

const copy: Command = { kind: 'copy-exports', target: dev };
const save: Command = { kind: 'export-file', targets: [dev], format: 'boto', path: FILE };
const write: Command = {
  kind: 'write-profile',
  target: dev,
  profile: null,
  file: null,
  replace: false,
  backup: false,
};
const stop: Command = { kind: 'stop', targets: [dev] };
const lock: Command = { kind: 'lock' };
const renew: Command = { kind: 'renew', targets: [dev] };

/** A model with a role that is running for a minute, whose clipboard and files take their time once told so. */
const slowly = async () => {
  const gate = gated();
  const is = { slow: false };
  const slow = <T>(work: () => Promise<T>): Promise<T> =>
    is.slow ? gate.wait().then(work) : work();
  const model = await startModel({
    ports: (ports) => ({
      ...ports,
      clipboard: { ...ports.clipboard, write: (text) => slow(() => ports.clipboard.write(text)) },
      credentialFiles: {
        ...ports.credentialFiles,
        write: (...file) => slow(() => ports.credentialFiles.write(...file)),
      },
      awsFileEditor: { edit: (...file) => slow(() => ports.awsFileEditor.edit(...file)) },
    }),
  });
  await model.enterCode();
  await model.clock.advance(MINUTE);
  return { model, gate, is };
};

const endOf = ({ engine }: Model): number | undefined =>
  engine.state().grants.get('role:dev')?.held?.expiresAt;

describe('what left while its place took its time', () => {
  it.each([
    ['copied', 'stopped', copy, stop, 'copy', 'clipboard'],
    ['copied', 'locked away', copy, lock, 'copy', 'clipboard'],
    ['copied', 'renewed', copy, renew, 'copy', 'clipboard'],
    ['saved in a file', 'stopped', save, stop, 'export', FILE],
    ['saved in a file', 'locked away', save, lock, 'export', FILE],
    ['saved in a file', 'renewed', save, renew, 'export', FILE],
    ['written into a profile', 'stopped', write, stop, 'write', CREDENTIALS],
    ['written into a profile', 'locked away', write, lock, 'write', CREDENTIALS],
    ['written into a profile', 'renewed', write, renew, 'write', CREDENTIALS],
  ] as const)(
    'is in the ledger as it was %s, though it was %s meanwhile',
    async (_as, _by, way, meanwhile, how, to) => {
      const { model, gate, is } = await slowly();
      const expiresAt = endOf(model);
      is.slow = true;
      await run(model, way);
      await run(model, meanwhile);
      expect(endOf(model)).not.toBe(expiresAt);
      is.slow = false;
      await gate.open();
      expect(model.ledger[0]).toMatchObject({
        target: 'role:dev',
        how,
        to,
        outcome: 'given',
        expiresAt,
      });
    },
  );

  it('is in the ledger when a section was written again, though it was stopped meanwhile', async () => {
    const { model, gate, is } = await slowly();
    await run(model, write);
    is.slow = true;
    await run(model, renew);
    const expiresAt = endOf(model);
    await run(model, stop);
    is.slow = false;
    await gate.open();
    expect(model.ledger.slice(1)).toMatchObject([
      { target: 'role:dev', how: 'write', to: CREDENTIALS, via: 'renewal', expiresAt },
    ]);
  });

  it('is taken out of the clipboard by the lock that came meanwhile', async () => {
    const { model, gate, is } = await slowly();
    is.slow = true;
    await run(model, copy);
    await run(model, lock);
    await gate.open();
    expect(model.clipboard.text).toBe('');
    expect(model.snapshot().lock).toMatchObject({ kind: 'locked', failures: [] });
  });
});
