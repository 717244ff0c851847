import { useId } from 'react';
import type { ProfileEntry } from '../../app/profiles/profile-entries.ts';
import { credentialSources, type RoleValues } from '../../app/profiles/role-fields.ts';
import { profileLabels as words } from '../../app/view/words.ts';

/** Names a role can have as its source: whatever signs, and other roles. */
export const sourceNames = (
  entries: readonly ProfileEntry[],
  identities: readonly string[],
  except: string,
): readonly string[] => [
  ...new Set([
    ...identities,
    ...entries.flatMap(({ name, kind, signs }) =>
      (signs || kind === 'role') && (name !== except || signs) ? [name] : [],
    ),
  ]),
];

const TOKEN_FILE = 'token file';

/** Where the first credentials come from: one choice, so that a profile has exactly one source. */
export const SourcePick = (props: {
  readonly label: string;
  readonly names: readonly string[];
  readonly values: RoleValues;
  readonly tokenFile: boolean;
  readonly error: string | null;
  /** Only profiles are offered. */
  readonly inside?: boolean;
  readonly onValues: (values: RoleValues, tokenFile: boolean) => void;
}) => {
  const id = useId();
  const { names, values, tokenFile, error } = props;
  const profile = values.source_profile ?? '';
  const outside = values.credential_source ?? '';
  const value = tokenFile
    ? TOKEN_FILE
    : outside !== ''
      ? `outside ${outside}`
      : profile !== ''
        ? `profile ${profile}`
        : '';
  const choose = (chosen: string): void => {
    const {
      source_profile: _,
      credential_source: __,
      web_identity_token_file: ___,
      ...rest
    } = values;
    const name = chosen.slice(chosen.indexOf(' ') + 1);
    if (chosen === TOKEN_FILE) props.onValues(rest, true);
    else if (chosen.startsWith('outside '))
      props.onValues({ ...rest, credential_source: name }, false);
    else props.onValues(chosen === '' ? rest : { ...rest, source_profile: name }, false);
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="field"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-note`}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{words.chooseSource}</option>
        <optgroup label={words.ofFiles}>
          {profile !== '' && !names.includes(profile) && (
            <option value={`profile ${profile}`}>{profile}</option>
          )}
          {names.map((name) => (
            <option key={name} value={`profile ${name}`}>
              {name}
            </option>
          ))}
        </optgroup>
        {props.inside !== true && (
          <optgroup label={words.outside}>
            {credentialSources.map((source) => (
              <option key={source} value={`outside ${source}`}>
                {source}
              </option>
            ))}
            <option value={TOKEN_FILE}>{words.tokenFile}</option>
          </optgroup>
        )}
      </select>
      {error !== null && (
        <p id={`${id}-note`} className="setting-help" data-kind="failure" role="alert">
          {error}
        </p>
      )}
    </div>
  );
};
