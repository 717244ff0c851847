import { createAwsFileEditor } from '../../main/storage/aws-file-editor.ts';
import { putSection } from '../../app/profiles/edit.ts';
import { isProfileName } from '../../app/profiles/profile.ts';
import { ok } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';

/**
 * Edits a file in a process of its own, so that it can be killed: arguments are the file, a value of 60 characters or
 * more for the token, and the step at which the process kills itself, or `never`.
 */
const [path = '', token = '', dieAt = 'never'] = process.argv.slice(2);
// A full disk sends no signal.
process.on('SIGXFSZ', () => undefined);
const name = 'dev';
if (!isProfileName(name)) throw new Error('no profile name');

const editor = createAwsFileEditor({
  home: '/nowhere',
  journal: { write: () => undefined },
  step: (step) => {
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
  },
});
const edited = await editor.edit(
  path,
  (text) => {
    const done = putSection(reveal(text), {
      target: { file: 'credentials', name },
      set: [['aws_session_token', token]],
      setIfNew: [],
      grant: null,
      replace: false,
      isKept: () => false,
    });
    return done.ok ? ok(secret(done.value.text)) : done;
  },
  { backup: true },
);
process.stdout.write(JSON.stringify(edited.ok ? { backup: edited.value.backup } : edited.failure));
