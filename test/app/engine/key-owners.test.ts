import { expect, it } from 'vitest';
import { settle, settleAll } from '../../support/model-clock.ts';
import { denied } from '../../support/model-aws.ts';
import { emptyDisk, startModel } from '../../support/model-engine.ts';

const session = { kind: 'session', identity: 'ada' } as const;
const USER = 'arn:aws:iam::111122223333:user/ada';

it('a session that a person marked as production is production from the first moment of the next start', async () => {
  const disk = emptyDisk();
  const first = await startModel({ disk });
  await first.enterCode();
  first.engine.run({ kind: 'check-identity', identity: 'ada' });
  await settle();
  first.engine.run({ kind: 'mark-production', target: session, production: true });
  await settle();
  expect(first.session('ada').guard?.rule).toBe(USER);
  await first.engine.stop();

  const settings = { productionRules: first.engine.settings().productionRules };
  const second = await startModel({ disk, settings, clock: first.clock, aws: first.aws });
  expect(second.session('ada').phase.kind).toBe('fresh');
  expect(second.session('ada').guard?.rule).toBe(USER);
  // The key is in a file: nobody asked AWS again.
  expect(second.session('ada').origin).toBe('file');
});

it('a role in an account whose alias says production stays production while its key is asked of again', async () => {
  const model = await startModel({ settings: { productionRules: 'acme' } });
  // No role may look: it is known by the key alone.
  model.aws.answers.set('ListAccountAliases', [denied(), denied(), denied()]);
  await model.enterCode();
  await settle();
  expect(model.role('dev').guard).toBeNull();
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  await settle();
  expect(model.role('dev').guard?.rule).toBe('acme');
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  expect(model.role('dev').guard?.rule).toBe('acme');
});

it('who a key is, known before the file of owners is read, is kept in it as well', async () => {
  const disk = emptyDisk();
  const first = await startModel({ disk, credentials: '' });
  first.engine.run({
    kind: 'add-identity',
    name: 'ada',
    accessKeyId: 'AKIAMODEL00000000001',
    secretAccessKey: 'model-long-term-secret-0123456789abcdefg',
    serial: '',
  });
  await settleAll();
  await first.engine.stop();
  disk.owners = [];
  const second = await startModel({ disk, credentials: '' });
  await second.engine.stop();
  expect(disk.owners.map(({ arn }) => arn)).toEqual([USER]);
});
