import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { putSection } from '../../app/profiles/edit.ts';
import { isProfileName } from '../../app/profiles/profile.ts';
import { ok } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';
import { createAwsFileEditor } from '../../main/storage/aws-file-editor.ts';
import { patience, runs } from '../support/runs.ts';
import { AWS, newFolder, QUIET, run } from './run-client.ts';

/**
 * Our editor and Debian's awscli on one file at the same time. awscli reads, truncates and rewrites without a lock, so
 * two of its own can lose each other's work; ours must not lose its work nor take it for granted.
 */

const PYTHON = '/usr/bin/python3';
const name = 'dev';
if (!isProfileName(name)) throw new Error('no profile name');

const FILLER = Array.from(
  { length: 200 },
  (_, at) => `# remark ${at}\n[other-${at}]\nx = ${at}\n`,
).join('');
const START = `# mine\n[ada]\nregion = eu-west-1\n${FILLER}`;

const windows: number[] = [];
const kinds = new Map<string, number>();
const editor = createAwsFileEditor({
  home: '/nowhere',
  journal: {
    write: ({ facts }) => {
      windows.push(Number(facts['window']));
      kinds.set(String(facts['aftermath']), (kinds.get(String(facts['aftermath'])) ?? 0) + 1);
    },
  },
});

const write = (path: string, value: string) =>
  editor.edit(
    path,
    (text) => {
      const done = putSection(reveal(text), {
        target: { file: 'credentials', name },
        set: [['aws_session_token', value]],
        setIfNew: [],
        grant: 'role:dev',
        replace: false,
        isKept: () => false,
      });
      return done.ok ? ok(secret(done.value.text)) : done;
    },
    { backup: false },
  );

/** awscli's own writer, without the half second that starting it takes; one update for each line it is sent. */
const WRITER = `
import sys, time
from awscli.customizations.configure.writer import ConfigFileWriter
writer = ConfigFileWriter()
print('ready', flush=True)
for line in sys.stdin:
    path, value, wait = line.split()
    time.sleep(float(wait))
    writer.update_config({'__section__': 'ada', 'region': value}, path)
    print('done', flush=True)
`;

const startWriter = async () => {
  const script = join(await newFolder(), 'writer.py');
  writeFileSync(script, WRITER);
  const child = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return async (path: string, value: string, wait: number): Promise<void> => {
    child.stdin.write(`${path} ${value} ${wait / 1000}\n`);
    await lines.next();
  };
};

const bothIn = (path: string, theirs: string, ours: string): string => {
  const text = readFileSync(path, 'utf8');
  const without = text
    .replace(`region = ${theirs}\n`, 'region = eu-west-1\n')
    .replace(
      /\n\[dev\]\n# Fobwatch writes this section, for role:dev\naws_session_token = (.*)\n$/,
      (_all, value) => (value === ours ? '' : `\n${value} instead of ${ours}\n`),
    );
  return without;
};

describe('beside awscli', () => {
  const { numRuns: rounds } = runs(25);

  it(
    `${rounds} times at the same time, neither loses what it wrote, nor anything else`,
    { timeout: patience(25) + rounds * 1_000 },
    async () => {
      const path = join(await newFolder(), 'credentials');
      writeFileSync(path, START);
      const theirs = await startWriter();
      for (let round = 0; round < rounds; round += 1) {
        const region = `eu-test-${round}`;
        const token = `token-${round}==`;
        // Spread over all that an edit does: its reads, the moment of the rename, and its look after.
        const wait = (round * 7) % 45;
        // eslint-disable-next-line no-await-in-loop
        const [edited] = await Promise.all([write(path, token), theirs(path, region, wait)]);
        expect(edited).toMatchObject({ ok: true });
        expect(bothIn(path, region, token)).toBe(START);
      }
      const sorted = windows.toSorted((one, other) => one - other);
      const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(3);
      console.info(
        `window from comparison to rename: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, most ${at(1)} ms; ` +
          [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '),
      );
    },
  );

  it('itself, as people run it', async () => {
    const path = join(await newFolder(), 'config');
    writeFileSync(path, START);
    const set = ['configure', 'set', 'region', 'eu-test-1', '--profile', 'ada'];
    const env = { ...QUIET, AWS_CONFIG_FILE: path };
    const before = START.replace('[ada]', '[profile ada]');
    writeFileSync(path, before);
    const [edited, ran] = await Promise.all([write(path, 'token=='), run(AWS, set, { env })]);
    expect([edited.ok, ran.exitCode, ran.stderr]).toEqual([true, 0, '']);
    expect(bothIn(path, 'eu-test-1', 'token==')).toBe(before);
  });
});
