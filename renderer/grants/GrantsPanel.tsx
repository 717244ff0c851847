import { type ReactNode, useState } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { grantsWords as words } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { Choice } from '../parts/Choice.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { FederatedForm } from './FederatedForm.tsx';
import { SamlForm } from './SamlForm.tsx';
import { WebIdentityForm } from './WebIdentityForm.tsx';

export type FormProps = {
  readonly snapshot: WindowSnapshot;
  /** Credentials are held: they stand in the list. */
  readonly onDone: () => void;
};

type Kind = keyof typeof words.kinds;

const forms: Readonly<Record<Kind, (props: FormProps) => ReactNode>> = {
  saml: SamlForm,
  web: WebIdentityForm,
  federated: FederatedForm,
};

/** Starts what no profile of the AWS files names (BO3, BO4, BO5). */
export const GrantsPanel = (props: PanelProps) => {
  const [kind, setKind] = useState<Kind>('saml');
  const Form = forms[kind];
  return (
    <main className="settings">
      <PanelHead title={words.title} onBack={props.onBack} />
      <div className="scroll settings-scroll">
        <Choice label={words.kind} of={words.kinds} value={kind} onValue={setKind} />
        <Form key={kind} snapshot={props.snapshot} onDone={props.onDone} />
      </div>
    </main>
  );
};
