/** The steps of a connection test, in their order (BO9). A step that has nothing to do is left out. */
export const probeSteps = [
  'endpoint',
  'proxy',
  'name',
  'connect',
  'tunnel',
  'tls',
  'answer',
  'call',
  'clock',
] as const;

export type ProbeStep = (typeof probeSteps)[number];

/** What a step found out. */
export type ProbeFact =
  | { readonly step: 'endpoint'; readonly url: string; readonly region: string }
  /** null: directly. `from` is the word that decided. */
  | {
      readonly step: 'proxy';
      readonly proxy: string | null;
      readonly from: 'setting' | 'environment' | 'no-proxy' | 'system';
    }
  | { readonly step: 'name'; readonly host: string; readonly address: string }
  | { readonly step: 'connect'; readonly host: string }
  | { readonly step: 'tunnel'; readonly proxy: string }
  /** `checked` is false where settings.ini says validate_certs = no. */
  | {
      readonly step: 'tls';
      readonly protocol: string;
      /** null: the certificate names nobody. */
      readonly issuer: string | null;
      readonly checked: boolean;
    }
  | { readonly step: 'answer'; readonly status: number }
  | { readonly step: 'call'; readonly arn: string }
  /** Server time minus local time, ms. */
  | { readonly step: 'clock'; readonly skew: number };
