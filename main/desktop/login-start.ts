import type { Platform } from '../../app/model.ts';
import type { LoginStart } from '../../app/ports-settings.ts';
import { autostartPath, createAutostart } from './autostart.ts';
import { createLoginItems, type LoginItems } from './login-items.ts';

/** Start at login as this system has it. */
export const createLoginStart = (deps: {
  readonly app: LoginItems & { getName(): string };
  readonly platform: Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly launch: readonly string[];
}): LoginStart => {
  const { app, platform, env, home, launch } = deps;
  return platform === 'linux'
    ? createAutostart({
        path: autostartPath(env, home, app.getName()),
        name: app.getName(),
        launch,
      })
    : createLoginItems({ items: app, launch, named: platform === 'win32' });
};
