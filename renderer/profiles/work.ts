import { createContext, use } from 'react';
import type { ProfileEntry } from '../../app/profiles/profile-entries.ts';
import type { RoleValues } from '../../app/profiles/role-fields.ts';

/** Which step of the editor is shown. */
export type Step =
  | { readonly kind: 'list' }
  /** `original`: the profile that is edited; null: a new one. */
  | { readonly kind: 'form'; readonly original: string | null }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'bulk' }
  | { readonly kind: 'share' }
  | { readonly kind: 'adopt' };

/** A profile as it is being typed, and as it was before. */
export type FormText = {
  readonly name: string;
  readonly values: RoleValues;
  readonly tokenFile: boolean;
};

export type BulkText = {
  readonly accounts: string;
  readonly roleName: string;
  readonly template: string;
  readonly source: string;
  readonly region: string;
};

export type AdoptText = {
  readonly text: string;
  readonly source: string;
  readonly replace: readonly string[];
};

/** Everything typed into the editor: it outlives the panel, so that a hidden window loses nothing. */
export type Work = {
  readonly step: Step;
  readonly form: FormText;
  readonly before: FormText;
  readonly bulk: BulkText;
  readonly adopt: AdoptText;
  readonly left: readonly string[];
  readonly path: string;
  /** Someone wants to leave, and would lose what was typed. */
  readonly leaving: boolean;
};

export const emptyForm: FormText = { name: '', values: {}, tokenFile: false };

export const emptyWork: Work = {
  step: { kind: 'list' },
  form: emptyForm,
  before: emptyForm,
  bulk: {
    accounts: '',
    roleName: '',
    template: '{account-name}-{role}',
    source: '',
    region: '',
  },
  adopt: { text: '', source: '', replace: [] },
  left: [],
  path: '~/fobwatch-profiles.json',
  leaving: false,
};

export type WorkStore = {
  readonly work: Work;
  readonly change: (part: Partial<Work>) => void;
};

export const WorkContext = createContext<WorkStore>({
  work: emptyWork,
  change: () => undefined,
});

export const useWork = (): WorkStore => use(WorkContext);

export const isTyped = ({ step, form, before, bulk, adopt }: Work): boolean => {
  switch (step.kind) {
    case 'form':
      return JSON.stringify(form) !== JSON.stringify(before);
    case 'bulk':
      return bulk.accounts !== '' || bulk.roleName !== '';
    case 'adopt':
      return adopt.text !== '';
    case 'list':
    case 'remove':
    case 'share':
      return false;
  }
};

/** One step back: to the list, or first to the question whether what was typed may be lost. */
export const stepBack = (work: Work): Partial<Work> => {
  if (work.leaving) return { leaving: false };
  return isTyped(work) ? { leaving: true } : backToList;
};

export const backToList: Partial<Work> = {
  step: { kind: 'list' },
  form: emptyForm,
  before: emptyForm,
  bulk: emptyWork.bulk,
  adopt: emptyWork.adopt,
  left: [],
  leaving: false,
};

export const formOf = ({ values }: ProfileEntry, name: string): FormText => ({
  name,
  values,
  tokenFile: (values.web_identity_token_file ?? '') !== '',
});

/** Leads to the form of a profile that is there. */
export const editing = (entry: ProfileEntry): Partial<Work> => {
  const form = formOf(entry, entry.name);
  return { step: { kind: 'form', original: entry.name }, form, before: form, leaving: false };
};
