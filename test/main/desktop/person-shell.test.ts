import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { shellOf } from '../../../app/export/default-shell.ts';
import { personShell } from '../../../main/desktop/person-shell.ts';

test.each([
  ['$SHELL', 'linux', { SHELL: '/usr/bin/fish' }, '/bin/bash', 'fish'],
  ['$SHELL on a Mac', 'darwin', { SHELL: '/bin/zsh' }, '/bin/bash', 'zsh'],
  ['the user database, without $SHELL', 'linux', {}, '/bin/tcsh', 'tcsh'],
  ['the user database, when $SHELL is none', 'linux', { SHELL: '/bin/false' }, '/bin/zsh', 'zsh'],
  ['sh, when nobody knows', 'linux', {}, null, 'sh'],
  ['sh, when nobody may log in', 'linux', {}, '/usr/sbin/nologin', 'sh'],
  ['PowerShell on Windows', 'win32', { SHELL: '/usr/bin/bash' }, null, 'powershell'],
] as const)('a person’s shell is that of %s', (_, platform, env, database, shell) => {
  expect(personShell(env, platform, () => database)).toBe(shell);
});

test('the user database of this machine is asked', () => {
  expect(personShell({}, 'linux')).toBe(shellOf(userInfo().shell ?? '') ?? 'sh');
});
