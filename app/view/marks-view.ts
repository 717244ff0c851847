import { grantId, type GrantRef } from '../model.ts';
import { allTags, favouritesOf, recentsOf } from '../session/marks.ts';
import type { AppState } from '../session/state.ts';
import type { MarksView, RoleRow } from './window.ts';

/** What a person made of one row. Called for each of thousands: the favourites are few. */
export const marksOf = (
  { marks }: AppState,
  ref: GrantRef,
): Pick<RoleRow, 'favourite' | 'tags'> => {
  const id = grantId(ref);
  return { favourite: marks.favourites.includes(id), tags: marks.tags.get(id) ?? [] };
};

/** Which rows stand first, and what the others are divided by. */
export const marksView = (state: AppState): MarksView => ({
  favourites: favouritesOf(state).map(grantId),
  recents: recentsOf(state).map(grantId),
  tags: allTags(state.marks),
  grouping: state.marks.grouping,
});
