import type { ProfileEntry } from '../../app/profiles/profile-entries.ts';
import { entriesByName } from '../../app/profiles/profile-entries.ts';
import { dependents } from '../../app/profiles/role-way.ts';
import { asProfileName } from '../../app/profiles/switch-role.ts';
import { entryWords, moreForProfile, profileLabels as words } from '../../app/view/words.ts';
import { Menu } from '../parts/Menu.tsx';
import type { MenuGroup } from '../parts/MenuList.tsx';
import { useSend } from '../state/outside.ts';
import { editing, emptyForm, formOf, useWork } from './work.ts';

/** A name that is free: dev-copy, dev-copy-2 and so on. */
const copyName = (name: string, taken: ReadonlySet<string>): string => {
  const copy = asProfileName(`${name}-copy`);
  if (!taken.has(copy)) return copy;
  let count = 2;
  while (taken.has(`${copy}-${count}`)) count += 1;
  return `${copy}-${count}`;
};

const Row = (props: {
  readonly entry: ProfileEntry;
  readonly entries: readonly ProfileEntry[];
}) => {
  const { entry, entries } = props;
  const { name, kind } = entry;
  const { change } = useWork();
  const send = useSend();
  const edit = (): void => change(editing(entry));
  const duplicate = (): void => {
    const form = formOf(entry, copyName(name, new Set(entries.map((one) => one.name))));
    change({ step: { kind: 'form', original: null }, form, before: emptyForm });
  };
  const remove = (): void => {
    if (kind === 'live') return send({ kind: 'uninstall-live', profile: name });
    const needed = dependents(name, entriesByName(entries)).length > 0;
    // Of our own it goes at once, with the way back in sight.
    if (entry.owned && !needed)
      return send({
        kind: 'change-profiles',
        changes: [{ kind: 'remove', name }],
        agreed: [],
      });
    change({ step: { kind: 'remove', name } });
  };
  const groups: readonly MenuGroup[] =
    kind === 'live'
      ? [[{ name: words.remove, onPress: remove }]]
      : [
          [
            { name: words.edit, onPress: edit },
            { name: words.duplicate, onPress: duplicate },
          ],
          [{ name: words.remove, onPress: remove }],
        ];
  const acts = entry.line !== null && (kind === 'role' || kind === 'live');
  return (
    <li className="profile-row" data-profile={name}>
      <span className="profile-name">{name}</span>
      <span className="profile-what">
        {entryWords(entry)}
        {entry.owned && ` · ${words.ours}`}
      </span>
      {acts && <Menu label={moreForProfile(name)} groups={groups} />}
    </li>
  );
};

/** All profiles of the files, found by name, account or role. */
export const ProfileList = (props: {
  readonly entries: readonly ProfileEntry[];
  readonly query: string;
}) => {
  const { entries, query } = props;
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const text = `${entry.name} ${entry.values.role_arn ?? ''} ${entryWords(entry)}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  if (found.length === 0)
    return (
      <p className="setting-help form-about">{entries.length === 0 ? words.empty : words.none}</p>
    );
  return (
    <ul aria-label={words.list}>
      {found.map((entry) => (
        <Row key={entry.name} entry={entry} entries={entries} />
      ))}
    </ul>
  );
};
