import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { ADA_FILES } from '../../support/model-engine.ts';

const stages: AgentStage[] = [];
const stage = async (...options: Parameters<typeof startAgentStage>): Promise<AgentStage> => {
  const one = await startAgentStage(...options);
  stages.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.stop()));
});

const CONFIG = '/home/ada/.aws/config';

describe('role profiles by the fobwatch command', () => {
  it('are added from a switch-role URL, edited, removed and taken back', async () => {
    const { run, model } = await stage();
    const url =
      'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=Build&displayName=ci';
    const added = await run(['add-profile', 'build', '--role', url, '--source-profile', 'ada']);
    expect(added).toEqual({ out: `Added build to ${CONFIG}.\n`, err: '', code: 0 });
    expect(model.files.config).toContain(
      '[profile build]\n# Fobwatch keeps this profile\nrole_arn = arn:aws:iam::444455556666:role/Build\nsource_profile = ada\n',
    );
    await run(['edit-profile', 'build', '--region', 'eu-west-1', '--external-id', 'x-1']);
    await run(['edit-profile', 'build', '--clear', 'external-id', '--source-profile', 'dev']);
    expect(model.files.config).toMatch(/role\/Build\nsource_profile = dev\nregion = eu-west-1\n$/);
    expect(await run(['remove-profile', 'build'])).toMatchObject({
      out: `Removed build in ${CONFIG}.\n`,
      code: 0,
    });
    expect(model.files.config).toBe(ADA_FILES);
    await run(['undo']);
    expect(model.files.config).toContain('[profile build]');
  });

  it('are added for many accounts at once, with what was left out', async () => {
    const { run, model, folder } = await stage();
    const file = join(folder, 'accounts.csv');
    writeFileSync(
      file,
      'Account ID,Account Name\n444455556666,Acme Prod\n5,short\n777788889999,dev\n',
    );
    const words = ['add-profiles', file, '--role', 'Audit', '--source-profile', 'ada'];
    const names = ['--names', '{account-name}'];
    const preview = await run([...words, ...names, '--dry-run']);
    expect(preview).toEqual({
      out: 'acme-prod  new\ndev        name taken, left out\n',
      err: 'fobwatch: Line 3 has a number of 1 digit; spreadsheets drop leading zeros.\n',
      code: 0,
    });
    expect(model.files.config).toBe(ADA_FILES);
    expect(await run([...words, ...names])).toMatchObject({ code: 0 });
    expect(model.role('acme-prod').roleArn).toBe('arn:aws:iam::444455556666:role/Audit');
    await run(['undo']);
    expect(model.files.config).toBe(ADA_FILES);
  });

  it('that a person wrote are left alone, and the lines that would change are named, without --replace', async () => {
    const { run, model } = await stage();
    const asked = await run(['edit-profile', 'ops', '--external-id', 'partner-8']);
    expect(asked).toEqual({
      out: '',
      err: `fobwatch: ops in ${CONFIG} was not made by Fobwatch, so nothing was changed yet: line 11: external_id = partner-7 → partner-8. Say yes to these lines, or add --replace.\n`,
      code: 7,
    });
    expect(model.files.config).toBe(ADA_FILES);
    expect(
      await run(['edit-profile', 'ops', '--external-id', 'partner-8', '--replace']),
    ).toMatchObject({ code: 0 });
    expect(model.files.config).toBe(ADA_FILES.replace('partner-7', 'partner-8'));
  });

  it.each([
    [
      ['add-profile', 'dev', '--role', '444455556666/x1', '--source-profile', 'ada'],
      'fobwatch: dev: there is a profile of that name already.\n',
      2,
    ],
    [
      ['add-profile', 'x', '--role', 'acme-prod/Admin', '--source-profile', 'ada'],
      'fobwatch: acme-prod is an account’s alias; its number of twelve digits is needed.\n',
      2,
    ],
    [
      ['add-profile', 'x', '--role', '444455556666/x1'],
      'fobwatch: x: say where its first credentials come from.\n',
      2,
    ],
    [
      ['edit-profile', 'dev', '--region', 'cn-north-1'],
      'fobwatch: dev: the role is in aws, and that region is not.\n',
      2,
    ],
    [['remove-profile', 'gone'], `fobwatch: ${CONFIG} has no profile gone; check its name.\n`, 6],
    [['share', 'gone'], 'fobwatch: There is no profile gone; check the name.\n', 6],
  ] as const)('%j is refused', async (words, err, code) => {
    const { run } = await stage();
    expect(await run([...words])).toEqual({ out: '', err, code });
  });

  it('keep a value that breaks its rule when something else of them is edited', async () => {
    const config = ADA_FILES.replace('partner-7', 'not an id!');
    const { run, model } = await stage({ config });
    expect(await run(['edit-profile', 'ops', '--region', 'eu-west-1', '--replace'])).toMatchObject({
      code: 0,
    });
    expect(model.files.config).toContain('external_id = not an id!\nregion = eu-west-1\n');
  });
});

describe('share and adopt', () => {
  const bob = '[bob]\naws_access_key_id = AKIABOB00000000000001\naws_secret_access_key = s\n';

  it('bring the roles of one person to another, each behind a source of theirs', async () => {
    const one = await stage();
    const file = join(one.folder, 'team.json');
    expect(await one.run(['share', '--output', file])).toMatchObject({ out: `${file}\n`, code: 0 });
    expect(await one.run(['share', '--output', file])).toMatchObject({ code: 7 });
    const two = await stage({ config: '', credentials: bob });
    const preview = await two.run(['adopt', file, '--source-profile', 'bob', '--dry-run']);
    expect(preview.out).toBe('dev    new\nops    new\naudit  new\ndata   new\n');
    expect(two.model.files.config).toBe('');
    await two.run(['adopt', file, '--source-profile', 'bob']);
    expect(two.model.role('data').chain).toEqual(['bob', 'dev', 'data']);
    const again = await two.run(['share']);
    expect(again.out).toBe(readFileSync(file, 'utf8'));
    expect(await two.run(['adopt', file, '--source-profile', 'bob'])).toMatchObject({
      err: 'fobwatch: Nothing new is in it; nothing was changed.\n',
      code: 0,
    });
  });

  it('take nothing from a file but roles', async () => {
    const { run, model, folder } = await stage({ config: '', credentials: bob });
    const file = join(folder, 'evil.json');
    const arn = 'arn:aws:iam::444455556666:role/x1';
    const profiles = [
      { name: 'a', role_arn: arn, credential_process: 'rm -rf /' },
      { name: 'b\n[profile c]', role_arn: arn },
      { name: 'd', role_arn: arn },
    ];
    writeFileSync(file, JSON.stringify({ kind: 'fobwatch-profiles', version: 1, profiles }));
    const ran = await run(['adopt', file, '--source-profile', 'bob']);
    expect(ran.out).toContain('refused: credential_process is never taken from a file');
    expect(model.files.config).toBe(
      `[profile d]\n# Fobwatch keeps this profile\nrole_arn = ${arn}\nsource_profile = bob\n`,
    );
  });

  it('leave alone what is there and differs, unless told to replace it', async () => {
    const one = await stage();
    const file = join(one.folder, 'team.json');
    await one.run(['share', 'ops', '--output', file]);
    const mine =
      '[profile ops]\nrole_arn = arn:aws:iam::444455556666:role/ops\nsource_profile = bob\n';
    const { run, model } = await stage({ config: mine, credentials: bob });
    const ran = await run(['adopt', file, '--source-profile', 'bob']);
    expect(ran.out).toBe('ops  there already, differs in external_id\n');
    expect(model.files.config).toBe(mine);
    await run(['adopt', file, '--source-profile', 'bob', '--replace']);
    expect(model.files.config).toBe(`${mine}external_id = partner-7\n`);
  });
});
