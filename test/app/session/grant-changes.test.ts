import { describe, expect, it } from 'vitest';
import { foreignDetail } from '../../../app/detail.ts';
import type { Grant } from '../../../app/model.ts';
import { ended, pruned } from '../../../app/session/grant-changes.ts';
import { freshGrant, type AppState } from '../../../app/session/state.ts';
import { heldOf, role, roleOf, session, stateOf, wanted } from '../../support/model-state.ts';

const halted = (grant: Grant): Grant => ({ ...grant, wish: 'halted' });
const unread: AppState['fileProblems'] = [
  { kind: 'aws-file', path: '/home/ada/.aws/config', detail: foreignDetail('EIO') },
];

const namesIn = ({ grants }: AppState): readonly string[] => [...grants.keys()];

describe('a grant that no file names any more', () => {
  it.each<[string, Grant, AppState['fileProblems'], boolean]>([
    ['not wanted', freshGrant(role('gone')), [], false],
    ['not wanted, and a file cannot be read', freshGrant(role('gone')), unread, false],
    ['wanted', wanted(role('gone')), [], false],
    ['wanted, and a file cannot be read', wanted(role('gone')), unread, true],
    ['stopped by a person', halted(freshGrant(role('gone'))), [], true],
    ['a session that was stopped', halted(freshGrant(session('eve'))), [], true],
    ['held', { ...freshGrant(role('gone')), held: heldOf() }, [], true],
  ])('%s: is it there still?', (_, grant, fileProblems, isThere) => {
    const state = stateOf({ roles: [roleOf('dev')], grants: [grant], fileProblems });
    expect(namesIn(pruned(state))).toHaveLength(isThere ? 1 : 0);
  });

  it('holds nothing once it ended, and is wanted still where a file cannot be read', () => {
    const grants = [wanted(role('gone'), { held: heldOf() })];
    expect(ended(stateOf({ grants, fileProblems: unread }), 'role:gone').grants.get('role:gone'))
      // What it held is over.
      .toEqual(wanted(role('gone')));
    expect(namesIn(ended(stateOf({ grants }), 'role:gone'))).toEqual([]);
  });

  it('is remembered among the latest five hundred', () => {
    const grants = Array.from({ length: 700 }, (_, i) => halted(freshGrant(role(`gone${i}`))));
    const names = namesIn(pruned(stateOf({ grants })));
    expect(names).toHaveLength(500);
    expect(names.at(-1)).toBe('role:gone699');
  });
});
