import { ownDetail } from '../../../app/detail.ts';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import {
  codeChoiceDecoder,
  createListFile,
  createListFiles,
  madeDeviceDecoder,
} from '../../../main/storage/list-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const newFolder = temporaryFolders();
const place = (): string => join(newFolder(), 'list.json');
const devicesAt = (path: string) => createListFile({ path, member: madeDeviceDecoder });
const choicesAt = (path: string) => createListFile({ path, member: codeChoiceDecoder });

describe('a list in a file of its own', () => {
  it('is empty where there is no file', async () => {
    expect(await devicesAt(place()).load()).toEqual(ok([]));
  });

  it('comes back as it was saved, in a file that only this user reads', async () => {
    const path = place();
    const devices = [{ identity: 'ada', serial: 'arn:aws:iam::111122223333:mfa/ada' }];
    expect(await devicesAt(path).save(devices)).toEqual(ok(null));
    expect(await devicesAt(path).load()).toEqual(ok(devices));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 1 });
  });

  it('holds who keys are, of each that AWS named', async () => {
    const data = newFolder();
    const user = 'arn:aws:iam::111122223333:user/ada';
    const owners = [
      { accessKeyId: 'AKIAMODEL00000000001', arn: user, account: '111122223333', alias: null },
    ];
    expect(await createListFiles(data).keyOwners.save(owners)).toEqual(ok(null));
    expect(await createListFiles(data).keyOwners.load()).toEqual(ok(owners));
    expect(statSync(join(data, 'owners.json')).mode & 0o777).toBe(0o600);
  });

  it('holds what accounts are called', async () => {
    const data = newFolder();
    const aliases = [
      { account: '111122223333', iam: null, alias: 'acme', askedAt: 1_800_000_000_000 },
      { account: '111122223333', iam: 'http://[::1]:4566', alias: null, askedAt: 1 },
    ];
    expect(await createListFiles(data).accountAliases.load()).toEqual(ok([]));
    expect(await createListFiles(data).accountAliases.save(aliases)).toEqual(ok(null));
    expect(await createListFiles(data).accountAliases.load()).toEqual(ok(aliases));
    expect(readdirSync(data)).toEqual(['accounts.json']);
  });

  it('holds which code steps are spent', async () => {
    const data = newFolder();
    const steps = [{ serial: 'arn:aws:iam::111122223333:mfa/ada', step: 60_000_000 }];
    expect(await createListFiles(data).spentSteps.load()).toEqual(ok([]));
    expect(await createListFiles(data).spentSteps.save(steps)).toEqual(ok(null));
    expect(await createListFiles(data).spentSteps.load()).toEqual(ok(steps));
    expect(readdirSync(data)).toEqual(['steps.json']);
  });

  it('holds where codes come from, and no seed', async () => {
    const path = place();
    const choices = [
      { identity: 'ada', source: { kind: 'seed' } },
      { identity: 'grace', source: { kind: 'command', command: 'oathtool --totp' } },
    ] as const;
    await choicesAt(path).save(choices);
    expect(await choicesAt(path).load()).toEqual(ok(choices));
    writeFileSync(
      path,
      '{"version":1,"list":[{"identity":"ada","source":{"kind":"seed","seed":"X"}}]}',
    );
    expect(await choicesAt(path).load()).toMatchObject({ ok: false });
  });

  it.each([
    ['no JSON', '{', ownDetail('not-json')],
    ['of a version to come', '{"version":2,"list":[]}', ownDetail('not-ours')],
    ['of something else', '{"version":1,"list":[{"identity":"ada"}]}', ownDetail('not-ours')],
  ])('a file that is %s is told, and not taken for an empty one', async (_, text, detail) => {
    const path = place();
    writeFileSync(path, text);
    expect(await devicesAt(path).load()).toEqual({ ok: false, failure: { path, detail } });
  });
});
