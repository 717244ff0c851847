import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ProfileChange } from '../../../app/profiles/edit-profiles.ts';
import { profilesInto, profilesTakenBack } from '../../../app/profiles/profile-texts.ts';
import { createAwsFileEditor } from '../../../main/storage/aws-file-editor.ts';
import { temporaryFolders } from '../temporary-folder.ts';

// Real files, edited by the real editor and read by Debian's awscli.

const temporaryFolder = temporaryFolders();

const run = promisify(execFile);
const ARN = 'arn:aws:iam::444455556666:role/team/Build';

const aws = async (folder: string, ...words: readonly string[]): Promise<string> => {
  const { stdout } = await run('/usr/bin/aws', [...words], {
    env: {
      HOME: folder,
      PATH: '/usr/bin:/bin',
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  return stdout.trim();
};

const WIKI = [
  '# from the wiki',
  '[default]',
  'region = eu-west-1',
  '',
  '[profile ops] ; theirs',
  'role_arn=arn:aws:iam::444455556666:role/ops',
  's3 =',
  '  max_concurrent_requests = 20',
  'source_profile = default',
  '',
  '# the end',
].join('\r\n');

const started = () => {
  const folder = temporaryFolder();
  const path = join(folder, 'config');
  writeFileSync(path, WIKI);
  writeFileSync(join(folder, 'credentials'), '');
  const editor = createAwsFileEditor({ home: folder, journal: { write: () => undefined } });
  const change = async (...changes: readonly ProfileChange[]) => {
    const edited = await editor.edit(path, profilesInto(changes, 'all').change, { backup: true });
    if (!edited.ok) throw new Error(JSON.stringify(edited.failure));
    return edited.value;
  };
  return { folder, path, editor, change, text: () => readFileSync(path, 'utf8') };
};

const values = {
  role_arn: ARN,
  source_profile: 'default',
  external_id: 'a:b/c=d@e',
  duration_seconds: '7200',
  region: 'eu-central-1',
};

describe('profiles written for awscli', () => {
  it('are listed by it, and each key reads as it was wanted', async () => {
    const { folder, change } = started();
    await change({ kind: 'add', name: 'team.build/x@y', values });
    expect(await aws(folder, 'configure', 'list-profiles')).toBe('default\nops\nteam.build/x@y');
    for (const [key, value] of Object.entries(values))
      // One after another: awscli is slow to start, and two cores are shared.
      // eslint-disable-next-line no-await-in-loop
      expect(await aws(folder, 'configure', 'get', key, '--profile', 'team.build/x@y')).toBe(value);
  });

  it('that a person wrote keep what it reads of their blocks and neighbours', async () => {
    const { folder, change, text } = started();
    await change({ kind: 'edit', name: 'ops', values: { ...values, source_profile: 'default' } });
    expect(text()).toContain('[profile ops] ; theirs\r\n');
    const nested = await aws(folder, 'configure', 'get', 'ops.s3.max_concurrent_requests');
    expect(nested).toBe('20');
    expect(await aws(folder, 'configure', 'get', 'role_arn', '--profile', 'ops')).toBe(ARN);
    expect(await aws(folder, 'configure', 'get', 'region')).toBe('eu-west-1');
  });

  it('are gone for it when they are removed, and back when that is taken back, to the byte', async () => {
    const { folder, path, editor, change, text } = started();
    const { before, after } = await change(
      { kind: 'remove', name: 'ops' },
      { kind: 'add', name: 'new', values },
    );
    expect(await aws(folder, 'configure', 'list-profiles')).toBe('default\nnew');
    expect(readFileSync(`${path}~`, 'utf8')).toBe(WIKI);
    const back = profilesTakenBack(['ops', 'new'], before, after);
    const undone = await editor.edit(path, back, { backup: false });
    expect(undone.ok).toBe(true);
    expect(text()).toBe(WIKI);
  });
});
