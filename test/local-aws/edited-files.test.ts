import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { externalDataInterceptor, parseKnownFiles } from '@smithy/shared-ini-file-loader';
import * as fc from 'fast-check';
import ini from 'ini';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { putSection, type Put } from '../../app/profiles/edit.ts';
import { seeSection } from '../../app/profiles/owned-section.ts';
import { isProfileName, type AwsFileKind } from '../../app/profiles/profile.ts';
import { fileTexts } from '../support/aws-file-texts.ts';
import { newFolder, run } from './run-client.ts';

/** What other tools read in files that Fobwatch wrote into: botocore, the JavaScript SDK, npm ini. */

const PYTHON = '/usr/bin/python3';
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_124);
const AMOUNT = 400;

/** Reads each text as botocore reads a file; null: it refuses the file. */
const READ_ALL = `
import json, sys, tempfile
from botocore.configloader import raw_config_parse
from botocore.exceptions import ConfigParseError
read = []
for text in json.load(sys.stdin):
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode('utf-8'))
        file.flush()
        try:
            read.append(raw_config_parse(file.name))
        except ConfigParseError:
            read.append(None)
json.dump(read, sys.stdout)
`;

const sections = z.record(z.string(), z.record(z.string(), z.unknown()));
type Sections = z.infer<typeof sections>;

const byBotocore = async (texts: readonly string[]): Promise<readonly (Sections | null)[]> => {
  const script = join(await newFolder(), 'read.py');
  await writeFile(script, READ_ALL);
  const ran = await run(PYTHON, [script], { stdin: JSON.stringify(texts) });
  if (ran.exitCode !== 0) throw new Error(ran.stderr);
  return z.array(sections.nullable()).parse(JSON.parse(ran.stdout));
};

const name = 'dev';
if (!isProfileName(name)) throw new Error('no profile name');

const putInto = (file: AwsFileKind): Put => ({
  target: { file, name },
  set:
    file === 'credentials'
      ? [
          ['aws_access_key_id', 'ASIAWRITTEN'],
          ['aws_secret_access_key', 'written/secret+='],
          ['aws_session_token', 'written/token=='],
          ['x_security_token_expires', '2026-11-24T13:00:00Z'],
        ]
      : [['credential_process', '"/home/ada lovelace/bin/fobwatch" credentials "dev"']],
  setIfNew: file === 'credentials' ? [] : [['region', 'eu-central-1']],
  grant: 'role:dev',
  replace: true,
  isKept: () => true,
});

const edited = (file: AwsFileKind) =>
  fc.sample(fileTexts(file), { numRuns: AMOUNT, seed: SEED }).flatMap((text) => {
    const done = putSection(text, putInto(file));
    const several = seeSection(text, putInto(file).target).parts.length > 1;
    return done.ok && !several ? [{ before: text, after: done.value.text, ...done.value }] : [];
  });

const ODD = /^\s*\[[^\]]*$|\]\s*[;#x]|^[ \t]+\S/m;
const OLD_TOKEN = 'aws_security_token';
const own = (file: AwsFileKind, existed: boolean): Readonly<Record<string, string>> =>
  Object.fromEntries([...putInto(file).set, ...(existed ? [] : putInto(file).setIfNew)]);

describe.each<AwsFileKind>(['credentials', 'config'])(
  `any %s file with a section of ours (seed ${SEED})`,
  (file) => {
    const all = edited(file);

    it('is read by botocore as before, but for our keys', async () => {
      const before = await byBotocore(all.map((one) => one.before));
      const after = await byBotocore(all.map((one) => one.after));
      const header = file === 'credentials' ? name : `profile ${name}`;
      const read = before.flatMap((was, at) => (was === null ? [] : [{ was, is: after[at], at }]));
      expect(read.length).toBeGreaterThan(AMOUNT / 8);
      for (const { was, is, at } of read) {
        const target =
          Object.keys(is ?? {}).find((one) => one.replaceAll('"', '') === header) ?? header;
        const rest = { ...was[target] };
        if (file === 'credentials') delete rest[OLD_TOKEN];
        expect(is).toEqual({
          ...was,
          [target]: { ...rest, ...own(file, all[at]?.existed ?? false) },
        });
      }
    });

    it('is read by the JavaScript SDK as before, but for our keys', async () => {
      const read = async (text: string) => {
        externalDataInterceptor.interceptFile('/edited/config', file === 'config' ? text : '');
        externalDataInterceptor.interceptFile(
          '/edited/credentials',
          file === 'credentials' ? text : '',
        );
        return parseKnownFiles({
          configFilepath: '/edited/config',
          filepath: '/edited/credentials',
        });
      };
      // Torn headers and deeper lines it reads in ways of its own (agreement.test.ts).
      const plain = all.filter(({ before }) => !ODD.test(before));
      expect(plain.length).toBeGreaterThan(AMOUNT / 8);
      for (const { before, after, existed } of plain) {
        // One file at a time: the interceptor is one for all.
        // eslint-disable-next-line no-await-in-loop
        const [was, is] = [await read(before), await read(after)];
        // Keys in capitals are others to this loader; ours replaced them.
        const gone = new Set(file === 'credentials' ? [OLD_TOKEN, 'AWS_ACCESS_KEY_ID'] : []);
        const rest = Object.fromEntries(
          Object.entries(was[name] ?? {}).filter(([key]) => !gone.has(key)),
        );
        expect(is).toEqual({ ...was, [name]: { ...rest, ...own(file, existed) } });
      }
    });
  },
);

it('npm ini and all others take the marker for a comment', () => {
  const done = putSection('', putInto('credentials'));
  expect(ini.parse(done.ok ? done.value.text : '')).toEqual({ [name]: own('credentials', false) });
});
