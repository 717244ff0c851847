import { describe, expect, it } from 'vitest';
import { defaultShell, shellOf } from '../../../app/export/default-shell.ts';

describe('the shell a program is', () => {
  it.each([
    ['/bin/bash', 'bash'],
    ['/usr/bin/zsh', 'zsh'],
    ['-zsh', 'zsh'],
    ['/bin/dash', 'sh'],
    ['/bin/sh', 'sh'],
    ['/usr/bin/ksh93', 'sh'],
    ['/opt/homebrew/bin/fish', 'fish'],
    ['/home/ada/.cargo/bin/nu', 'nushell'],
    ['/bin/tcsh', 'tcsh'],
    ['/bin/csh', 'tcsh'],
    ['/usr/bin/pwsh', 'powershell'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.exe', 'powershell'],
    ['C:\\Windows\\System32\\cmd.exe', 'cmd'],
    ['/usr/sbin/nologin', null],
    ['/bin/false', null],
    ['', null],
  ])('%s is %s', (program, shell) => {
    expect(shellOf(program)).toBe(shell);
  });
});

describe('the shell exports are written for', () => {
  it.each([
    ['auto', 'zsh', 'zsh'],
    ['fish', 'zsh', 'fish'],
  ] as const)('with %s in the settings and a person of %s is %s', (exportShell, own, shell) => {
    expect(defaultShell({ exportShell }, own)).toBe(shell);
  });
});
