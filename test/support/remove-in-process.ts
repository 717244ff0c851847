import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';
import { createAwsFileEditor } from '../../main/storage/aws-file-editor.ts';
import { createAwsFiles } from '../../main/storage/aws-files.ts';
import { createBackups } from '../../main/storage/backups.ts';
import { emptyDisk, startModel } from './model-engine.ts';
import { until } from './until.ts';

/**
 * The engine on real AWS files, in a process of its own so that it can be killed: arguments are the home folder, what
 * is done (`remove` the key of ada, or only `start`), and the step at which the process kills itself, or `never`. What
 * stands for the keychain is a file beside the home.
 */
const [home = '', what = 'start', dieAt = 'never'] = process.argv.slice(2);
const keychain = `${home}-keychain.json`;
const dieOn = (kind: 'edit' | 'seal', step: string): void => {
  if (`${kind}:${step}` === dieAt) process.kill(process.pid, 'SIGKILL');
};

const ID = 'AKIAPLANTED000000001';
const disk = emptyDisk();
if (existsSync(keychain)) {
  disk.keys.set('ada', {
    accessKeyId: ID,
    secretAccessKey: secret(readFileSync(keychain, 'utf8')),
  });
  disk.known = [
    { name: 'ada', accessKeyId: ID, serial: null, userArn: null, account: null, alias: null },
  ];
}
const journal = { write: () => undefined };
const awsFiles = createAwsFiles({ env: {}, home });
const model = await startModel({
  disk,
  ports: (ports) => ({
    ...ports,
    awsFiles,
    awsFileEditor: createAwsFileEditor({ home, journal, step: (step) => dieOn('edit', step) }),
    backups: createBackups({
      sealingKey: async () => ok(secret(Buffer.alloc(32, 7).toString('base64'))),
      step: (step) => dieOn('seal', step),
    }),
  }),
});
const found = () => model.snapshot().found;

if (what === 'remove') {
  model.engine.run({ kind: 'import-found', profiles: ['ada'] });
  await until('the key in the keychain', () => disk.keys.has('ada'));
  const key = disk.keys.get('ada');
  if (key !== undefined) writeFileSync(keychain, reveal(key.secretAccessKey), { mode: 0o600 });
  model.engine.run({ kind: 'ask-removal', identities: ['ada'] });
  await until('the question', () => found().removal.kind === 'asked');
  model.engine.run({ kind: 'remove-plain-keys', processes: true });
  await until('the answer', () => !['asked', 'working'].includes(found().removal.kind));
} else {
  const backup = join(home, '.aws', 'credentials~');
  await until('the backups', () => !existsSync(backup) || found().backups.length > 0);
}
process.stdout.write(found().removal.kind);
process.exit(0);
