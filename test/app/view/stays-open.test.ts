import { describe, expect, it } from 'vitest';
import { whoIs } from '../../../app/guard/gate.ts';
import type { Asker } from '../../../app/session/asker.ts';
import { staysOpen } from '../../../app/view/stays-open.ts';
import {
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const prod = role('prod');
const terraform = { program: 'terraform', pid: 4711 };
const served = { roles: [roleOf('prod')], grants: [wanted(session(), { held: sessionHeld() })] };

const questionOf = (asker: Asker) =>
  stateOf({
    ...served,
    guard: {
      asks: new Map([
        [
          'a',
          {
            id: 'a',
            target: prod,
            standsFor: null,
            how: 'copy',
            who: whoIs(asker),
            to: null,
            by: asker === 'person' ? null : { ...terraform, folder: null },
            at: NOW,
            answer: null,
          },
        ],
      ]),
      answers: [],
    },
  });

describe('the popover stays when the focus goes elsewhere', () => {
  it.each([
    ['while a code is asked for', stateOf(), true],
    ['not when that was set aside', stateOf({ ask: { chosen: null, aside: true } }), false],
    ['not when nothing is asked', stateOf(served), false],
    ['while a person answers their own question', questionOf('person'), true],
    ['not for what a program asks', questionOf(terraform), false],
  ])('%s', (_, state, stays) => {
    expect(staysOpen(state, NOW)).toBe(stays);
  });
});
