import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/index.ts';
import { gated } from '../../support/gated.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

// What takes an edit of an AWS file back holds long-term keys: a lock lets go of it.

const MINUTE = 60_000;
const CREDENTIALS = '/home/ada/.aws/credentials';
const SECRET = 'model-long-term-secret-0123456789abcdefg';

const tell = async (model: Model, ...commands: readonly Command[]): Promise<void> => {
  for (const command of commands) {
    model.engine.run(command);
    // oxlint-disable-next-line no-await-in-loop -- a person does one thing after another
    await settle();
    // oxlint-disable-next-line no-await-in-loop
    await settle();
  }
};

const imported: Command = { kind: 'import-found', profiles: ['ada'] };
const ask: Command = { kind: 'ask-removal', identities: ['ada'] };
const remove: Command = { kind: 'remove-plain-keys', processes: false };
const removeAndLead: Command = { kind: 'remove-plain-keys', processes: true };
const restore: Command = { kind: 'restore-backup', path: `${CREDENTIALS}~` };
const lock: Command = { kind: 'lock' };

/** Edits that, once told so, are made at once and answered when the gate opens. */
const slowEdits = () => {
  const gate = gated();
  const edits = { slowly: false };
  const ports = (own: Ports): Ports => ({
    ...own,
    awsFileEditor: {
      edit: async (...asked) => {
        const edited = await own.awsFileEditor.edit(...asked);
        if (edits.slowly) await gate.wait();
        return edited;
      },
    },
  });
  return { gate, edits, ports };
};

const unlock = async (model: Model): Promise<void> => {
  await model.clock.advance(MINUTE);
  await model.enterCode();
  expect(model.engine.state().lock.kind).toBe('open');
};

/** Undo, once it is open again, finds nothing that it could be made from. */
const expectForgotten = async (model: Model): Promise<void> => {
  const before = { ...model.files };
  await unlock(model);
  await tell(model, { kind: 'undo-removal' });
  expect(model.snapshot().found.removal).toEqual({ kind: 'undone', paths: [] });
  expect(model.files).toEqual(before);
};

describe('what a lock lets go of', () => {
  it('is the keys that a removal took out', async () => {
    const model = await startModel();
    await tell(model, imported, ask, remove, lock);
    expect(model.files.credentials).not.toContain(SECRET);
    await expectForgotten(model);
  });

  it('is the keys that a removal on its way takes out', async () => {
    const { gate, edits, ports } = slowEdits();
    const model = await startModel({ ports });
    await tell(model, imported, ask);
    edits.slowly = true;
    await tell(model, removeAndLead, lock);
    edits.slowly = false;
    await gate.open();
    await settle();
    expect(model.files.config).toContain('credential_process');
    await expectForgotten(model);
  });

  it('is the file of before that a backup on its way replaces', async () => {
    const { gate, edits, ports } = slowEdits();
    const model = await startModel({ ports });
    await tell(model, imported, ask, remove);
    edits.slowly = true;
    await tell(model, restore, lock);
    edits.slowly = false;
    await gate.open();
    await settle();
    expect(model.files.credentials).toContain(SECRET);
    await expectForgotten(model);
  });

  it('is the config file of before that profiles on their way are changed in', async () => {
    const { gate, edits, ports } = slowEdits();
    const model = await startModel({ ports });
    edits.slowly = true;
    await tell(
      model,
      {
        kind: 'change-profiles',
        changes: [
          {
            kind: 'add',
            name: 'build',
            values: { role_arn: 'arn:aws:iam::444455556666:role/build', source_profile: 'ada' },
          },
        ],
        agreed: [],
      },
      lock,
    );
    edits.slowly = false;
    await gate.open();
    await settle();
    expect(model.files.config).toContain('[profile build]');
    await unlock(model);
    await tell(model, { kind: 'undo-write' });
    expect(model.files.config).toContain('[profile build]');
  });
});
