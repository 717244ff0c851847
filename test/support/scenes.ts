import { forms } from './acts/forms.ts';
import { grants } from './acts/grants.ts';
import { guard } from './acts/guard.ts';
import { keys, wizard } from './acts/devices.ts';
import { daily, everyPanel } from './acts/daily.ts';
import { first, many, nothing, troubles } from './acts/lists.ts';
import { identities } from './acts/identities.ts';
import { locked } from './acts/locked.ts';
import { told } from './acts/told.ts';
import type { Act } from './scene.ts';

/** Every view there is, those that take longest first. */
export const acts: readonly Act[] = [
  wizard,
  everyPanel,
  keys,
  told,
  daily,
  guard,
  locked,
  forms,
  grants,
  identities,
  nothing,
  troubles,
  many,
  first,
];
