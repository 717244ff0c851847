/** Who may do what with a file or folder. `mode`: the nine permission bits; null: it is not there, or has none here. */
export type Permission = {
  readonly path: string;
  readonly what: 'config' | 'credentials' | 'data-folder' | 'socket-folder' | 'sealed';
  readonly mode: number | null;
  /** False: another user owns it. */
  readonly mine: boolean;
};

/** What only a look at the machine tells; nothing of it is secret. */
export type MachineFacts = {
  readonly permissions: readonly Permission[];
  /** Whether something shows tray icons; null: this system always does. */
  readonly trayHost: boolean | null;
  /** Names of AWS's variables that are set where the app was started. */
  readonly variables: readonly string[];
  /** Sockets of ours at which nobody listens. */
  readonly deadSockets: readonly string[];
  /** Kinds of the journal's lines of the last day, as many as there are of each; null: it cannot be read or written. */
  readonly journal: Readonly<Record<string, number>> | null;
  /** What the app is, for a report: versions and the desktop's name. */
  readonly about: Readonly<Record<string, string>>;
};

/** Looks at the machine, when asked. */
export type Machine = {
  look(paths: { readonly config: string; readonly credentials: string }): Promise<MachineFacts>;
};
