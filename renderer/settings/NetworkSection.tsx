import { useEffect, useRef } from 'react';
import type { ConnectionView, SettingsView } from '../../app/view/window.ts';
import { connectionLabels } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';
import { ConnectionResult } from './ConnectionResult.tsx';
import { ProxyPassword } from './ProxyPassword.tsx';
import { SettingField } from './SettingField.tsx';

/** How AWS is reached, and a test that names the step that fails (BO9). */
export const NetworkSection = (props: {
  readonly settings: SettingsView;
  readonly connection: ConnectionView;
  /** When this part was asked for by itself; null: it was not. */
  readonly asked: number | null;
}) => {
  const { asked } = props;
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked !== null) part.current?.scrollIntoView();
  }, [asked]);
  const { test, proxyPassword } = props.connection;
  const { values } = props.settings;
  const send = useSend();
  const testing = test.kind === 'testing';
  return (
    <section ref={part}>
      <div className="section-head">
        <h2>{connectionLabels.title}</h2>
        <button
          type="button"
          className="button"
          aria-disabled={testing}
          onClick={() => send({ kind: 'test-connection', target: null })}
        >
          {testing ? connectionLabels.testing : connectionLabels.test}
        </button>
      </div>
      {test.kind !== 'none' && <ConnectionResult test={test} />}
      <SettingField name="proxy" value={values.proxy} placeholder="http://proxy.example.org:8080" />
      <SettingField name="proxyUser" value={values.proxyUser} />
      <ProxyPassword user={values.proxyUser} state={proxyPassword} />
      <SettingField name="noProxy" value={values.noProxy} placeholder=".example.org, 10.0.0.0/8" />
      <SettingField name="caBundle" value={values.caBundle} placeholder="/etc/ssl/company.pem" />
      <SettingField name="connectTimeout" value={values.connectTimeout} />
      <SettingField name="callTimeout" value={values.callTimeout} />
      <SettingField
        name="signInEndpoint"
        value={values.signInEndpoint}
        placeholder="https://aws.example.org:8443"
      />
    </section>
  );
};
