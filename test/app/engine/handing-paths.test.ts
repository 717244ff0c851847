import { expect, it } from 'vitest';
import { pathOf } from '../../../app/engine/handing.ts';
import type { Asker } from '../../../app/session/asker.ts';
import type { HandOver, LedgerEntry } from '../../../app/ledger.ts';

const bash = { program: 'bash', pid: 812 };

it.each<[string, HandOver, Asker | 'renewal', Partial<LedgerEntry>]>([
  ['a click in the window', 'copy', 'person', { via: 'window', by: null, pid: null }],
  ['the menu of the tray', 'copy', 'menu', { via: 'menu', by: null, pid: null }],
  ['a section that follows renewals', 'write', 'renewal', { via: 'renewal', by: null, pid: null }],
  ['the fobwatch command', 'env', bash, { via: 'helper', by: 'bash', pid: 812 }],
  ['a program without a name', 'env', 'program', { via: 'helper', by: null, pid: null }],
  ['the container endpoint', 'endpoint', bash, { via: 'endpoint', by: 'bash', pid: 812 }],
])('the ledger tells %s from the other paths', (_, how, from, path) => {
  expect(pathOf(how, from)).toEqual(path);
});
