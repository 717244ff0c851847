import { describe, expect, it } from 'vitest';
import type { EditRefusal } from '../../../app/profiles/edit.ts';
import { standsAlready } from '../../../app/profiles/standing.ts';

const made = {
  before: '[a]\nx = 1\n\n[b]\ny = 1\n',
  after: '[a]\nx = 2\n\n[b]\ny = 1\n',
};

describe('a change that was made and is refused the next time', () => {
  it.each<readonly [string, EditRefusal, string, boolean]>([
    ['what it added is there', { kind: 'taken' }, '', true],
    ['what it removed is not there', { kind: 'not-there' }, '', true],
    ['what it took away is not ours', { kind: 'not-owned' }, '', true],
    [
      'its lines are as it made them',
      { kind: 'changed-since' },
      '[c]\nz = 1\r\n[a]\nx = 2\r\n',
      true,
    ],
    ['others took lines away that it left', { kind: 'changed-since' }, '[a]\nx = 2\n', true],
    ['a line that it took away is back', { kind: 'changed-since' }, '[a]\nx = 1\nx = 2\n', false],
    ['a line that it added is gone', { kind: 'changed-since' }, '[a]\nx = 3\n', false],
    ['the section is another’s by now', { kind: 'foreign' }, '[a]\nx = 2\n', false],
    ['the file became unclear', { kind: 'unclear', line: 1 }, '[a]\nx = 2\n', false],
  ])('stands or not where %s', (_, refusal, now, stands) => {
    expect(standsAlready(refusal, made, now)).toBe(stands);
  });
});
